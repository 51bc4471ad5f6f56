package io.voltstream.backends;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.apache.kafka.common.utils.internals.Exit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.Timeout.ThreadMode;
import org.junit.jupiter.api.io.TempDir;

@Timeout(value = 300, threadMode = ThreadMode.SEPARATE_THREAD)
class EmbeddedKafkaIT {
  @TempDir Path temp;

  private EmbeddedKafkaConfig config() {
    return EmbeddedKafkaConfig.onFreePorts(temp.resolve("kafka"));
  }

  @Test
  void keepsWhatItAcknowledgedAndItsClusterIdOverARestart() throws Exception {
    String cluster;
    List<String> sent;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      assertThat(kafka.trouble()).isEmpty();
      KafkaLog log = new KafkaLog(kafka.brokers());
      cluster = log.clusterId();
      sent = log.createAndFill(100);
      assertThat(log.read(sent.size())).containsExactlyElementsOf(sent);
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      KafkaLog log = new KafkaLog(kafka.brokers());
      assertThat(log.clusterId()).isEqualTo(cluster);
      assertThat(log.read(sent.size())).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void keepsWhatItAcknowledgedWhenItsProcessIsKilled() throws Exception {
    List<String> sent;
    String cluster;
    try (BackendProcess child = new BackendProcess("kafka", temp.resolve("kafka"))) {
      KafkaLog log = new KafkaLog(child.address());
      cluster = log.clusterId();
      sent = log.createAndFill(5_000);
      child.kill();
    }
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      KafkaLog log = new KafkaLog(kafka.brokers());
      assertThat(log.clusterId()).isEqualTo(cluster);
      assertThat(log.read(sent.size())).containsExactlyElementsOf(sent);
    }
  }

  @Test
  void sendsClientsToTheHostUnderWhichTheyReachIt() throws Exception {
    EmbeddedKafkaConfig config =
        new EmbeddedKafkaConfig(temp.resolve("kafka"), "127.0.0.1", 0, 0, "localhost");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config)) {
      assertThat(kafka.brokers()).startsWith("localhost:");
      String bound = kafka.brokers().replace("localhost", "127.0.0.1");
      assertThat(new KafkaLog(bound).broker()).isEqualTo(kafka.brokers());
    }
  }

  @Test
  void refusesAFolderThatAnotherProcessHas() throws Exception {
    try (BackendProcess child = new BackendProcess("kafka", temp.resolve("kafka"))) {
      assertThatThrownBy(() -> EmbeddedKafka.start(config()))
          .isInstanceOf(DataFolderInUseException.class)
          .hasMessageContaining(temp.resolve("kafka").toString())
          .hasMessageContaining("process " + child.pid());
    }
  }

  @Test
  void printsNothingAndInstallsNoShutdownHook() throws Exception {
    try (BackendProcess child = new BackendProcess("kafka", temp.resolve("kafka"))) {
      assertThat(child.stop()).containsExactly("shutdown hooks: []", "closed");
    }
  }

  @Test
  void runsTwiceInOneProcessButNotOnOneFolder() throws Exception {
    EmbeddedKafkaConfig other = EmbeddedKafkaConfig.onFreePorts(temp.resolve("other"));
    try (EmbeddedKafka first = EmbeddedKafka.start(config());
        EmbeddedKafka second = EmbeddedKafka.start(other)) {
      assertThatThrownBy(() -> EmbeddedKafka.start(config()))
          .isInstanceOf(DataFolderInUseException.class);
      KafkaLog one = new KafkaLog(first.brokers());
      KafkaLog two = new KafkaLog(second.brokers());
      assertThat(one.clusterId()).isNotEqualTo(two.clusterId());
      List<String> sent = one.createAndFill(10);
      assertThat(one.read(10)).containsExactlyElementsOf(sent);
      assertThat(two.topics()).isEmpty();
    }
  }

  @Test
  void refusesATakenPortAndLeavesTheFolderFree() throws IOException {
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getByName("127.0.0.1"))) {
      int port = taken.getLocalPort();
      Path folder = temp.resolve("kafka");
      for (EmbeddedKafkaConfig config :
          List.of(
              new EmbeddedKafkaConfig(folder, "127.0.0.1", port, 0, "127.0.0.1"),
              new EmbeddedKafkaConfig(folder, "127.0.0.1", 0, port, "127.0.0.1"))) {
        assertThatThrownBy(() -> EmbeddedKafka.start(config))
            .isInstanceOfSatisfying(
                PortTakenException.class, e -> assertThat(e.port()).isEqualTo(port))
            .hasMessageContaining(Integer.toString(port))
            .hasMessageContaining("Kafka");
      }
    }
    DataFolderLock.take(temp.resolve("kafka")).close();
  }

  @Test
  void saysWhyItCannotStartAndLeavesTheFolderFree() throws IOException {
    Path folder = Files.createDirectories(temp.resolve("kafka"));
    Files.writeString(folder.resolve("meta.properties"), "version=1\nnode.id=7\ncluster.id=x\n");
    assertThatThrownBy(() -> EmbeddedKafka.start(config()))
        .isInstanceOf(BackendException.class)
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("7");
    DataFolderLock.take(folder).close();
  }

  @Test
  void takesTheSamePortAgainAfterARestart() throws Exception {
    int port;
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      new KafkaLog(kafka.brokers()).createAndFill(1);
      port = Integer.parseInt(kafka.brokers().split(":")[1]);
    }
    EmbeddedKafkaConfig same =
        new EmbeddedKafkaConfig(temp.resolve("kafka"), "127.0.0.1", port, 0, "localhost");
    try (EmbeddedKafka kafka = EmbeddedKafka.start(same)) {
      assertThat(kafka.brokers()).isEqualTo("localhost:" + port);
      assertThat(new KafkaLog(kafka.brokers()).topics()).containsExactly("test");
    }
  }

  @Test
  void makesNoTopicUnasked() throws Exception {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      KafkaLog log = new KafkaLog(kafka.brokers());
      assertThatThrownBy(() -> log.fill(1, Duration.ofSeconds(2)))
          .hasRootCauseInstanceOf(
              org.apache.kafka.common.errors.UnknownTopicOrPartitionException.class);
      assertThat(log.topics()).isEmpty();
    }
  }

  @Test
  void keepsItsReasonWhenItWantsToEndTheProcess() {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      assertThatThrownBy(() -> Exit.halt(1, "no log directory is left"))
          .isInstanceOf(IllegalStateException.class);
      assertThat(kafka.trouble())
          .hasValueSatisfying(t -> assertThat(t).contains("no log directory is left"));
    }
  }

  @Test
  void tellsThatItsDiskIsGoneAndLetsTheProcessLive() throws IOException {
    try (EmbeddedKafka kafka = EmbeddedKafka.start(config())) {
      Files.move(temp.resolve("kafka"), temp.resolve("gone"));
      Files.createFile(temp.resolve("kafka"));
      await()
          .atMost(Duration.ofMinutes(1))
          .untilAsserted(() -> assertThat(kafka.trouble()).isPresent());
      assertThat(kafka.trouble().orElseThrow()).contains(temp.resolve("kafka").toString());
    }
  }

  @Test
  void saysThatItIsNotRunningOnceClosed() {
    EmbeddedKafka kafka = EmbeddedKafka.start(config());
    kafka.close();
    kafka.close();
    assertThat(kafka.trouble()).contains("the embedded broker is not running");
  }
}
