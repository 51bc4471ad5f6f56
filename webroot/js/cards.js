// @ts-check
// The figures of the whole range.

import { byId, count, element, icon, tenth } from './text.js';

/**
 * @typedef {object} Summary
 * @property {number} total_vehicles
 * @property {number} total_events
 * @property {number} total_alerts
 * @property {number|null} avg_temp °C
 * @property {number|null} max_temp
 * @property {number|null} avg_speed km/h
 * @property {number|null} max_speed
 *
 * @typedef {{type: string, rule: string, count: number}} AlertKind
 */

/** From here on a figure is told in millions: nobody reads eleven digits. */
const MANY = 10_000_000;
const compact = new Intl.NumberFormat('en', { notation: 'compact', maximumSignificantDigits: 4 });

/** @type {Summary} */
const NOTHING = {
  total_vehicles: 0,
  total_events: 0,
  total_alerts: 0,
  avg_temp: null,
  max_temp: null,
  avg_speed: null,
  max_speed: null,
};

/** @param {Summary} summary @param {AlertKind[]} kinds */
export function showCards(summary, kinds) {
  put('card-vehicles', count(summary.total_vehicles));
  byId('card-events').title = count(summary.total_events);
  put('card-events', ...many(summary.total_events));
  put('card-speed', tenth(summary.avg_speed), 'km/h');
  put('card-speed-max', `highest ${tenth(summary.max_speed)}`, 'km/h');
  put('card-temp', tenth(summary.avg_temp), '°C');
  put('card-temp-max', `highest ${tenth(summary.max_temp)}`, '°C');
  put('card-alerts', count(summary.total_alerts));
  byId('card-alerts-levels').replaceChildren(
    level('critical', kinds, 'CRITICAL', 'critical'),
    level('warning', kinds, 'WARNING', 'warnings'),
  );
}

/** Nothing is known. */
export function blankCards() {
  showCards(NOTHING, []);
  for (const id of ['card-vehicles', 'card-events', 'card-alerts', 'card-alerts-levels']) {
    put(id, '–');
  }
}

/** @param {number} events @returns {[string, string]} 863.8, M */
function many(events) {
  const parts = compact.formatToParts(events);
  const unit = parts.find(({ type }) => type === 'compact')?.value ?? '';
  const number = parts.filter(({ type }) => type !== 'compact').map(({ value }) => value);
  return events < MANY ? [count(events), ''] : [number.join(''), unit];
}

/** @param {string} id @param {string} number @param {string} [unit] */
function put(id, number, unit = '') {
  const isKnown = unit !== '' && !number.endsWith('–');
  byId(id).replaceChildren(number, ...(isKnown ? [element('span', 'unit', unit)] : []));
}

/**
 * @param {string} shape
 * @param {AlertKind[]} kinds
 * @param {string} type
 * @param {string} word
 */
function level(shape, kinds, type, word) {
  const sum = kinds.filter((kind) => kind.type === type).reduce((all, kind) => all + kind.count, 0);
  return element('span', 'level', icon(shape), `${count(sum)} ${word}`);
}
