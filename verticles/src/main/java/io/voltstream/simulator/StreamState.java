package io.voltstream.simulator;

/** What a vehicle's stream is doing. */
enum StreamState {
  CLOSED,
  OPENING,
  OPEN,
  /** Sends nothing more and waits for the answers that are owed. */
  ENDING,
  /** Has told the server that nothing more comes. */
  ENDED
}
