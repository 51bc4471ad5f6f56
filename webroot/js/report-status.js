// @ts-check
// How old the figures are, in plain words, and what to do when there are none.

import { byId, commandElement, element, sentence, setText } from './text.js';
import { ago, clock, span } from './times.js';

const HEALTH = 'curl -s localhost:2112/health/ready';

/** @typedef {'none'|'server'|'database'|'empty'} Kind */

export class ReportStatus {
  /** What the notice says now. */
  #said = '';

  /**
   * @param {import('./report.js').Report} report
   * @param {import('./report-range.js').ReportRange} range
   */
  constructor(report, range) {
    this.report = report;
    this.range = range;
    byId('banner-action').addEventListener('click', () => report.ask());
    byId('refresh').addEventListener('click', () => report.ask());
  }

  /** Once a second, and when something changed. */
  show() {
    const { figures, trouble, isAsking } = this.report;
    const isOld = figures !== null && this.report.age() > this.range.now.period * 3;
    byId('pill').dataset.state =
      trouble || isOld ? 'stale' : figures === null ? 'connecting' : 'live';
    setText(
      'pill-text',
      figures ? `Updated ${ago(this.report.age())}` : trouble ? 'No figures' : 'Reading',
    );
    byId('report').classList.toggle('old', trouble !== null || isOld || figures === null);
    byId('report').setAttribute('aria-busy', String(isAsking));
    byId('refresh').toggleAttribute('data-busy', isAsking);
    this.#showSpan();
    this.#showBanner();
    this.#showNotice();
  }

  #showSpan() {
    const { figures, trouble } = this.report;
    const words = `the last ${this.range.now.words}`;
    if (!figures) {
      setText('span', trouble ? '' : `Reading ${words}.`);
      return;
    }
    const { from, to, source } = figures.range;
    const basis = source === 'raw' ? 'from every event' : 'from one-minute rollups';
    setText('span', `${span(from, to)} · ${basis}`);
    // For those who want to check the figures.
    Object.assign(byId('span').dataset, { from, to });
  }

  /** Figures are there, but nothing newer comes. */
  #showBanner() {
    const { figures, trouble } = this.report;
    byId('banner').hidden = !figures || !trouble;
    if (figures && trouble) {
      setText('banner-text', `Figures of ${clock(figures.timestamp)}`);
      setText('banner-since', sentence(trouble.message));
      setText('banner-countdown', this.#countdown());
    } else {
      setText('banner-text', '');
    }
  }

  #countdown() {
    const seconds = Math.ceil((this.report.next - Date.now()) / 1000);
    return this.report.isAsking || seconds <= 0
      ? 'Asked again now.'
      : `Asked again in ${seconds} s.`;
  }

  /** @returns {Kind} */
  #kind() {
    const { figures, trouble } = this.report;
    if (figures) {
      return figures.summary.total_events === 0 && figures.summary.total_alerts === 0
        ? 'empty'
        : 'none';
    }
    return !trouble ? 'none' : trouble.status === 0 ? 'server' : 'database';
  }

  #showNotice() {
    const kind = this.#kind();
    const said = `${kind} ${this.range.now.name} ${this.report.trouble?.message ?? ''}`;
    if (said !== this.#said) {
      this.#said = said;
      byId('notice').hidden = kind === 'none';
      byId('notice').replaceChildren(...this.#content(kind));
    }
    const countdown = byId('notice').querySelector('.countdown');
    if (countdown) {
      countdown.textContent = this.#countdown();
    }
  }

  /** @param {Kind} kind @returns {HTMLElement[]} */
  #content(kind) {
    if (kind === 'server') {
      return [
        element('h2', '', 'The server does not answer'),
        element('p', '', 'This page keeps trying. If it is not running, start it:'),
        commandElement('./voltstream demo'),
        this.#retry(),
      ];
    }
    if (kind === 'database') {
      return [
        element('h2', '', 'The figures cannot be read'),
        element('p', '', sentence(this.report.trouble?.message ?? '')),
        element('p', '', 'This page keeps trying. Ask which part is not well:'),
        commandElement(HEALTH),
        this.#retry(),
      ];
    }
    if (kind === 'empty') {
      return [
        element('h2', '', `Nothing was stored in the last ${this.range.now.words}`),
        element('p', '', 'Choose a longer range, or send a simulated fleet:'),
        commandElement('./voltstream node simulator --vehicles 100'),
        element('p', '', 'If vehicles do send, ask which part is not well:'),
        commandElement(HEALTH),
      ];
    }
    return [];
  }

  #retry() {
    const now = element('button', 'button', 'Try now');
    now.setAttribute('type', 'button');
    now.addEventListener('click', () => this.report.ask());
    return element('p', 'retry', now, element('span', 'countdown', ''));
  }
}
