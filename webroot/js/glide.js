// @ts-check
// Motion between two updates: a vehicle goes from where it is drawn to where it was last seen, in
// the time that lay between its last two updates. Positions are in the unit square of the web
// Mercator map.

const SHORTEST_MS = 100;
const LONGEST_MS = 1500;
/**
 * A little longer than the updates are apart, so that a late one does not make the vehicle stop.
 */
const SLACK = 1.15;
/** Farther than this (some 2 km) is no motion but a new place. */
const JUMP = 5e-5;

/** Degrees to the unit square. @param {number} lon */
export function unitX(lon) {
  return lon / 360 + 0.5;
}

/** @param {number} lat */
export function unitY(lat) {
  const sin = Math.sin((Math.max(-85.05, Math.min(85.05, lat)) * Math.PI) / 180);
  return 0.5 - Math.log((1 + sin) / (1 - sin)) / (4 * Math.PI);
}

/** @param {number} y */
export function latOf(y) {
  return (Math.atan(Math.sinh((0.5 - y) * 2 * Math.PI)) * 180) / Math.PI;
}

/** @param {number} x */
export function lonOf(x) {
  return (x - 0.5) * 360;
}

export class Glide {
  /** @param {number} capacity */
  constructor(capacity) {
    this.fromX = new Float64Array(capacity);
    this.fromY = new Float64Array(capacity);
    this.fromHeading = new Float32Array(capacity);
    this.toX = new Float64Array(capacity);
    this.toY = new Float64Array(capacity);
    this.toHeading = new Float32Array(capacity);
    this.start = new Float64Array(capacity);
    this.lasts = new Float32Array(capacity);
    /** With reduced motion vehicles are drawn where they were last seen. */
    this.still = false;
  }

  /** @param {number} capacity */
  grow(capacity) {
    for (const column of /** @type {const} */ ([
      'fromX',
      'fromY',
      'fromHeading',
      'toX',
      'toY',
      'toHeading',
      'start',
      'lasts',
    ])) {
      const old = this[column];
      const Column = /** @type {any} */ (old.constructor);
      /** @type {any} */ (this)[column] = new Column(capacity);
      this[column].set(old);
    }
  }

  /**
   * Puts a vehicle somewhere, without motion.
   *
   * @param {number} i
   * @param {number} x
   * @param {number} y
   * @param {number} heading
   */
  place(i, x, y, heading) {
    this.fromX[i] = this.toX[i] = x;
    this.fromY[i] = this.toY[i] = y;
    this.fromHeading[i] = this.toHeading[i] = heading;
    this.start[i] = 0;
    this.lasts[i] = 0;
  }

  /**
   * A new position came.
   *
   * @param {number} i
   * @param {number} x
   * @param {number} y
   * @param {number} heading
   * @param {number} now of performance.now()
   */
  move(i, x, y, heading, now) {
    if (this.still || Math.abs(x - this.toX[i]) > JUMP || Math.abs(y - this.toY[i]) > JUMP) {
      this.place(i, x, y, heading);
      this.start[i] = now;
      return;
    }
    const since = now - this.start[i];
    const k = this.progress(i, now);
    this.fromX[i] += (this.toX[i] - this.fromX[i]) * k;
    this.fromY[i] += (this.toY[i] - this.fromY[i]) * k;
    this.fromHeading[i] = this.heading(i, k);
    this.toX[i] = x;
    this.toY[i] = y;
    this.toHeading[i] = heading;
    this.start[i] = now;
    this.lasts[i] = Math.max(SHORTEST_MS, Math.min(LONGEST_MS, since * SLACK));
  }

  /** How far it has come, 0 to 1. @param {number} i @param {number} now */
  progress(i, now) {
    const lasts = this.lasts[i];
    const k = lasts === 0 ? 1 : (now - this.start[i]) / lasts;
    return k >= 1 || this.still ? 1 : k <= 0 ? 0 : k;
  }

  /** @param {number} i @param {number} k progress */
  x(i, k) {
    return this.fromX[i] + (this.toX[i] - this.fromX[i]) * k;
  }

  /** @param {number} i @param {number} k progress */
  y(i, k) {
    return this.fromY[i] + (this.toY[i] - this.fromY[i]) * k;
  }

  /** The shorter way round. @param {number} i @param {number} k progress */
  heading(i, k) {
    const from = this.fromHeading[i];
    let turn = this.toHeading[i] - from;
    turn -= 360 * Math.round(turn / 360);
    return (from + turn * k + 360) % 360;
  }
}
