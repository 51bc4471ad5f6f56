// @ts-check
// How the feed is, in plain words: live, reconnecting, no data since, paused. It goes by what the
// server sends, not by whether a connection is open.

import { byId, clock } from './text.js';

/** The server beats, but no vehicle was heard of for that long. */
const STALE_MS = 10_000;

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
    return kind === 'live' && isSilent ? 'stale' : kind;
  }

  /** Once a second, and when something changed. */
  show() {
    const word = this.word();
    const { kind, tries, retryAt, lastData, wasLive } = this.feed.state;
    this.#pausedAt = word === 'paused' ? this.#pausedAt || this.feed.now() : 0;
    byId('pill').dataset.state = word;
    setText('pill-text', PILL[word]);
    const isQuiet = word === 'live' || (word === 'connecting' && !wasLive);
    byId('banner').hidden = isQuiet;
    byId('banner').dataset.state = word;
    if (isQuiet) {
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
        stale: `No data since ${since}`,
        paused: `Paused since ${since}`,
        live: '',
      }[word],
    );
    setText('banner-countdown', word === 'reconnecting' ? `in ${seconds} s` : '');
    setText(
      'banner-since',
      {
        connecting: '',
        live: '',
        reconnecting: lastData > 0 ? `No data since ${since}.` : 'No data yet.',
        stale: 'The server answers, but no vehicle sends.',
        paused: 'Vehicles and alerts wait until you resume.',
      }[word],
    );
    byId('banner-action').hidden = word === 'stale' || kind === 'connecting';
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

/**
 * Changes nothing when it says so already: a screen reader reads changes.
 *
 * @param {string} id
 * @param {string} text
 */
function setText(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}
