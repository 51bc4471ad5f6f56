// @ts-check
// The server's clock, as far as the page can tell it from the beats.

export class ServerClock {
  #ahead = 0;

  /** A beat came. @param {number} time the server's, Unix ms */
  hear(time) {
    // The fastest beat is the one that tells the time; slower ones were on their way for longer.
    const ahead = time - Date.now();
    this.#ahead =
      this.#ahead === 0 || ahead > this.#ahead ? ahead : this.#ahead * 0.95 + ahead * 0.05;
  }

  /** Unix ms. */
  now() {
    return Date.now() + this.#ahead;
  }
}
