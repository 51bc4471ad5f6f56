// @ts-check
// One connection to the event stream. A browser says nothing of a stream that is open but dead, so
// it keeps the time of what it heard.

import { FrameError } from './decode.js';

/** The server beats each second, but not when a slow link is still busy with a frame. */
const LIVE_LIMIT_MS = 10_000;
/** The first event brings the whole fleet. */
const OPEN_LIMIT_MS = 30_000;

export class Stream {
  #opened = Date.now();
  #heard = 0;
  /** @type {EventSource} */
  #source;

  /**
   * @param {string} position up to which alert the page knows all, '' for none
   * @param {Record<string, (data: string, id: string) => void>} takers by the name of the event
   * @param {(why: string) => void} broken told once, when only a new connection helps
   */
  constructor(position, takers, broken) {
    const query = new URLSearchParams({ form: 'dense' });
    if (position) {
      query.set('lastEventId', position);
    }
    this.broken = broken;
    this.#source = new EventSource(`api/stream?${query}`);
    this.#source.onerror = () => this.#giveUp('the connection broke');
    for (const [event, take] of Object.entries(takers)) {
      this.#source.addEventListener(event, (e) => this.#take(e, take));
    }
  }

  /** @param {MessageEvent} e @param {(data: string, id: string) => void} take */
  #take(e, take) {
    if (this.#source.readyState === EventSource.CLOSED) {
      return;
    }
    this.#heard = Date.now();
    try {
      take(e.data, e.lastEventId);
    } catch (fault) {
      console.warn(`feed: cannot take a '${e.type}' event, connecting anew:`, fault);
      if (!(fault instanceof FrameError) && !(fault instanceof SyntaxError)) {
        throw fault;
      }
      this.#giveUp(fault.message);
    }
  }

  /** How long nothing came, in ms; 0 when nothing came yet. */
  quiet() {
    return this.#heard > 0 ? Date.now() - this.#heard : 0;
  }

  /** Gives the connection up when nothing came for too long. */
  watch() {
    if (this.quiet() > LIVE_LIMIT_MS) {
      this.#giveUp(`nothing for ${this.quiet()} ms`);
    } else if (this.#heard === 0 && Date.now() - this.#opened > OPEN_LIMIT_MS) {
      this.#giveUp(`no answer for ${Date.now() - this.#opened} ms`);
    }
  }

  /** @param {string} why */
  #giveUp(why) {
    this.close();
    this.broken(why);
  }

  /** Nothing is told any more. */
  close() {
    this.#source.onerror = null;
    this.#source.close();
  }
}
