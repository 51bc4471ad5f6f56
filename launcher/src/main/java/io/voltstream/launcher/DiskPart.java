package io.voltstream.launcher;

import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.ToDoubleFunction;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Watches the disk of the data folder for as long as the node runs. */
final class DiskPart implements Part {
  private static final Logger log = LoggerFactory.getLogger(DiskPart.class);
  private static final long PERIOD_MS = 2_000;

  private final Vertx vertx;
  private final MeterRegistry registry;
  private final Consumer<StartFailure> full;
  private volatile DiskGuard guard;
  private Path folder;
  private long timer;
  private DiskGuard.Verdict last = DiskGuard.Verdict.GO;

  /**
   * @param full told when too little is left to go on
   */
  DiskPart(Vertx vertx, MeterRegistry registry, Consumer<StartFailure> full) {
    this.vertx = vertx;
    this.registry = registry;
    this.full = full;
  }

  @Override
  public String name() {
    return "disk";
  }

  @Override
  public Future<Settings> start(Settings settings) {
    guard = Configs.disk(settings);
    show("voltstream.disk.free", "Free space on the data folder's disk", DiskGuard::usable);
    show("voltstream.disk.pause", "With less free space ingest pauses", DiskGuard::pauseBelow);
    folder = existing(Configs.dataFolder(settings));
    return look()
        .compose(
            verdict ->
                verdict == DiskGuard.Verdict.STOP
                    ? Future.failedFuture(guard.full())
                    : Future.succeededFuture())
        .onSuccess(v -> timer = vertx.setPeriodic(PERIOD_MS, id -> look().onSuccess(this::act)))
        .map(settings);
  }

  private void show(String name, String description, ToDoubleFunction<DiskGuard> value) {
    Gauge.builder(name, guard, value).description(description).baseUnit("bytes").register(registry);
  }

  /** The folder itself may not have been made yet. */
  private static Path existing(Path folder) {
    Path found = folder;
    while (!Files.exists(found)) {
      found = found.getParent();
    }
    return found;
  }

  private Future<DiskGuard.Verdict> look() {
    return vertx
        .executeBlocking(() -> Files.getFileStore(folder).getUsableSpace(), false)
        .map(guard::see)
        .onFailure(failure -> log.warn("cannot read the free space of {}", folder, failure));
  }

  private void act(DiskGuard.Verdict verdict) {
    if (verdict != last) {
      last = verdict;
      log.warn("disk: {} {}", verdict, guard.hold().orElse("there is enough space again"));
    }
    if (verdict == DiskGuard.Verdict.STOP) {
      full.accept(guard.full());
    }
  }

  @Override
  public Future<?> stop() {
    vertx.cancelTimer(timer);
    return Future.succeededFuture();
  }

  @Override
  public Optional<String> trouble() {
    return guard == null ? Optional.empty() : guard.hold();
  }
}
