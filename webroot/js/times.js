// @ts-check
// Times as the reader's own locale writes them. All are Unix ms.

const HOUR = { hour: 'numeric', minute: '2-digit' };

const exact = format({ ...HOUR, second: '2-digit' });
const minutes = format(HOUR);
const days = format({ day: 'numeric', month: 'short' });
const moments = format({ day: 'numeric', month: 'short', ...HOUR });

/** @param {object} options @returns {Intl.DateTimeFormat} */
function format(options) {
  return new Intl.DateTimeFormat(undefined, /** @type {Intl.DateTimeFormatOptions} */ (options));
}

/** @param {number} ms @returns {string} 14:02:11 */
export function clock(ms) {
  return exact.format(ms);
}

/** @param {number} ms @returns {string} 14:02 */
export function minute(ms) {
  return minutes.format(ms);
}

/** @param {number} ms @returns {string} 24 Nov */
export function day(ms) {
  return days.format(ms);
}

/** The day and the minute. @param {number} ms @returns {string} 24 Nov, 14:02 */
export function moment(ms) {
  return moments.format(ms);
}

/**
 * From one moment to another; a day that both share is said once.
 *
 * @param {number} from
 * @param {number} to
 * @returns {string} 24 Nov, 13:02 – 14:02
 */
export function span(from, to) {
  return moments.formatRange(from, to);
}

/** Midnight, where the reader is, of the day in which a moment lies. @param {number} ms */
export function dayOf(ms) {
  return new Date(ms).setHours(0, 0, 0, 0);
}

/** @param {number} ms @returns {string} '3 s', '12 min', '2 h', '5 d' */
export function age(ms) {
  const s = Math.max(0, Math.round(ms / 1000));
  if (s < 1) {
    return 'now';
  }
  if (s < 6000) {
    return s < 100 ? `${s} s` : `${Math.round(s / 60)} min`;
  }
  return s < 48 * 3600 ? `${Math.round(s / 3600)} h` : `${Math.round(s / 86_400)} d`;
}

/** @param {number} ms @returns {string} 'now', '3 s ago' */
export function ago(ms) {
  return age(ms) === 'now' ? 'now' : `${age(ms)} ago`;
}
