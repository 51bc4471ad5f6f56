package io.voltstream.sse;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.vertx.core.http.HttpMethod;
import io.voltstream.contract.AccessToken;
import io.voltstream.spine.KafkaForTests;
import io.voltstream.sse.HttpProbe.Answer;
import io.voltstream.sse.SseRig.Node;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Who is let in over HTTP, by what, and for how long. */
@Timeout(value = 120, unit = TimeUnit.SECONDS)
class DoorIT {
  @RegisterExtension static final KafkaForTests KAFKA = new KafkaForTests();
  private static final String SECRET = "a-secret-of-tests";
  private static final Map<String, String> BEARER = Map.of("Authorization", "Bearer " + SECRET);
  private static final Map<String, String> BROWSER = Map.of("Accept", "text/html,*/*;q=0.8");

  private SseRig rig;
  private Node node;

  @BeforeEach
  void start() throws Exception {
    rig = new SseRig(KAFKA);
    node = rig.node(new DoorConfig(new AccessToken(SECRET), Duration.ofHours(1)));
  }

  @AfterEach
  void stop() throws Exception {
    rig.close();
  }

  private Answer get(String path, Map<String, String> headers) throws Exception {
    return rig.http.ask(HttpMethod.GET, node.port(), path, headers);
  }

  private Answer login(String token, String next, Map<String, String> more) throws Exception {
    Map<String, String> headers = new HashMap<>(more);
    headers.put("Content-Type", "application/x-www-form-urlencoded");
    return rig.http.post(node.port(), "/login?next=" + next, headers, "token=" + token);
  }

  /** What a browser sends after an answer that set a cookie. */
  private static Map<String, String> cookieOf(Answer answer) {
    return Map.of("Cookie", answer.headers().get("Set-Cookie").split(";")[0]);
  }

  private double refused(String reason) {
    return node.count("voltstream.http.refused", "reason", reason);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "/api/config",
        "/api/alerts",
        "/api/vehicles",
        "/api/vehicles/v",
        "/api/stream",
        "/api/nothing",
        "/index.html",
        "/js/main.js",
        "/css/tokens.css/../../index.html",
        "/LOGIN"
      })
  void nothingIsSaidToStrangers(String path) throws Exception {
    Answer answer = get(path, Map.of());

    assertThat(answer.status()).isEqualTo(401);
    assertThat(answer.headers().get("WWW-Authenticate")).startsWith("Bearer");
    assertThat(answer.json().getString("error")).contains("/login", "authorization: Bearer");
    assertThat(refused("no_token")).isEqualTo(1);
  }

  @Test
  void programsShowTheToken() throws Exception {
    Answer config = get("/api/config", BEARER);
    assertThat(config.status()).isEqualTo(200);
    assertThat(config.json().getBoolean("login")).isTrue();
    assertThat(get("/", BEARER).status()).isEqualTo(200);

    Answer wrong = get("/api/config", Map.of("Authorization", "Bearer a-secret-of-testS"));
    assertThat(wrong.status()).isEqualTo(401);
    assertThat(wrong.json().getString("error")).contains("VOLTSTREAM_TOKEN");
    assertThat(refused("wrong_token")).isEqualTo(1);
  }

  @Test
  void whatAProxyWasShownIsNoToken() throws Exception {
    Map<String, String> both = new HashMap<>(cookieOf(login(SECRET, "%2F", Map.of())));
    both.put("Authorization", "Basic b3BlcmF0b3I6cHJveHk=");

    assertThat(get("/api/config", both).status()).isEqualTo(200);
    both.remove("Cookie");
    assertThat(get("/api/config", both).status()).isEqualTo(401);
    assertThat(refused("wrong_token")).isZero();
  }

  @Test
  void aBrowserIsLedToTheLoginAndBack() throws Exception {
    Answer led = get("/index.html?vehicle=V+1&show=idle", BROWSER);
    assertThat(led.status()).isEqualTo(303);
    assertThat(led.headers().get("Location"))
        .isEqualTo("/login?next=%2Findex.html%3Fvehicle%3DV%2B1%26show%3Didle");

    Answer page = get(led.headers().get("Location"), BROWSER);
    assertThat(page.status()).isEqualTo(200);
    assertThat(page.headers().get("Content-Type")).startsWith("text/html");
    assertThat(page.body().toString())
        .contains("action=\"/login?next=%2Findex.html%3Fvehicle%3DV%2B1%26show%3Didle\"")
        .doesNotContain("<!--");

    Answer in = login(SECRET, "%2Findex.html%3Fvehicle%3DV%2B1%26show%3Didle", Map.of());
    assertThat(in.status()).isEqualTo(303);
    assertThat(in.headers().get("Location")).isEqualTo("/index.html?vehicle=V+1&show=idle");
    assertThat(get("/index.html", cookieOf(in)).status()).isEqualTo(200);
    assertThat(get("/api/config", cookieOf(in)).status()).isEqualTo(200);
    assertThat(get("/login?next=%2Fapi%2Fconfig", cookieOf(in)).headers().get("Location"))
        .isEqualTo("/api/config");
  }

  @Test
  void whatTheLoginPageIsMadeOfIsOpen() throws Exception {
    String page = get("/login", BROWSER).body().toString();
    for (String path :
        page.lines()
            .filter(line -> line.matches(".*(src|href)=\"/.*"))
            .map(line -> line.replaceAll(".*(?:src|href)=\"(/[^\"]*)\".*", "$1"))
            .toList()) {
      assertThat(get(path, Map.of()).status()).as(path).isEqualTo(200);
    }
  }

  @Test
  void theCookieIsNotTheTokenAndStaysWithTheBrowser() throws Exception {
    String cookie = login(SECRET, "%2F", Map.of()).headers().get("Set-Cookie");

    assertThat(cookie)
        .doesNotContain(SECRET)
        .contains("Max-Age=3600", "Path=/", "HTTPOnly", "SameSite=Strict")
        .doesNotContain("Secure");
    assertThat(
            login(SECRET, "%2F", Map.of("X-Forwarded-Proto", "https")).headers().get("Set-Cookie"))
        .contains("Secure");
  }

  @Test
  void aWrongTokenSaysSoAndManyAreSlowed() throws Exception {
    for (int i = 0; i < GuessPace.FREE; i++) {
      Answer wrong = login("guess" + i, "%2F", Map.of());
      assertThat(wrong.status()).isEqualTo(403);
      assertThat(wrong.headers().get("Set-Cookie")).isNull();
      assertThat(wrong.body().toString()).contains("That is not this node's token.");
    }
    Answer slowed = login(SECRET, "%2F", Map.of());
    assertThat(slowed.status()).isEqualTo(429);
    assertThat(slowed.headers().get("Retry-After")).matches("[1-9]");
    assertThat(slowed.body().toString()).contains("Too many wrong tokens");
    assertThat(get("/api/config", BEARER).status()).isEqualTo(429);
    assertThat(refused("wrong_token")).isEqualTo(GuessPace.FREE);
    assertThat(refused("too_many_wrong")).isEqualTo(2);
  }

  @Test
  void afterTheWaitTheRightTokenOpens() throws Exception {
    for (int i = 0; i < GuessPace.FREE; i++) {
      login("guess" + i, "%2F", Map.of());
    }

    await()
        .atMost(Duration.ofSeconds(30))
        .until(() -> login(SECRET, "%2F", Map.of()).status() == 303);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https%3A%2F%2Fevil.example",
        "%2F%2Fevil.example",
        "%2F%5Cevil.example",
        "javascript%3Aalert(1)",
        "%2Fx%0D%0ASet-Cookie%3Aa%3Db",
        "%2F%09%2Fevil.example",
        "%2Flogin%3Fnext%3D%2F",
        ""
      })
  void nobodyIsLedElsewhere(String next) throws Exception {
    assertThat(login(SECRET, next, Map.of()).headers().get("Location")).isEqualTo("/");
  }

  @Test
  void loggingOutTakesTheCookieBack() throws Exception {
    Map<String, String> cookie = cookieOf(login(SECRET, "%2F", Map.of()));

    Answer out = rig.http.post(node.port(), "/logout", cookie, "");
    assertThat(out.status()).isEqualTo(303);
    assertThat(out.headers().get("Location")).isEqualTo("/login");
    assertThat(out.headers().get("Set-Cookie")).contains("voltstream_session=;", "Max-Age=0");
    assertThat(get("/logout", cookie).status()).isEqualTo(405);
  }

  @Test
  void aFormOfAnotherSiteIsNotTaken() throws Exception {
    assertThat(login(SECRET, "%2F", Map.of("Origin", "https://evil.example")).status())
        .isEqualTo(403);
    assertThat(login(SECRET, "%2F", Map.of("Origin", "null")).headers().get("Set-Cookie")).isNull();
  }

  @Test
  void aFormIsSmall() throws Exception {
    assertThat(login("x".repeat(100_000), "%2F", Map.of()).status()).isEqualTo(413);
  }

  @Test
  void aSessionOfAnotherTokenIsNone() throws Exception {
    SessionToken others = new SessionToken(new AccessToken(SECRET + "x"), Duration.ofDays(1));
    String cookie = "voltstream_session=" + others.issue(System.currentTimeMillis());

    assertThat(get("/api/config", Map.of("Cookie", cookie)).status()).isEqualTo(401);
    assertThat(refused("session_ended")).isEqualTo(1);
  }

  @Test
  void aStreamEndsWithItsSession() throws Exception {
    SessionToken sessions = new SessionToken(new AccessToken(SECRET), Duration.ofSeconds(4));
    String cookie = "voltstream_session=" + sessions.issue(System.currentTimeMillis());

    StreamProbe stream =
        rig.http.stream(node.port(), "/api/stream?form=dense", Map.of("Cookie", cookie));

    await().atMost(Duration.ofSeconds(60)).until(() -> stream.ended);
    assertThat(stream.events).isNotEmpty();
    assertThat(node.count("voltstream.live.clients.ended", "reason", "left")).isEqualTo(1);
  }

  @Test
  void withoutATokenThereIsNoLogin() throws Exception {
    Node open = rig.node();

    assertThat(rig.http.get(open.port(), "/login").status()).isEqualTo(404);
    assertThat(rig.http.get(open.port(), "/api/config").json().getBoolean("login")).isFalse();
    assertThat(rig.http.post(open.port(), "/login", Map.of(), "token=x").status()).isEqualTo(405);
  }
}
