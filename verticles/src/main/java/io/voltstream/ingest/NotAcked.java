package io.voltstream.ingest;

import java.util.Locale;

/** Why a good batch is answered with "send it again". */
enum NotAcked {
  /** The producer could not take it: nothing was sent. */
  NOT_SENT("Kafka cannot take the batch now"),
  /** Sent, but no confirmation came: Kafka may have it. Storage keeps one row either way. */
  UNCONFIRMED("Kafka did not confirm the batch in time");

  private final String message;

  NotAcked(String message) {
    this.message = message;
  }

  String message() {
    return message;
  }

  String label() {
    return name().toLowerCase(Locale.ROOT);
  }
}
