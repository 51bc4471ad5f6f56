// @ts-check
// The strip under the map: speed and battery temperature over the last five minutes. With a vehicle
// selected its line stands before the fleet's mean.

import { LineChart } from './line-chart.js';
import { byId, element, vinElement } from './text.js';
import { SECONDS } from './trend.js';

const FOLDED = 'voltstream.folded';

/** @type {import('./line-chart.js').LineKind[]} */
const LINES = [
  { name: 'mean', colour: 'accent', isMain: true },
  { name: 'p95', colour: 'muted', dash: [4, 3] },
];

/**
 * @typedef {object} Course
 * @property {import('./line-chart.js').ChartKind} kind
 * @property {string} id
 * @property {(trend: import('./trend.js').Trend) => import('./trend.js').Course} fleet
 * @property {(trend: import('./trend.js').Trend, i: number) => (number|null)[]} vehicle
 */

/** @type {Course[]} */
const COURSES = [
  {
    kind: { title: 'Speed', unit: 'km/h', range: [0, 80], lines: LINES },
    id: 'chart-speed',
    fleet: (trend) => trend.speed,
    vehicle: (trend, i) => trend.speedOf(i),
  },
  {
    kind: { title: 'Battery', unit: '°C', range: [20, 62], lines: LINES },
    id: 'chart-temp',
    fleet: (trend) => trend.temp,
    vehicle: (trend, i) => trend.tempOf(i),
  },
];

export class Charts {
  #charts;
  #isVehicle = false;

  /**
   * @param {import('./trend.js').Trend} trend
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./theme.js').Theme} theme
   */
  constructor(trend, state, theme) {
    this.trend = trend;
    this.state = state;
    this.#charts = COURSES.map(({ id, kind }) => new LineChart(byId(id), kind, 'live', theme));
    for (const chart of this.#charts) {
      chart.subject = () => this.#subject();
    }
    state.addEventListener('change', () => this.update());
    byId('fold').addEventListener('click', () => this.fold());
    if (stored(FOLDED)) {
      this.fold();
    }
  }

  #subject() {
    return this.#isVehicle ? vinElement(this.state.selected ?? '') : element('span', '', 'fleet');
  }

  /** @param {number|null} threshold of the battery's temperature */
  setThreshold(threshold) {
    this.#charts[1].threshold = threshold;
  }

  fold() {
    const folded = byId('strip').classList.toggle('folded');
    byId('fold').setAttribute('aria-expanded', String(!folded));
    try {
      localStorage.setItem(FOLDED, folded ? 'yes' : '');
    } catch {
      // Storage is refused: the strip is unfolded again after a reload.
    }
  }

  /** A new sample is there, or another vehicle is selected. */
  update() {
    if (byId('strip').classList.contains('folded')) {
      return;
    }
    const { trend, state } = this;
    const i = state.selected === null ? -1 : trend.fleet.indexOf(state.selected);
    this.#isVehicle = i >= 0;
    const last = trend.times.at(-1) ?? Date.now() / 1000;
    // The time axis grows with what is known, from one minute to all five.
    const first = Math.max(Math.min(trend.times[0] ?? last, last - 60), last - SECONDS);
    COURSES.forEach((course, n) => {
      const { mean, p95 } = course.fleet(trend);
      const chart = this.#charts[n];
      chart.names = i >= 0 ? ['vehicle', 'fleet'] : ['mean', 'p95'];
      const lines = i >= 0 ? [course.vehicle(trend, i), mean] : [mean, p95];
      chart.show([trend.times, ...lines], first, last);
    });
  }
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
