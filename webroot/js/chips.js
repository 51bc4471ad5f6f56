// @ts-check
// How many vehicles have each status; a click shows only these on the map.

import { READING_ORDER, STATUSES } from './status.js';
import { byId, count, element, icon } from './text.js';

export class Chips {
  #chips =
    /** @type {Map<import('./status.js').Status, {button: HTMLElement, number: HTMLElement}>} */ (
      new Map()
    );

  /** @param {import('./view-state.js').ViewState} state */
  constructor(state) {
    this.state = state;
    for (const status of READING_ORDER) {
      const number = element('b', '', '0');
      const label = element('span', 'label', status);
      const button = element('button', 'chip', icon(status), label, number);
      button.setAttribute('type', 'button');
      button.dataset.status = status;
      button.addEventListener('click', () => state.toggle(status));
      this.#chips.set(status, { button, number });
      byId('chips').append(button);
    }
    state.addEventListener('change', () => this.#press());
    this.#press();
  }

  #press() {
    for (const [status, { button }] of this.#chips) {
      button.setAttribute('aria-pressed', String(this.state.only.has(status)));
    }
  }

  /** @param {number[]} counts by number of the status */
  show(counts) {
    for (const [status, { button, number }] of this.#chips) {
      const vehicles = counts[STATUSES.indexOf(status)];
      number.textContent = count(vehicles);
      // Calm when all is well: what there is none of is not shown, unless it is chosen.
      const isCalm = vehicles === 0 && !this.state.only.has(status);
      button.hidden =
        isCalm && (status === 'stale' || status === 'warning' || status === 'critical');
    }
  }
}
