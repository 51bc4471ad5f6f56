// @ts-check
// The vehicles that the page knows: a row for each, a column for each thing that is known of it.

import { Bit } from './decode.js';
import { Glide } from './glide.js';

export class VehicleTable {
  #capacity = 1024;
  #free = /** @type {number[]} */ ([]);
  #byVin = /** @type {Map<string, number>} */ (new Map());

  /** Rows in use are below this one; a row whose vin is '' is free. */
  top = 0;
  /** @type {string[]} */
  vins = [];
  lat = new Int32Array(this.#capacity);
  lon = new Int32Array(this.#capacity);
  speed = new Int32Array(this.#capacity);
  temp = new Int32Array(this.#capacity);
  course = new Int32Array(this.#capacity);
  soc = new Int32Array(this.#capacity);
  motion = new Int32Array(this.#capacity);
  /** Which of the columns have ever had a value: {@link Bit}. */
  has = new Int32Array(this.#capacity);
  status = new Int32Array(this.#capacity);
  /** Alert level: 0, WARNING or CRITICAL. */
  level = new Int32Array(this.#capacity);
  /** 1 when it was lost or not heard of for {@link ttl}, else 0. */
  silent = new Int32Array(this.#capacity);
  /** Under which number the feed speaks of it. */
  slot = new Int32Array(this.#capacity);
  /** The whole frame that named it last. */
  seenIn = new Int32Array(this.#capacity);
  /** When it was last heard of, by the server's clock, in ms. */
  seen = new Float64Array(this.#capacity);
  /** The same by performance.now(): no clock of a server or a vehicle makes it silent. */
  heard = new Float64Array(this.#capacity);
  /** When it was lost, by performance.now(), 0 while it is not. */
  lost = new Float64Array(this.#capacity);
  glide = new Glide(this.#capacity);

  get size() {
    return this.#byVin.size;
  }

  /** @param {string} vin @returns {number} its row, -1 when it is not known */
  indexOf(vin) {
    return this.#byVin.get(vin) ?? -1;
  }

  /** Has it ever said where it is? @param {number} i */
  isPlaced(i) {
    return (this.has[i] & Bit.LAT_LON) !== 0;
  }

  /** A row for a vehicle that has none. @param {string} vin */
  claim(vin) {
    const i = this.#free.pop() ?? this.top++;
    if (i >= this.#capacity) {
      this.#grow();
    }
    this.vins[i] = vin;
    this.#byVin.set(vin, i);
    this.glide.place(i, 0, 0, 0);
    return i;
  }

  /** As if nothing had been heard of it. @param {number} i */
  blank(i) {
    this.lat[i] = this.lon[i] = this.speed[i] = this.temp[i] = this.course[i] = 0;
    this.has[i] = this.motion[i] = this.soc[i] = 0;
  }

  /** @param {number} i */
  forget(i) {
    this.#byVin.delete(this.vins[i]);
    this.vins[i] = '';
    this.lost[i] = 0;
    this.#free.push(i);
  }

  #grow() {
    this.#capacity *= 2;
    for (const column of /** @type {const} */ ([
      'lat',
      'lon',
      'speed',
      'temp',
      'course',
      'soc',
      'motion',
      'has',
      'status',
      'level',
      'silent',
      'slot',
      'seenIn',
    ])) {
      const old = this[column];
      this[column] = new Int32Array(this.#capacity);
      this[column].set(old);
    }
    for (const column of /** @type {const} */ (['seen', 'heard', 'lost'])) {
      const old = this[column];
      this[column] = new Float64Array(this.#capacity);
      this[column].set(old);
    }
    this.glide.grow(this.#capacity);
  }
}
