// @ts-check
// How the feed is, in plain words: live, reconnecting, no data since, paused, and what is not well
// on the server. It goes by what the server sends, not by whether a connection is open.

import { byId, sentence, setText } from './text.js';
import { clock } from './times.js';

/** The server beats, but no vehicle was heard of for that long. */
const STALE_MS = 10_000;
/** Nothing came at all, not even a beat. The connection is given up later: the link may be slow. */
const QUIET_MS = 4_000;

/** @typedef {'connecting'|'live'|'reconnecting'|'stale'|'paused'} Word */

/** @type {Record<Word, string>} */
const PILL = {
  connecting: 'Connecting',
  live: 'Live',
  reconnecting: 'Reconnecting',
  stale: 'No data',
  paused: 'Paused',
};

export class Banner {
  #pausedAt = 0;

  /** @param {import('./feed.js').Feed} feed */
  constructor(feed) {
    this.feed = feed;
    feed.addEventListener('change', () => this.show());
    byId('banner-action').addEventListener('click', () => this.#act());
    this.show();
  }

  /** What holds now. @returns {Word} */
  word() {
    const { kind, lastData } = this.feed.state;
    const isSilent = lastData > 0 && this.feed.now() - lastData > STALE_MS;
    return kind === 'live' && (isSilent || this.#isQuiet()) ? 'stale' : kind;
  }

  #isQuiet() {
    return this.feed.quiet() > QUIET_MS;
  }

  /** What is to be said when vehicles are not heard of though the connection is open. */
  #why() {
    if (this.#isQuiet()) {
      return 'Nothing comes from the server: the link is slow or broken.';
    }
    return this.feed.state.trouble
      ? sentence(this.feed.state.trouble)
      : 'The server answers, but no vehicle sends.';
  }

  /** Once a second, and when something changed. */
  show() {
    const word = this.word();
    const { kind, tries, retryAt, lastData, wasLive, trouble } = this.feed.state;
    this.#pausedAt = word === 'paused' ? this.#pausedAt || this.feed.now() : 0;
    byId('pill').dataset.state = word;
    setText('pill-text', PILL[word]);
    const isCalm = (word === 'live' && !trouble) || (word === 'connecting' && !wasLive);
    byId('banner').hidden = isCalm;
    byId('banner').dataset.state = word;
    if (isCalm) {
      setText('banner-text', '');
      return;
    }
    const since = clock(word === 'paused' ? this.#pausedAt : lastData);
    const seconds = Math.max(0, Math.ceil((retryAt - Date.now()) / 1000));
    // The countdown stands beside the sentence: a screen reader is not told every second.
    setText(
      'banner-text',
      {
        connecting: 'Reconnecting now',
        reconnecting: `Reconnecting, try ${tries}`,
        stale: lastData > 0 ? `No data since ${since}` : 'No data',
        paused: `Paused since ${since}`,
        live: 'The server is not well',
      }[word],
    );
    setText(
      'banner-countdown',
      word !== 'reconnecting' ? '' : seconds > 0 ? `in ${seconds} s` : 'now',
    );
    setText(
      'banner-since',
      {
        connecting: '',
        live: sentence(trouble),
        reconnecting: lastData > 0 ? `No data since ${since}.` : 'No data yet.',
        stale: this.#why(),
        paused: 'Vehicles and alerts wait until you resume.',
      }[word],
    );
    byId('banner-action').hidden = kind === 'live' || kind === 'connecting';
    setText('banner-action', word === 'paused' ? 'Resume (P)' : 'Try now');
  }

  #act() {
    if (this.feed.state.kind === 'paused') {
      this.feed.resume();
    } else {
      this.feed.retryNow();
    }
  }
}
