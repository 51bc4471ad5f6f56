// @ts-check
// A Leaflet layer that is one canvas over the whole map. It stays in place while Leaflet moves the map
// below it and takes part in the zoom animation; what is on it is drawn by `draw`.

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

export class CanvasLayer extends L.Layer {
  /** @type {HTMLCanvasElement} */
  canvas;
  /** @type {CanvasRenderingContext2D} */
  context;
  /** @type {View} */
  view = { zoom: 0, scale: 1, left: 0, top: 0, width: 0, height: 0 };
  isZooming = false;
  ratio = 1;

  /**
   * @param {string} pane
   * @param {number} level z-index among the panes of the map
   * @param {(context: CanvasRenderingContext2D, view: View) => void} draw
   * @param {boolean} [isAnimated] it is redrawn in each animation frame anyway, so not when the map moves
   */
  constructor(pane, level, draw, isAnimated = false) {
    super();
    this.canvas = document.createElement('canvas');
    this.canvas.className = 'canvas-layer leaflet-zoom-animated';
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

  /** While Leaflet animates a zoom, the canvas is scaled along with the map. @param {{center: any, zoom: number}} target */
  #follow({ center, zoom }) {
    const map = this._map;
    this.isZooming = true;
    const half = map.getSize().divideBy(2);
    const scale = map.getZoomScale(zoom, this.view.zoom);
    const old = map.project(map.unproject(L.point(this.view.left, this.view.top), this.view.zoom), zoom);
    const shift = L.DomUtil.getPosition(map.getPane('mapPane'));
    const topLeft = map.project(center, zoom).subtract(half).add(shift).round();
    L.DomUtil.setTransform(this.canvas, old.subtract(topLeft), scale);
  }

  /** What moved was drawn while it moved, but not what an animation has zoomed. */
  #settle() {
    if (this.isZooming) {
      this.isZooming = false;
      this.redraw();
    }
  }

  /** What part of the world the map shows now; {@link view} is what is drawn. @returns {View} */
  look() {
    const { x: left, y: top } = this._map.getPixelBounds().min;
    const { x: width, y: height } = this._map.getSize();
    const zoom = this._map.getZoom();
    return { zoom, scale: 256 * 2 ** zoom, left, top, width, height };
  }

  redraw() {
    const map = this._map;
    if (!map || this.isZooming) {
      return;
    }
    this.view = this.look();
    L.DomUtil.setTransform(this.canvas, map.containerPointToLayerPoint([0, 0]), 1);
    this.context.setTransform(this.ratio, 0, 0, this.ratio, 0, 0);
    this.draw(this.context, this.view);
  }
}
