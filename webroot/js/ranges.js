// @ts-check
// How far back one can look.

const MINUTE = 60_000;
const HOUR = 60 * MINUTE;
const DAY = 24 * HOUR;

/**
 * @typedef {object} Range
 * @property {string} name as the address and the API call it
 * @property {string} label
 * @property {string} words after 'the last'
 * @property {number} ms
 * @property {number} period how often what is shown of it is read again, in ms
 */

/** @type {readonly Range[]} */
export const RANGES = [
  { name: '1h', label: '1 h', words: 'hour', ms: HOUR, period: MINUTE / 2 },
  { name: '6h', label: '6 h', words: '6 hours', ms: 6 * HOUR, period: MINUTE },
  { name: '24h', label: '24 h', words: '24 hours', ms: DAY, period: 2 * MINUTE },
  { name: '7d', label: '7 d', words: '7 days', ms: 7 * DAY, period: 5 * MINUTE },
  { name: '30d', label: '30 d', words: '30 days', ms: 30 * DAY, period: 5 * MINUTE },
];

/** @param {string|null} name @returns {Range|undefined} */
export function rangeOf(name) {
  return RANGES.find((range) => range.name === name);
}
