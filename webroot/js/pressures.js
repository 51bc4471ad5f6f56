// @ts-check
// The lowest tyre pressures of the range; each leads to its vehicle on the map.

import { byId, element, icon, tenth, unitText, vinElement } from './text.js';
import { ago, moment } from './times.js';

/** More would not fit beside the alerts. */
const SHOWN = 10;

/** @typedef {{timestamp: number, pressure: number, vin: string, signal: string}} Pressure */

/**
 * @param {Pressure[]} pressures
 * @param {import('./config.js').Configuration} config
 * @param {number} now the server's time
 */
export function showPressures(pressures, config, now) {
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
    const when = element('time', 'when', ago(now - timestamp));
    when.setAttribute('datetime', new Date(timestamp).toISOString());
    when.title = moment(timestamp);
    link.append(shape, vinElement(vin), element('span', 'wheel', wheel(info, signal)), value, when);
    const row = element('li', '', link);
    row.dataset.vin = vin;
    return row;
  });
  byId('pressures').replaceChildren(...rows);
}

/** @param {import('./config.js').SignalInfo|undefined} info @param {string} signal */
function wheel(info, signal) {
  return (info?.label ?? signal).replace(/^Tyre pressure /, '');
}
