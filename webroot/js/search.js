// @ts-check
// Search by id: a part of it is enough. Arrows choose, Enter selects and brings the vehicle into
// view.

import { STATUSES } from './status.js';
import { byId, count, element, icon, vinElement } from './text.js';

const SHOWN = 8;

export class Search {
  #found = /** @type {string[]} */ ([]);
  #chosen = 0;
  #input = /** @type {HTMLInputElement} */ (byId('search'));
  #list = byId('search-results');
  /** Under the rows. */
  #rest = element('li');

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {(vin: string) => void} jump
   */
  constructor(fleet, jump) {
    this.fleet = fleet;
    this.jump = jump;
    this.#rest.setAttribute('role', 'presentation');
    this.#input.addEventListener('input', () => this.#find());
    this.#input.addEventListener('focus', () => this.#find());
    this.#input.addEventListener('blur', () => this.#close());
    this.#input.addEventListener('keydown', (e) => this.#key(e));
    // Before the field loses the focus, or the list is gone when the click comes.
    this.#list.addEventListener('pointerdown', (e) => e.preventDefault());
    this.#list.addEventListener('click', (e) => {
      const item = /** @type {HTMLElement} */ (e.target).closest('[role=option]');
      if (item) {
        this.#take(Number(/** @type {HTMLElement} */ (item).dataset.row));
      }
    });
  }

  focus() {
    this.#input.focus();
    this.#input.select();
  }

  /** @returns {boolean} whether there was something to clear */
  clear() {
    const had = this.#input.value !== '' || document.activeElement === this.#input;
    this.#input.value = '';
    this.#input.blur();
    this.#close();
    return had;
  }

  /** Once a second: vehicles may have come or gone while the list is open. */
  tick() {
    // Who has gone down the list chooses from what is there.
    if (this.#list.hidden || this.#chosen > 0) {
      return;
    }
    const text = this.#text();
    const before = this.#found.slice(0, SHOWN);
    this.#found = this.#matches(text);
    // Rows that are right stay as they are: one may be under a pressed button.
    if (this.#found.slice(0, SHOWN).join('\n') !== before.join('\n')) {
      this.#show(text);
    } else {
      this.#tellRest(text);
    }
  }

  #text() {
    return this.#input.value.trim().toLowerCase();
  }

  #find() {
    const text = this.#text();
    this.#chosen = 0;
    if (!text) {
      this.#close();
      return;
    }
    this.#found = this.#matches(text);
    this.#show(text);
  }

  /**
   * Those that begin with the text come first, then those that hold it.
   *
   * @param {string} text
   */
  #matches(text) {
    const starts = /** @type {string[]} */ ([]);
    const holds = /** @type {string[]} */ ([]);
    for (const vin of this.fleet.vins) {
      const at = vin.toLowerCase().indexOf(text);
      if (vin !== '' && at >= 0) {
        (at === 0 ? starts : holds).push(vin);
      }
    }
    return [...starts.sort(), ...holds.sort()];
  }

  /** @param {string} text */
  #show(text) {
    const rows = this.#found.slice(0, SHOWN).map((vin, row) => this.#row(vin, row));
    this.#list.replaceChildren(...rows, this.#rest);
    this.#tellRest(text);
    this.#list.hidden = false;
    this.#input.setAttribute('aria-expanded', 'true');
    this.#mark();
  }

  /** How many more there are, or that there is none. @param {string} text */
  #tellRest(text) {
    const more = this.#found.length - SHOWN;
    const none = this.#found.length === 0;
    this.#rest.textContent = none ? `No vehicle has “${text}” in its id.` : `${count(more)} more`;
    this.#rest.hidden = !none && more <= 0;
  }

  /** @param {string} vin @param {number} row */
  #row(vin, row) {
    const i = this.fleet.indexOf(vin);
    const status = STATUSES[this.fleet.status[i]];
    const speed = `${Math.round(this.fleet.speed[i] / 10)} km/h`;
    const about = status === 'moving' ? speed : status;
    const item = element('li', '', icon(status), vinElement(vin), element('span', 'muted', about));
    item.id = `found-${row}`;
    item.dataset.row = String(row);
    item.setAttribute('role', 'option');
    return item;
  }

  #mark() {
    this.#list.querySelectorAll('[role=option]').forEach((item, row) => {
      item.setAttribute('aria-selected', String(row === this.#chosen));
    });
    if (this.#found.length > 0) {
      this.#input.setAttribute('aria-activedescendant', `found-${this.#chosen}`);
    } else {
      this.#input.removeAttribute('aria-activedescendant');
    }
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    const rows = Math.min(SHOWN, this.#found.length);
    if (e.key === 'Enter' && rows > 0) {
      this.#take(this.#chosen);
    } else if ((e.key === 'ArrowDown' || e.key === 'ArrowUp') && rows > 0) {
      this.#chosen = (this.#chosen + (e.key === 'ArrowDown' ? 1 : rows - 1)) % rows;
      this.#mark();
      e.preventDefault();
    }
  }

  /** @param {number} row */
  #take(row) {
    const vin = this.#found[row];
    this.#input.value = '';
    this.#input.blur();
    this.#close();
    this.jump(vin);
  }

  #close() {
    this.#found = [];
    this.#list.hidden = true;
    this.#input.setAttribute('aria-expanded', 'false');
    this.#input.removeAttribute('aria-activedescendant');
  }
}
