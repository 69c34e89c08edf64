package org.herald.it;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.herald.it.kit.Belongings;
import org.herald.it.kit.Heard;
import org.herald.it.kit.HeraldClient;
import org.herald.it.kit.HeraldWar;
import org.herald.it.kit.Received;
import org.herald.it.kit.Server;
import org.herald.it.kit.Tokens;
import org.herald.it.kit.WireFrame;
import org.jboss.arquillian.container.test.api.Deployment;
import org.jboss.arquillian.container.test.api.TargetsContainer;
import org.jboss.arquillian.junit5.ArquillianExtension;
import org.jboss.arquillian.test.api.ArquillianResource;
import org.jboss.shrinkwrap.api.spec.WebArchive;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** What somebody may send to do harm: it is refused or relayed as data, and nobody else notices. */
@ExtendWith(ArquillianExtension.class)
class HostileJsonIT {

    @ArquillianResource
    private Server server;

    @AutoClose
    private final Belongings mine = new Belongings();

    @Deployment(testable = false)
    @TargetsContainer("herald")
    static WebArchive herald() {
        return HeraldWar.built();
    }

    private final String room = "hostile/" + UUID.randomUUID();

    private HeraldClient mallory;
    private HeraldClient bystander;

    @BeforeEach
    void join() {
        mallory = connect("mallory");
        bystander = connect("bystander");
        mallory.join(room);
        bystander.join(room);
    }

    @Test
    void refusesWhatIsNoJson() {
        for (String text : List.of(
                "",
                " ",
                "{",
                "}",
                "{'event':'ping'",
                "{'event':'ping'}}",
                "{'event':'ping'} x",
                "{'event':'ping',}",
                "{'event' 'ping'}",
                "{event:'ping'}",
                "{'event':ping}",
                "{'event':'ping','v':01}",
                "{'event':'ping','v':+1}",
                "{'event':'ping','v':.5}",
                "{'event':'ping','v':1.}",
                "{'event':'ping','v':1e}",
                "{'event':'ping','v':NaN}",
                "{'event':'ping','v':0x1}",
                "{'event':'pi\nng'}",
                "{'event':'ping\u0000'}",
                "{'event':'pi\\ng','x':'\\x'}",
                "{'event':'ping','x':'\\u12'}",
                "{'event':'ping','x':'\\u00g0'}",
                "{'event':'ping','x':tru}",
                "{'event':'ping'}\u0000",
                "\uFEFF{'event':'ping'}",
                "{'event':'ping' // no\n}",
                "{'event':'ping'\u00A0}",
                "{'event':'ping','x':'unterminated",
                "{'event':'ping','x':'\\")) {
            assertThat(send(text).code()).as(text).isEqualTo("bad_json");
        }
        bystander.roundTrip();
    }

    @Test
    void refusesDepthBeforeItCostsAnything() {
        for (String text : List.of(
                "[".repeat(10_000),
                "[".repeat(10_000) + "]".repeat(10_000),
                "{'a':".repeat(10_000) + "1" + "}".repeat(10_000),
                "{'event':'ping','data':{'x':" + "[".repeat(60_000),
                message("[".repeat(10_000) + "]".repeat(10_000)),
                message("[{'a':".repeat(5_000) + "1" + "}]".repeat(5_000)))) {
            assertThat(send(text).code()).isEqualTo("bad_json");
        }
        bystander.roundTrip();
    }

    @Test
    void takesJsonAsDeepAsIsAllowed() {
        assertThat(send(message("[".repeat(30) + "]".repeat(30))).is("ack")).isTrue();
        assertThat(send(message("[".repeat(31) + "]".repeat(31))).code()).isEqualTo("bad_json");
        assertThat(bystander.inbox().await("message").data().getJsonArray("content"))
                .hasSize(1);
    }

    @Test
    void relaysOddContentAsData() {
        List<String> contents = List.of(
                "[" + "0,".repeat(30_000) + "0]",
                "{'" + "k".repeat(60_000) + "':1}",
                "1" + "0".repeat(1_000),
                "1e999999",
                "-1E-999999",
                "'\\ud800'",
                "'\\udc00\\ud800'",
                "'\\u0000\\u001f\\u007f'",
                "{'\\ud800':'\\u0000'}",
                "{'__proto__':{'constructor':1},'__proto__':2}",
                "'</script><script>alert(1)</script>'",
                "'\u2028\u2029\uFEFF\u202E'");
        List<String> relayed = new ArrayList<>();
        for (String content : contents) {
            assertThat(Heard.after(mallory, text(message(content)))).as(content).noneMatch(one -> one.is("error"));
            relayed.add(content);
        }
        assertThat(bystander
                        .inbox()
                        .await(contents.size(), one -> "message".equals(one.event()), Duration.ofSeconds(20)))
                .hasSameSizeAs(relayed);
    }

    @Test
    void endsOnlyTheConnectionWhoseTextIsNoUtf8() {
        byte[] surrogate = {'{', '"', 'e', '"', ':', '"', (byte) 0xED, (byte) 0xA0, (byte) 0x80, '"', '}'};
        byte[] overlong = {'"', (byte) 0xC0, (byte) 0x80, '"'};
        byte[] cut = {'"', (byte) 0xF0, (byte) 0x9F, (byte) 0x98};
        for (byte[] bytes : List.of(surrogate, overlong, cut)) {
            HeraldClient one = connect("careless");
            one.send(WireFrame.of(WireFrame.TEXT, bytes));
            assertThat(one.awaitEnding().code()).isEqualTo(1007);
        }
        bystander.roundTrip();
    }

    @Test
    void refusesTooManyFieldsInOneObject() {
        String fields =
                IntStream.range(0, 6_000).mapToObj(i -> "'f" + i + "':0").collect(Collectors.joining(","));

        assertThat(send("{'event':'ping'," + fields + "}").code()).isEqualTo("bad_envelope");
        assertThat(send("{'event':'ping','data':{" + fields + "}}").code()).isEqualTo("bad_envelope");
        assertThat(send(message("{" + fields + "}")).is("ack")).isTrue();
    }

    @Test
    void survivesKeysThatAreMadeToCollide() {
        String fields = IntStream.range(0, 4_000)
                .mapToObj(i -> "'"
                        + Integer.toBinaryString(4096 + i).replace("0", "Aa").replace("1", "BB") + "':0")
                .collect(Collectors.joining(","));
        assertThat(send("{'event':'ping'," + fields.substring(0, 60_000).replaceAll(",[^,]*$", "") + "}")
                        .code())
                .isEqualTo("bad_envelope");
        bystander.roundTrip();
    }

    @Test
    void keepsAnsweringOthersWhileOneIsHostile() {
        List<String> attacks = List.of(
                "[".repeat(60_000),
                "{'a':".repeat(10_000),
                message("[" + "0,".repeat(30_000) + "0]"),
                "{'event':'ping','data':{'" + "k".repeat(60_000) + "':" + "1".repeat(4_000) + "}}");
        List<HeraldClient> attackers =
                IntStream.range(0, 4).mapToObj(i -> connect("mallory " + i)).toList();
        attackers.forEach(one -> one.join(room + "/apart"));
        AtomicBoolean over = new AtomicBoolean();
        List<Thread> threads = attackers.stream()
                .map(one -> new Thread(() -> {
                    for (int i = 0; i < 400 && !over.get(); i++) {
                        one.sendText(attacks.get(i % 4).replace('\'', '"'));
                    }
                }))
                .toList();
        threads.forEach(Thread::start);
        long slowest = 0;
        for (int i = 0; i < 50; i++) {
            long start = System.nanoTime();
            bystander.roundTrip();
            slowest = Math.max(slowest, System.nanoTime() - start);
        }
        over.set(true);

        assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofSeconds(2));
    }

    private Received send(String text) {
        return Heard.answer(mallory, text(text));
    }

    private String message(String content) {
        return "{'event':'message.send','id':'" + UUID.randomUUID() + "','room':'" + room + "','data':{'content':"
                + content + "}}";
    }

    /** @param text with single quotes */
    private static WireFrame text(String text) {
        return WireFrame.text(text.replace('\'', '"'));
    }

    private HeraldClient connect(String user) {
        return mine.add(HeraldClient.connect(server, Tokens.of(user)));
    }
}
