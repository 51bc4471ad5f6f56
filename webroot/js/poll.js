// @ts-check
// Asks one question again and again, calmly: the next time when its period is over, sooner and
// sooner less often when it failed, not at all while nobody looks.

import { NoAnswer, answerOf } from './answer.js';

const LIMIT_MS = 35_000;
const FIRST_WAIT_MS = 2_000;
const LONGEST_WAIT_MS = 30_000;

/** 'change' events tell the listeners. */
export class Poll extends EventTarget {
  /** The newest answer, perhaps to the question before. @type {any} */
  answer = null;
  /** Whether {@link answer} is one to the present question. */
  isCurrent = false;
  /** Why there is nothing newer. @type {NoAnswer|null} */
  trouble = null;
  /** Whether an answer is awaited. */
  isAsking = false;
  /** When it asks again, by Date.now(). */
  next = 0;
  #tries = 0;
  #timer = 0;
  #giveUp = new AbortController();

  /**
   * @param {() => string} url of the question
   * @param {() => number} period in ms
   */
  constructor(url, period) {
    super();
    this.url = url;
    this.period = period;
    document.addEventListener('visibilitychange', () => this.#due());
    addEventListener('online', () => this.trouble && this.ask());
  }

  /** Another question: what was answered to the one before is not current any more. */
  restart() {
    this.stop();
    this.isCurrent = false;
    this.trouble = null;
    this.#tries = 0;
    return this.ask();
  }

  /** Asks no more until {@link ask} or {@link restart}. */
  stop() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#giveUp.abort();
    this.isAsking = false;
  }

  /** Asks now, unless an answer is awaited. */
  async ask() {
    if (this.isAsking) {
      return;
    }
    clearTimeout(this.#timer);
    this.isAsking = true;
    const giveUp = (this.#giveUp = new AbortController());
    this.#tell();
    try {
      const answer = await answerOf(this.url(), LIMIT_MS, giveUp.signal);
      if (!giveUp.signal.aborted) {
        this.#tries = 0;
        Object.assign(this, { answer, isCurrent: true, trouble: null });
        this.#later(this.period());
      }
    } catch (e) {
      if (!giveUp.signal.aborted) {
        this.trouble = e instanceof NoAnswer ? e : new NoAnswer(String(e), 0);
        const wait = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** this.#tries++);
        this.#later(wait * (0.75 + 0.25 * Math.random()));
      }
    }
  }

  /** @param {number} wait in ms */
  #later(wait) {
    this.isAsking = false;
    this.next = Date.now() + wait;
    this.#timer = window.setTimeout(() => this.#due(), wait);
    this.#tell();
  }

  #due() {
    if (!document.hidden && this.#timer !== 0 && Date.now() >= this.next - 50) {
      this.ask();
    }
  }

  #tell() {
    this.dispatchEvent(new Event('change'));
  }
}
