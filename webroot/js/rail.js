// @ts-check
// The rail's two tabs; on a narrow screen it is a sheet that a handle pulls up.

import { byId } from './text.js';

const TABS = /** @type {const} */ (['alerts', 'vehicle']);
/** A shorter drag is a click. */
const DRAG = 24;

export class Rail {
  #dragFrom = 0;

  /** @param {import('./view-state.js').ViewState} state */
  constructor(state) {
    for (const name of TABS) {
      byId(`tab-${name}`).addEventListener('click', () => {
        this.show(name);
        this.pull(true);
      });
    }
    byId('rail')
      .querySelector('[role=tablist]')
      ?.addEventListener('keydown', (e) => this.#arrow(/** @type {KeyboardEvent} */ (e)));
    byId('handle').addEventListener('click', () => this.pull());
    const rail = byId('rail');
    rail.addEventListener('pointerdown', (e) => (this.#dragFrom = e.clientY));
    rail.addEventListener('pointerup', (e) => this.#dragged(e.clientY - this.#dragFrom, e.target));
    let selected = state.selected;
    this.show(selected === null || state.isKiosk ? 'alerts' : 'vehicle');
    state.addEventListener('change', () => {
      if (state.selected !== selected) {
        selected = state.selected;
        this.show(selected === null || state.isKiosk ? 'alerts' : 'vehicle');
      }
    });
  }

  /** @param {'alerts'|'vehicle'} shown */
  show(shown) {
    for (const name of TABS) {
      const isShown = name === shown;
      byId(`tab-${name}`).setAttribute('aria-selected', String(isShown));
      byId(`tab-${name}`).tabIndex = isShown ? 0 : -1;
      byId(`panel-${name}`).hidden = !isShown;
    }
  }

  /** @param {KeyboardEvent} e */
  #arrow(e) {
    if (e.key === 'ArrowLeft' || e.key === 'ArrowRight') {
      const next =
        byId('tab-alerts').getAttribute('aria-selected') === 'true' ? 'vehicle' : 'alerts';
      this.show(next);
      byId(`tab-${next}`).focus();
    }
  }

  /** @param {boolean} [up] otherwise the other way than now */
  pull(up) {
    const isUp = byId('rail').classList.toggle('up', up);
    byId('handle').setAttribute('aria-expanded', String(isUp));
  }

  /** @param {number} way in pixels, down is positive @param {EventTarget|null} target */
  #dragged(way, target) {
    const isHead = target instanceof Element && target.closest('.handle, .tabs') !== null;
    if (isHead && Math.abs(way) > DRAG) {
      // After the click that ends the drag.
      setTimeout(() => this.pull(way < 0));
    }
  }
}
