// @ts-check
// Which vehicle is under the pointer: those on the screen by cells of 32 pixels.

const CELL = 32;

export class HitGrid {
  #cells = /** @type {Map<number, number[]>} */ (new Map());

  clear() {
    this.#cells.clear();
  }

  /** @param {number} i @param {number} x @param {number} y on the screen */
  add(i, x, y) {
    const key = keyOf(Math.floor(x / CELL), Math.floor(y / CELL));
    const cell = this.#cells.get(key);
    if (cell) {
      cell.push(i, x, y);
    } else {
      this.#cells.set(key, [i, x, y]);
    }
  }

  /**
   * @param {number} x
   * @param {number} y
   * @param {number} reach how far off a vehicle may be, at most a cell
   * @param {(i: number) => number} priority a higher one wins, then the nearer one
   * @returns {number} the vehicle's row, -1 for none
   */
  at(x, y, reach, priority) {
    let best = -1;
    let bestScore = -Infinity;
    const column = Math.floor(x / CELL);
    const row = Math.floor(y / CELL);
    for (let c = column - 1; c <= column + 1; c++) {
      for (let r = row - 1; r <= row + 1; r++) {
        const cell = this.#cells.get(keyOf(c, r)) ?? [];
        for (let k = 0; k < cell.length; k += 3) {
          const distance = Math.hypot(cell[k + 1] - x, cell[k + 2] - y);
          const score = priority(cell[k]) * reach - distance;
          if (distance <= reach && score > bestScore) {
            best = cell[k];
            bestScore = score;
          }
        }
      }
    }
    return best;
  }
}

/** @param {number} column @param {number} row */
function keyOf(column, row) {
  return column * 100_003 + row;
}
