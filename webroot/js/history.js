// @ts-check
// What the selected vehicle did in the last hours: its speed, battery and tyres, read from the
// database.

import { axisStart, firstOf, withGaps } from './columns.js';
import { COURSES } from './history-courses.js';
import { LineChart } from './line-chart.js';
import { Poll } from './poll.js';
import { rangeOf } from './ranges.js';
import { element, sentence } from './text.js';
import { ago, span } from './times.js';

/** Enough for the width of the rail. */
const POINTS = 120;

/**
 * @typedef {object} SignalHistory
 * @property {string} alias
 * @property {(number|null)[]} avg
 * @property {(number|null)[]} min
 * @property {(number|null)[]} max
 */

export class History {
  element = element('div', 'history');
  #status = element('p', 'history-status');
  #again = element('button', 'button', 'Try now');
  #charts;
  #poll;
  #shown = '';

  /**
   * @param {import('./view-state.js').ViewState} state
   * @param {import('./config.js').Configuration} config
   * @param {import('./theme.js').Theme} theme
   * @param {() => number} now the server's time
   */
  constructor(state, config, theme, now) {
    this.state = state;
    this.config = config;
    this.now = now;
    this.#again.setAttribute('type', 'button');
    this.#again.addEventListener('click', () => this.#poll.ask());
    this.element.append(element('div', 'history-head', this.#status, this.#again));
    this.#charts = COURSES.map(({ kind, aliases }) => {
      const figure = element('figure', 'chart');
      figure.dataset.signal = aliases[0];
      this.element.append(figure);
      return new LineChart(figure, kind, 'history', theme);
    });
    this.#poll = new Poll(
      () => this.#url(),
      () => this.#range?.period ?? 60_000,
    );
    this.#poll.addEventListener('change', () => this.#show());
    state.addEventListener('change', () => this.#follow());
    this.#follow();
  }

  /** What the server said of the present vehicle and range; null until it did. */
  get answer() {
    return this.#poll.isCurrent ? this.#poll.answer : null;
  }

  get #range() {
    return rangeOf(this.state.history);
  }

  #url() {
    const to = Math.round(this.now());
    const from = to - (this.#range?.ms ?? 0);
    const vin = encodeURIComponent(this.state.selected ?? '');
    return `api/vehicles/${vin}/history?from=${from}&to=${to}&points=${POINTS}`;
  }

  /** Another vehicle or another range. */
  #follow() {
    const { selected, history } = this.state;
    const wanted = selected !== null && this.#range ? `${history} ${selected}` : '';
    if (wanted !== this.#shown) {
      this.#shown = wanted;
      if (wanted === '') {
        this.#poll.stop();
      } else {
        this.#poll.restart();
      }
    }
  }

  /** Once a second. */
  tick() {
    if (this.#shown !== '') {
      this.#showStatus();
    }
  }

  #show() {
    this.#showStatus();
    const { answer, isCurrent } = this.#poll;
    const to = isCurrent ? answer.to : this.now();
    const from = isCurrent ? answer.from : to - (this.#range?.ms ?? 0);
    const step = isCurrent ? answer.step_ms : 0;
    /** @type {Map<string, SignalHistory>} */
    const signals = new Map();
    for (const signal of isCurrent ? answer.signals : []) {
      signals.set(signal.alias, signal);
    }
    const times = isCurrent ? answer.timestamps : [];
    const firsts = [...signals.values()].map(({ avg }) => firstOf({ times, columns: [avg] }) ?? to);
    const start = axisStart(
      { from, to, step_ms: step },
      firsts.length ? Math.min(...firsts) : from,
    );
    COURSES.forEach(({ aliases, kind }, n) => {
      const found = aliases.map((alias) => signals.get(alias));
      const columns =
        aliases.length > 1 ? found.map((signal) => signal?.avg ?? []) : band(found[0]);
      this.#charts[n].threshold = this.config.signal(aliases[0])?.alert?.raise ?? null;
      const course = { times, columns: kind.lines.map((_, k) => columns[k] ?? []) };
      this.#charts[n].show(withGaps(course, step, to), start / 1000, to / 1000);
    });
  }

  #showStatus() {
    const { answer, isCurrent, trouble, next } = this.#poll;
    const last = `the last ${this.#range?.words ?? ''}`;
    const seconds = Math.max(0, Math.ceil((next - Date.now()) / 1000));
    const isEmpty = isCurrent && answer.signals.length === 0;
    this.element.dataset.state = trouble ? 'failed' : isCurrent ? 'ready' : 'reading';
    this.element.classList.toggle('old', trouble !== null || !isCurrent);
    this.#again.hidden = trouble === null;
    this.#say(
      trouble
        ? `${sentence(trouble.message)} Asked again in ${seconds} s.`
        : !isCurrent
          ? `Reading ${last}.`
          : isEmpty
            ? `Nothing of it was stored in ${last}. Try a longer range.`
            : `${span(answer.from, answer.to)} · read ${ago(this.now() - answer.to)}`,
    );
  }

  /** @param {string} text */
  #say(text) {
    if (this.#status.textContent !== text) {
      this.#status.textContent = text;
    }
  }
}

/** @param {SignalHistory|undefined} signal */
function band(signal) {
  return signal ? [signal.max, signal.min, signal.avg] : [];
}
