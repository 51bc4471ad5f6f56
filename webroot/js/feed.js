// @ts-check
// The life of the event stream. EventSource gives up for good after a 502 and says nothing of a
// stream that is open but dead, so the page keeps its own watch: a beat each second from the
// server, its own reconnecting, and the alerts' position that it hands over.

import { FrameReader, bytesOf } from './decode.js';
import { ServerClock } from './server-clock.js';
import { checkSession } from './session.js';
import { Stream } from './stream.js';

const FIRST_WAIT_MS = 1_000;
const LONGEST_WAIT_MS = 30_000;

/**
 * @typedef {object} FeedState
 * @property {'connecting'|'live'|'reconnecting'|'paused'} kind
 * @property {number} tries reconnecting: which try comes next, from 1
 * @property {number} retryAt reconnecting: when, by Date.now()
 * @property {number} lastData when a vehicle was last heard of, by the server's clock; 0 for never
 * @property {boolean} wasLive was it ever live?
 * @property {string} trouble what is not well on the server, by its own word; '' for nothing
 */

/**
 * @typedef {object} Beat
 * @property {number} time the server's clock
 * @property {string} node
 * @property {number} events_per_s
 * @property {number} vehicles
 * @property {string} [trouble]
 */

/**
 * Who takes what the stream says.
 *
 * @typedef {object} FeedTaker
 * @property {() => void} reset a new connection begins
 * @property {(vin: string) => void} gone
 * @property {(record: import('./alerts.js').AlertRecord) => void} alert
 * @property {() => void} resync alerts may have been missed: read them again
 * @property {(beat: Beat) => void} beat
 */

export class Feed extends EventTarget {
  /** @type {Stream|null} */
  #stream = null;
  #reader = new FrameReader();
  #timer = 0;
  #clock = new ServerClock();
  /** The stream began without a position: what had ended before is not known. */
  #beganBlind = false;
  /** @type {FeedState} */
  state = { kind: 'connecting', tries: 0, retryAt: 0, lastData: 0, wasLive: false, trouble: '' };
  /** Up to which alert the page knows all; opaque. */
  position = '';

  /**
   * @param {import('./decode.js').FrameTaker} fleet
   * @param {FeedTaker} taker
   */
  constructor(fleet, taker) {
    super();
    this.fleet = fleet;
    this.taker = taker;
    setInterval(() => this.#stream?.watch(), 500);
    addEventListener('online', () => this.retryNow());
    document.addEventListener('visibilitychange', () => {
      if (!document.hidden) {
        this.#stream?.watch();
        if (!this.#stream) {
          this.retryNow();
        }
      }
    });
  }

  /** The server's clock. */
  now() {
    return this.#clock.now();
  }

  /**
   * How long nothing came on the open connection, in ms; 0 when there is none or nothing came yet.
   */
  quiet() {
    return this.#stream?.quiet() ?? 0;
  }

  /** Connects, unless somebody has paused or connected meanwhile. */
  start() {
    if (this.state.kind === 'connecting' && !this.#stream) {
      this.#connect();
    }
  }

  #connect() {
    this.#close();
    this.taker.reset();
    this.#beganBlind = this.position === '';
    this.#stream = new Stream(
      this.position,
      {
        whole: (data) => this.#frame(data, true),
        delta: (data) => this.#frame(data, false),
        beat: (data, id) => this.#beat(JSON.parse(data), id),
        gone: (data) => this.taker.gone(JSON.parse(data).vin),
        alert: (data, id) => {
          this.taker.alert(JSON.parse(data));
          this.position = id || this.position;
        },
        resync: (_, id) => {
          this.position = id || this.position;
          this.taker.resync();
        },
      },
      (why) => this.#broken(why),
    );
  }

  /** @param {string} data @param {boolean} whole */
  #frame(data, whole) {
    this.#reader.read(bytesOf(data), whole, this.fleet);
    const { time, age } = this.#reader;
    if (age < Infinity) {
      // Whoever is in a delta has just sent something, whatever the clocks say.
      this.state.lastData = whole ? time - age : this.now();
    }
  }

  /** @param {Beat} beat @param {string} id */
  #beat(beat, id) {
    this.position = id || this.position;
    this.#clock.hear(beat.time);
    this.taker.beat(beat);
    if (this.#beganBlind) {
      // It has told what is open. An answer that was under way by then may know of an alert whose
      // end the stream will not tell any more.
      this.#beganBlind = false;
      this.taker.resync();
    }
    const trouble = beat.trouble ?? '';
    if (this.state.kind !== 'live' || trouble !== this.state.trouble) {
      this.#change({ kind: 'live', tries: 0, retryAt: 0, wasLive: true, trouble });
    }
  }

  /** @param {string} why */
  #broken(why) {
    console.info(`feed: ${why}`);
    checkSession();
    this.#stream = null;
    this.#retryLater();
  }

  #retryLater() {
    const tries = this.state.tries + 1;
    const longest = Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** (tries - 1));
    // Jitter, so that a hundred open pages do not all come back in the same moment.
    const wait = Math.max(FIRST_WAIT_MS, longest * (0.6 + 0.4 * Math.random()));
    this.#change({ kind: 'reconnecting', tries, retryAt: Date.now() + wait });
    this.#timer = window.setTimeout(() => this.#connect(), wait);
  }

  /** Does not wait any longer, neither for the next try nor for this one. */
  retryNow() {
    if (this.state.kind === 'reconnecting') {
      this.#connect();
    }
  }

  /** Stops listening until {@link resume}. */
  pause() {
    this.#close();
    this.#change({ kind: 'paused', tries: 0, retryAt: 0 });
  }

  resume() {
    this.#change({ kind: 'connecting' });
    this.#connect();
  }

  #close() {
    clearTimeout(this.#timer);
    this.#stream?.close();
    this.#stream = null;
  }

  /** @param {Partial<FeedState>} change */
  #change(change) {
    Object.assign(this.state, change);
    this.dispatchEvent(new Event('change'));
  }
}
