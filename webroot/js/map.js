// @ts-check
// The Leaflet map: it fits the fleet once and never again moves by itself, except to follow a
// vehicle.

/* global L */

import { Basemap } from './basemap.js';
import { latOf, lonOf } from './glide.js';
import { byId } from './text.js';
import { VehicleLayer } from './vehicle-layer.js';

const REDUCED_MOTION = matchMedia('(prefers-reduced-motion: reduce)');
const CITY = [
  [37.7045, -122.5165],
  [37.8125, -122.3575],
];
/** The nearest that a jump to a vehicle goes. */
const JUMP_ZOOM = 15;

export class FleetMap {
  #hasFitted = false;

  /**
   * @param {import('./fleet.js').Fleet} fleet
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./theme.js').Theme} theme
   */
  constructor(fleet, state, theme) {
    this.fleet = fleet;
    this.state = state;
    this.map = L.map('map', {
      zoomControl: false,
      attributionControl: false,
      zoomSnap: 0.25,
      zoomDelta: 0.5,
      wheelPxPerZoomLevel: 120,
      minZoom: 3,
      maxZoom: 19,
      worldCopyJump: false,
      fadeAnimation: !REDUCED_MOTION.matches,
      zoomAnimation: !REDUCED_MOTION.matches,
    });
    this.map.fitBounds(CITY, { ...this.#margins(), animate: false });
    this.basemap = new Basemap(theme);
    this.vehicles = new VehicleLayer(fleet, state, theme);
    this.map.addLayer(this.basemap.layer).addLayer(this.vehicles.layer);
    this.vehicles.beforeFrame = (now) => this.#follow(now);
    REDUCED_MOTION.addEventListener('change', () => this.#calm());
    this.#calm();
    this.#listen();
    new ResizeObserver(() => this.map.invalidateSize({ pan: false, animate: false })).observe(
      byId('map'),
    );
  }

  /**
   * Whoever asked the system for less motion gets vehicles that stand where they were last seen.
   */
  #calm() {
    this.fleet.glide.still = REDUCED_MOTION.matches;
    this.map.options.inertia = !REDUCED_MOTION.matches;
  }

  #listen() {
    this.map.on('click', (/** @type {any} */ e) => this.#click(e.containerPoint));
    this.map.on('mousemove', (/** @type {any} */ e) => {
      const over = this.vehicles.at(e.containerPoint.x, e.containerPoint.y) >= 0;
      byId('map').classList.toggle('pointing', over);
    });
    // Whoever moves the map by hand does not want to be carried on.
    this.map.on('dragstart', () => this.state.follow(false));
    byId('map').addEventListener('keydown', (e) => {
      if (e.key.startsWith('Arrow')) {
        this.state.follow(false);
      }
    });
    this.state.addEventListener('change', () => {
      this.map.options.scrollWheelZoom = this.state.following ? 'center' : true;
    });
    byId('zoom-in').addEventListener('click', () => this.map.zoomIn());
    byId('zoom-out').addEventListener('click', () => this.map.zoomOut());
    byId('fit').addEventListener('click', () => this.fit());
  }

  /** @param {{x: number, y: number}} point */
  #click({ x, y }) {
    const i = this.vehicles.at(x, y);
    if (i >= 0) {
      this.state.select(this.fleet.vins[i]);
    }
  }

  /** @param {number} now */
  #follow(now) {
    const i = this.state.following ? this.fleet.indexOf(this.state.selected ?? '') : -1;
    if (i >= 0 && this.fleet.isPlaced(i) && !this.vehicles.layer.isZooming) {
      const { x, y } = this.vehicles.place(i, this.vehicles.layer.look(), now);
      const size = this.map.getSize();
      const by = L.point(x - size.x / 2, y - (size.y - this.#covered()) / 2).round();
      if (by.x !== 0 || by.y !== 0) {
        this.map.panBy(by, { animate: false });
      }
    }
  }

  /**
   * The first vehicles are there: goes to the one that the address names, or fits the map to all of
   * them unless they are in view already.
   */
  fitOnce() {
    const bounds = this.#hasFitted || this.fleet.size === 0 ? null : this.#bounds();
    if (bounds) {
      const named = this.fleet.indexOf(this.state.selected ?? '');
      if (named >= 0 && this.fleet.isPlaced(named)) {
        this.jump(this.fleet.vins[named]);
      } else if (!this.map.getBounds().contains(bounds)) {
        this.fit();
      }
      this.#hasFitted = true;
    }
  }

  /** Shows the whole fleet. */
  fit() {
    this.state.follow(false);
    const bounds = this.#bounds();
    const animate = this.#hasFitted && !REDUCED_MOTION.matches;
    this.map.fitBounds(bounds ?? CITY, { ...this.#margins(), maxZoom: JUMP_ZOOM, animate });
  }

  /** What lies over the map: search and chips, and on a narrow screen the sheet when it is up. */
  #margins() {
    const top =
      byId('chips').getBoundingClientRect().bottom - byId('map').getBoundingClientRect().top;
    return {
      paddingTopLeft: L.point(16, Math.max(16, top + 8)),
      paddingBottomRight: L.point(16, 16 + this.#covered()),
    };
  }

  /** How many pixels of the map's lower part are under the sheet. */
  #covered() {
    const map = byId('map').getBoundingClientRect();
    const rail = byId('rail').getBoundingClientRect();
    return rail.left < map.right && byId('rail').classList.contains('up')
      ? Math.max(0, map.bottom - rail.top)
      : 0;
  }

  #bounds() {
    const bounds = L.latLngBounds([]);
    for (let i = 0; i < this.fleet.top; i++) {
      if (this.fleet.vins[i] !== '' && this.fleet.isPlaced(i)) {
        bounds.extend(this.#latLng(i));
      }
    }
    return bounds.isValid() ? bounds : null;
  }

  /** @param {number} i */
  #latLng(i) {
    const { glide } = this.fleet;
    return L.latLng(latOf(glide.toY[i]), lonOf(glide.toX[i]));
  }

  /**
   * Selects a vehicle because of a search or an alert, and brings it into view.
   *
   * @param {string} vin
   */
  jump(vin) {
    this.state.select(vin);
    const i = this.fleet.indexOf(vin);
    if (i >= 0 && this.fleet.isPlaced(i)) {
      const zoom = Math.max(this.map.getZoom(), JUMP_ZOOM - 1);
      const centre = this.map.project(this.#latLng(i), zoom).add(L.point(0, this.#covered() / 2));
      const animate = this.#hasFitted && !REDUCED_MOTION.matches;
      this.map.setView(this.map.unproject(centre, zoom), zoom, { animate });
    }
  }

  /**
   * A tile server by setting takes the place of the built-in map.
   *
   * @param {{url: string, attribution: string}} tiles
   */
  useTiles({ url, attribution }) {
    this.map.removeLayer(this.basemap.layer);
    L.control.attribution({ prefix: false }).addTo(this.map);
    L.tileLayer(url, { attribution, maxZoom: 19 }).addTo(this.map);
  }
}
