// @ts-check
// The lowest tyre pressures of the range; each leads to its vehicle on the map.

import { byId, element, icon, tenth, unitText, vinElement } from './text.js';
import { ago, moment } from './times.js';

/** More would not fit beside the alerts. */
const SHOWN = 10;

/** @typedef {{timestamp: number, pressure: number, vin: string, signal: string}} Pressure */

/**
 * @param {Pressure[]|null} pressures null when nobody knows
 * @param {import('./config.js').Configuration} config
 */
export function showPressures(pressures, config) {
  if (pressures === null || pressures.length === 0) {
    const none = element('li', 'none', 'No tyre pressure was sent.');
    byId('pressures').replaceChildren(...(pressures ? [none] : []));
    return;
  }
  const rows = pressures.slice(0, SHOWN).map(({ timestamp, pressure, vin, signal }) => {
    const info = config.signal(signal);
    const isLow = info?.alert !== undefined && pressure < info.alert.raise;
    const link = element('a', 'pressure');
    link.setAttribute('href', `./?vehicle=${encodeURIComponent(vin)}`);
    const shape = element('span', 'shape', ...(isLow ? [icon('warning')] : []));
    const value = element(
      'span',
      'value',
      tenth(pressure),
      element('span', 'unit', unitText(info?.unit ?? 'psi')),
    );
    const when = element('time', 'when');
    when.setAttribute('datetime', new Date(timestamp).toISOString());
    when.title = moment(timestamp);
    link.append(shape, vinElement(vin), element('span', 'wheel', wheel(info, signal)), value, when);
    const row = element('li', '', link);
    row.dataset.vin = vin;
    return row;
  });
  byId('pressures').replaceChildren(...rows);
}

/** How long ago they were measured. @param {number} now the server's time */
export function agePressures(now) {
  for (const time of byId('pressures').querySelectorAll('time')) {
    time.textContent = ago(now - Date.parse(time.dateTime));
  }
}

/** @param {import('./config.js').SignalInfo|undefined} info @param {string} signal */
function wheel(info, signal) {
  return (info?.label ?? signal).replace(/^Tyre pressure /, '');
}
