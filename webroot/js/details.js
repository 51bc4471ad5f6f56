// @ts-check
// The selected vehicle: every signal with its age, read from the server once a second, or its
// history.

import { answerOf } from './answer.js';
import { rangeOf } from './ranges.js';
import { Segments } from './segments.js';
import { STATUSES } from './status.js';
import { byId, element, icon, reading, vinElement } from './text.js';
import { age, ago, clock } from './times.js';
import { HISTORY_RANGES } from './view-state.js';

const OLD_MS = 10_000;
const LIMIT_MS = 10_000;
/** Why there is nothing newer. */
const GONE = 'not on the map any more';
/** Where it is and heads is on the map. */
const LAST = ['lat', 'lon', 'heading'];
/** What it sends now, or what it did lately. */
const VIEWS = [
  { value: '', label: 'Now' },
  ...HISTORY_RANGES.map((value) => ({ value, label: rangeOf(value)?.label ?? value })),
];

/**
 * @typedef {{path: string, alias?: string, label?: string, unit?: string, value: number,
 *   timestamp: number}} Reading
 * @typedef {object} Detail
 * @property {string} vin
 * @property {number} timestamp
 * @property {number} received
 * @property {Reading[]} signals
 * @property {import('./alerts.js').AlertRecord[]} alerts
 */

export class Details {
  /** @type {Detail|null} */
  #detail = null;
  /** Why there is nothing newer; '' when there is. */
  #trouble = '';
  #asked = 0;
  /** The vehicle that the server was asked for and has not answered yet. @type {string|null} */
  #awaited = null;
  #panel = byId('panel-vehicle');
  #body = element('div');
  #head = element('div', 'vehicle-head');
  #status = element('p');
  #follow = element('button', 'button', icon('follow', ''), 'Follow');
  #views = element('div', 'views');
  #view;

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./history.js').History} history
   * @param {(vin: string) => void} show brings the vehicle into view
   */
  constructor(fleet, state, history, show) {
    this.fleet = fleet;
    this.state = state;
    this.history = history;
    this.show = show;
    this.#view = new Segments(this.#views, 'What to show of it', VIEWS, (range) =>
      state.lookBack(range),
    );
    this.#follow.setAttribute('type', 'button');
    this.#follow.addEventListener('click', () => state.follow(!state.following));
    state.addEventListener('change', () => this.#selected());
    this.#selected();
  }

  #selected() {
    const vin = this.state.selected;
    this.#follow.setAttribute('aria-pressed', String(this.state.following));
    this.#view.set(this.state.history);
    this.#body.hidden = this.state.history !== '';
    this.history.element.hidden = this.state.history === '';
    if (vin === null) {
      this.#head.dataset.vin = '';
      const hint = element('p', '', 'No vehicle selected.');
      const how = element('p', '', 'Click one on the map, or press / and type a part of its id.');
      this.#panel.replaceChildren(element('div', 'empty first', hint, how));
    } else if (this.#head.dataset.vin !== vin || !this.#panel.contains(this.#head)) {
      this.#detail = null;
      this.#trouble = '';
      this.#head.dataset.vin = vin;
      this.#makeHead(vin);
      this.#body.replaceChildren();
      this.#panel.replaceChildren(this.#head, this.#body, this.history.element);
      this.read();
    }
  }

  /** @param {string} vin */
  #makeHead(vin) {
    const close = element('button', 'tool', icon('close', ''));
    close.setAttribute('type', 'button');
    close.setAttribute('aria-label', 'Unselect');
    close.addEventListener('click', () => this.state.select(null));
    const show = element('button', 'button', icon('fit', ''), 'Show on map');
    show.setAttribute('type', 'button');
    show.addEventListener('click', () => this.show(vin));
    const actions = element('div', 'vehicle-actions', this.#follow, show);
    const title = element('h2', '', vinElement(vin), close);
    this.#head.replaceChildren(title, this.#status, actions, this.#views);
  }

  /**
   * Asks the server; called once a second, which is before the answer came when the link is slow.
   */
  async read() {
    const vin = this.state.selected;
    if (vin === null || vin === this.#awaited || this.#isGone(vin)) {
      return;
    }
    this.#awaited = vin;
    const asked = ++this.#asked;
    let detail = null;
    let trouble = '';
    try {
      detail = await answerOf(`api/vehicles/${encodeURIComponent(vin)}`, LIMIT_MS);
    } catch (e) {
      const { status, message } = /** @type {import('./answer.js').NoAnswer} */ (e);
      trouble = status === 404 ? GONE : message;
    }
    if (asked === this.#asked) {
      this.#awaited = null;
      if (vin === this.state.selected) {
        this.#detail = detail ?? this.#detail;
        this.#trouble = trouble;
      }
    }
  }

  /**
   * The server no longer knows it; if it comes back the feed says so.
   *
   * @param {string} vin
   */
  #isGone(vin) {
    return this.#trouble === GONE && this.fleet.indexOf(vin) < 0;
  }

  /** Once a second. @param {number} now the server's time */
  tick(now) {
    const vin = this.state.selected;
    if (vin === null) {
      return;
    }
    const i = this.fleet.indexOf(vin);
    const status = i < 0 ? 'stale' : STATUSES[this.fleet.status[i]];
    const heard = i >= 0 ? this.fleet.seen[i] : (this.#detail?.received ?? 0);
    const when = heard > 0 ? `heard ${ago(now - heard)}` : 'never heard of';
    const word = i < 0 ? 'not on the map' : status;
    const trouble =
      this.#trouble && i >= 0 && heard > 0 && now - heard > OLD_MS ? ` · ${this.#trouble}` : '';
    this.#status.replaceChildren(icon(status), `${word} · ${when}${trouble}`);
    if (this.state.history === '') {
      this.#showSignals(now);
    } else {
      this.history.tick();
    }
  }

  /** @param {number} now */
  #showSignals(now) {
    if (!this.#detail) {
      const wait = this.#trouble ? `Nothing to show: ${this.#trouble}.` : 'Reading its signals.';
      this.#body.replaceChildren(element('div', 'empty first', element('p', '', wait)));
      return;
    }
    const raised = new Map(this.#detail.alerts.map((record) => [record.signal, record]));
    const rows = [...this.#detail.signals]
      .sort((a, b) => order(a) - order(b))
      .map((signal) => {
        const isOld = now - signal.timestamp > OLD_MS;
        const record = raised.get(signal.alias ?? '');
        const [number, unit] = reading(signal.value, signal.unit ?? '');
        const value = element('dd', 'value', number, element('span', 'unit', unit));
        const level = record ? `alarmed ${record.level === 'CRITICAL' ? 'critical' : ''}` : '';
        const name = element('dt', '', signal.label ?? signal.path);
        name.title = signal.path;
        const ageCell = element('dd', 'age', age(now - signal.timestamp));
        ageCell.title = clock(signal.timestamp);
        const row = element('div', `${isOld ? 'old ' : ''}${level}`, name, value, ageCell);
        row.dataset.signal = signal.alias ?? signal.path;
        return row;
      });
    const list = element('dl', 'signals', ...rows);
    if (!this.#body.firstElementChild?.isEqualNode(list)) {
      this.#body.replaceChildren(list);
    }
  }
}

/** @param {Reading} reading */
function order(reading) {
  return LAST.includes(reading.alias ?? '') ? 1 : reading.alias ? 0 : 2;
}
