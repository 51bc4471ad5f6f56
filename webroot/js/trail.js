// @ts-check
// Where the selected vehicle came from: a line that fades, one point a second since it was
// selected.

const POINTS = 300;

export class Trail {
  #vin = /** @type {string|null} */ (null);
  #xs = /** @type {number[]} */ ([]);
  #ys = /** @type {number[]} */ ([]);

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   */
  constructor(fleet, state) {
    this.fleet = fleet;
    this.state = state;
  }

  /** Once a second. */
  sample() {
    if (this.#vin !== this.state.selected) {
      this.#vin = this.state.selected;
      this.#xs = [];
      this.#ys = [];
    }
    const i = this.#vin === null ? -1 : this.fleet.indexOf(this.#vin);
    const { toX, toY } = this.fleet.glide;
    if (
      i < 0 ||
      !this.fleet.isPlaced(i) ||
      (this.#xs.at(-1) === toX[i] && this.#ys.at(-1) === toY[i])
    ) {
      return;
    }
    this.#xs.push(toX[i]);
    this.#ys.push(toY[i]);
    if (this.#xs.length > POINTS) {
      this.#xs.shift();
      this.#ys.shift();
    }
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {import('./canvas-layer.js').View} view
   * @param {{x: number, y: number}} head where the vehicle is drawn
   * @param {string} colour
   */
  draw(context, { scale, left, top }, head, colour) {
    // The newest point is ahead of the vehicle, which still glides towards it.
    const count = this.#xs.length - 1;
    if (this.#vin !== this.state.selected || count < 1) {
      return;
    }
    context.strokeStyle = colour;
    context.lineWidth = 3;
    context.lineCap = 'round';
    for (let k = 0; k < count; k++) {
      const isLast = k === count - 1;
      context.globalAlpha = 0.6 * ((k + 1) / count);
      context.beginPath();
      context.moveTo(this.#xs[k] * scale - left, this.#ys[k] * scale - top);
      context.lineTo(
        isLast ? head.x : this.#xs[k + 1] * scale - left,
        isLast ? head.y : this.#ys[k + 1] * scale - top,
      );
      context.stroke();
    }
    context.globalAlpha = 1;
  }
}
