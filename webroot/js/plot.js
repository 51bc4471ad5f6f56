// @ts-check
// uPlot as all our charts have it: the axes, the theme's colours, a cursor that charts of one group
// share, the size of its box.

/* global uPlot */

import { timeLabels, valueLabels } from './chart-labels.js';

/** How far ticks of a count may be apart. */
const WHOLE = [1, 2, 5]
  .flatMap((n) => [n, n * 10, n * 100, n * 1_000, n * 10_000])
  .sort((a, b) => a - b);

/** A plot that is higher has its ticks further apart. */
const TALL = 120;

/**
 * @typedef {object} PlotKind
 * @property {object[]} series of uPlot, without the one of the times
 * @property {object[]} [bands] of uPlot
 * @property {string} group charts of one group share the cursor
 * @property {number} right room for labels, in pixels
 * @property {(low: number|null, high: number|null) => [number, number]} range of the values
 * @property {(plot: any) => void} [draw] after the series
 * @property {() => void} point the cursor has moved
 * @property {boolean} [isCount] the values are whole numbers
 */

export class Plot {
  #plot;

  /**
   * @param {HTMLElement} box
   * @param {PlotKind} kind
   * @param {import('./theme.js').Theme} theme
   */
  constructor(box, kind, theme) {
    this.#plot = new uPlot(options(kind, theme), [[], ...kind.series.map(() => [])], box);
    theme.addEventListener('change', () => this.redraw());
    box.tabIndex = 0;
    box.addEventListener('keydown', (e) => this.#key(e));
    box.addEventListener('blur', () => this.#plot.setCursor({ left: -10, top: -10 }));
    new ResizeObserver(() => {
      if (box.clientWidth > 0 && box.clientHeight > 0) {
        this.#plot.setSize({ width: box.clientWidth, height: box.clientHeight });
      }
    }).observe(box);
  }

  /** Arrow keys move the cursor from value to value. @param {KeyboardEvent} e */
  #key(e) {
    const times = this.#plot.data[0];
    const by = e.key === 'ArrowLeft' ? -1 : e.key === 'ArrowRight' ? 1 : 0;
    if (by !== 0 && times.length > 0) {
      e.preventDefault();
      const at = this.#plot.cursor.idx ?? (by < 0 ? times.length : -1);
      const next = Math.max(0, Math.min(times.length - 1, at + by));
      this.#plot.setCursor({ left: this.#plot.valToPos(times[next], 'x'), top: 0 });
    }
  }

  redraw() {
    this.#plot.redraw();
  }

  /**
   * @param {(number|null|undefined)[][]} columns times in Unix seconds, then the values of each series
   * @param {number} from Unix seconds, the left end of the time axis
   * @param {number} to
   */
  show(columns, from, to) {
    this.#plot.batch(() => {
      this.#plot.setData(columns, false);
      this.#plot.setScale('x', { min: from, max: to });
    });
  }

  /** What lies under the cursor: the time and the values; null when nothing does. */
  atCursor() {
    // The cursor moves for the first time while the constructor still runs.
    const at = this.#plot?.cursor.idx;
    const isOver = at !== null && at !== undefined && this.#plot.data[0][at] !== undefined;
    return isOver ? this.#plot.data.map((/** @type {any[]} */ column) => column[at]) : null;
  }
}

/** @param {PlotKind} kind @param {import('./theme.js').Theme} theme */
function options(kind, theme) {
  const axis = {
    stroke: () => theme.colours.muted,
    font: '11px system-ui, sans-serif',
    ticks: { show: false },
    grid: { stroke: () => theme.colours.grid, width: 1 },
  };
  return {
    width: 300,
    height: 100,
    legend: { show: false },
    padding: [8, kind.right, 0, 0],
    cursor: {
      sync: { key: kind.group },
      y: false,
      points: { size: 6 },
      drag: { x: false, y: false },
    },
    scales: {
      x: { time: true },
      y: {
        range: (/** @type {any} */ _, /** @type {number} */ low, /** @type {number} */ high) =>
          kind.range(low ?? null, high ?? null),
      },
    },
    axes: [
      { ...axis, size: 20, gap: 2, space: 80, grid: { show: false }, values: timeLabels },
      {
        ...axis,
        size: 30,
        gap: 4,
        space: (/** @type {any[]} */ ...[, , , , height]) => (height > TALL ? 34 : 18),
        values: valueLabels,
        ...(kind.isCount ? { incrs: WHOLE } : {}),
      },
    ],
    series: [{}, ...kind.series],
    bands: kind.bands ?? [],
    hooks: {
      draw: kind.draw ? [kind.draw] : [],
      setCursor: [kind.point],
    },
  };
}
