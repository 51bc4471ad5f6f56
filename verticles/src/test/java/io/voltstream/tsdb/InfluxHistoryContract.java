package io.voltstream.tsdb;

import com.influxdb.client.domain.WritePrecision;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicLong;

/** The contract on a real InfluxDB, in a bucket that is new with every run. */
abstract class InfluxHistoryContract extends FleetHistoryContract {
  private static final long NEWEST = Math.floorDiv(System.currentTimeMillis(), HOUR) * HOUR - HOUR;

  /** What one class of tests works with. */
  record Rig(
      TsdbConfig config, Tsdb tsdb, FleetHistory history, LineClient client, AtomicLong hours) {
    static Rig of(InfluxSchema schema) {
      TsdbConfig config =
          InfluxEnvironment.ownBucket(schema, "history-" + schema + "-" + System.nanoTime());
      Tsdb tsdb = Tsdb.open(config, CATALOGUE);
      tsdb.refusal()
          .ifPresent(
              why -> {
                throw new IllegalStateException(why);
              });
      return new Rig(
          config,
          tsdb,
          FleetHistory.open(config, CATALOGUE, DEADLINE),
          new LineClient(config, WritePrecision.NS),
          new AtomicLong(NEWEST));
    }

    void close() {
      history.close();
      tsdb.close();
      client.close();
    }
  }

  abstract Rig rig();

  @Override
  Tsdb tsdb() {
    return rig().tsdb();
  }

  @Override
  FleetHistory history() {
    return rig().history();
  }

  @Override
  FleetHistory nowhere() {
    TsdbConfig config = rig().config();
    return FleetHistory.open(
        InfluxEnvironment.config(
            "http://127.0.0.1:1", config.token(), config.org(), config.bucket(), config.schema()),
        CATALOGUE,
        DEADLINE);
  }

  @Override
  long nextHour() {
    return rig().hours().addAndGet(-3 * HOUR);
  }

  /** What the task does, for an hour that its look back does not reach. */
  @Override
  void rollUp(long from, long to) {
    InfluxRollup rollup = new InfluxRollup(rig().client().client(), rig().config(), CATALOGUE);
    String flux =
        rollup.flux(Instant.ofEpochMilli(from).toString(), Instant.ofEpochMilli(to).toString());
    rig().client().client().getQueryApi().query(flux);
  }
}
