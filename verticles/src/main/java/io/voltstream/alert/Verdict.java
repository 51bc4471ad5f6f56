package io.voltstream.alert;

/** What a reading means for the alert on its signal. */
enum Verdict {
  /** Not newer than the last reading that was judged: it has no say. */
  LATE,
  UNCHANGED,
  RAISED,
  RESOLVED
}
