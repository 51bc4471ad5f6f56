// @ts-check
// What is written on a chart: times, values, the name and the last value at the end of each line,
// the threshold of the alert.

import { clock, day, minute } from './times.js';

const GAP = 12;
const MARGIN = 6;
const SWATCH = 10;
const DAY_S = 86_400;

/** @typedef {{colour: string, dash: number[]}} Swatch */

/**
 * A line to be named at its end.
 *
 * @typedef {object} NamedLine
 * @property {string} name
 * @property {number} column of the plot's data
 * @property {boolean} isMain
 * @property {Swatch|null} swatch what the line looks like, when its name does not say enough
 */

/** @typedef {{text: string, y: number, isMain: boolean, swatch: Swatch|null}} Label */

/**
 * @param {any} plot of uPlot
 * @param {NamedLine[]} lines
 * @param {number|null} threshold
 * @param {(value: number|null|undefined) => string} format of the values
 * @param {import('./colours.js').Colours} colours
 */
export function annotate(plot, lines, threshold, format, colours) {
  const context = plot.ctx;
  const { left, top, width, height } = plot.bbox;
  const ratio = devicePixelRatio;
  context.save();
  context.font = `${11 * ratio}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const labels = lineLabels(plot, lines, format);
  if (threshold !== null) {
    const y = plot.valToPos(threshold, 'y', true);
    labels.push({ text: `alert ${threshold}`, y, isMain: false, swatch: null });
    drawThreshold(context, left, width, y, ratio, colours);
  }
  // Half a line above the bottom: below it are the times.
  spread(labels, GAP * ratio, top, top + height - (GAP / 2) * ratio);
  for (const { text, y, isMain, swatch } of labels) {
    let x = left + width + MARGIN * ratio;
    if (swatch !== null) {
      context.strokeStyle = swatch.colour;
      context.lineWidth = 2 * ratio;
      context.setLineDash(swatch.dash.map((length) => length * ratio));
      context.beginPath();
      context.moveTo(x, y);
      context.lineTo(x + SWATCH * ratio, y);
      context.stroke();
      x += (SWATCH + 4) * ratio;
    }
    context.fillStyle = isMain ? colours.text : colours.muted;
    context.fillText(text, x, y);
  }
  context.restore();
}

/**
 * @param {any} plot
 * @param {NamedLine[]} lines
 * @param {(value: number) => string} format
 * @returns {Label[]}
 */
function lineLabels(plot, lines, format) {
  return lines.flatMap(({ name, column, isMain, swatch }) => {
    const value = plot.data[column].findLast(
      (/** @type {number|null|undefined} */ v) => (v ?? null) !== null,
    );
    return value === undefined
      ? []
      : [{ text: `${name} ${format(value)}`, y: plot.valToPos(value, 'y', true), isMain, swatch }];
  });
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} left
 * @param {number} width
 * @param {number} y
 * @param {number} ratio
 * @param {import('./colours.js').Colours} colours
 */
function drawThreshold(context, left, width, y, ratio, colours) {
  context.strokeStyle = colours.critical;
  context.lineWidth = ratio;
  context.setLineDash([2 * ratio, 3 * ratio]);
  context.beginPath();
  context.moveTo(left, y);
  context.lineTo(left + width, y);
  context.stroke();
}

/**
 * Moves labels apart that would lie on each other, and keeps them between top and bottom.
 *
 * @param {{y: number}[]} labels
 * @param {number} gap
 * @param {number} top
 * @param {number} bottom
 */
function spread(labels, gap, top, bottom) {
  labels.sort((a, b) => a.y - b.y);
  labels.forEach((label, k) => {
    label.y = Math.max(label.y, k === 0 ? top : labels[k - 1].y + gap);
  });
  for (let k = labels.length - 1; k >= 0; k--) {
    const limit = k === labels.length - 1 ? bottom : labels[k + 1].y - gap;
    labels[k].y = Math.min(labels[k].y, limit);
  }
}

/**
 * As exact as the ticks are apart: seconds, minutes, or days. Midnight says which day begins.
 *
 * @param {any} plot
 * @param {number[]} ticks Unix seconds
 * @param {number} _axis
 * @param {number} _space
 * @param {number} apart seconds
 */
export function timeLabels(plot, ticks, _axis, _space, apart) {
  return ticks.map((at) => {
    const ms = at * 1000;
    if (at > plot.scales.x.max) {
      return '';
    }
    if (apart < 60) {
      return clock(ms);
    }
    const isMidnight = apart >= 3600 && new Date(ms).getHours() === 0;
    return apart >= DAY_S || isMidnight ? day(ms) : minute(ms);
  });
}

/** The lowest is left out: it would lie on the times. @param {any} _plot @param {number[]} ticks */
export function valueLabels(_plot, ticks) {
  return ticks.map((tick, k) => (k === 0 ? '' : String(tick)));
}
