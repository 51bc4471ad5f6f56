package io.voltstream.tsdb;

import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonSyntaxException;
import com.google.gson.ToNumberPolicy;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Collectors;

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
    this(config.url(), config.writeTimeout());
  }

  QuestDbSql(String url, Duration timeout) {
    this.url = url;
    this.timeout = timeout;
  }

  /** Count, sum, least and greatest from four columns; the first of them is {@code column}. */
  static Aggregate aggregate(List<Object> row, int column) {
    long count = count(row.get(column));
    return count == 0
        ? Aggregate.NONE
        : new Aggregate(
            count,
            ((Number) row.get(column + 1)).doubleValue(),
            ((Number) row.get(column + 2)).doubleValue(),
            ((Number) row.get(column + 3)).doubleValue());
  }

  /** A count; the sum of no counts is null. */
  static long count(Object value) {
    return value == null ? 0 : (Long) value;
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

  /**
   * The names of a table's columns.
   *
   * @throws TsdbException when there is no answer or no such table
   */
  Set<String> columns(String table) {
    return run("select \"column\" from table_columns(" + SqlText.quoted(table) + ")").stream()
        .map(row -> (String) row.get(0))
        .collect(Collectors.toSet());
  }

  /** The whole answer within the time-out; the client's own time-out ends with the headers. */
  private HttpResponse<String> send(String sql) {
    URI uri = URI.create(url + "/exec?query=" + URLEncoder.encode(sql, StandardCharsets.UTF_8));
    CompletableFuture<HttpResponse<String>> response =
        http.sendAsync(
            HttpRequest.newBuilder(uri).build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
    try {
      return response.get(timeout.toMillis(), TimeUnit.MILLISECONDS);
    } catch (ExecutionException e) {
      throw unreachable("no answer from " + url + ": " + e.getCause(), e.getCause());
    } catch (TimeoutException e) {
      response.cancel(true);
      throw unreachable("no answer from " + url + " within " + timeout.toMillis() + " ms", e);
    } catch (InterruptedException e) {
      response.cancel(true);
      Thread.currentThread().interrupt();
      throw unreachable("interrupted", e);
    }
  }

  private static TsdbException unreachable(String why, Throwable cause) {
    return new TsdbException(RetryCause.UNREACHABLE, why, cause);
  }

  private Answer parse(HttpResponse<String> response, String sql) {
    Answer answer = null;
    try {
      answer = gson.fromJson(response.body(), Answer.class);
    } catch (JsonSyntaxException e) {
      // Said below, as of an empty answer.
    }
    if (answer == null) {
      throw failure(
          RetryCause.CONFIGURATION, sql, "HTTP status " + response.statusCode() + ", not JSON");
    }
    return answer;
  }

  private TsdbException failure(RetryCause cause, String sql, String what) {
    return new TsdbException(cause, "QuestDB at " + url + ": " + what + ", for: " + sql, null);
  }
}
