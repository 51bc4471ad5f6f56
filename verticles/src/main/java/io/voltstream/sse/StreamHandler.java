package io.voltstream.sse;

import io.netty.channel.Channel;
import io.netty.channel.ChannelOption;
import io.vertx.core.Handler;
import io.vertx.core.http.HttpMethod;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import io.vertx.ext.web.RoutingContext;
import io.voltstream.api.JsonAnswer;
import java.util.Optional;
import java.util.OptionalLong;

/** {@code GET /api/stream}: opens the stream of one client. */
final class StreamHandler implements Handler<RoutingContext> {
  private static final String RETRY_SECONDS = "5";

  private final LiveFeed feed;
  private final LiveMetrics metrics;

  StreamHandler(LiveFeed feed, LiveMetrics metrics) {
    this.feed = feed;
    this.metrics = metrics;
  }

  @Override
  public void handle(RoutingContext ctx) {
    HttpServerRequest request = ctx.request();
    String form = request.getParam("form", "plain");
    if (!form.equals("plain") && !form.equals("dense")) {
      JsonAnswer.error(ctx, 400, "form is '" + form + "', it must be dense or plain");
    } else if (feed.isFull()) {
      metrics.ended(LiveMetrics.Ended.REFUSED);
      ctx.response().putHeader("Retry-After", RETRY_SECONDS);
      JsonAnswer.error(
          ctx, 503, "this node serves " + LiveFeed.MAX_CLIENTS + " streams, try another or wait");
    } else {
      head(request.response());
      if (request.method() == HttpMethod.HEAD) {
        request.response().end();
      } else {
        open(ctx, form.equals("dense"));
      }
    }
  }

  private static void head(HttpServerResponse response) {
    response
        .putHeader("Content-Type", "text/event-stream; charset=utf-8")
        .putHeader("Cache-Control", "no-cache, no-transform")
        .putHeader("X-Accel-Buffering", "no");
  }

  private void open(RoutingContext ctx, boolean dense) {
    HttpServerRequest request = ctx.request();
    HttpServerResponse response = request.response();
    response.setChunked(true).setWriteQueueMaxSize(StreamClient.QUEUE_BYTES);
    StreamClient client =
        feed.join(
            dense,
            lastEventId(request),
            response,
            () -> cut(request),
            System.currentTimeMillis(),
            SseServer.ticks());
    Runnable leave = leaving(ctx, client);
    response.closeHandler(v -> leave.run());
    response.exceptionHandler(lost -> leave.run());
  }

  /**
   * What to do when the client is gone. Its stream ends with the session in which it was opened.
   */
  private Runnable leaving(RoutingContext ctx, StreamClient client) {
    OptionalLong end = Door.endOfSession(ctx);
    if (end.isEmpty()) {
      return () -> feed.leave(client);
    }
    long left = Math.max(1, end.getAsLong() - System.currentTimeMillis());
    long timer = ctx.vertx().setTimer(left, id -> cut(ctx.request()));
    return () -> {
      ctx.vertx().cancelTimer(timer);
      feed.leave(client);
    };
  }

  /**
   * At once. Vert.x would close after what is queued, and so never while the client does not read:
   * its handlers are passed by. What the kernel holds goes too, and the client is told.
   */
  private static void cut(HttpServerRequest request) {
    Channel channel = ((ConnectionBase) request.connection()).channel();
    channel.config().setOption(ChannelOption.SO_LINGER, 0);
    channel.pipeline().firstContext().close();
  }

  /** What the browser says itself goes before the parameter, which is as old as its page. */
  private static Optional<String> lastEventId(HttpServerRequest request) {
    return Optional.ofNullable(request.getHeader("Last-Event-ID"))
        .or(() -> Optional.ofNullable(request.getParam("lastEventId")))
        .filter(id -> !id.isEmpty());
  }
}
