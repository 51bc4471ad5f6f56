// @ts-check
// What the server says of itself and its signals. Until it answers, the page works with what is
// built in.

import { ask } from './session.js';
import { unitText } from './text.js';

/**
 * @typedef {object} SignalInfo
 * @property {string} path
 * @property {string} alias
 * @property {string} label
 * @property {string} unit
 * @property {{rule: string, level: string, side: string, raise: number, clear: number}} [alert]
 */

/**
 * @typedef {object} Config
 * @property {string} version
 * @property {SignalInfo[]} signals
 * @property {{url: string, attribution: string}} [tiles]
 * @property {number} vehicle_ttl_ms
 * @property {boolean} login does the server ask for a login?
 */

const RETRY_MS = 10_000;

/** @type {Config} */
const BUILT_IN = {
  version: '',
  vehicle_ttl_ms: 5_000,
  login: false,
  signals: [
    {
      path: 'Vehicle.Powertrain.TractionBattery.Temperature.Average',
      alias: 'battery_temperature',
      label: 'Battery temperature',
      unit: 'celsius',
      alert: { rule: 'battery_overheat', level: 'CRITICAL', side: 'above', raise: 58, clear: 56 },
    },
  ],
};

export class Configuration extends EventTarget {
  /** @type {Config} */
  now = BUILT_IN;

  /** Reads until it works; a 'change' event when it did. */
  async read() {
    for (;;) {
      try {
        const response = await ask('api/config', { signal: AbortSignal.timeout(RETRY_MS) });
        if (response.ok) {
          this.now = { ...BUILT_IN, ...(await response.json()) };
          this.dispatchEvent(new Event('change'));
          return;
        }
        console.info(`config: /api/config answered ${response.status}, asking again in 10 s`);
      } catch (e) {
        console.info('config: asking again in 10 s:', e);
      }
      await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
    }
  }

  /** @param {string} alias @returns {SignalInfo|undefined} */
  signal(alias) {
    return this.now.signals.find((signal) => signal.alias === alias);
  }

  /** One line for each rule. */
  rules() {
    const rules = new Map();
    for (const { alert, label, unit } of this.now.signals) {
      if (alert && !rules.has(alert.rule)) {
        rules.set(alert.rule, { ...alert, label, unit });
      }
    }
    return [...rules.values()];
  }

  /** What a rule watches for, in words. @param {string} name of the rule */
  ruleText(name) {
    const found = this.rules().find(({ rule }) => rule === name);
    if (!found) {
      return name;
    }
    const { label, side, raise, unit } = found;
    // One rule watches each wheel.
    const about = label.startsWith('Tyre pressure') ? 'Tyre pressure' : label;
    return `${about} ${side} ${raise} ${unitText(unit)}`;
  }
}
