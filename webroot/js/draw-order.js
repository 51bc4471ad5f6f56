// @ts-check
// Which vehicles the map shows, in the order in which they are drawn: what needs a person lies on top.

import { STATUSES } from './status.js';

export class DrawOrder {
  #ends = new Int32Array(STATUSES.length);
  /** Rows of the fleet; those behind {@link length} mean nothing. */
  rows = new Int32Array(1024);
  length = 0;

  /** @param {import('./fleet.js').Fleet} fleet @param {import('./view-state.js').ViewState} state */
  sort(fleet, state) {
    if (this.rows.length < fleet.top) {
      this.rows = new Int32Array(fleet.top * 2);
    }
    const shown = STATUSES.map((_, status) => state.shows(status));
    const ends = this.#ends.fill(0);
    for (let i = 0; i < fleet.top; i++) {
      if (shown[fleet.status[i]] && fleet.vins[i] !== '' && fleet.isPlaced(i)) {
        ends[fleet.status[i]]++;
      }
    }
    this.length = 0;
    for (let status = 0; status < ends.length; status++) {
      this.length += ends[status];
      ends[status] = this.length;
    }
    for (let i = 0; i < fleet.top; i++) {
      if (shown[fleet.status[i]] && fleet.vins[i] !== '' && fleet.isPlaced(i)) {
        this.rows[--ends[fleet.status[i]]] = i;
      }
    }
  }
}
