// @ts-check
// The figures of the analytics as the server gives them, read again and again.

import { Poll } from './poll.js';
import { ServerClock } from './server-clock.js';

/**
 * @typedef {{from: number, to: number, step_ms: number, source: 'raw'|'rollup'}} Range in Unix ms
 *
 * @typedef {object} Figures
 * @property {Range} range
 * @property {import('./cards.js').Summary} summary
 * @property {Record<string, number|null>[]} speedStats
 * @property {Record<string, number|null>[]} temperatureStats
 * @property {import('./cards.js').AlertKind[]} alertFrequency
 * @property {import('./alert-hours.js').AlertHour[]} alertDistribution
 * @property {import('./pressures.js').Pressure[]} tirePressure
 * @property {number} timestamp when they were computed, Unix ms
 * @property {boolean} cached
 */

export class Report extends Poll {
  #clock = new ServerClock();
  #heard = 0;

  /** @param {import('./report-range.js').ReportRange} range */
  constructor(range) {
    super(
      () => `api/analytics?timeRange=-${range.now.name}&type=all`,
      () => range.now.period,
    );
    this.addEventListener('change', () => this.#hear());
    range.addEventListener('change', () => this.restart());
  }

  #hear() {
    const figures = this.figures;
    // What was computed earlier does not tell what time it is now.
    if (figures && figures.timestamp !== this.#heard && !(figures.cached && this.#heard > 0)) {
      this.#heard = figures.timestamp;
      this.#clock.hear(figures.timestamp);
    }
  }

  /** Those of the present range; null until they are there. @returns {Figures|null} */
  get figures() {
    return this.isCurrent ? this.answer : null;
  }

  /** How old the figures are, in ms. */
  age() {
    return this.figures ? Math.max(0, this.now() - this.figures.timestamp) : 0;
  }

  /** The server's clock. */
  now() {
    return this.#clock.now();
  }
}
