// @ts-check
// Which vehicles are drawn, and in which order: what needs a person comes last and lies on top.

import { STATUSES } from './status.js';

export class DrawOrder {
  #lists = STATUSES.map(() => new Int32Array(1024));
  #lengths = STATUSES.map(() => 0);

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   */
  sort(fleet, state) {
    this.#lengths.fill(0);
    if (this.#lists[0].length < fleet.top) {
      this.#lists = STATUSES.map(() => new Int32Array(fleet.top * 2));
    }
    for (let i = 0; i < fleet.top; i++) {
      const status = fleet.status[i];
      if (fleet.vins[i] !== '' && fleet.isPlaced(i) && state.shows(status)) {
        this.#lists[status][this.#lengths[status]++] = i;
      }
    }
  }

  /** @param {(row: number) => void} visit */
  forEach(visit) {
    for (let status = 0; status < STATUSES.length; status++) {
      const list = this.#lists[status];
      for (let k = 0; k < this.#lengths[status]; k++) {
        visit(list[k]);
      }
    }
  }
}
