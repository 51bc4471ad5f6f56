// @ts-check
// What is drawn around a vehicle: the pulse of a new critical alert, the halo and the name of the
// selected one.

const PULSE_MS = 1_600;

/** @typedef {{x: number, y: number}} Place in CSS pixels of the map */

export class Pulses {
  #began = /** @type {Map<string, number>} */ (new Map());

  /** @param {string} vin @param {number} now */
  begin(vin, now) {
    this.#began.set(vin, now);
  }

  /**
   * Vehicles that pulse, with how far each has come, 0 to 1.
   *
   * @param {number} now
   * @returns {[string, number][]}
   */
  now(now) {
    const pulsing = /** @type {[string, number][]} */ ([]);
    for (const [vin, began] of this.#began) {
      const progress = (now - began) / PULSE_MS;
      if (progress >= 1) {
        this.#began.delete(vin);
      } else {
        pulsing.push([vin, progress]);
      }
    }
    return pulsing;
  }
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {number} radius of a vehicle's shape
 * @param {number} progress 0 to 1
 * @param {import('./colours.js').Colours} colours
 */
export function drawPulse(context, { x, y }, radius, progress, colours) {
  context.globalAlpha = (1 - progress) * 0.8;
  ring(context, x, y, radius * (1.4 + 4 * progress), colours.critical, 2);
  context.globalAlpha = 1;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Place} place
 * @param {number} radius
 * @param {import('./colours.js').Colours} colours
 */
export function drawHalo(context, { x, y }, radius, colours) {
  ring(context, x, y, haloRadius(radius), colours.outline, 4.4);
  ring(context, x, y, haloRadius(radius), colours.halo, 2.2);
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} vin
 * @param {Place} place
 * @param {number} radius
 * @param {import('./colours.js').Colours} colours
 */
export function drawName(context, vin, { x, y }, radius, colours) {
  label(context, clipped(vin), x, y + haloRadius(radius) + 12, colours);
}

/** Outside the ring of a critical alert. @param {number} radius */
function haloRadius(radius) {
  return radius * 1.42 + 4;
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {number} x
 * @param {number} y
 * @param {number} r
 * @param {string} colour
 * @param {number} width
 */
function ring(context, x, y, r, colour, width) {
  context.beginPath();
  context.arc(x, y, r, 0, 2 * Math.PI);
  context.strokeStyle = colour;
  context.lineWidth = width;
  context.stroke();
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {string} text
 * @param {number} x
 * @param {number} y
 * @param {import('./colours.js').Colours} colours
 */
function label(context, text, x, y, colours) {
  context.font = '600 11px system-ui, sans-serif';
  context.textAlign = 'center';
  context.lineJoin = 'round';
  context.strokeStyle = colours.ground;
  context.lineWidth = 3.5;
  context.strokeText(text, x, y);
  context.fillStyle = colours.text;
  context.fillText(text, x, y);
}

/** @param {string} vin */
function clipped(vin) {
  const letters = [...vin];
  return letters.length <= 16
    ? vin
    : `${letters.slice(0, 8).join('')}…${letters.slice(-6).join('')}`;
}
