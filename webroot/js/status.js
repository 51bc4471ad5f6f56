// @ts-check
// What a vehicle can be, and what that is called. Every status has a colour and a shape of its
// own.

/** @typedef {'idle'|'moving'|'charging'|'stale'|'warning'|'critical'} Status */

/**
 * In the order in which the map draws them: what needs a person lies on top.
 * @type {readonly Status[]}
 */
export const STATUSES = ['stale', 'idle', 'charging', 'moving', 'warning', 'critical'];

/** In the order in which people read them. @type {readonly Status[]} */
export const READING_ORDER = ['moving', 'idle', 'charging', 'warning', 'critical', 'stale'];

export const STALE = STATUSES.indexOf('stale');
export const IDLE = STATUSES.indexOf('idle');
export const CHARGING = STATUSES.indexOf('charging');
export const MOVING = STATUSES.indexOf('moving');
export const WARNING = STATUSES.indexOf('warning');
export const CRITICAL = STATUSES.indexOf('critical');

/** The shape of the feed's motion codes: 0 idle, 1 moving, 2 charging. */
export const OF_MOTION = [IDLE, MOVING, CHARGING];

/** @type {Record<Status, string>} */
export const MEANING = {
  moving: 'moving, points where it goes',
  idle: 'standing',
  charging: 'charging',
  warning: 'open warning',
  critical: 'open critical alert',
  stale: 'hollow: not heard of',
};
