package io.voltstream.tsdb;

import io.voltstream.contract.Signal;
import java.util.Collection;
import java.util.Map;
import java.util.stream.Stream;

/** A batch that a test has sent, for computing figures from it without a database. */
record SentRow(String vin, long time, Map<Signal, Double> values) {
  byte[] batch(long session, long sequence) {
    TestBatch batch = TestBatch.of(vin, time).numbered(session, sequence);
    values.forEach((signal, value) -> batch.with(signal.path(), value));
    return batch.bytes();
  }

  /** Rows with a time from {@code from} to {@code to}, exclusive. */
  static Stream<SentRow> between(Collection<SentRow> rows, long from, long to) {
    return rows.stream().filter(row -> row.time() >= from && row.time() < to);
  }

  /** What is to be expected of a signal, from all readings at once. */
  static Aggregate aggregate(Stream<SentRow> rows, Signal signal) {
    double[] values =
        rows.filter(row -> row.values().containsKey(signal))
            .mapToDouble(row -> row.values().get(signal))
            .sorted()
            .toArray();
    if (values.length == 0) {
      return Aggregate.NONE;
    }
    double sum = 0;
    for (double value : values) {
      sum += value;
    }
    return new Aggregate(values.length, sum, values[0], values[values.length - 1]);
  }
}
