package io.voltstream.tsdb;

import com.google.gson.Gson;
import com.google.gson.JsonSyntaxException;
import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Optional;

/**
 * Asks an InfluxDB what it is, and whether it knows our token, organisation and bucket.
 *
 * <p>Source: docs.influxdata.com/influxdb/v2/api, /health and /api/v2/buckets.
 */
final class InfluxInspection {
  private final TsdbConfig config;
  private final HttpClient http;
  private final Gson gson = new Gson();

  /** What {@code /health} answers, as far as we read it. */
  private record Health(String name, String version) {}

  /** What {@code /api/v2/buckets} answers, as far as we read it. */
  private record Buckets(List<Object> buckets) {}

  InfluxInspection(TsdbConfig config) {
    this.config = config;
    this.http =
        HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .connectTimeout(config.writeTimeout())
            .build();
  }

  /**
   * Name and version; empty when something else answers.
   *
   * @throws TsdbException when nothing answers
   */
  Optional<String> product() {
    return read(get("/health", false), Health.class)
        .filter(health -> "influxdb".equals(health.name()))
        .map(health -> "InfluxDB " + health.version());
  }

  DatabaseReport report(String product) {
    String query =
        "/api/v2/buckets?org=%s&name=%s".formatted(encoded(config.org()), encoded(config.bucket()));
    HttpResponse<String> answer = get(query, true);
    Optional<String> fault =
        answer.statusCode() == 200
            ? noBucket(answer)
            : Optional.of(HttpAnswer.refusal(answer.statusCode(), config));
    return new DatabaseReport(
        product,
        clock(answer),
        "bucket " + config.bucket() + " of organisation " + config.org(),
        fault.stream().toList());
  }

  private Optional<String> noBucket(HttpResponse<String> answer) {
    boolean found =
        read(answer, Buckets.class)
            .filter(list -> list.buckets() != null && !list.buckets().isEmpty())
            .isPresent();
    return found
        ? Optional.empty()
        : Optional.of(
            "organisation '%s' has no bucket '%s' that this token may read: make it, or correct INFLUXDB_BUCKET"
                .formatted(config.org(), config.bucket()));
  }

  private static Optional<Instant> clock(HttpResponse<String> answer) {
    try {
      return answer
          .headers()
          .firstValue("Date")
          .map(date -> ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }

  private <T> Optional<T> read(HttpResponse<String> answer, Class<T> type) {
    try {
      return Optional.ofNullable(gson.fromJson(answer.body(), type));
    } catch (JsonSyntaxException e) {
      return Optional.empty();
    }
  }

  private HttpResponse<String> get(String path, boolean withToken) {
    HttpRequest.Builder request =
        HttpRequest.newBuilder(URI.create(config.url() + path)).timeout(config.writeTimeout());
    if (withToken) {
      request.header("Authorization", "Token " + config.token());
    }
    try {
      return http.send(request.build(), BodyHandlers.ofString());
    } catch (IOException e) {
      throw unreachable(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw unreachable(e);
    }
  }

  private TsdbException unreachable(Exception e) {
    return new TsdbException(
        RetryCause.UNREACHABLE, "no answer from " + config.url() + ": " + e, e);
  }

  private static String encoded(String text) {
    return URLEncoder.encode(text, StandardCharsets.UTF_8);
  }
}
