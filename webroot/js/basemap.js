// @ts-check
// The map that needs no network: shoreline, parks, roads, bridges and names from two GeoJSON files
// of ours. The one with the roads is the simulator's: the fleet drives on what the map shows.

import { CanvasLayer } from './canvas-layer.js';
import { unitX, unitY } from './glide.js';

/**
 * A line or a ring in the unit square: x0, y0, x1, y1, …
 *
 * @typedef {object} Shape
 * @property {string} kind water, land, lake, park, collector, arterial, expressway, freeway, bridge
 * @property {Float64Array} points
 * @property {number[]} box left, top, right, bottom
 */

/** @typedef {{kind: string, text: string, from: number, to: number, x: number, y: number}} Name */

/** @type {Record<string, string>} */
const FONT = { sea: 'italic 400', city: '600' };

/** Width in pixels at zoom 13. @type {Record<string, number>} */
const WIDTH = { collector: 1.3, arterial: 1.9, expressway: 2.8, freeway: 3, bridge: 3 };

export class Basemap {
  /** @type {Shape[]} */
  #areas = [];
  /** @type {Shape[]} */
  #lines = [];
  /** @type {Name[]} */
  #names = [];

  /** @param {import('./theme.js').Theme} theme */
  constructor(theme) {
    this.theme = theme;
    this.layer = new CanvasLayer('basemap', 250, (context, view) => this.#draw(context, view));
    theme.addEventListener('change', () => this.layer.redraw());
  }

  /** Without it the map is plain water; the vehicles are there all the same. */
  async load() {
    const files = ['basemap/shoreline.geojson', 'basemap/roads-san-francisco.geojson'];
    const loaded = await Promise.allSettled(files.map((file) => this.#loadFile(file)));
    for (const result of loaded) {
      if (result.status === 'rejected') {
        console.warn('basemap:', result.reason);
      }
    }
    this.layer.redraw();
  }

  /** @param {string} file */
  async #loadFile(file) {
    const response = await fetch(file);
    if (!response.ok) {
      throw new Error(`${file} answered ${response.status}`);
    }
    for (const { properties, geometry } of (await response.json()).features) {
      const kind = properties.kind ?? properties.class;
      if (geometry.type === 'Point') {
        const [lon, lat] = geometry.coordinates;
        const { name: text, from = 0, to = 99 } = properties;
        this.#names.push({ kind, text, from, to, x: unitX(lon), y: unitY(lat) });
      } else if (geometry.type === 'Polygon') {
        this.#areas.push(shape(kind, geometry.coordinates[0]));
      } else {
        this.#lines.push(shape(kind, geometry.coordinates));
      }
    }
    this.#lines.sort((a, b) => (WIDTH[a.kind] ?? 0) - (WIDTH[b.kind] ?? 0));
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./canvas-layer.js').View} view */
  #draw(context, view) {
    const { colours } = this.theme;
    context.fillStyle = colours.land;
    context.fillRect(0, 0, view.width, view.height);
    context.lineJoin = context.lineCap = 'round';
    for (const area of this.#areas) {
      if (isSeen(area, view)) {
        trace(context, area, view);
        context.fillStyle =
          { water: colours.water, lake: colours.water, park: colours.park }[area.kind] ??
          colours.land;
        context.fill();
        if (area.kind === 'land' || area.kind === 'lake') {
          context.strokeStyle = colours.shore;
          context.lineWidth = 1;
          context.stroke();
        }
      }
    }
    this.#drawLines(context, view);
    this.#drawNames(context, view);
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./canvas-layer.js').View} view */
  #drawLines(context, view) {
    const { colours } = this.theme;
    const growth = Math.max(0.45, 1.45 ** (view.zoom - 13));
    const colour = {
      collector: colours.street,
      arterial: colours.arterial,
      expressway: colours.freeway,
      freeway: colours.freeway,
      bridge: colours.bridge,
    };
    for (const line of this.#lines) {
      if (isSeen(line, view)) {
        trace(context, line, view);
        context.strokeStyle =
          colour[/** @type {keyof typeof colour} */ (line.kind)] ?? colours.street;
        context.lineWidth = (WIDTH[line.kind] ?? 1) * growth;
        context.stroke();
      }
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {import('./canvas-layer.js').View} view */
  #drawNames(context, view) {
    const { colours } = this.theme;
    context.textAlign = 'center';
    context.textBaseline = 'middle';
    for (const { kind, text, from, to, x, y } of this.#names) {
      if (view.zoom < from || view.zoom > to) {
        continue;
      }
      const left = x * view.scale - view.left;
      const top = y * view.scale - view.top;
      context.font = `${FONT[kind] ?? '500'} 11px system-ui, sans-serif`;
      context.strokeStyle = kind === 'sea' ? colours.water : colours.land;
      context.lineWidth = 3;
      context.strokeText(text, left, top);
      context.fillStyle = kind === 'sea' ? colours.sea : colours.place;
      context.fillText(text, left, top);
    }
    context.textBaseline = 'alphabetic';
  }
}

/** @param {string} kind @param {number[][]} coordinates lon, lat @returns {Shape} */
function shape(kind, coordinates) {
  const points = new Float64Array(coordinates.length * 2);
  const box = [1, 1, 0, 0];
  coordinates.forEach(([lon, lat], i) => {
    const x = (points[i * 2] = unitX(lon));
    const y = (points[i * 2 + 1] = unitY(lat));
    box[0] = Math.min(box[0], x);
    box[1] = Math.min(box[1], y);
    box[2] = Math.max(box[2], x);
    box[3] = Math.max(box[3], y);
  });
  return { kind, points, box };
}

/** @param {Shape} shape @param {import('./canvas-layer.js').View} view */
function isSeen({ box }, { scale, left, top, width, height }) {
  return (
    box[0] * scale - left < width &&
    box[2] * scale - left > 0 &&
    box[1] * scale - top < height &&
    box[3] * scale - top > 0
  );
}

/**
 * @param {CanvasRenderingContext2D} context
 * @param {Shape} shape
 * @param {import('./canvas-layer.js').View} view
 */
function trace(context, { kind, points }, { scale, left, top }) {
  context.beginPath();
  for (let i = 0; i < points.length; i += 2) {
    context.lineTo(points[i] * scale - left, points[i + 1] * scale - top);
  }
  if (!(kind in WIDTH)) {
    context.closePath();
  }
}
