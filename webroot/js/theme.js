// @ts-check
// Dark, light, or as the system has it. js/first-paint.js has already set what the page begins
// with.

import { colours } from './colours.js';
import { byId } from './text.js';

const KEY = 'voltstream.theme';
const SYSTEM = matchMedia('(prefers-color-scheme: dark)');

/** @typedef {'system'|'dark'|'light'} Choice */

export class Theme extends EventTarget {
  /** @type {Choice} */
  choice = stored();
  /** The theme in force. */
  name = '';
  colours = colours();

  constructor() {
    super();
    SYSTEM.addEventListener('change', () => this.#apply());
    byId('theme-button').addEventListener('click', () => this.next());
    this.#apply();
  }

  /** From the system's to its opposite, then the other one, then the system's again. */
  next() {
    const opposite = SYSTEM.matches ? 'light' : 'dark';
    const same = SYSTEM.matches ? 'dark' : 'light';
    this.choice = this.choice === 'system' ? opposite : this.choice === opposite ? same : 'system';
    try {
      if (this.choice === 'system') {
        localStorage.removeItem(KEY);
      } else {
        localStorage.setItem(KEY, this.choice);
      }
    } catch {
      // Storage is refused: the choice lasts as long as the page.
    }
    this.#apply();
  }

  #apply() {
    this.name = this.choice === 'system' ? (SYSTEM.matches ? 'dark' : 'light') : this.choice;
    document.documentElement.dataset.theme = this.name;
    this.colours = colours();
    const button = byId('theme-button');
    button.setAttribute('aria-label', `Theme: ${this.choice}`);
    button.title = `Theme: ${this.choice} (L)`;
    button.querySelector('use')?.setAttribute('href', `icons.svg#theme-${this.choice}`);
    this.dispatchEvent(new Event('change'));
  }
}

/** @returns {Choice} */
function stored() {
  try {
    const choice = localStorage.getItem(KEY);
    return choice === 'dark' || choice === 'light' ? choice : 'system';
  } catch {
    return 'system';
  }
}
