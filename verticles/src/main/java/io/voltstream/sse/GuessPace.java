package io.voltstream.sse;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.TimeUnit;

/**
 * Slows those who try tokens: an address may be wrong a few times, then it waits, twice as long
 * each time. Lives on the event loop of the server.
 */
final class GuessPace {
  /** So many wrong ones are mistakes. */
  static final int FREE = 5;

  static final long FIRST_WAIT_MS = 1_000;
  static final long LONGEST_WAIT_MS = TimeUnit.MINUTES.toMillis(1);

  /** Who was not wrong for so long begins anew. */
  static final long FORGOTTEN_MS = TimeUnit.MINUTES.toMillis(15);

  /** Beyond it the address that was wrong longest ago is forgotten. */
  static final int MOST_ADDRESSES = 10_000;

  private record Guesses(int wrong, long last, long until) {}

  private final Map<String, Guesses> byAddress = new LinkedHashMap<>();

  /**
   * How long an address has to wait before what it shows is looked at, in milliseconds; 0: no time.
   *
   * @param now a clock in milliseconds that never steps
   */
  long waitMs(String address, long now) {
    Guesses guesses = byAddress.get(address);
    return guesses == null ? 0 : Math.max(0, guesses.until - now);
  }

  /** An address was wrong; returns how often it was in a row. */
  int wrong(String address, long now) {
    Guesses before = byAddress.remove(address);
    int wrong = before == null || now - before.last > FORGOTTEN_MS ? 1 : before.wrong + 1;
    byAddress.put(address, new Guesses(wrong, now, now + waitAfter(wrong)));
    if (byAddress.size() > MOST_ADDRESSES) {
      byAddress.remove(byAddress.keySet().iterator().next());
    }
    return wrong;
  }

  void right(String address) {
    byAddress.remove(address);
  }

  private static long waitAfter(int wrong) {
    int beyond = wrong - FREE;
    return beyond < 0 ? 0 : Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS << Math.min(beyond, 20));
  }
}
