// @ts-check
// What is written on a chart: times, values, the name and the last value at the end of each line,
// the threshold of the alert.

const GAP = 12;
const MARGIN = 6;

/** @typedef {{text: string, y: number, isFirst: boolean}} Label */

/**
 * @param {any} plot of uPlot
 * @param {string[]} names of its lines
 * @param {number|null} threshold
 * @param {import('./colours.js').Colours} colours
 */
export function annotate(plot, names, threshold, colours) {
  const context = plot.ctx;
  const { left, top, width, height } = plot.bbox;
  const ratio = devicePixelRatio;
  context.save();
  context.font = `${11 * ratio}px system-ui, sans-serif`;
  context.textBaseline = 'middle';
  context.textAlign = 'left';
  const labels = lineLabels(plot, names);
  if (threshold !== null) {
    const y = plot.valToPos(threshold, 'y', true);
    labels.push({ text: `alert ${threshold}`, y, isFirst: false });
    drawThreshold(context, left, width, y, ratio, colours);
  }
  spread(labels, GAP * ratio, top + height);
  for (const { text, y, isFirst } of labels) {
    context.fillStyle = isFirst ? colours.text : colours.muted;
    context.fillText(text, left + width + MARGIN * ratio, y);
  }
  context.restore();
}

/** @param {any} plot @param {string[]} names @returns {Label[]} */
function lineLabels(plot, names) {
  const labels = /** @type {Label[]} */ ([]);
  names.forEach((name, k) => {
    const value = plot.data[k + 1].findLast((/** @type {number|null} */ v) => v !== null);
    if (value !== undefined) {
      labels.push({
        text: `${name} ${number(value)}`,
        y: plot.valToPos(value, 'y', true),
        isFirst: k === 0,
      });
    }
  });
  return labels;
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
 * Moves labels apart that would lie on each other, and up from below the bottom.
 *
 * @param {{y: number}[]} labels
 * @param {number} gap
 * @param {number} bottom
 */
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
export function number(value) {
  return value === null || value === undefined ? '–' : String(Math.round(value));
}

/** @param {number} seconds Unix @param {boolean} [exact] */
export function minute(seconds, exact = false) {
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
export function timeLabels(_plot, ticks, _axis, _space, apart) {
  return ticks.map((at) => minute(at, apart < 60));
}

/** The lowest is left out: it would lie on the times. @param {any} _plot @param {number[]} ticks */
export function valueLabels(_plot, ticks) {
  return ticks.map((tick, k) => (k === 0 ? '' : String(tick)));
}
