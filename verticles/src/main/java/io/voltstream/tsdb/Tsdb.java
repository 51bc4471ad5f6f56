package io.voltstream.tsdb;

import io.voltstream.contract.SignalCatalogue;
import java.util.Optional;
import java.util.OptionalLong;

/**
 * The database. Thread-safe; its methods block, no longer than the write time-out, and must not be
 * called on an event loop.
 */
public sealed interface Tsdb extends AutoCloseable permits QuestDb, InfluxDb {
  /** Connects to nothing yet: a database that is down shows in what the methods answer. */
  static Tsdb open(TsdbConfig config, SignalCatalogue catalogue) {
    return switch (config.kind()) {
      case QUESTDB -> new QuestDb(config, catalogue);
      case INFLUXDB -> new InfluxDb(config, catalogue);
    };
  }

  /**
   * Why this database will never take rows with these settings, in a line that says what to change.
   * Makes what it needs where it may: tables, buckets, the rollup. Empty when all is well, and when
   * the database does not answer, which may pass.
   */
  Optional<String> refusal();

  /** A new renderer of the lines that this database wants, for one thread. */
  LineRenderer renderer();

  /** The same for alerts. */
  AlertRenderer alertRenderer();

  /**
   * Writes whole lines. All of them, some or none may be stored unless the answer is Written;
   * writing a line again makes no second row.
   *
   * @param lines as the renderer made them, from {@code from} to {@code to}, exclusive
   */
  WriteOutcome write(byte[] lines, int from, int to);

  /**
   * What was written but cannot be queried yet.
   *
   * @throws TsdbException when the database does not answer
   */
  Backlog backlog();

  /**
   * How many batches of one vehicle session are stored and can be queried; empty when the layout of
   * the rows does not tell.
   *
   * @param session as in TelemetryBatch: Unix time in milliseconds
   * @throws TsdbException when the database does not answer
   */
  OptionalLong rowsOfSession(long session);

  /** Cuts off what is still running. */
  @Override
  void close();
}
