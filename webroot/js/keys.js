// @ts-check
// The keyboard. Keys do nothing while somebody types, or with Ctrl, Alt or Meta.

import { byId } from './text.js';

export class Keys {
  #help = /** @type {HTMLDialogElement} */ (byId('help'));

  /**
   * @param {Record<string, () => void>} actions by key, in lower case
   * @param {() => void} undo Escape
   */
  constructor(actions, undo) {
    /** @type {Record<string, () => void>} */
    this.actions = { ...actions, '?': () => this.#help.showModal() };
    this.undo = undo;
    document.addEventListener('keydown', (e) => this.#key(e));
    byId('help-button').addEventListener('click', () => this.#help.showModal());
    byId('help-close').addEventListener('click', () => this.#help.close());
    this.#help.addEventListener('click', (e) => {
      if (e.target === this.#help) {
        this.#help.close();
      }
    });
  }

  /** @param {KeyboardEvent} e */
  #key(e) {
    // A key that is held down acts once.
    if (e.repeat || this.#help.open || e.ctrlKey || e.altKey || e.metaKey || e.defaultPrevented) {
      return;
    }
    if (e.key === 'Escape') {
      this.undo();
      return;
    }
    const isTyping = e.target instanceof HTMLInputElement && e.target.type === 'text';
    const action = this.actions[e.key.toLowerCase()];
    if (action && !isTyping) {
      e.preventDefault();
      action();
    }
  }
}
