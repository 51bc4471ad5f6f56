// @ts-check
// The four figures of the bar. A figure whose age nobody knows is grey.

import { byId, count } from './text.js';

export class Bar {
  /** @param {{events_per_s: number, vehicles: number}} beat */
  beat({ events_per_s: rate, vehicles }) {
    byId('figure-rate').textContent = count(rate);
    byId('figure-vehicles').textContent = count(vehicles);
  }

  /** @param {number|null} speed mean of the fleet in km/h */
  speed(speed) {
    byId('figure-speed').textContent = speed === null ? '–' : count(speed);
  }

  /** @param {import('./alerts.js').Alerts} alerts */
  alerts(alerts) {
    const open = [...alerts.open.values()];
    const isCritical = open.some(({ level }) => level === 'CRITICAL');
    const isKnown = alerts.isKnown || open.length > 0;
    byId('figure-open').textContent = isKnown ? count(open.length) : '–';
    byId('figure-open-box').dataset.level = isCritical
      ? 'critical'
      : open.length > 0
        ? 'warning'
        : 'none';
    document.title = open.length > 0 ? `(${open.length}) VoltStream` : 'VoltStream';
  }

  /** @param {boolean} isOld */
  grey(isOld) {
    for (const id of ['figure-rate', 'figure-vehicles', 'figure-speed', 'figure-open']) {
      byId(id).parentElement?.classList.toggle('old', isOld);
    }
  }
}
