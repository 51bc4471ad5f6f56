// @ts-check
// Speed and battery temperature over the last five minutes, with one time axis and one cursor.
// With a vehicle selected its line stands before the fleet's mean.

/* global uPlot */

import { annotate, minute, number, timeLabels, valueLabels } from './chart-labels.js';
import { byId, element, vinElement } from './text.js';
import { SECONDS } from './trend.js';

const FOLDED = 'voltstream.folded';

/**
 * @typedef {object} ChartKind
 * @property {string} id
 * @property {string} title
 * @property {string} unit
 * @property {number[]} range that is shown at least
 * @property {(trend: import('./trend.js').Trend) => import('./trend.js').Course} fleet
 * @property {(trend: import('./trend.js').Trend, i: number) => (number|null)[]} vehicle
 */

/** @type {ChartKind[]} */
const KINDS = [
  {
    id: 'chart-speed',
    title: 'Speed',
    unit: 'km/h',
    range: [0, 80],
    fleet: (trend) => trend.speed,
    vehicle: (trend, i) => trend.speedOf(i),
  },
  {
    id: 'chart-temp',
    title: 'Battery',
    unit: '°C',
    range: [20, 62],
    fleet: (trend) => trend.temp,
    vehicle: (trend, i) => trend.tempOf(i),
  },
];

export class Charts {
  #plots = /** @type {any[]} */ ([]);
  #thresholds = /** @type {(number|null)[]} */ ([null, null]);
  #isVehicle = false;

  /**
   * @param {import('./trend.js').Trend} trend
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./theme.js').Theme} theme
   */
  constructor(trend, state, theme) {
    this.trend = trend;
    this.state = state;
    this.theme = theme;
    this.#plots = KINDS.map((kind, n) => this.#make(kind, n));
    theme.addEventListener('change', () => this.#plots.forEach((plot) => plot.redraw()));
    state.addEventListener('change', () => this.update());
    byId('fold').addEventListener('click', () => this.fold());
    if (stored(FOLDED)) {
      this.fold();
    }
  }

  /** @param {number|null} threshold of the battery's temperature */
  setThreshold(threshold) {
    this.#thresholds[1] = threshold;
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

  /** @param {ChartKind} kind @param {number} n */
  #make(kind, n) {
    const figure = byId(kind.id);
    const plotBox = element('div', 'plot');
    figure.append(element('figcaption'), plotBox);
    const plot = new uPlot(this.#options(kind, n), [[], [], []], plotBox);
    new ResizeObserver(() => {
      if (plotBox.clientWidth > 0 && plotBox.clientHeight > 0) {
        plot.setSize({ width: plotBox.clientWidth, height: plotBox.clientHeight });
      }
    }).observe(plotBox);
    return plot;
  }

  /** @param {ChartKind} kind @param {number} n */
  #options(kind, n) {
    const axis = {
      stroke: () => this.theme.colours.muted,
      font: '11px system-ui, sans-serif',
      ticks: { show: false },
      grid: { stroke: () => this.theme.colours.grid, width: 1 },
    };
    return {
      width: 300,
      height: 100,
      legend: { show: false },
      padding: [8, 72, 0, 0],
      cursor: {
        sync: { key: 'voltstream' },
        y: false,
        points: { size: 6 },
        drag: { x: false, y: false },
      },
      scales: {
        x: { time: true },
        y: {
          range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) => [
            Math.min(kind.range[0], low ?? kind.range[0]),
            Math.max(kind.range[1], high ?? 0),
          ],
        },
      },
      axes: [
        { ...axis, size: 20, gap: 2, space: 80, grid: { show: false }, values: timeLabels },
        { ...axis, size: 30, gap: 4, space: 18, values: valueLabels },
      ],
      series: [
        {},
        { stroke: () => this.theme.colours.accent, width: 1.6, points: { show: false } },
        {
          stroke: () => this.theme.colours.muted,
          width: 1.2,
          dash: [4, 3],
          points: { show: false },
        },
      ],
      hooks: {
        draw: [
          (/** @type {any} */ plot) =>
            annotate(plot, this.#names(), this.#thresholds[n], this.theme.colours),
        ],
        setCursor: [(/** @type {any} */ plot) => this.#caption(plot, n)],
      },
    };
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
    KINDS.forEach((kind, n) => {
      const { mean, p95 } = kind.fleet(trend);
      const lines = i >= 0 ? [kind.vehicle(trend, i), mean] : [mean, p95];
      const plot = this.#plots[n];
      plot.batch(() => {
        plot.setData([trend.times, ...lines], false);
        plot.setScale('x', { min: first, max: last });
      });
      this.#caption(plot, n);
    });
  }

  /** Title, and what the lines say at the cursor. @param {any} plot @param {number} n */
  #caption(plot, n) {
    const { title, unit } = KINDS[n];
    const caption = /** @type {HTMLElement} */ (byId(KINDS[n].id).firstElementChild);
    const at = plot?.cursor?.idx;
    const subject = this.#isVehicle
      ? vinElement(this.state.selected ?? '')
      : element('span', '', 'fleet');
    caption.replaceChildren(element('b', '', title), element('span', '', unit), subject);
    if (at !== null && at !== undefined && plot.data[0][at] !== undefined) {
      const [first, second] = this.#names();
      const [time, one, two] = plot.data.map((/** @type {any[]} */ column) => column[at]);
      const values = `${first} ${number(one)}, ${second} ${number(two)}`;
      const text = `${values} at ${minute(time, true)}`;
      caption.append(element('span', 'at-cursor', text));
    }
  }

  #names() {
    return this.#isVehicle ? ['vehicle', 'fleet'] : ['mean', 'p95'];
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
