// @ts-check
// A Leaflet layer that is one canvas over the whole map. It stays in place while Leaflet moves the
// map below it, and is drawn anew for each step of a zoom; what is on it is drawn by `draw`.

/* global L */

/**
 * What part of the world the canvas shows, in pixels of the map at its zoom.
 *
 * @typedef {object} View
 * @property {number} zoom
 * @property {number} scale pixels that the unit square of the world has on a side
 * @property {number} left of the canvas, in these pixels
 * @property {number} top
 * @property {number} width of the canvas in CSS pixels
 * @property {number} height
 */

/** As long as Leaflet's own animation of tiles, and eased like it: cubic-bezier(0, 0, 0.25, 1). */
const ZOOM_MS = 250;

export class CanvasLayer extends L.Layer {
  /** @type {HTMLCanvasElement} */
  canvas;
  /** @type {CanvasRenderingContext2D} */
  context;
  /** @type {View} */
  view = { zoom: 0, scale: 1, left: 0, top: 0, width: 0, height: 0 };
  /**
   * While a zoom is under way: from where to where, since when.
   *
   * @type {{from: View, to: View, began: number}|null}
   */
  #zooming = null;
  ratio = 1;

  /**
   * @param {string} pane
   * @param {number} level z-index among the panes of the map
   * @param {(context: CanvasRenderingContext2D, view: View) => void} draw
   * @param {boolean} [isAnimated] it is redrawn in each animation frame anyway, so not when the map
   * moves
   */
  constructor(pane, level, draw, isAnimated = false) {
    super();
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'canvas-layer';
    this.context = /** @type {CanvasRenderingContext2D} */ (this.canvas.getContext('2d'));
    this.paneName = pane;
    this.level = level;
    this.draw = draw;
    this.isAnimated = isAnimated;
  }

  /** Called by Leaflet. @param {any} map */
  onAdd(map) {
    const pane = map.getPane(this.paneName) ?? map.createPane(this.paneName);
    pane.style.zIndex = String(this.level);
    pane.append(this.canvas);
    this.#resize();
    return this;
  }

  onRemove() {
    this.canvas.remove();
    return this;
  }

  getEvents() {
    return {
      ...(this.isAnimated ? { zoom: this.redraw } : { move: this.redraw }),
      resize: this.#resize,
      viewreset: this.redraw,
      zoomanim: this.#follow,
      zoomend: this.#settle,
      moveend: this.#settle,
    };
  }

  #resize() {
    const size = this._map.getSize();
    this.ratio = Math.min(2, window.devicePixelRatio || 1);
    this.canvas.width = Math.ceil(size.x * this.ratio);
    this.canvas.height = Math.ceil(size.y * this.ratio);
    this.canvas.style.width = `${size.x}px`;
    this.canvas.style.height = `${size.y}px`;
    this.redraw();
  }

  get isZooming() {
    return this.#zooming !== null;
  }

  /** Leaflet begins to animate a zoom. @param {{center: any, zoom: number}} target */
  #follow({ center, zoom }) {
    const { x: width, y: height } = this._map.getSize();
    const corner = this._map.project(center, zoom).subtract(L.point(width / 2, height / 2));
    const to = { zoom, scale: 256 * 2 ** zoom, left: corner.x, top: corner.y, width, height };
    this.#zooming = { from: this.view, to, began: performance.now() };
    const step = () => {
      if (this.#zooming) {
        this.redraw();
        requestAnimationFrame(step);
      }
    };
    if (!this.isAnimated) {
      requestAnimationFrame(step);
    }
  }

  /** What moved was drawn while it moved, but not what an animation has zoomed. */
  #settle() {
    if (this.#zooming) {
      this.#zooming = null;
      this.redraw();
    }
  }

  /** What the map shows now; {@link view} is what is drawn. @returns {View} */
  look() {
    if (this.#zooming) {
      const { from, to, began } = this.#zooming;
      return between(from, to, eased(Math.min(1, (performance.now() - began) / ZOOM_MS)));
    }
    const corner = this._map.getPixelBounds().min;
    const { x: width, y: height } = this._map.getSize();
    const zoom = this._map.getZoom();
    return { zoom, scale: 256 * 2 ** zoom, left: corner.x, top: corner.y, width, height };
  }

  redraw() {
    if (!this._map) {
      return;
    }
    this.view = this.look();
    L.DomUtil.setPosition(this.canvas, this._map.containerPointToLayerPoint([0, 0]));
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.draw(this.context, this.view);
  }
}

/**
 * As a picture that is scaled and shifted evenly, like the tiles.
 *
 * @param {View} from
 * @param {View} to
 * @param {number} k 0 to 1
 * @returns {View}
 */
function between(from, to, k) {
  const growth = to.scale / from.scale;
  const scaled = 1 + (growth - 1) * k;
  const scale = from.scale * scaled;
  return {
    ...to,
    zoom: Math.log2(scale / 256),
    scale,
    left: from.left * scaled - (from.left * growth - to.left) * k,
    top: from.top * scaled - (from.top * growth - to.top) * k,
  };
}

/** @param {number} x share of the time @returns {number} share of the way */
function eased(x) {
  let low = 0;
  let high = 1;
  for (let i = 0; i < 12; i++) {
    const u = (low + high) / 2;
    if (0.75 * (1 - u) * u * u + u ** 3 < x) {
      low = u;
    } else {
      high = u;
    }
  }
  const u = (low + high) / 2;
  return 3 * (1 - u) * u * u + u ** 3;
}
