// @ts-check
// Lines over time with a caption: what they are, and what they say at the cursor. Two lines may be
// the edges of a band around a third.

import { annotate } from './chart-labels.js';
import { Plot } from './plot.js';
import { element } from './text.js';
import { clock, minute, moment } from './times.js';

const DAY_S = 86_400;

/**
 * @typedef {object} LineKind
 * @property {string} name
 * @property {keyof import('./colours.js').Colours} colour
 * @property {number[]} [dash]
 * @property {boolean} [isEdge] the upper or the lower edge of the band
 * @property {boolean} [isMain] what the chart is about
 *
 * @typedef {object} ChartKind
 * @property {string} title
 * @property {string} unit
 * @property {[number, number]} range that is shown at least
 * @property {LineKind[]} lines the edges of the band first, the upper one before the lower one
 * @property {number} [digits] after the point
 * @property {number} [right] room for the labels at the ends of the lines, in pixels
 * @property {boolean} [swatches] whether the labels show what the lines look like
 */

/** A mean between the least and the most. @type {LineKind[]} */
export const BAND = [
  { name: 'max', colour: 'muted', isEdge: true },
  { name: 'min', colour: 'muted', isEdge: true },
  { name: 'mean', colour: 'accent', isMain: true },
];
export class LineChart {
  /** Values beyond it raise an alert. @type {number|null} */
  threshold = null;
  /** Whose lines they are. @type {() => (string|Node)} */
  subject = () => '';
  /** What the lines are called. */
  names;
  #caption = element('figcaption');
  #box = element('div', 'plot');

  /**
   * @param {HTMLElement} figure
   * @param {ChartKind} kind
   * @param {string} group charts of one group share the cursor
   * @param {import('./theme.js').Theme} theme
   */
  constructor(figure, kind, group, theme) {
    this.kind = kind;
    this.names = kind.lines.map(({ name }) => name);
    this.theme = theme;
    figure.append(this.#caption, this.#box);
    this.#box.setAttribute('role', 'img');
    this.#box.setAttribute('aria-label', `${kind.title} in ${kind.unit}, not known yet`);
    const edges = kind.lines.flatMap(({ isEdge }, k) => (isEdge ? [k + 1] : []));
    this.plot = new Plot(
      this.#box,
      {
        series: kind.lines.map((line) => this.#series(line)),
        bands: edges.length === 2 ? [{ series: edges, fill: () => theme.colours.band }] : [],
        group,
        right: kind.right ?? 72,
        range: (low, high) => this.#range(low, high),
        draw: (plot) => this.#annotate(plot),
        point: () => this.#showCaption(),
      },
      theme,
    );
    this.#showCaption();
  }

  /** @param {LineKind} line */
  #series({ colour, dash, isEdge, isMain }) {
    return {
      stroke: () => this.theme.colours[isEdge ? 'edge' : colour],
      width: isEdge ? 1 : isMain ? 1.6 : 1.2,
      dash,
      points: { show: false },
    };
  }

  /** @param {number|null} low @param {number|null} high @returns {[number, number]} */
  #range(low, high) {
    const [least, most] = this.kind.range;
    return [Math.min(least, low ?? least), Math.max(most, high ?? most)];
  }

  /** @param {any} plot */
  #annotate(plot) {
    const lines = this.kind.lines.map(({ colour, dash, isMain }, k) => ({
      name: this.names[k],
      column: k + 1,
      isMain: isMain ?? false,
      swatch: this.kind.swatches ? { colour: this.theme.colours[colour], dash: dash ?? [] } : null,
    }));
    annotate(plot, lines, this.threshold, (value) => this.#number(value), this.theme.colours);
  }

  /**
   * @param {(number|null|undefined)[][]} columns times in Unix seconds, then the values of each line
   * @param {number} from Unix seconds, the left end of the time axis
   * @param {number} to
   */
  show(columns, from, to) {
    this.span = to - from;
    this.step = Math.round((columns[0][1] ?? 0) - (columns[0][0] ?? 0));
    this.plot.show(columns, from, to);
    const last = columns
      .slice(1)
      .map((column) => column.findLast((value) => (value ?? null) !== null));
    this.#box.setAttribute(
      'aria-label',
      `${this.kind.title} in ${this.kind.unit}, at last: ${this.#values(last)}`,
    );
    this.#showCaption();
  }

  #showCaption() {
    const { title, unit } = this.kind;
    const at = this.plot?.atCursor();
    const name = element('b', '', title);
    if (at) {
      const [time, ...values] = at;
      const text = `${this.#values(values)} at ${this.#time(time * 1000)}`;
      this.#caption.replaceChildren(name, element('span', 'at-cursor', text));
    } else {
      this.#caption.replaceChildren(name, element('span', '', unit), this.subject());
    }
  }

  /** @param {number} ms */
  #time(ms) {
    return (this.span ?? 0) > DAY_S ? moment(ms) : (this.step ?? 0) < 60 ? clock(ms) : minute(ms);
  }

  /** @param {(number|null|undefined)[]} values */
  #values(values) {
    return this.names.map((name, k) => `${name} ${this.#number(values[k])}`).join(', ');
  }

  /** @param {number|null|undefined} value */
  #number(value) {
    return value === null || value === undefined ? '–' : value.toFixed(this.kind.digits ?? 0);
  }
}
