package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Figures;
import org.herald.it.kit.Handshake;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Http;
import org.herald.it.kit.Promtool;
import org.herald.it.kit.Route;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** How the figures are shown: in which form, to whom, and never more of them than there were. */
@ExtendWith(ArquillianExtension.class)
class MetricsDoorIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("strict")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    @Test
    void doesNotGrowWithCodesThatClientsMakeUp() throws IOException {
        List<String> before = Figures.of(server).samples();

        for (int code = 4800; code < 4840; code++) {
            HeraldClient client = connect("metrics-codes");
            client.wire().sendClose(code, "");
            client.awaitEnding();
        }

        assertThat(Figures.of(server).samples()).isEqualTo(before);
    }

    @Test
    void tellsWhatRunsHere() {
        assertThat(figure("herald_build_info", "node=\"strict\"")).isEqualTo(1);
        assertThat(figure("herald_build_info", "version=\"unknown\"")).isZero();
        assertThat(figure("herald_writer")).isEqualTo(1);
        assertThat(figure("herald_accepting")).isEqualTo(1);
        assertThat(figure("herald_store_up")).isEqualTo(1);
        assertThat(figure("herald_start_time_seconds"))
                .isBetween(
                        Instant.now().getEpochSecond() - 3600.0, Instant.now().getEpochSecond() + 1.0);
    }

    @Test
    void prometheusFindsNothingToComplainOf() {
        Promtool.Verdict verdict = Promtool.run(Figures.of(server) + "\n", "check", "metrics");

        assertThat(verdict.output()).isEmpty();
        assertThat(verdict.exitCode()).isZero();
    }

    @Test
    void speaksTheTextFormatAndOpenMetrics() {
        HttpResponse<String> text = Http.get(server.uri("/metrics"));
        HttpResponse<String> open =
                Http.get(server.uri("/metrics"), "Accept", "application/openmetrics-text; version=1.0.0");

        assertThat(text.statusCode()).isEqualTo(200);
        assertThat(text.headers()
                        .firstValue("Content-Type")
                        .orElse("")
                        .replace(" ", "")
                        .toLowerCase(Locale.ROOT))
                .isEqualTo("text/plain;version=0.0.4;charset=utf-8");
        assertThat(text.headers().firstValue("Cache-Control")).hasValue("no-store");
        assertThat(open.headers().firstValue("Content-Type").orElse("")).startsWith("application/openmetrics-text");
        assertThat(open.body()).endsWith("# EOF\n");
    }

    @Test
    void theServerShowsTheSameFiguresByTheSameNames() {
        assertThat(Figures.ofServer(server).samples())
                .isEqualTo(Figures.of(server).samples());
        assertThat(Figures.ofServer(server).value("herald_start_time_seconds"))
                .isEqualTo(figure("herald_start_time_seconds"));
    }

    @Test
    void onlyTheMachineItselfAndAdministratorsReadThem() {
        String[] afar = {"X-Forwarded-For", "203.0.113.9"};

        assertThat(statusFor(afar)).isEqualTo(401);
        assertThat(Http.get(server.uri("/metrics"), afar).headers().firstValue("WWW-Authenticate"))
                .hasValue("Bearer realm=\"herald-metrics\"");
        assertThat(Http.get(server.uri("/metrics"), afar).body()).doesNotContain("herald_");
        assertThat(statusFor(afar[0], afar[1], "Authorization", "Bearer " + Tokens.of("metrics-user", "staff")))
                .isEqualTo(403);
        assertThat(statusFor(afar[0], afar[1], "Authorization", "Bearer " + Tokens.of("metrics-boss", "herald-admin")))
                .isEqualTo(200);
        assertThat(statusFor(afar[0], afar[1], "Authorization", "Bearer nonsense"))
                .isEqualTo(401);
    }

    private int statusFor(String... headers) {
        return Http.get(server.uri("/metrics"), headers).statusCode();
    }

    private double figure(String name, String... labels) {
        return Figures.of(server).value(name, labels);
    }

    private HeraldClient connect(String user) {
        Handshake handshake = Handshake.with(server).bearer(Tokens.of(user));
        return mine.add(HeraldClient.connect(Route.to(server).fromElsewhere(), handshake));
    }
}
