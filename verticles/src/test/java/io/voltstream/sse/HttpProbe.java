package io.voltstream.sse;

import io.vertx.core.Future;
import io.vertx.core.MultiMap;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpClient;
import io.vertx.core.http.HttpClientOptions;
import io.vertx.core.http.HttpClientRequest;
import io.vertx.core.http.HttpClientResponse;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.PoolOptions;
import io.vertx.core.http.RequestOptions;
import io.vertx.core.json.JsonObject;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/** Asks over real HTTP. */
final class HttpProbe {
  private final HttpClient client;

  /** An answer that has come to its end. */
  record Answer(int status, MultiMap headers, Buffer body) {
    JsonObject json() {
      return body.toJsonObject();
    }
  }

  HttpProbe(Vertx vertx) {
    client =
        vertx.createHttpClient(new HttpClientOptions(), new PoolOptions().setHttp1MaxSize(1_000));
  }

  Answer get(int port, String path) throws Exception {
    return ask(HttpMethod.GET, port, path, Map.of());
  }

  Answer ask(HttpMethod method, int port, String path, Map<String, String> headers)
      throws Exception {
    // In one step on the event loop: the body of an answer that nobody waits for yet is lost.
    return request(method, port, path, headers)
        .compose(request -> request.send().compose(HttpProbe::answer))
        .await(30, TimeUnit.SECONDS);
  }

  Answer post(int port, String path, Map<String, String> headers, String body) throws Exception {
    return request(HttpMethod.POST, port, path, headers)
        .compose(request -> request.send(Buffer.buffer(body)).compose(HttpProbe::answer))
        .await(30, TimeUnit.SECONDS);
  }

  private static Future<Answer> answer(HttpClientResponse response) {
    return response.body().map(body -> new Answer(response.statusCode(), response.headers(), body));
  }

  /** Opens a stream and reads it until it is closed. */
  StreamProbe stream(int port, String path, Map<String, String> headers) throws Exception {
    StreamProbe probe = new StreamProbe();
    request(HttpMethod.GET, port, path, headers)
        .compose(request -> request.send().onSuccess(probe::read))
        .await(30, TimeUnit.SECONDS);
    return probe;
  }

  private Future<HttpClientRequest> request(
      HttpMethod method, int port, String path, Map<String, String> headers) {
    RequestOptions options =
        new RequestOptions().setMethod(method).setHost("127.0.0.1").setPort(port).setURI(path);
    return client
        .request(options)
        .map(
            request -> {
              headers.forEach(request::putHeader);
              return request;
            });
  }
}
