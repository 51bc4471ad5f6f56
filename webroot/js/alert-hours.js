// @ts-check
// How many alerts were raised in each hour, or in each day when the range is long. Critical ones
// stand at the bottom of a bar, warnings on top of them.

/* global uPlot */

import { Plot } from './plot.js';
import { byId, count, element, icon } from './text.js';
import { day, dayOf, minute, moment } from './times.js';

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Longer ranges have a bar for each day. */
const HOURLY_MS = 7 * DAY_MS;

/** @typedef {{hour: number, count: number, critical: number, warning: number}} AlertHour */

export class AlertHours {
  #caption = element('figcaption');
  #box = element('div', 'plot');
  #isDaily = false;

  /** @param {import('./theme.js').Theme} theme */
  constructor(theme) {
    byId('chart-alerts').append(this.#caption, this.#box);
    this.#box.setAttribute('role', 'img');
    this.#box.setAttribute('aria-label', this.#title);
    const bars = uPlot.paths.bars({ size: [0.72, 36, 1] });
    const series = (/** @type {'warning'|'critical'} */ level) => ({
      paths: bars,
      fill: () => theme.colours[level],
      width: 0,
      points: { show: false },
    });
    this.plot = new Plot(
      this.#box,
      {
        series: [series('warning'), series('critical')],
        group: 'alerts',
        right: 32,
        isCount: true,
        range: (_, high) => [0, Math.max(4, high ?? 0)],
        point: () => this.#showCaption(),
      },
      theme,
    );
    this.#showCaption();
  }

  /** @param {AlertHour[]} hours @param {number} from Unix ms @param {number} to */
  show(hours, from, to) {
    this.#isDaily = to - from > HOURLY_MS + HOUR_MS;
    const floor = this.#isDaily ? dayOf : (/** @type {number} */ ms) => ms - (ms % HOUR_MS);
    const length = this.#isDaily ? DAY_MS : HOUR_MS;
    /** @type {Map<number, {critical: number, all: number}>} */
    const bars = new Map();
    // Hours without an alert are not in the answer.
    for (let at = floor(from); at <= to; at = floor(at + length * 1.5)) {
      bars.set(at, { critical: 0, all: 0 });
    }
    for (const { hour, critical, warning } of hours) {
      const bar = bars.get(floor(hour)) ?? { critical: 0, all: 0 };
      bars.set(floor(hour), {
        critical: bar.critical + critical,
        all: bar.all + critical + warning,
      });
    }
    const starts = [...bars.keys()].sort((a, b) => a - b);
    const column = (/** @type {'all'|'critical'} */ part) =>
      starts.map((at) => bars.get(at)?.[part] ?? 0);
    // A bar stands in the middle of its hour.
    const middles = starts.map((at) => (at + length / 2) / 1000);
    const last = (starts.at(-1) ?? to) + length;
    this.plot.show([middles, column('all'), column('critical')], floor(from) / 1000, last / 1000);
    const sum = column('all').reduce((all, n) => all + n, 0);
    this.#box.setAttribute('aria-label', `${this.#title}, ${count(sum)} in all`);
    this.#showCaption();
  }

  get #title() {
    return `Alerts per ${this.#isDaily ? 'day' : 'hour'}`;
  }

  #showCaption() {
    const at = this.plot?.atCursor();
    const name = element('b', '', this.#title);
    if (at) {
      const [middle, all, critical] = at;
      const half = (this.#isDaily ? DAY_MS : HOUR_MS) / 2;
      const from = middle * 1000 - half;
      const when = this.#isDaily ? day(from) : `${moment(from)} – ${minute(from + HOUR_MS)}`;
      const text = `${count(critical)} critical, ${count(all - critical)} warnings, ${when}`;
      this.#caption.replaceChildren(name, element('span', 'at-cursor', text));
    } else {
      const key = element('span', 'key', icon('critical'), 'critical', icon('warning'), 'warning');
      this.#caption.replaceChildren(name, key);
    }
  }
}
