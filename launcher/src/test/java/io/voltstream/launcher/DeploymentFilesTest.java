package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.yaml.snakeyaml.Yaml;

/**
 * What can be held without an engine or a cluster: the files that deploy nodes speak of settings,
 * roles and files that exist, and leave nothing open.
 */
class DeploymentFilesTest {
  private static final Path ROOT = Path.of("..");
  private static final String DEV = "docker-compose.yml";
  private static final String PROD = "docker-compose.prod.yml";

  private static final Set<String> SETTINGS =
      Arrays.stream(Setting.values()).map(Setting::name).collect(Collectors.toSet());

  /** What deploy/voltstream-container reads beside the settings. */
  private static final Set<String> OF_THE_IMAGE =
      Set.of("VOLTSTREAM_HEAP_PERCENT", "VOLTSTREAM_JAVA_OPTS");

  private static String text(String file) throws IOException {
    return Files.readString(ROOT.resolve(file));
  }

  private static Map<String, Map<String, Object>> services(String file) throws IOException {
    Map<String, Map<String, Map<String, Object>>> compose = new Yaml().load(text(file));
    return compose.get("services");
  }

  private static Stream<MatchResult> matches(String pattern, String text) {
    return Pattern.compile(pattern, Pattern.MULTILINE).matcher(text).results();
  }

  private static boolean isNode(Map<String, Object> service) {
    return service.containsKey("build");
  }

  @Test
  void everyRoleThatAClusterNeedsIsANode() throws IOException {
    assertThat(services(PROD).values().stream().filter(DeploymentFilesTest::isNode))
        .extracting(node -> (String) ((List<?>) node.get("command")).get(1))
        .containsExactlyInAnyOrder("storage", "alert", "sse", "ingest", "simulator")
        .allSatisfy(role -> assertThat(Role.named(List.of(role))).hasSize(1));
  }

  @Test
  void nodesAreToldNothingThatIsNoSetting() throws IOException {
    for (Map<String, Object> service : services(PROD).values()) {
      if (isNode(service)) {
        assertThat(SETTINGS).containsAll(names(service));
      }
    }
    assertThat(SETTINGS)
        .containsAll(
            matches("^(?:ENV| {4}) ?([A-Z_]+)=", text("deploy/Dockerfile"))
                .map(name -> name.group(1))
                .toList());
  }

  @SuppressWarnings("unchecked")
  private static Set<String> names(Map<String, Object> service) {
    return ((Map<String, Object>) service.get("environment")).keySet();
  }

  @Test
  void theChartTellsNodesNothingThatIsNoSetting() throws IOException {
    String chart =
        text("deploy/helm/voltstream/templates/_helpers.tpl")
            + text("deploy/helm/voltstream/templates/nodes.yaml");
    assertThat(matches("- name: ([A-Z_]+)$", chart).map(name -> name.group(1)))
        .contains("KAFKA_BROKER", "INFLUXDB_URL")
        .allSatisfy(
            name -> assertThat(SETTINGS.contains(name) || OF_THE_IMAGE.contains(name)).isTrue());
    Map<String, Map<String, Object>> values =
        new Yaml().load(text("deploy/helm/voltstream/values.yaml"));
    assertThat(Role.named(List.copyOf(values.get("roles").keySet()))).hasSize(5);
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void imagesHaveAVersionAndEveryServiceIsLookedAfter(String file) throws IOException {
    services(file)
        .forEach(
            (name, service) -> {
              if (isNode(service)) {
                return;
              }
              assertThat((String) service.get("image")).as(name).matches(".+:v?\\d+\\.\\d+\\.\\d+");
              assertThat(service).as(name).containsKey("healthcheck");
            });
  }

  @Test
  void inProductionEverythingComesBackIsBoundedAndHasTheTimeToDrain() throws IOException {
    services(PROD)
        .forEach(
            (name, service) -> {
              assertThat(service).as(name).containsEntry("restart", "unless-stopped");
              assertThat(service).as(name).containsKey("mem_limit");
              if (isNode(service)) {
                assertThat(service).as(name).containsEntry("stop_grace_period", "25s");
              }
            });
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void portsAreOnLoopbackUnlessSomebodySaysOtherwise(String file) throws IOException {
    assertThat(services(file).values())
        .filteredOn(service -> service.containsKey("ports"))
        .flatExtracting(service -> (List<?>) service.get("ports"))
        .isNotEmpty()
        .allSatisfy(
            port ->
                assertThat((String) port)
                    .matches("(127\\.0\\.0\\.1|\\$\\{PUBLIC_ADDRESS:-127\\.0\\.0\\.1}):.+"));
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void noSecretHasADefault(String file) throws IOException {
    List<MatchResult> secrets = matches("^ +\\w*(?:TOKEN|PASSWORD): (.*)$", text(file)).toList();
    assertThat(secrets)
        .hasSizeGreaterThanOrEqualTo(3)
        .allSatisfy(secret -> assertThat(secret.group(1)).matches("\\$\\{\\w+:\\?[^}]{10,}}"));
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void whatCanBeSetIsInTheExample(String file) throws IOException {
    String example = text(".env.example");
    assertThat(matches("\\$\\{(\\w+)", text(file)).map(name -> name.group(1)).distinct())
        .isNotEmpty()
        .allSatisfy(name -> assertThat(example).contains("\n#" + name + "="));
  }

  @ParameterizedTest
  @ValueSource(strings = {DEV, PROD})
  void mountedFilesExist(String file) throws IOException {
    assertThat(matches("^ +- (\\./[^:]+):", text(file)).map(mount -> mount.group(1)))
        .isNotEmpty()
        .allSatisfy(mount -> assertThat(ROOT.resolve(mount)).exists());
  }

  @Test
  void theImageRunsAsTheScriptDoes() throws IOException {
    String container = text("deploy/voltstream-container");
    assertThat(matches("^ +(-XX:\\+\\w+)$", text("voltstream")).map(flag -> flag.group(1)))
        .hasSizeGreaterThanOrEqualTo(2)
        .allSatisfy(
            flag -> {
              assertThat(container).contains(flag);
              assertThat(text("deploy/systemd/voltstream@.service")).contains(flag);
            });
    assertThat(text("deploy/Dockerfile"))
        .containsPattern("(?m)^USER [1-9]")
        .containsPattern("(?m)^HEALTHCHECK ")
        .containsPattern("(?m)^STOPSIGNAL SIGTERM$")
        .doesNotContain(":latest");
  }

  @Test
  void theUnitDoesNotStartAgainWhatDoesNotMendItself() throws IOException {
    String hopeless =
        Stream.of(
                ExitCode.USAGE,
                ExitCode.BAD_SETTING,
                ExitCode.UNKNOWN_ROLE,
                ExitCode.CLUSTER_FILE,
                ExitCode.OPEN_DOOR)
            .map(code -> Integer.toString(code.number()))
            .collect(Collectors.joining(" "));
    assertThat(text("deploy/systemd/voltstream@.service"))
        .contains("\nRestartPreventExitStatus=" + hopeless + "\n");
  }

  @Test
  void theChartBringsTheFilesOfTheTree() throws IOException {
    for (String file :
        List.of("prometheus/voltstream.rules.yml", "grafana/dashboards/voltstream.json")) {
      Path original = ROOT.resolve("deploy").resolve(file);
      Path brought = ROOT.resolve("deploy/helm/voltstream/files").resolve(original.getFileName());
      assertThat(brought).hasSameTextualContentAs(original);
    }
  }
}
