package io.voltstream.simulator;

import java.util.Locale;

/**
 * What became of the fleet's batches since the start. Each batch that a vehicle made is acked,
 * rejected, dropped or still unacknowledged.
 *
 * @param sent distinct batches that were written to a stream at least once
 * @param acked batches that the server has taken
 * @param rejected batches that the server refused for good
 * @param resent writes of a batch beyond its first
 * @param dropped batches that a vehicle gave up, having too many without an ack
 * @param unacknowledged batches that vehicles still hold, written or not
 * @param ackP50Ms median time from the scheduled send to the positive ack, in milliseconds, of the
 *     acks since the whole fleet was up
 * @param ackP99Ms the same, 99th percentile
 * @param ackP999Ms the same, 99.9th percentile
 * @param episodes injected faults that have reached their alert's threshold in a batch that was
 *     made
 */
public record SimulatorTotals(
    long sent,
    long acked,
    long rejected,
    long resent,
    long dropped,
    long unacknowledged,
    double ackP50Ms,
    double ackP99Ms,
    double ackP999Ms,
    long episodes) {

  /** What a log line says; what did not happen is left out. */
  String inWords() {
    StringBuilder words =
        new StringBuilder(String.format(Locale.ROOT, "%,d sent, %,d acked", sent, acked));
    append(words, rejected, "rejected");
    append(words, resent, "sent again");
    append(words, dropped, "dropped");
    append(words, unacknowledged, "without an ack");
    return words.toString();
  }

  private static void append(StringBuilder words, long count, String what) {
    if (count > 0) {
      words.append(String.format(Locale.ROOT, ", %,d %s", count, what));
    }
  }
}
