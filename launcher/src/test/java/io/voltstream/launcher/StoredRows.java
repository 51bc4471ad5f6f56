package io.voltstream.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.URLEncoder;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** What QuestDB holds, read by SQL over HTTP, in the shape of an ack log's lines. */
final class StoredRows {
  private static final String BATCHES =
      "select vin, cast(timestamp as long) / 1000, sequence from telemetry";
  private static final String TRANSITIONS =
      "select vin, rule, signal, case when type = 'RESOLVED' then 'cleared' else 'raised' end,"
          + " cast(timestamp as long) / 1000 from alerts";

  private StoredRows() {}

  /** A line {@code vin,timestamp,sequence} for each batch. */
  static List<String> of(String url) throws IOException, InterruptedException {
    return query(url, BATCHES);
  }

  /** A line {@code vin,rule,signal,raised|cleared,timestamp} for each alert. */
  static List<String> transitions(String url) throws IOException, InterruptedException {
    return query(url, TRANSITIONS);
  }

  /**
   * The first row of an answer.
   *
   * @param question of SQL
   */
  static List<String> row(String url, String question) throws IOException, InterruptedException {
    return List.of(query(url, question).get(0).split(","));
  }

  private static List<String> query(String url, String sql)
      throws IOException, InterruptedException {
    HttpResponse<String> csv =
        VoltstreamProcess.get(url + "/exp?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    assertThat(csv.statusCode()).as(csv.body()).isEqualTo(200);
    return csv.body().lines().skip(1).map(line -> line.replace("\"", "")).toList();
  }

  /** The whole lines of an ack log; the last one is cut when its writer was killed. */
  static List<String> acknowledged(Path ackLog) throws IOException {
    String text = Files.readString(ackLog);
    return text.substring(0, text.lastIndexOf('\n') + 1).lines().toList();
  }

  /** Fails when an acknowledged batch is missing, or any is there twice. */
  static void assertComplete(List<String> rows, List<String> acknowledged) {
    assertThat(acknowledged).isNotEmpty();
    assertThat(rows).doesNotHaveDuplicates();
    assertThat(new java.util.HashSet<>(rows).containsAll(acknowledged))
        .as("every acknowledged batch is stored")
        .isTrue();
  }
}
