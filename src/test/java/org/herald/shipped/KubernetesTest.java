package org.herald.shipped;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The manifests are of kinds that there are, and fit each other. */
class KubernetesTest {

    private static final Path DIRECTORY = Path.of("docker", "kubernetes");

    private static final Map<String, String> VERSIONS = Map.of(
            "Namespace", "v1",
            "ConfigMap", "v1",
            "Secret", "v1",
            "Service", "v1",
            "Deployment", "apps/v1",
            "PodDisruptionBudget", "policy/v1",
            "HorizontalPodAutoscaler", "autoscaling/v2",
            "NetworkPolicy", "networking.k8s.io/v1",
            "Ingress", "networking.k8s.io/v1",
            "Kustomization", "kustomize.config.k8s.io/v1beta1");

    private final Yaml deployment = read("deployment");
    private final Yaml pod = deployment.at("spec.template.spec");
    private final Yaml container = pod.at("containers").list().get(0);

    KubernetesTest() throws IOException {}

    @Test
    void namesWhatEachFileIs() throws IOException {
        for (Path file : files()) {
            Yaml yaml = Yaml.read(file);
            String kind = yaml.at("kind").text();
            assertThat(yaml.at("apiVersion").text()).as(file.toString()).isEqualTo(VERSIONS.get(kind));
            if (!kind.equals("Kustomization")) {
                assertThat(yaml.at("metadata.name").text()).isEqualTo("herald");
                assertThat(file.getFileName().toString()).startsWith(kind.toLowerCase(java.util.Locale.ROOT));
            }
        }
    }

    @Test
    void leavesOutNoFileButTheExampleOfASecret() throws IOException {
        assertThat(read("kustomization").at("resources").texts())
                .containsExactlyInAnyOrderElementsOf(files().stream()
                        .map(file -> file.getFileName().toString())
                        .filter(name -> !name.equals("kustomization.yaml") && !name.equals("secret.example.yaml"))
                        .toList());
    }

    @Test
    void selectsTheSamePodsEverywhere() throws IOException {
        Object labels = deployment.at("spec.template.metadata.labels").value();

        assertThat(deployment.at("spec.selector.matchLabels").value()).isEqualTo(labels);
        assertThat(read("service").at("spec.selector").value()).isEqualTo(labels);
        assertThat(read("poddisruptionbudget").at("spec.selector.matchLabels").value())
                .isEqualTo(labels);
        assertThat(read("networkpolicy").at("spec.podSelector.matchLabels").value())
                .isEqualTo(labels);
        assertThat(pod.at("topologySpreadConstraints")
                        .list()
                        .get(0)
                        .at("labelSelector.matchLabels")
                        .value())
                .isEqualTo(labels);
    }

    @Test
    void asksForHealthOnThePortThatThereIs() throws IOException {
        String port = container.at("ports").list().get(0).at("name").text();

        for (String probe : List.of("startupProbe", "readinessProbe", "livenessProbe")) {
            assertThat(container.at(probe + ".httpGet.port").text()).isEqualTo(port);
            assertThat(container.at(probe + ".periodSeconds").number()).isPositive();
        }
        assertThat(container.at("startupProbe.httpGet.path").text()).isEqualTo("/health/ready");
        assertThat(container.at("readinessProbe.httpGet.path").text()).isEqualTo("/health/ready");
        assertThat(container.at("livenessProbe.httpGet.path").text()).isEqualTo("/health/live");
        Yaml service = read("service").at("spec.ports").list().get(0);
        assertThat(service.at("targetPort").text()).isEqualTo(port);
        assertThat(read("networkpolicy")
                        .at("spec.ingress")
                        .list()
                        .get(0)
                        .at("ports")
                        .list()
                        .get(0)
                        .at("port")
                        .text())
                .isEqualTo(port);
    }

    @Test
    void endsAPodOnlyAfterItsGoodbyes() throws IOException {
        List<String> command = container.at("lifecycle.preStop.exec.command").texts();
        Duration before = Duration.ofSeconds(Integer.parseInt(command.get(1)));
        Duration drain =
                Duration.parse(read("configmap").at("data.HERALD_DRAIN_TIME").text());
        int readiness = container.at("readinessProbe.periodSeconds").number()
                * container.at("readinessProbe.failureThreshold").number();

        assertThat(command.get(0)).isEqualTo("sleep");
        assertThat(before).isGreaterThan(Duration.ofSeconds(readiness));
        assertThat(Duration.ofSeconds(pod.at("terminationGracePeriodSeconds").number()))
                .isGreaterThan(before.plus(drain).plusSeconds(20));
    }

    @Test
    void runsWithoutRightsItDoesNotNeed() {
        assertThat(pod.at("securityContext.runAsNonRoot").value()).isEqualTo(true);
        assertThat(pod.at("automountServiceAccountToken").value()).isEqualTo(false);
        assertThat(container.at("securityContext.readOnlyRootFilesystem").value())
                .isEqualTo(true);
        assertThat(container.at("securityContext.allowPrivilegeEscalation").value())
                .isEqualTo(false);
        assertThat(container.at("securityContext.capabilities.drop").texts()).containsExactly("ALL");
        assertThat(container.at("volumeMounts").list())
                .extracting(mount -> mount.at("mountPath").text())
                .containsExactly("/run/secrets", "/tmp");
        assertThat(pod.at("volumes").list())
                .extracting(volume -> volume.at("name").text())
                .containsExactlyElementsOf(container.at("volumeMounts").list().stream()
                        .map(mount -> mount.at("name").text())
                        .toList());
    }

    @Test
    void takesSettingsAndSecretsThatAreThere() throws IOException {
        Yaml settings = read("configmap");
        Yaml secret = read("secret.example");

        assertThat(container.at("envFrom").list().get(0).at("configMapRef.name").text())
                .isEqualTo(settings.at("metadata.name").text());
        assertThat(pod.at("volumes").list().get(0).at("secret.secretName").text())
                .isEqualTo(secret.at("metadata.name").text());
        assertThat(settings.at("data").keys())
                .allSatisfy(
                        key -> assertThat(settings.at("data").of(key).value()).isInstanceOf(String.class));
    }

    @Test
    void growsByConnectionsAndNotBeyondWhatANodeTakes() throws IOException {
        Yaml scaler = read("horizontalpodautoscaler");
        Yaml metric = scaler.at("spec.metrics").list().get(0);

        assertThat(scaler.at("spec.scaleTargetRef.kind").text()).isEqualTo("Deployment");
        assertThat(scaler.at("spec.scaleTargetRef.name").text())
                .isEqualTo(deployment.at("metadata.name").text());
        assertThat(metric.at("pods.metric.name").text()).isEqualTo("herald_connections");
        assertThat(Integer.parseInt(metric.at("pods.target.averageValue").text()))
                .isLessThanOrEqualTo(Integer.parseInt(read("configmap")
                                .at("data.HERALD_LIMITS_CONNECTIONS")
                                .text())
                        / 2);
        assertThat(scaler.at("spec.minReplicas").number()).isGreaterThan(1);
        assertThat(deployment.at("spec").has("replicas")).isFalse();
    }

    @Test
    void opensOnlyWhatIsForClients() throws IOException {
        List<Yaml> paths =
                read("ingress").at("spec.rules").list().get(0).at("http.paths").list();

        assertThat(paths)
                .extracting(path -> path.at("path").text())
                .allMatch(path -> path.startsWith("/herald/"))
                .noneMatch(path -> "/herald/metrics".startsWith(path) || "/herald/api/admin".startsWith(path))
                .noneMatch(path -> path.startsWith("/herald/dev"));
        assertThat(paths).allSatisfy(path -> {
            assertThat(path.at("backend.service.name").text())
                    .isEqualTo(read("service").at("metadata.name").text());
            assertThat(path.at("backend.service.port.name").text())
                    .isEqualTo(read("service")
                            .at("spec.ports")
                            .list()
                            .get(0)
                            .at("name")
                            .text());
        });
    }

    private static Yaml read(String name) throws IOException {
        return Yaml.read(DIRECTORY.resolve(name + ".yaml"));
    }

    private static List<Path> files() throws IOException {
        try (Stream<Path> files = Files.list(DIRECTORY)) {
            return files.sorted().toList();
        }
    }
}
