package io.voltstream.backends;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;

/** The database seen by a client: line protocol in, SQL out. */
final class QuestDbClient {
  private final HttpClient http = HttpClient.newHttpClient();
  private final String url;

  QuestDbClient(String url) {
    this.url = url;
  }

  /** Runs a statement and returns the answer's JSON. */
  String sql(String statement) throws IOException, InterruptedException {
    String query = URLEncoder.encode(statement, StandardCharsets.UTF_8);
    return send(HttpRequest.newBuilder(URI.create(url + "/exec?query=" + query)).build()).body();
  }

  /** Writes lines with times in milliseconds. */
  HttpResponse<String> write(String lines) throws IOException, InterruptedException {
    URI target = URI.create(url + "/api/v2/write?precision=ms");
    return send(HttpRequest.newBuilder(target).POST(BodyPublishers.ofString(lines)).build());
  }

  void createTable() throws IOException, InterruptedException {
    String answer =
        sql(
            "CREATE TABLE speeds (timestamp TIMESTAMP, vin SYMBOL, speed DOUBLE)"
                + " TIMESTAMP(timestamp) PARTITION BY HOUR WAL"
                + " DEDUP UPSERT KEYS(timestamp, vin)");
    if (!answer.contains("OK")) {
      throw new IllegalStateException(answer);
    }
  }

  /** Rows that are visible now. */
  long count() throws IOException, InterruptedException {
    String answer = sql("SELECT count() FROM speeds");
    String rows = answer.substring(answer.indexOf("[[") + 2, answer.indexOf("]]"));
    return Long.parseLong(rows);
  }

  private HttpResponse<String> send(HttpRequest request) throws IOException, InterruptedException {
    return http.send(request, BodyHandlers.ofString());
  }
}
