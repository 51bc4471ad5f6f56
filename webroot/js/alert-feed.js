// @ts-check
// The list of alerts: open ones, then those resolved lately; a click goes to the vehicle.

import { byId, count, element, icon, reading, vinElement } from './text.js';
import { age, clock } from './times.js';

/** In a storm of alerts nobody reads more. */
const OPEN_SHOWN = 200;
const RESOLVED_SHOWN = 30;
/** New critical alerts are read out together when they come together. */
const ANNOUNCE_AFTER_MS = 400;

/** @typedef {import('./alerts.js').AlertRecord} AlertRecord */

export class AlertFeed {
  #rows = /** @type {Map<string, {row: HTMLElement, when: HTMLElement, record: AlertRecord}>} */ (
    new Map()
  );
  #toAnnounce = /** @type {AlertRecord[]} */ ([]);

  /**
   * @param {import('./alerts.js').Alerts} alerts
   * @param {import('./config.js').Configuration} config
   * @param {import('./view-state.js').ViewState} state
   * @param {(vin: string) => void} jump
   */
  constructor(alerts, config, state, jump) {
    this.alerts = alerts;
    this.config = config;
    this.state = state;
    this.jump = jump;
    config.addEventListener('change', () => this.#showEmpty());
    state.addEventListener('change', () => this.#markCurrent());
  }

  /** @param {number} now the server's time */
  show(now) {
    const all = this.alerts.sorted();
    const open = all.slice(0, OPEN_SHOWN);
    const resolved = this.alerts.resolved.slice(0, RESOLVED_SHOWN);
    const keys = new Set([...open, ...resolved].map(keyOf));
    for (const [key, { row }] of this.#rows) {
      if (!keys.has(key)) {
        row.parentElement?.remove();
        this.#rows.delete(key);
      }
    }
    this.#arrange(byId('alerts-open'), open);
    this.#arrange(byId('alerts-resolved'), resolved);
    byId('resolved-title').hidden = resolved.length === 0;
    byId('alerts-more').hidden = all.length === open.length;
    byId('alerts-more').textContent = `${count(all.length - open.length)} more`;
    byId('tab-count').hidden = all.length === 0;
    byId('tab-count').textContent = count(all.length);
    this.#showEmpty();
    this.#markCurrent();
    this.tick(now);
  }

  /**
   * Rows that stay keep their element: the focus stays with them.
   *
   * @param {HTMLElement} list
   * @param {AlertRecord[]} records
   */
  #arrange(list, records) {
    records.forEach((record, at) => {
      const item = this.#item(record);
      if (list.children[at] !== item) {
        list.insertBefore(item, list.children[at] ?? null);
      }
    });
  }

  /** @param {AlertRecord} record @returns {HTMLElement} */
  #item(record) {
    const known = this.#rows.get(keyOf(record));
    if (known) {
      return /** @type {HTMLElement} */ (known.row.parentElement);
    }
    const isOver = record.type === 'RESOLVED';
    const shape = isOver ? 'resolved' : record.level === 'CRITICAL' ? 'critical' : 'warning';
    const when = element('span', 'when');
    const [number, unit] = reading(record.value, record.unit);
    const value = element('span', 'value', number, element('span', 'unit', unit));
    const label = this.config.signal(record.signal)?.label ?? record.message;
    const what = element('span', 'what', label);
    const level = element('span', 'unseen', `${shape}: `);
    const row = element(
      'button',
      `alert${isOver ? ' is-resolved' : ''}`,
      icon(shape),
      vinElement(record.vehicle_id),
      value,
      what,
      when,
    );
    row.prepend(level);
    row.setAttribute('type', 'button');
    row.dataset.id = record.id;
    row.dataset.vin = record.vehicle_id;
    const lasted = isOver ? `, lasted ${age(record.timestamp - record.raised_at)}` : '';
    row.title = `${record.message}; since ${clock(record.raised_at)}${lasted}`;
    row.addEventListener('click', () => this.jump(record.vehicle_id));
    this.#rows.set(keyOf(record), { row, when, record });
    return element('li', '', row);
  }

  /** Once a second. @param {number} now the server's time */
  tick(now) {
    for (const { when, record } of this.#rows.values()) {
      const since = now - record.timestamp;
      const text = record.type === 'RESOLVED' ? `resolved ${clock(record.timestamp)}` : age(since);
      if (when.textContent !== text) {
        when.textContent = text;
      }
    }
  }

  #markCurrent() {
    for (const { row, record } of this.#rows.values()) {
      if (record.vehicle_id === this.state.selected) {
        row.setAttribute('aria-current', 'true');
      } else {
        row.removeAttribute('aria-current');
      }
    }
  }

  #showEmpty() {
    const box = byId('alerts-empty');
    box.hidden = this.alerts.open.size > 0;
    const rules = this.config.rules().map(({ rule }) => {
      const text = this.config.ruleText(rule);
      return `${text[0].toLowerCase()}${text.slice(1)}`;
    });
    box.replaceChildren(
      element(
        'p',
        '',
        element('b', '', this.alerts.isKnown ? 'No open alerts.' : 'Not known yet.'),
      ),
      element('p', '', `Watched: ${rules.join(', ')}.`),
    );
  }

  /** Reads a new critical alert out. @param {AlertRecord} record */
  announce(record) {
    this.#toAnnounce.push(record);
    if (this.#toAnnounce.length === 1) {
      setTimeout(() => {
        const [first, ...others] = this.#toAnnounce.splice(0);
        const more = others.length > 0 ? `, and ${others.length} more` : '';
        byId('announcer').textContent = `Critical: ${first.vehicle_id}, ${first.message}${more}`;
      }, ANNOUNCE_AFTER_MS);
    }
  }

  /** The open alert after the one of the selected vehicle. @returns {string|null} its vehicle */
  next() {
    const vins = [...new Set(this.alerts.sorted().map((record) => record.vehicle_id))];
    return vins.length === 0
      ? null
      : vins[(vins.indexOf(this.state.selected ?? '') + 1) % vins.length];
  }
}

/** @param {AlertRecord} record */
function keyOf(record) {
  return `${record.id} ${record.type === 'RESOLVED'}`;
}
