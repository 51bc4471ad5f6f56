package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.http.HttpMethod;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.sse.HttpProbe.Answer;
import io.voltstream.sse.SseRig.Node;
import java.io.ByteArrayInputStream;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The page's files and who may ask for what. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class HttpIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final String PAGE = "/probe/page.html";
  private static final String MODULE = "/probe/module.js";

  private SseRig rig;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    rig = new SseRig(KAFKA);
    node = rig.node();
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private Answer get(String path, Map<String, String> headers) throws Exception {
    return rig.http.ask(HttpMethod.GET, node.port(), path, headers);
  }

  @Test
  void filesHaveAStrongValidatorAndAreAskedForEachTime() throws Exception {
    Answer page = get(PAGE, Map.of());
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("Content-Type")).isEqualTo("text/html; charset=utf-8");
    assertThat(page.headers().get("Cache-Control")).isEqualTo("no-cache");
    String etag = page.headers().get("ETag");
    assertThat(etag).matches("\"[0-9a-f]{24}\"");
    Answer again = get(PAGE, Map.of("If-None-Match", "\"other\", " + etag));
    assertThat(again.status()).isEqualTo(304);
    assertThat(again.body().length()).isZero();
    assertThat(get(PAGE, Map.of("If-None-Match", "\"other\"")).status()).isEqualTo(200);
    Answer head = rig.http.ask(HttpMethod.HEAD, node.port(), PAGE, Map.of());
    assertThat(head.status()).isEqualTo(200);
    assertThat(head.headers().get("Content-Length"))
        .isEqualTo(Integer.toString(page.body().length()));
    assertThat(head.body().length()).isZero();
    assertThat(get("/", Map.of()).status()).isEqualTo(get("/index.html", Map.of()).status());
    assertThat(get("/analytics", Map.of()).body())
        .isEqualTo(get("/analytics.html", Map.of()).body())
        .isNotEqualTo(get("/index.html", Map.of()).body());
  }

  @Test
  void textIsCompressedForThoseWhoTakeIt() throws Exception {
    Answer plain = get(MODULE, Map.of());
    Answer packed = get(MODULE, Map.of("Accept-Encoding", "br, gzip"));
    assertThat(packed.headers().get("Content-Encoding")).isEqualTo("gzip");
    assertThat(packed.headers().get("Vary")).isEqualTo("Accept-Encoding");
    assertThat(packed.headers().get("ETag")).isNotEqualTo(plain.headers().get("ETag"));
    assertThat(packed.body().length()).isLessThan(plain.body().length());
    assertThat(
            new GZIPInputStream(new ByteArrayInputStream(packed.body().getBytes())).readAllBytes())
        .isEqualTo(plain.body().getBytes());
    assertThat(get(MODULE, Map.of("Accept-Encoding", "gzip;q=0")).body()).isEqualTo(plain.body());
  }

  @Test
  void librariesComeFromTheirWebJars() throws Exception {
    for (String path :
        List.of(
            "/vendor/leaflet/dist/leaflet.js",
            "/vendor/leaflet/dist/leaflet.css",
            "/vendor/leaflet/dist/images/layers.png",
            "/vendor/uplot/dist/uPlot.iife.min.js",
            "/vendor/uplot/dist/uPlot.min.css")) {
      assertThat(get(path, Map.of()).status()).as(path).isEqualTo(200);
    }
    assertThat(get("/vendor/leaflet/dist/leaflet.js", Map.of()).headers().get("Content-Type"))
        .isEqualTo("text/javascript; charset=utf-8");
  }

  @Test
  void nothingElseIsAFile() throws Exception {
    for (String path :
        List.of(
            "/nothing.html",
            "/probe",
            "/probe/",
            "/../logback-test.xml",
            "/probe/../../logback-test.xml",
            "/%2e%2e/logback-test.xml",
            "/probe/..%2f..%2flogback-test.xml",
            "/.hidden.html",
            "/vendor/jackson/x.js",
            "/vendor/leaflet",
            "/vendor/../probe.html",
            "//probe/page.html/")) {
      Answer answer = get(path, Map.of());
      assertThat(answer.status()).as(path).isEqualTo(404);
      assertThat(answer.json().getString("error")).as(path).isNotEmpty();
    }
  }

  @Test
  void aPathThatIsNoneIsRefusedLikeAnythingElse() throws Exception {
    Answer answer = get("/api/vehicles/%zz", Map.of());
    assertThat(answer.status()).isEqualTo(400);
    assertThat(answer.json().getString("error")).isEqualTo("not a path");
    assertThat(answer.headers().contains("Content-Security-Policy")).isTrue();
  }

  @Test
  void everyAnswerKeepsBrowsersStrict() throws Exception {
    for (String path : List.of(PAGE, "/api/config", "/nothing")) {
      Answer answer = get(path, Map.of());
      assertThat(answer.headers().get("Content-Security-Policy"))
          .isEqualTo(
              "default-src 'self'; img-src 'self' data: blob:; object-src 'none';"
                  + " base-uri 'none'; frame-ancestors 'none'; form-action 'self'");
      assertThat(answer.headers().get("X-Content-Type-Options")).isEqualTo("nosniff");
      assertThat(answer.headers().get("Referrer-Policy")).isEqualTo("no-referrer");
      assertThat(answer.headers().get("Cross-Origin-Opener-Policy")).isEqualTo("same-origin");
    }
  }

  @Test
  void onlyOurOwnNamesAndPagesAreServed() throws Exception {
    assertThat(get("/api/config", Map.of("Host", "localhost:1")).status()).isEqualTo(200);
    assertThat(get("/api/config", Map.of("Host", "Map.Example.Org")).status()).isEqualTo(200);
    Answer rebound = get("/api/config", Map.of("Host", "evil.example:" + node.port()));
    assertThat(rebound.status()).isEqualTo(421);
    assertThat(rebound.json().getString("error")).contains("evil.example", "HTTP_ALLOWED_HOSTS");
    assertThat(get("/api/stream", Map.of("Host", "evil.example")).status()).isEqualTo(421);

    String own = "http://127.0.0.1:" + node.port();
    assertThat(get("/api/config", Map.of("Origin", own)).status()).isEqualTo(200);
    assertThat(get("/api/config", Map.of("Origin", "http://127.0.0.1:1")).status()).isEqualTo(403);
    assertThat(get("/api/stream", Map.of("Origin", "null")).status()).isEqualTo(403);
    Answer post = rig.http.ask(HttpMethod.POST, node.port(), "/api/vehicles", Map.of());
    assertThat(post.status()).isEqualTo(405);
    assertThat(post.headers().get("Allow")).isEqualTo("GET, HEAD");
    assertThat(node.count("voltstream.http.refused", "reason", "host")).isEqualTo(2);
    assertThat(node.count("voltstream.http.refused", "reason", "origin")).isEqualTo(2);
    assertThat(node.count("voltstream.http.refused", "reason", "method")).isEqualTo(1);
  }
}
