package io.voltstream.tsdb;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.ToNumberPolicy;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;

/** SQL over QuestDB's {@code /exec}. */
final class QuestDbSql {
  private static final Duration CONNECT = Duration.ofSeconds(3);

  private final String url;
  private final Duration timeout;
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).connectTimeout(CONNECT).build();
  private final Gson gson =
      new GsonBuilder().setObjectToNumberStrategy(ToNumberPolicy.LONG_OR_DOUBLE).create();

  /** What {@code /exec} answers, as far as we read it. */
  private record Answer(String error, List<List<Object>> dataset) {}

  QuestDbSql(TsdbConfig config) {
    this.url = config.url();
    this.timeout = config.writeTimeout();
  }

  /**
   * Runs one statement.
   *
   * @return the rows; integers as {@link Long}; empty for a statement that has none
   * @throws TsdbException when there is no answer or an error
   */
  List<List<Object>> run(String sql) {
    HttpResponse<String> response = send(sql);
    if (response.statusCode() >= 500) {
      throw failure(RetryCause.SERVER_ERROR, sql, "HTTP status " + response.statusCode());
    }
    Answer answer = parse(response, sql);
    if (answer.error() != null || response.statusCode() != 200) {
      throw failure(RetryCause.CONFIGURATION, sql, answer.error());
    }
    return answer.dataset() == null ? List.of() : answer.dataset();
  }

  private HttpResponse<String> send(String sql) {
    URI uri = URI.create(url + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    try {
      return http.send(
          HttpRequest.newBuilder(uri).timeout(timeout).build(),
          BodyHandlers.ofString(StandardCharsets.UTF_8));
    } catch (IOException e) {
      throw new TsdbException(RetryCause.UNREACHABLE, "no answer from " + url + ": " + e, e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new TsdbException(RetryCause.UNREACHABLE, "interrupted", e);
    }
  }

  private Answer parse(HttpResponse<String> response, String sql) {
    try {
      return gson.fromJson(response.body(), Answer.class);
    } catch (JsonSyntaxException e) {
      throw failure(
          RetryCause.CONFIGURATION, sql, "HTTP status " + response.statusCode() + ", not JSON");
    }
  }

  private TsdbException failure(RetryCause cause, String sql, String what) {
    return new TsdbException(cause, "QuestDB at " + url + ": " + what + ", for: " + sql, null);
  }
}
