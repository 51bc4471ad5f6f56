// @ts-check
// The fleet on one canvas, drawn at the rate of the screen as long as somebody looks.

import { CanvasLayer } from './canvas-layer.js';
import { DrawOrder } from './draw-order.js';
import { FrameLoop } from './frame-loop.js';
import { HitGrid } from './hit-grid.js';
import { Pulses, drawHalo, drawName, drawPulse } from './marks.js';
import { Sprites } from './sprites.js';
import { CRITICAL, WARNING } from './status.js';
import { Trail } from './trail.js';

/** With more vehicles they are drawn at whole pixels, which is several times as fast. */
const CROWD = 2_000;
/** A finger or a mouse need not hit exactly. */
const REACH = 14;

/** @typedef {import('./canvas-layer.js').View} View */

export class VehicleLayer {
  #sprites = new Sprites();
  #grid = new HitGrid();
  #gridAt = -Infinity;
  #gridOf = '';
  #pulses = new Pulses();
  #frozenAt = 0;
  #order = new DrawOrder();
  /**
   * Called before each frame with its time: the view may follow a vehicle.
   *
   * @type {(now: number) => void}
   */
  beforeFrame = () => {};
  /** @type {FrameLoop} */
  #loop;

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./theme.js').Theme} theme
   */
  constructor(fleet, state, theme) {
    this.fleet = fleet;
    this.state = state;
    this.theme = theme;
    this.trail = new Trail(fleet, state);
    this.layer = new CanvasLayer(
      'vehicles',
      450,
      (context, view) => this.#draw(context, view),
      true,
    );
    this.#loop = new FrameLoop(() => {
      this.beforeFrame(this.now());
      this.layer.redraw();
    });
  }

  /** Script time of the last frames in ms; the newest is last. */
  get frameTimes() {
    return this.#loop.times;
  }

  /** The time that is drawn: it stands still while the map is paused. */
  now() {
    return this.#frozenAt || performance.now();
  }

  /** @param {boolean} frozen */
  freeze(frozen) {
    this.#frozenAt = frozen ? performance.now() : 0;
  }

  /** A new critical alert: its vehicle pulses once. @param {string} vin */
  pulse(vin) {
    if (!this.fleet.glide.still) {
      this.#pulses.begin(vin, performance.now());
    }
  }

  /** @param {CanvasRenderingContext2D} context @param {View} view */
  #draw(context, view) {
    const { colours, name } = this.theme;
    const radius = radiusAt(view.zoom);
    context.clearRect(0, 0, view.width, view.height);
    this.#sprites.prepare(colours, radius, this.layer.ratio, name);
    this.#order.sort(this.fleet, this.state);
    const now = this.now();
    const selected = this.#selected();
    if (selected >= 0) {
      this.trail.draw(context, view, this.place(selected, view, now), colours.accent);
    }
    this.#drawPictures(context, () =>
      this.#order.forEach((i) => this.#drawVehicle(context, view, i, now)),
    );
    for (const [vin, progress] of this.#pulses.now(now)) {
      const i = this.fleet.indexOf(vin);
      if (i >= 0) {
        drawPulse(context, this.place(i, view, now), radius, progress, colours);
      }
    }
    if (selected >= 0) {
      const place = this.place(selected, view, now);
      drawHalo(context, place, radius, colours);
      this.#drawPictures(context, () => this.#drawVehicle(context, view, selected, now));
      drawName(context, this.fleet.vins[selected], place, radius, colours);
    }
  }

  /**
   * Pictures lie in pixels of the screen, all else in CSS pixels.
   *
   * @param {CanvasRenderingContext2D} context
   * @param {() => void} draw
   */
  #drawPictures(context, draw) {
    context.setTransform(1, 0, 0, 1, 0, 0);
    draw();
    context.setTransform(this.layer.ratio, 0, 0, this.layer.ratio, 0, 0);
  }

  /**
   * @param {CanvasRenderingContext2D} context
   * @param {View} view
   * @param {number} i
   * @param {number} now
   */
  #drawVehicle(context, view, i, now) {
    const { fleet } = this;
    const { ratio } = this.layer;
    const { cell, sheet } = this.#sprites;
    const k = fleet.glide.progress(i, now);
    const shape = fleet.shape(i);
    // The ring of a critical alert needs the whole cell, the others only its middle.
    const edge = shape === CRITICAL ? 0 : this.#sprites.edge;
    const size = cell - 2 * edge;
    let x = (fleet.glide.x(i, k) * view.scale - view.left) * ratio - size / 2;
    let y = (fleet.glide.y(i, k) * view.scale - view.top) * ratio - size / 2;
    if (x < -size || y < -size || x > view.width * ratio || y > view.height * ratio) {
      return;
    }
    if (fleet.size > CROWD) {
      x = Math.round(x);
      y = Math.round(y);
    }
    const sx = this.#sprites.x(shape, fleet.glide.heading(i, k)) + edge;
    const sy = this.#sprites.y(shape, fleet.isStale(i)) + edge;
    context.drawImage(/** @type {ImageBitmap} */ (sheet), sx, sy, size, size, x, y, size, size);
  }

  /** The row of the selected vehicle, -1 when there is none on the map. */
  #selected() {
    const i = this.state.selected === null ? -1 : this.fleet.indexOf(this.state.selected);
    return i >= 0 && this.fleet.isPlaced(i) ? i : -1;
  }

  /**
   * Where a vehicle is drawn, in CSS pixels of the map.
   *
   * @param {number} i
   * @param {View} view
   * @param {number} now
   */
  place(i, view, now) {
    const k = this.fleet.glide.progress(i, now);
    return {
      x: this.fleet.glide.x(i, k) * view.scale - view.left,
      y: this.fleet.glide.y(i, k) * view.scale - view.top,
    };
  }

  /** The vehicle at a point of the map, -1 for none. @param {number} x @param {number} y */
  at(x, y) {
    const now = this.now();
    const view = this.layer.look();
    const gridOf = `${view.left} ${view.top} ${view.scale}`;
    // Once for each frame at most: the pointer moves more often than the picture changes. The time
    // that is drawn does not tell: while it stands still, a person still moves the map.
    if (gridOf !== this.#gridOf || performance.now() - this.#gridAt > 30) {
      this.#gridOf = gridOf;
      this.#gridAt = performance.now();
      this.#grid.clear();
      this.#order.forEach((i) => {
        const place = this.place(i, view, now);
        this.#grid.add(i, place.x, place.y);
      });
    }
    return this.#grid.at(x, y, REACH, (i) => (this.fleet.level[i] >= WARNING ? 0.5 : 0));
  }
}

/** Radius of a vehicle's shape in CSS pixels. @param {number} zoom */
function radiusAt(zoom) {
  return zoom < 11 ? 4.5 : zoom < 12.5 ? 5.5 : zoom < 14 ? 6.5 : zoom < 16 ? 8 : 10;
}
