// @ts-check
// What to do when there is nothing to see: no server, no vehicles, all of them filtered away.

import { byId, commandElement, element } from './text.js';

/** Vehicles may take that long to come after the server said hello. */
const PATIENCE_MS = 4_000;

/** @typedef {'none'|'server'|'vehicles'|'filter'} Kind */

export class Notice {
  /** @type {Kind} */
  #shown = 'none';
  /** What the filter lets through, as far as the notice names it. */
  #named = '';
  #emptySince = 0;

  /**
   * @param {import('./feed.js').Feed} feed
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   */
  constructor(feed, fleet, state) {
    this.feed = feed;
    this.fleet = fleet;
    this.state = state;
  }

  /** Once a second. @param {number[]} counts vehicles by number of their status */
  show(counts) {
    const kind = this.#kind(counts);
    const named = kind === 'filter' ? [...this.state.only].join(' or ') : '';
    if (kind !== this.#shown || named !== this.#named) {
      this.#shown = kind;
      this.#named = named;
      byId('notice').hidden = kind === 'none';
      byId('notice').replaceChildren(...this.#content(kind));
    }
  }

  /** @param {number[]} counts @returns {Kind} */
  #kind(counts) {
    const { kind, wasLive, tries } = this.feed.state;
    if (this.fleet.size > 0) {
      this.#emptySince = 0;
      const seen = counts.some((vehicles, status) => vehicles > 0 && this.state.shows(status));
      return seen ? 'none' : 'filter';
    }
    if (kind === 'reconnecting' && !wasLive && tries > 1) {
      return 'server';
    }
    if (kind !== 'live') {
      this.#emptySince = 0;
      return this.#shown === 'server' ? 'server' : 'none';
    }
    this.#emptySince = this.#emptySince || Date.now();
    return Date.now() - this.#emptySince > PATIENCE_MS ? 'vehicles' : 'none';
  }

  /** @param {Kind} kind @returns {HTMLElement[]} */
  #content(kind) {
    if (kind === 'server') {
      return [
        element('h2', '', 'The server does not answer'),
        element('p', '', 'This page keeps trying. If it is not running, start it:'),
        commandElement('./voltstream demo'),
      ];
    }
    if (kind === 'vehicles') {
      return [
        element('h2', '', 'No vehicles yet'),
        element('p', '', 'The server is up and waits for telemetry. Send a simulated fleet:'),
        commandElement('./voltstream node simulator --vehicles 100'),
        element('p', '', 'If vehicles do send, ask which part is not well:'),
        commandElement('curl -s localhost:2112/health/ready'),
      ];
    }
    if (kind === 'filter') {
      const all = element('button', 'button', 'Show all vehicles');
      all.setAttribute('type', 'button');
      all.addEventListener('click', () => this.state.showAll());
      return [element('h2', '', `No vehicle is ${this.#named} now`), element('p', '', all)];
    }
    return [];
  }
}
