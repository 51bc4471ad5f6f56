package io.voltstream.sse;

import static io.voltstream.sse.FeedRig.CATALOGUE;
import static io.voltstream.sse.FeedRig.LAT;
import static io.voltstream.sse.FeedRig.LON;
import static io.voltstream.sse.FeedRig.POWER;
import static io.voltstream.sse.FeedRig.SPEED;
import static io.voltstream.sse.FeedRig.TEMPERATURE;
import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.tsdb.TestBatch;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** Bytes of events for a vehicle's update, both forms, for a fleet that drives smoothly. */
class WireSizeTest {
  private static final int VEHICLES = 1_000;
  private static final int FRAMES = 100;
  private static final double METRES_PER_DEGREE = 111_195;

  private final FeedRig rig = new FeedRig();
  private final Random random = new Random(1);
  private final double[] lat = random.doubles(VEHICLES, 37.70, 37.80).toArray();
  private final double[] lon = random.doubles(VEHICLES, -122.50, -122.38).toArray();
  private final double[] course = random.doubles(VEHICLES, 0, 2 * Math.PI).toArray();
  private final double[] speed = random.doubles(VEHICLES, 0, 60).toArray();

  /** One batch of each vehicle, a tenth of a second after the one before. */
  private void drive() {
    for (int i = 0; i < VEHICLES; i++) {
      double metres = speed[i] / 3.6 * 0.1;
      course[i] += (random.nextDouble() - 0.5) * 0.02;
      speed[i] = Math.max(0, speed[i] + (random.nextDouble() - 0.5) * 0.5);
      lat[i] += metres * Math.cos(course[i]) / METRES_PER_DEGREE;
      lon[i] += metres * Math.sin(course[i]) / METRES_PER_DEGREE / 0.79;
      rig.receive(
          TestBatch.of(String.format(Locale.ROOT, "RVN%09d", i), rig.time())
              .with(LAT, lat[i])
              .with(LON, lon[i])
              .with(CATALOGUE.signals().get(2).path(), Math.toDegrees(course[i]))
              .with(SPEED, speed[i])
              .with(TEMPERATURE, 30 + i % 20 + rig.now / 1e5)
              .with(POWER, -speed[i] * 200));
    }
  }

  private static double perUpdate(FakeSink sink) {
    return sink.writes.stream().mapToLong(write -> write.length()).sum()
        / (double) (VEHICLES * FRAMES);
  }

  @Test
  void theDenseFormIsManyTimesSmaller() {
    drive();
    rig.frame();
    FakeSink plain = rig.join(false);
    FakeSink dense = rig.join(true);
    int whole = dense.writes.get(0).length();
    plain.clear();
    dense.clear();
    for (int i = 0; i < FRAMES; i++) {
      rig.now -= 100;
      drive();
      rig.now += 100;
      drive();
      rig.frame();
    }
    System.out.printf(
        Locale.ROOT,
        "bytes of events per vehicle update: plain %.1f, dense %.1f (%.1f times less);"
            + " whole fleet dense %.1f a vehicle%n",
        perUpdate(plain),
        perUpdate(dense),
        perUpdate(plain) / perUpdate(dense),
        whole / (double) VEHICLES);
    assertThat(dense.named("delta")).hasSize(FRAMES);
    assertThat(perUpdate(dense)).isLessThan(perUpdate(plain) / 8);
  }
}
