package io.voltstream.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.voltstream.contract.Alert;
import io.voltstream.contract.AlertThreshold;
import io.voltstream.contract.Signal;
import io.voltstream.tsdb.TestBatch;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Random batches, late ones and restarts among them, against an evaluator that keeps everything it
 * has seen and looks at all of it anew for each reading.
 */
class BatchJudgeModelTest {
  private static final List<Signal> ALERTING =
      AlertRig.CATALOGUE.signals().stream().filter(signal -> signal.alert().isPresent()).toList();

  /** What happened, as short as can be compared. */
  private record Event(String signal, boolean resolved, long time, double value, long raisedAt) {}

  private record Reading(long time, double value) {}

  /** The naive evaluator: the readings that counted, in order, of each signal. */
  private static final class Naive {
    private final Map<Signal, List<Reading>> history = new HashMap<>();

    List<Event> judge(long time, Map<Signal, Double> values) {
      List<Event> events = new ArrayList<>();
      for (Signal signal : ALERTING) {
        List<Reading> before = history.computeIfAbsent(signal, s -> new ArrayList<>());
        boolean late = before.stream().anyMatch(reading -> reading.time() >= time);
        if (!values.containsKey(signal) || late) {
          continue;
        }
        double value = values.get(signal);
        long openedAt = openSince(signal.alert().orElseThrow(), before);
        before.add(new Reading(time, value));
        long opensNow = openSince(signal.alert().orElseThrow(), before);
        if (openedAt != opensNow) {
          boolean resolved = opensNow == 0;
          events.add(
              new Event(signal.alias(), resolved, time, value, resolved ? openedAt : opensNow));
        }
      }
      return events;
    }

    /** What survives of a signal's readings is the one that changed something last. */
    void restart() {
      history.forEach(
          (signal, readings) -> {
            AlertThreshold threshold = signal.alert().orElseThrow();
            int keep = readings.size();
            while (keep > 0
                && openSince(threshold, readings.subList(0, keep))
                    == openSince(threshold, readings.subList(0, keep - 1))) {
              keep--;
            }
            readings.subList(keep, readings.size()).clear();
          });
    }

    /** When the episode began that is open after these readings; 0 when none is. */
    private static long openSince(AlertThreshold threshold, List<Reading> readings) {
      int lastGood = -1;
      for (int i = 0; i < readings.size(); i++) {
        lastGood = threshold.clears(readings.get(i).value()) ? i : lastGood;
      }
      return readings.subList(lastGood + 1, readings.size()).stream()
          .filter(reading -> threshold.raises(reading.value()))
          .mapToLong(Reading::time)
          .findFirst()
          .orElse(0);
    }
  }

  @ParameterizedTest
  @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
  void agreesWithANaiveEvaluator(long seed) {
    Random random = new Random(seed);
    int found = 0;
    for (int round = 0; round < 100; round++) {
      found += run(random);
    }
    assertThat(found).as("the test must have something to compare").isGreaterThan(1_000);
  }

  private static int run(Random random) {
    AlertRig rig = new AlertRig("v");
    Naive naive = new Naive();
    int found = 0;
    long clock = 1_000;
    for (int step = 0; step < 120; step++) {
      clock += random.nextInt(3);
      long time = random.nextInt(6) == 0 ? clock - random.nextInt(10) : clock;
      Map<Signal, Double> values = new HashMap<>();
      TestBatch batch = TestBatch.of("v", time).with("Vehicle.Speed", 1);
      for (Signal signal : ALERTING) {
        if (random.nextInt(3) > 0) {
          double value = near(signal.alert().orElseThrow(), random);
          values.put(signal, value);
          batch.with(signal.path(), value);
        }
      }
      List<Event> events = rig.judge(batch).stream().map(BatchJudgeModelTest::event).toList();
      assertThat(events).isEqualTo(naive.judge(time, values));
      found += events.size();
      if (random.nextInt(20) == 0) {
        rig.forgetAllButTheRecord();
        naive.restart();
      }
    }
    return found;
  }

  /** Around both thresholds, often exactly on one. */
  private static double near(AlertThreshold threshold, Random random) {
    return switch (random.nextInt(6)) {
      case 0 -> threshold.raise();
      case 1 -> threshold.clear();
      default -> {
        double middle = (threshold.raise() + threshold.clear()) / 2;
        yield middle + random.nextInt(-30, 31) / 10.0;
      }
    };
  }

  private static Event event(Alert alert) {
    return new Event(
        alert.signal(), alert.isResolved(), alert.timestamp(), alert.value(), alert.raisedAt());
  }
}
