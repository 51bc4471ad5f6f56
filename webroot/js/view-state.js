// @ts-check
// What the person at the page has chosen: a vehicle, whether to follow it, how far back to look,
// which statuses to show.
// The address says it too, so that a link shows the same and a reload changes nothing.

import { STATUSES } from './status.js';

/** How far back a vehicle's history can be asked for, by the names in ranges.js. */
export const HISTORY_RANGES = ['1h', '6h', '24h'];

export class ViewState extends EventTarget {
  /** @type {string|null} */
  selected = null;
  following = false;
  /** The range of the vehicle's history; '' for what it sends now. */
  history = '';
  /** Statuses that are shown; empty for all. @type {Set<import('./status.js').Status>} */
  only = new Set();
  isKiosk = false;

  constructor() {
    super();
    const query = new URLSearchParams(location.search);
    this.selected = query.get('vehicle') || null;
    this.isKiosk = query.has('kiosk');
    const history = query.get('history') ?? '';
    this.history = HISTORY_RANGES.includes(history) ? history : '';
    for (const name of (query.get('show') ?? '').split(',')) {
      const status = STATUSES.find((known) => known === name);
      if (status) {
        this.only.add(status);
      }
    }
  }

  /** Are vehicles of this status on the map? @param {number} status */
  shows(status) {
    return this.only.size === 0 || this.only.has(STATUSES[status]);
  }

  /** @param {string|null} vin */
  select(vin) {
    if (vin !== this.selected) {
      this.selected = vin;
      this.following = false;
      this.#changed();
    }
  }

  /** @param {boolean} following */
  follow(following) {
    const next = following && this.selected !== null;
    if (next !== this.following) {
      this.following = next;
      this.#changed();
    }
  }

  /** @param {string} range one of {@link HISTORY_RANGES}, or '' */
  lookBack(range) {
    if (range !== this.history) {
      this.history = range;
      this.#changed();
    }
  }

  /** @param {import('./status.js').Status} status */
  toggle(status) {
    if (!this.only.delete(status)) {
      this.only.add(status);
    }
    this.#changed();
  }

  showAll() {
    if (this.only.size > 0) {
      this.only.clear();
      this.#changed();
    }
  }

  #changed() {
    const query = new URLSearchParams();
    if (this.selected !== null) {
      query.set('vehicle', this.selected);
    }
    if (this.history !== '') {
      query.set('history', this.history);
    }
    if (this.only.size > 0) {
      query.set('show', [...this.only].join(','));
    }
    const kiosk = this.isKiosk ? ['kiosk'] : [];
    const text = [...kiosk, query.toString()].filter(Boolean).join('&');
    history.replaceState(null, '', text ? `?${text}` : location.pathname);
    this.dispatchEvent(new Event('change'));
  }
}
