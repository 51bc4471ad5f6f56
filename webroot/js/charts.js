// @ts-check
// Speed and battery temperature over the last five minutes, with one time axis and one cursor. With a
// vehicle selected its line stands before the fleet's mean.

/* global uPlot */

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
    id: 'chart-speed', title: 'Speed', unit: 'km/h', range: [0, 80],
    fleet: (trend) => trend.speed, vehicle: (trend, i) => trend.speedOf(i),
  },
  {
    id: 'chart-temp', title: 'Battery', unit: '°C', range: [20, 62],
    fleet: (trend) => trend.temp, vehicle: (trend, i) => trend.tempOf(i),
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
      stroke: () => this.theme.colours.muted, font: '11px system-ui, sans-serif', ticks: { show: false },
      grid: { stroke: () => this.theme.colours.grid, width: 1 },
    };
    return {
      width: 300, height: 100, legend: { show: false }, padding: [8, 72, 0, 0],
      cursor: { sync: { key: 'voltstream' }, y: false, points: { size: 6 }, drag: { x: false, y: false } },
      scales: { x: { time: true }, y: { range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
        [Math.min(kind.range[0], low ?? kind.range[0]), Math.max(kind.range[1], high ?? 0)] } },
      axes: [
        { ...axis, size: 20, gap: 2, space: 80, grid: { show: false }, values: timeLabels },
        { ...axis, size: 30, gap: 4, space: 18, values: valueLabels },
      ],
      series: [
        {},
        { stroke: () => this.theme.colours.accent, width: 1.6, points: { show: false } },
        { stroke: () => this.theme.colours.muted, width: 1.2, dash: [4, 3], points: { show: false } },
      ],
      hooks: {
        draw: [(/** @type {any} */ plot) => this.#annotate(plot, n)],
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
    const subject = this.#isVehicle ? vinElement(this.state.selected ?? '') : element('span', '', 'fleet');
    caption.replaceChildren(element('b', '', title), element('span', '', unit), subject);
    if (at !== null && at !== undefined && plot.data[0][at] !== undefined) {
      const [first, second] = this.#names();
      const text = `${first} ${number(plot.data[1][at])}  ${second} ${number(plot.data[2][at])}  at ${minute(plot.data[0][at], true)}`;
      caption.append(element('span', 'at-cursor', text));
    }
  }

  #names() {
    return this.#isVehicle ? ['vehicle', 'fleet'] : ['mean', 'p95'];
  }

  /** Labels at the ends of the lines, and the threshold of the alert. @param {any} plot @param {number} n */
  #annotate(plot, n) {
    const context = plot.ctx;
    const { left, top, width, height } = plot.bbox;
    const ratio = devicePixelRatio;
    context.save();
    context.font = `${11 * ratio}px system-ui, sans-serif`;
    context.textBaseline = 'middle';
    context.textAlign = 'left';
    const threshold = this.#thresholds[n];
    if (threshold !== null) {
      const y = plot.valToPos(threshold, 'y', true);
      context.strokeStyle = this.theme.colours.critical;
      context.lineWidth = ratio;
      context.setLineDash([2 * ratio, 3 * ratio]);
      context.beginPath();
      context.moveTo(left, y);
      context.lineTo(left + width, y);
      context.stroke();
    }
    const labels = this.#names().map((name, k) => {
      const value = plot.data[k + 1].findLast((/** @type {number|null} */ v) => v !== null);
      return { text: `${name} ${number(value)}`, value, y: plot.valToPos(value ?? 0, 'y', true), isFirst: k === 0 };
    });
    const shown = labels.filter(({ value }) => value !== undefined && value !== null);
    if (threshold !== null) {
      shown.push({ text: `alert ${threshold}`, value: threshold, y: plot.valToPos(threshold, 'y', true), isFirst: false });
    }
    spread(shown, 12 * ratio, top + height);
    for (const { text, y, isFirst } of shown) {
      context.fillStyle = isFirst ? this.theme.colours.text : this.theme.colours.muted;
      context.fillText(text, left + width + 6 * ratio, y);
    }
    context.restore();
  }
}

/** Moves labels apart that would lie on each other, and up from below the bottom. @param {{y: number}[]} labels @param {number} gap @param {number} bottom */
function spread(labels, gap, bottom) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, k) => {
    label.y = k === 0 ? label.y : Math.max(label.y, labels[k - 1].y + gap);
  });
  for (let k = labels.length - 1; k >= 0; k--) {
    const limit = k === labels.length - 1 ? bottom : labels[k + 1].y - gap;
    labels[k].y = Math.min(labels[k].y, limit);
  }
}

/** @param {number|null|undefined} value */
function number(value) {
  return value === null || value === undefined ? '–' : String(Math.round(value));
}

/** @param {number} seconds Unix @param {boolean} [exact] */
function minute(seconds, exact = false) {
  return new Date(seconds * 1000).toLocaleTimeString('en-GB').slice(0, exact ? 8 : 5);
}

/**
 * With seconds only where the ticks are closer than a minute.
 *
 * @param {any} _plot
 * @param {number[]} ticks Unix seconds
 * @param {number} _axis
 * @param {number} _space
 * @param {number} apart seconds
 */
function timeLabels(_plot, ticks, _axis, _space, apart) {
  return ticks.map((at) => minute(at, apart < 60));
}

/** The lowest is left out: it would lie on the times. @param {any} _plot @param {number[]} ticks */
function valueLabels(_plot, ticks) {
  return ticks.map((tick, k) => (k === 0 ? '' : String(tick)));
}

/** @param {string} key */
function stored(key) {
  try {
    return localStorage.getItem(key);
  } catch {
    return null;
  }
}
