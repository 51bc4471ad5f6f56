package io.voltstream.tsdb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.voltstream.contract.BatchReader;
import io.voltstream.contract.SignalCatalogue;
import io.voltstream.tsdb.WriteOutcome.Written;

/** Writes rows as storage does, for tests of those who read them. */
public final class TsdbForTests implements AutoCloseable {
  private final SignalCatalogue catalogue = SignalCatalogue.load();
  private final BatchReader reader = new BatchReader(catalogue);
  private final LineBuffer lines = new LineBuffer();
  private final Tsdb tsdb;
  private long sequence;

  public TsdbForTests(TsdbConfig config) {
    tsdb = Tsdb.open(config, catalogue);
  }

  public void batch(String vin, long time, double speed, double temperature, double pressure) {
    byte[] batch =
        TestBatch.of(vin, time)
            .with("Vehicle.Speed", speed)
            .with("Vehicle.Powertrain.TractionBattery.Temperature.Average", temperature)
            .with("Vehicle.Chassis.Axle.Row1.Wheel.Left.Tire.Pressure", pressure)
            .numbered(1, ++sequence)
            .bytes();
    reader.read(batch);
    assertThat(tsdb.renderer().render(reader, batch, lines)).isEqualTo(Rendering.RENDERED);
  }

  public void raised(String vin, long time) {
    assertThat(tsdb.alertRenderer().render(TestAlert.raised(vin, time), lines))
        .isEqualTo(Rendering.RENDERED);
  }

  /** Writes them and waits until they can be queried. */
  public void flush() {
    assertThat(tsdb.write(lines.bytes(), 0, lines.length())).isInstanceOf(Written.class);
    lines.clear();
    await().until(() -> tsdb.backlog().equals(Backlog.NONE));
  }

  @Override
  public void close() {
    tsdb.close();
  }
}
