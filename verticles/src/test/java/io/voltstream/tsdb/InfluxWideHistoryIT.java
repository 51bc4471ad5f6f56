package io.voltstream.tsdb;

import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.condition.EnabledIfEnvironmentVariable;

/** Needs a real InfluxDB 2, see {@link InfluxEnvironment}. */
@EnabledIfEnvironmentVariable(named = InfluxEnvironment.URL, matches = "http.*")
class InfluxWideHistoryIT extends InfluxHistoryContract {
  private static Rig rig;

  @BeforeAll
  static void open() {
    rig = Rig.of(InfluxSchema.WIDE);
  }

  @AfterAll
  static void close() {
    rig.close();
  }

  @Override
  Rig rig() {
    return rig;
  }
}
