// @ts-check
// Puts the page of the analytics together: one report fills the cards, the charts and the lists.

import { AlertHours } from './alert-hours.js';
import { showAlertKinds } from './alert-kinds.js';
import { blankCards, showCards } from './cards.js';
import { Configuration } from './config.js';
import { Keys } from './keys.js';
import { agePressures, showPressures } from './pressures.js';
import { RANGES } from './ranges.js';
import { Report } from './report.js';
import { ReportCharts } from './report-charts.js';
import { ReportRange } from './report-range.js';
import { ReportStatus } from './report-status.js';
import { offerLogout } from './session.js';
import { Theme } from './theme.js';

const config = new Configuration();
const theme = new Theme();
const range = new ReportRange();
const report = new Report(range);
const charts = new ReportCharts(theme);
const hours = new AlertHours(theme);
const status = new ReportStatus(report, range);
/** What is shown. @type {import('./report.js').Figures|null} */
let shown = null;

report.addEventListener('change', () => {
  const { figures } = report;
  if (figures && figures !== shown) {
    shown = figures;
    show(figures);
  } else if (!figures && report.trouble) {
    shown = null;
    showNothing();
  }
  status.show();
});

/** @param {import('./report.js').Figures} figures */
function show(figures) {
  const { range: span, summary, alertFrequency, alertDistribution, tirePressure } = figures;
  const kinds = alertFrequency.filter(({ type }) => type !== 'RESOLVED');
  showCards(summary, kinds);
  charts.show(span, figures.speedStats, figures.temperatureStats);
  hours.show(alertDistribution, span.from, span.to);
  showAlertKinds(kinds, config);
  showPressures(tirePressure, config);
  agePressures(report.now());
}

/** Nothing is known of the range: no figure of another one may stand there. */
function showNothing() {
  const to = Date.now();
  const from = to - range.now.ms;
  blankCards();
  charts.show({ from, to, step_ms: 0, source: 'raw' }, [], []);
  hours.show([], from, to);
  showAlertKinds(null, config);
  showPressures(null, config);
}

config.addEventListener('change', () => {
  setThreshold();
  if (shown) {
    show(shown);
  }
});

function setThreshold() {
  charts.setThreshold(config.signal('battery_temperature')?.alert?.raise ?? null);
}

new Keys(
  {
    ...Object.fromEntries(RANGES.map(({ name }, k) => [String(k + 1), () => range.choose(name)])),
    r: () => report.ask(),
    g: () => location.assign('./'),
    l: () => theme.next(),
  },
  () => {},
);

// What the browser tests look at.
Object.assign(window, { voltstream: { report } });
offerLogout(config);
setThreshold();
showNothing();
status.show();
setInterval(() => {
  status.show();
  agePressures(report.now());
}, 1_000);
config.read();
report.restart();
