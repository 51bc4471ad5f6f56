package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class CommandLineTest {
  private final StringWriter out = new StringWriter();
  private final StringWriter err = new StringWriter();

  private int run(Map<String, String> environment, String... args) {
    return Main.run(args, environment, new PrintWriter(out, true), new PrintWriter(err, true));
  }

  private int run(String... args) {
    return run(Map.of(), args);
  }

  /** What a failure must be: one line on standard error, beginning with our name. */
  private String theLine() {
    assertThat(out.toString()).isEmpty();
    assertThat(err.toString().lines()).hasSize(1);
    assertThat(err.toString()).startsWith("voltstream: ");
    return err.toString();
  }

  @Test
  void helpNamesTheCommands() {
    assertThat(run("--help")).isZero();
    assertThat(out.toString()).contains("demo", "node", "config");
  }

  @Test
  void helpOfNodeNamesTheRoles() {
    assertThat(run("node", "--help")).isZero();
    assertThat(out.toString()).contains("kafka", "tsdb", "storage", "ingest", "simulator");
  }

  @Test
  void versionIsTheBuilds() {
    assertThat(run("--version")).isZero();
    assertThat(out.toString()).matches("(?s)voltstream \\d+\\.\\d+.*Java .*");
  }

  @Test
  void withoutACommandItShowsTheHelpAndFails() {
    assertThat(run()).isEqualTo(ExitCode.USAGE.number());
    assertThat(err.toString()).contains("Usage: voltstream");
  }

  @Test
  void aWrongOptionIsOneLineWithAHint() {
    assertThat(run("demo", "--vehicels", "3")).isEqualTo(ExitCode.USAGE.number());
    assertThat(theLine()).contains("--vehicels", "mean '--vehicles'?", "voltstream demo --help");
  }

  @Test
  void aWrongCommandIsOneLineWithAHint() {
    assertThat(run("nod")).isEqualTo(ExitCode.USAGE.number());
    assertThat(theLine()).contains("'nod'", "mean 'node'?", "voltstream --help");
  }

  @Test
  void nodeWithoutARoleIsWrongUsage() {
    assertThat(run("node")).isEqualTo(ExitCode.USAGE.number());
    assertThat(theLine()).contains("ROLE");
  }

  @Test
  void anUnknownRoleHasItsOwnCodeAndAGuess() {
    assertThat(run("node", "kafka", "ingset")).isEqualTo(ExitCode.UNKNOWN_ROLE.number());
    assertThat(theLine()).contains("'ingset'", "simulator", "Did you mean 'ingest'?");
  }

  @Test
  void nothingLikeARoleGetsNoGuess() {
    assertThat(run("node", "xyz")).isEqualTo(ExitCode.UNKNOWN_ROLE.number());
    assertThat(theLine()).doesNotContain("Did you mean");
  }

  @Test
  void optionsOfTheFleetNeedTheFleet() {
    assertThat(run("node", "ingest", "--vehicles", "3")).isEqualTo(ExitCode.USAGE.number());
    assertThat(theLine()).contains("--vehicles", "simulator");
  }

  @Test
  void instancesAreForRolesThatTheNodeRuns() {
    assertThat(run("node", "ingest", "--instances", "storage=2")).isEqualTo(2);
    assertThat(theLine()).contains("--instances storage=2 needs the role storage");
  }

  @Test
  void instancesAreForRolesThatCanBeSeveral() {
    assertThat(run("node", "sse", "storage", "--instances", "sse=2")).isEqualTo(2);
    assertThat(theLine()).contains("--instances sse=2", "runs sse once", "start more nodes");
  }

  @Test
  void instancesThatAreNoNumberAreABadSetting() {
    assertThat(run("node", "storage", "--instances", "storage=two"))
        .isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(theLine()).contains("STORAGE_INSTANCES is 'two'", "given as --instances");
  }

  @Test
  void instancesWithoutANumberAreWrongUsage() {
    assertThat(run("node", "storage", "--instances", "storage")).isEqualTo(2);
    assertThat(theLine()).contains("--instances", "storage");
  }

  @Test
  void aClusterIsOpenToOthersOnlyWhereThatWasSaidOfIt() {
    Map<String, String> open = new HashMap<>(Map.of("BIND_ADDRESS", "0.0.0.0"));
    open.put("VOLTSTREAM_TOKEN", "0123456789abcdef0123456789abcdef0123456789abcdef");
    int code = run(open, "node", "storage", "--cluster");

    assertThat(code).isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(theLine()).contains("CLUSTER_ADDRESS is not set", "BIND_ADDRESS is '0.0.0.0'");
  }

  @Test
  void aClusterNeedsOneAddress() {
    int code = run(Map.of("CLUSTER_ADDRESS", "0.0.0.0"), "node", "storage", "--cluster");

    assertThat(code).isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(theLine()).contains("CLUSTER_ADDRESS is '0.0.0.0'", "one address");
  }

  @Test
  void aBadOptionIsABadSetting() {
    assertThat(run("demo", "--vehicles", "0")).isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(theLine()).contains("NUM_VEHICLES", "'0'", "--vehicles");
  }

  @Test
  void aBadVariableIsABadSetting() {
    int code = run(Map.of("KAFKA_PARTITIONS", "many"), "node", "storage");

    assertThat(code).isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(theLine()).contains("KAFKA_PARTITIONS", "'many'", "environment");
  }

  @Test
  void debugShowsWhereAFailureCameFrom() {
    run(Map.of("LOG_LEVEL", "debug"), "demo", "--vehicles", "0");

    assertThat(err.toString()).contains("\tat io.voltstream.");
  }

  @Test
  void configPrintsTheSettings() {
    assertThat(run(Map.of("KAFKA_TOPIC", "mine"), "config")).isZero();
    assertThat(out.toString()).containsPattern("KAFKA_TOPIC +mine +environment");
  }

  @Test
  void configShowsNoSecret() {
    assertThat(run(Map.of("VOLTSTREAM_TOKEN", "a-secret-of-tests"), "config")).isZero();
    assertThat(out.toString())
        .containsPattern("VOLTSTREAM_TOKEN +\\*{8} +environment")
        .doesNotContain("a-secret-of-tests");
  }

  @Test
  void insecureTakesNoValue() {
    int code = run(Map.of("BIND_ADDRESS", "0.0.0.0"), "node", "--insecure", "storag");

    assertThat(code).isEqualTo(ExitCode.UNKNOWN_ROLE.number());
  }

  @Test
  void configSaysWhatIsWrongAfterwards() {
    int code = run(Map.of("RAW_TTL", "soon"), "config");

    assertThat(code).isEqualTo(ExitCode.BAD_SETTING.number());
    assertThat(out.toString()).contains("RAW_TTL");
    assertThat(err.toString()).contains("RAW_TTL is 'soon'");
  }
}
