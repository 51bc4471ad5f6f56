// @ts-check
// The vehicles' pictures, drawn once into one canvas for a theme, a size and a resolution: a row
// for each status, solid and hollow; arrows have a column for each of 72 headings.

import { STATUSES } from './status.js';

const HEADINGS = 72;
/** A cell is this many times the radius of the shape: the ring of a critical alert needs room. */
const ROOM = 3.4;

/** @typedef {import('./status.js').Status} Status */

export class Sprites {
  /** Pictures of a bitmap are drawn faster than those of a canvas. @type {ImageBitmap|null} */
  sheet = null;
  /**
   * How much of a cell's edge is empty but for the ring of critical alerts, in pixels of the
   * sheet.
   */
  edge = 0;
  #key = '';
  /** Side of a cell in pixels of the sheet. */
  cell = 0;

  /**
   * Makes the pictures unless they are there.
   *
   * @param {import('./colours.js').Colours} colours
   * @param {number} radius of a shape in CSS pixels
   * @param {number} ratio pixels of the screen for one CSS pixel
   * @param {string} theme
   */
  prepare(colours, radius, ratio, theme) {
    const key = `${theme} ${radius} ${ratio}`;
    if (key === this.#key) {
      return;
    }
    this.#key = key;
    this.cell = Math.ceil(radius * ROOM * ratio);
    this.edge = Math.floor((this.cell - radius * 2.5 * ratio) / 2) - 1;
    const canvas = new OffscreenCanvas(this.cell * HEADINGS, this.cell * STATUSES.length * 2);
    const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext('2d'));
    STATUSES.forEach((status, row) => {
      for (const hollow of [false, true]) {
        const columns = status === 'moving' ? HEADINGS : 1;
        for (let column = 0; column < columns; column++) {
          const y = (row * 2 + (hollow ? 1 : 0) + 0.5) * this.cell;
          context.setTransform(ratio, 0, 0, ratio, (column + 0.5) * this.cell, y);
          context.rotate((column / HEADINGS) * 2 * Math.PI);
          drawShape(context, status, radius, hollow, colours);
        }
      }
    });
    this.sheet?.close();
    this.sheet = canvas.transferToImageBitmap();
  }

  /** Where the picture is in the sheet. @param {number} shape @param {number} heading in degrees */
  x(shape, heading) {
    return STATUSES[shape] === 'moving'
      ? (Math.round((heading * HEADINGS) / 360) % HEADINGS) * this.cell
      : 0;
  }

  /** @param {number} shape @param {boolean} hollow */
  y(shape, hollow) {
    return (shape * 2 + (hollow ? 1 : 0)) * this.cell;
  }
}

/**
 * @param {OffscreenCanvasRenderingContext2D} context its origin is the vehicle's place
 * @param {Status} status
 * @param {number} r
 * @param {boolean} hollow
 * @param {import('./colours.js').Colours} colours
 */
function drawShape(context, status, r, hollow, colours) {
  // Silence takes the colour away, except from an open alert.
  const isAlert = status === 'warning' || status === 'critical';
  const colour = status === 'stale' || (hollow && !isAlert) ? colours.idle : colours[status];
  const path = outline(status, r);
  context.lineJoin = 'round';
  context.strokeStyle = colours.outline;
  context.lineWidth = hollow ? 3 : 1.8;
  context.stroke(path);
  if (hollow) {
    context.strokeStyle = colour;
    context.lineWidth = 1.4;
    context.stroke(path);
  } else {
    context.fillStyle = colour;
    context.fill(path);
  }
  if (status === 'critical') {
    drawRing(context, r, colour, colours.outline);
  }
  if (status === 'warning' && !hollow) {
    context.fillStyle = '#1b1405';
    context.fillRect(-r * 0.11, -r * 0.42, r * 0.22, r * 0.62);
    context.fillRect(-r * 0.11, r * 0.34, r * 0.22, r * 0.22);
  }
}

/**
 * @param {OffscreenCanvasRenderingContext2D} context
 * @param {number} r
 * @param {string} colour
 * @param {string} edge
 */
function drawRing(context, r, colour, edge) {
  const ring = new Path2D();
  ring.arc(0, 0, r * 1.42, 0, 2 * Math.PI);
  context.strokeStyle = edge;
  context.lineWidth = 3.2;
  context.stroke(ring);
  context.strokeStyle = colour;
  context.lineWidth = 1.7;
  context.stroke(ring);
}

/** @param {Status} status @param {number} r */
function outline(status, r) {
  const path = new Path2D();
  if (status === 'moving') {
    polygon(path, [
      [0, -r],
      [r * 0.74, r * 0.86],
      [0, r * 0.46],
      [-r * 0.74, r * 0.86],
    ]);
  } else if (status === 'charging') {
    path.rect(-r * 0.62, -r * 0.62, r * 1.24, r * 1.24);
  } else if (status === 'warning') {
    polygon(path, [
      [0, -r * 1.12],
      [r * 1.12, r * 0.82],
      [-r * 1.12, r * 0.82],
    ]);
  } else if (status === 'critical') {
    polygon(path, [
      [0, -r * 0.95],
      [r * 0.95, 0],
      [0, r * 0.95],
      [-r * 0.95, 0],
    ]);
  } else {
    path.arc(0, 0, r * 0.55, 0, 2 * Math.PI);
  }
  return path;
}

/** @param {Path2D} path @param {number[][]} points */
function polygon(path, points) {
  points.forEach(([x, y], i) => (i === 0 ? path.moveTo(x, y) : path.lineTo(x, y)));
  path.closePath();
}
