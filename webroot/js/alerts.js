// @ts-check
// The alerts: which are open, which were resolved lately. Records come at least once and in any
// mix of events and answers of /api/alerts; folded by id each episode is raised once and resolved
// once.

import { ask } from './session.js';
import { CRITICAL, WARNING } from './status.js';

/**
 * A record of the topic, see docs/alerts.md; times in ms.
 *
 * @typedef {object} AlertRecord
 * @property {string} vehicle_id
 * @property {'CRITICAL'|'WARNING'|'RESOLVED'} type
 * @property {string} message
 * @property {number} value
 * @property {number} timestamp
 * @property {string} id
 * @property {string} rule
 * @property {string} signal
 * @property {'CRITICAL'|'WARNING'} level
 * @property {string} unit
 * @property {number} threshold
 * @property {number} raised_at
 */

const KEEP_RESOLVED = 200;
const RETRY_MS = 5_000;
/** Five hundred records take their time on a slow link. */
const LIMIT_MS = 20_000;
/** In a storm the page shows what changed ten times a second. */
const COLLECT_MS = 100;

/** A 'change' event tells the listeners, with what was raised since the last one. */
export class Alerts extends EventTarget {
  /** @type {Map<string, AlertRecord>} */
  open = new Map();
  /** Newest first. @type {AlertRecord[]} */
  resolved = [];
  /** Whether it is known what is open. */
  isKnown = false;
  #resolvedIds = new Set();
  #levels = /** @type {Map<string, number>} */ (new Map());
  #cameWhileReading = /** @type {Set<string>|null} */ (null);
  #reading = /** @type {Promise<string>|null} */ (null);
  #isAskedAgain = false;
  #raised = /** @type {AlertRecord[]} */ ([]);
  #timer = 0;

  /** @param {string} vin @returns {number} 0, WARNING or CRITICAL */
  levelOf(vin) {
    return this.#levels.get(vin) ?? 0;
  }

  /** Critical ones first, then the newest. */
  sorted() {
    return [...this.open.values()].sort(
      (a, b) => rank(b) - rank(a) || b.raised_at - a.raised_at || (a.id < b.id ? -1 : 1),
    );
  }

  /** @param {AlertRecord} record */
  take(record) {
    this.#cameWhileReading?.add(record.id);
    if (this.#fold(record)) {
      if (record.type !== 'RESOLVED') {
        this.#raised.push(record);
      }
      this.#changed();
    }
  }

  /** @param {AlertRecord} record @returns {boolean} whether that was news */
  #fold(record) {
    if (record.type === 'RESOLVED') {
      return this.#resolve(record);
    }
    if (this.#resolvedIds.has(record.id) || this.open.has(record.id)) {
      return false;
    }
    this.open.set(record.id, record);
    return true;
  }

  /** @param {AlertRecord} record */
  #resolve(record) {
    if (this.#resolvedIds.has(record.id)) {
      return false;
    }
    this.open.delete(record.id);
    this.#resolvedIds.add(record.id);
    const at = this.resolved.findIndex((other) => other.timestamp <= record.timestamp);
    this.resolved.splice(at < 0 ? this.resolved.length : at, 0, record);
    for (const old of this.resolved.splice(KEEP_RESOLVED)) {
      this.#resolvedIds.delete(old.id);
    }
    return true;
  }

  /**
   * Reads /api/alerts until it works. Only one reading is under way: who asks meanwhile shares it,
   * and it then reads once more, since the answer may be older than the question.
   *
   * @returns {Promise<string>} the position up to which all is known
   */
  readAgain() {
    this.#isAskedAgain = this.#reading !== null;
    this.#reading ??= this.#readUntilItWorks();
    return this.#reading;
  }

  async #readUntilItWorks() {
    for (;;) {
      this.#isAskedAgain = false;
      try {
        const position = await this.#read();
        if (!this.#isAskedAgain) {
          this.#reading = null;
          return position;
        }
      } catch (e) {
        console.info('alerts: reading again in 5 s:', e);
        await new Promise((resolve) => setTimeout(resolve, RETRY_MS));
      }
    }
  }

  /**
   * What is open there is open, what is not is not, except for what came by the stream meanwhile.
   */
  async #read() {
    const came = (this.#cameWhileReading = new Set());
    try {
      const response = await ask('api/alerts', { signal: AbortSignal.timeout(LIMIT_MS) });
      if (!response.ok) {
        throw new Error(`/api/alerts answered ${response.status}`);
      }
      const { open, recent, position } = await response.json();
      const stillOpen = new Set(open.map((/** @type {AlertRecord} */ record) => record.id));
      for (const id of this.open.keys()) {
        if (!stillOpen.has(id) && !came.has(id)) {
          this.open.delete(id);
        }
      }
      recent.filter(isOver).forEach((/** @type {AlertRecord} */ record) => this.#fold(record));
      for (const record of open) {
        if (!came.has(record.id)) {
          this.#fold(record);
        }
      }
      this.isKnown = true;
      this.#changed();
      return position;
    } finally {
      this.#cameWhileReading = null;
    }
  }

  #changed() {
    // No animation frame: a page that is hidden gets none, and its title counts the open alerts.
    this.#timer ||= window.setTimeout(() => this.#tell(), COLLECT_MS);
  }

  #tell() {
    this.#timer = 0;
    this.#levels.clear();
    for (const record of this.open.values()) {
      const level = record.level === 'CRITICAL' ? CRITICAL : WARNING;
      this.#levels.set(record.vehicle_id, Math.max(level, this.levelOf(record.vehicle_id)));
    }
    this.dispatchEvent(new CustomEvent('change', { detail: { raised: this.#raised.splice(0) } }));
  }
}

/** @param {AlertRecord} record */
function isOver(record) {
  return record.type === 'RESOLVED';
}

/** @param {AlertRecord} record */
function rank(record) {
  return record.level === 'CRITICAL' ? 1 : 0;
}
