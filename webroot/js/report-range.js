// @ts-check
// How far back the analytics look. The address says it too, so that a link and a reload show the
// same.

import { RANGES, rangeOf } from './ranges.js';
import { Segments } from './segments.js';
import { byId } from './text.js';

export class ReportRange extends EventTarget {
  now = rangeOf(new URLSearchParams(location.search).get('range')) ?? RANGES[0];
  #segments;

  constructor() {
    super();
    const choices = RANGES.map(({ name, label }) => ({ value: name, label }));
    this.#segments = new Segments(byId('ranges'), 'Range', choices, (name) => this.choose(name));
    this.#segments.set(this.now.name);
  }

  /** @param {string} name */
  choose(name) {
    const range = rangeOf(name) ?? this.now;
    if (range !== this.now) {
      this.now = range;
      this.#segments.set(name);
      history.replaceState(null, '', `?range=${name}`);
      this.dispatchEvent(new Event('change'));
    }
  }
}
