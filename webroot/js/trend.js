// @ts-check
// The last five minutes, at most one sample a second: the fleet's mean and 95th percentile, and
// each vehicle's own speed and temperature, so that a vehicle has a past the moment it is selected.

import { Bit } from './decode.js';

export const SECONDS = 300;
/** Bins of 0.1 km/h and 0.1 °C; temperatures begin at −50 °C. */
const BINS = 4096;
const COLDEST = -500;
const NONE = -32768;
/** The time may step back by that much, in seconds: the server's clock is an estimate. */
const UNSURE = 10;

/** @typedef {{mean: (number|null)[], p95: (number|null)[]}} Course of the fleet */

export class Trend {
  #speeds = new Int16Array(0);
  #temps = new Int16Array(0);
  #at = 0;
  #bins = new Int32Array(BINS);
  /** Unix seconds of the samples, oldest first. @type {number[]} */
  times = [];
  /** @type {Course} in km/h */
  speed = { mean: [], p95: [] };
  /** @type {Course} in °C */
  temp = { mean: [], p95: [] };

  /** @param {import('./fleet.js').Fleet} fleet */
  constructor(fleet) {
    this.fleet = fleet;
    fleet.onClaim = (i) => this.#clear(i);
  }

  /** @param {number} now Unix ms @param {boolean} isLive otherwise the sample is a gap */
  sample(now, isLive) {
    const second = Math.round(now / 1000);
    const last = this.times.at(-1) ?? 0;
    if (second > last || second < last - UNSURE) {
      this.#forget(second);
      this.#at = (this.#at + 1) % SECONDS;
      this.#makeRoom();
      this.times.push(second);
      this.#sample(isLive);
    }
  }

  /**
   * A hidden page samples less than once a second: samples go by their time.
   *
   * @param {number} second
   */
  #forget(second) {
    const { times, speed, temp } = this;
    while (times.length > 0 && (times[0] <= second - SECONDS || times[times.length - 1] > second)) {
      [times, speed.mean, speed.p95, temp.mean, temp.p95].forEach((column) => column.shift());
    }
  }

  /** @param {boolean} isLive */
  #sample(isLive) {
    this.#column(this.#speeds, this.fleet.speed, Bit.SPEED, 0, this.speed, isLive);
    this.#column(this.#temps, this.fleet.temp, Bit.TEMP, COLDEST, this.temp, isLive);
  }

  /**
   * @param {Int16Array} rings one ring for each vehicle
   * @param {Int32Array} values in tenths
   * @param {number} bit
   * @param {number} lowest value of the first bin
   * @param {Course} course
   * @param {boolean} isLive
   */
  #column(rings, values, bit, lowest, course, isLive) {
    const { fleet } = this;
    this.#bins.fill(0);
    let count = 0;
    let sum = 0;
    for (let i = 0; i < fleet.top; i++) {
      const isThere =
        isLive && fleet.vins[i] !== '' && fleet.lost[i] === 0 && (fleet.has[i] & bit) !== 0;
      rings[i * SECONDS + this.#at] = isThere ? values[i] : NONE;
      if (isThere) {
        count++;
        sum += values[i];
        this.#bins[Math.max(0, Math.min(BINS - 1, values[i] - lowest))]++;
      }
    }
    course.mean.push(count === 0 ? null : sum / count / 10);
    course.p95.push(count === 0 ? null : (this.#percentile(count, 0.95) + lowest) / 10);
  }

  /** @param {number} count @param {number} share */
  #percentile(count, share) {
    let left = Math.ceil(count * share);
    let bin = 0;
    while ((left -= this.#bins[bin]) > 0) {
      bin++;
    }
    return bin;
  }

  /** A vehicle's own speed in km/h at {@link times}. @param {number} i */
  speedOf(i) {
    return this.#ring(this.#speeds, i);
  }

  /** A vehicle's own temperature in °C at {@link times}. @param {number} i */
  tempOf(i) {
    return this.#ring(this.#temps, i);
  }

  /** @param {Int16Array} rings @param {number} i @returns {(number|null)[]} */
  #ring(rings, i) {
    return this.times.map((_, k) => {
      const behind = this.times.length - 1 - k;
      const value = rings[i * SECONDS + ((this.#at - behind + SECONDS) % SECONDS)];
      return value === undefined || value === NONE ? null : value / 10;
    });
  }

  #makeRoom() {
    const rows = this.fleet.speed.length;
    if (this.#speeds.length < rows * SECONDS) {
      const grown = [this.#speeds, this.#temps].map((old) => {
        const rings = new Int16Array(rows * SECONDS).fill(NONE);
        rings.set(old);
        return rings;
      });
      [this.#speeds, this.#temps] = grown;
    }
  }

  /** @param {number} i */
  #clear(i) {
    this.#speeds.fill(NONE, i * SECONDS, (i + 1) * SECONDS);
    this.#temps.fill(NONE, i * SECONDS, (i + 1) * SECONDS);
  }
}
