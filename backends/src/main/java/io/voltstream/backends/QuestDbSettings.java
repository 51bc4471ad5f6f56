package io.voltstream.backends;

import io.questdb.ServerMain;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The database's configuration: HTTP only, sized for a two-core laptop that does all the rest as
 * well. QuestDB takes every core of the machine by default.
 */
final class QuestDbSettings {
  private static final Map<String, String> DOORS =
      Map.ofEntries(
          Map.entry("http.min.enabled", "false"),
          Map.entry("pg.enabled", "false"),
          Map.entry("line.tcp.enabled", "false"),
          Map.entry("line.udp.enabled", "false"),
          Map.entry("telemetry.enabled", "false"),
          Map.entry("telemetry.disable.completely", "true"),
          Map.entry("posthog.enabled", "false"),
          // Each connection has buffers of 4 MiB outside the heap.
          Map.entry("http.net.connection.limit", "64"),
          // Tables and columns are made by statements only: a write with a misspelt name is
          // refused.
          Map.entry("line.auto.create.new.tables", "false"),
          Map.entry("line.auto.create.new.columns", "false"),
          // A refused write is answered to its sender; its lines do not belong in our log.
          Map.entry("line.log.message.on.error", "false"),
          Map.entry("log.sql.query.progress.exe", "false"));

  private static final Map<String, String> WORKERS =
      Map.ofEntries(
          Map.entry("shared.network.worker.count", "2"),
          Map.entry("shared.query.worker.count", "2"),
          Map.entry("shared.write.worker.count", "2"),
          Map.entry("wal.apply.worker.count", "2"),
          Map.entry("mat.view.refresh.worker.count", "1"),
          Map.entry("view.compiler.worker.count", "0"),
          Map.entry("export.worker.count", "0"));

  /** Sizes per column; the defaults suit few tables with many rows on a big machine. */
  private static final Map<String, String> MEMORY =
      Map.of(
          // A file grows by this much at a time: 16 MiB by default, for each column of each table.
          "cairo.writer.data.append.page.size", "2m",
          "cairo.wal.writer.data.append.page.size", "256k",
          // Two buffers of this size per column sort what came late; 8 MiB by default.
          "cairo.o3.column.memory.size", "512k");

  private QuestDbSettings() {}

  /**
   * @param address the numeric address of the HTTP listener
   * @param port its port
   * @return the settings under the names that QuestDB reads from the environment
   */
  static Map<String, String> of(String address, int port) {
    return Stream.of(DOORS, WORKERS, MEMORY, Map.of("http.bind.to", address + ":" + port))
        .flatMap(settings -> settings.entrySet().stream())
        .collect(
            Collectors.toUnmodifiableMap(
                e -> ServerMain.propertyPathToEnvVarName(e.getKey()), Map.Entry::getValue));
  }
}
