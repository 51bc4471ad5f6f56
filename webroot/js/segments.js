// @ts-check
// One choice out of a few, side by side. Radio buttons: arrow keys work, and are read out as such.

import { element } from './text.js';

export class Segments {
  /** @type {Map<string, HTMLInputElement>} */
  #inputs = new Map();

  /**
   * @param {HTMLElement} box
   * @param {string} name what is chosen, for those who cannot see it
   * @param {{value: string, label: string}[]} choices
   * @param {(value: string) => void} choose
   */
  constructor(box, name, choices, choose) {
    box.classList.add('segments');
    box.setAttribute('role', 'radiogroup');
    box.setAttribute('aria-label', name);
    for (const { value, label } of choices) {
      const input = document.createElement('input');
      input.type = 'radio';
      input.name = name;
      input.value = value;
      input.addEventListener('change', () => choose(value));
      this.#inputs.set(value, input);
      box.append(element('label', '', input, element('span', '', label)));
    }
  }

  /** @param {string} value */
  set(value) {
    this.#inputs.forEach((input, own) => (input.checked = own === value));
  }
}
