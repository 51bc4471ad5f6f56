// @ts-check
// Speed and battery temperature of the fleet over the range, with one time axis and one cursor.

import { axisStart, courseOf, firstOf, withGaps } from './columns.js';
import { BAND, LineChart } from './line-chart.js';
import { byId } from './text.js';

export class ReportCharts {
  /** @param {import('./theme.js').Theme} theme */
  constructor(theme) {
    const kind = { lines: BAND, right: 76 };
    this.speed = new LineChart(
      byId('chart-speed'),
      { ...kind, title: 'Speed', unit: 'km/h', range: [0, 80] },
      'report',
      theme,
    );
    this.temp = new LineChart(
      byId('chart-temp'),
      { ...kind, title: 'Battery temperature', unit: '°C', range: [10, 62] },
      'report',
      theme,
    );
  }

  /** @param {number|null} threshold of the battery's temperature */
  setThreshold(threshold) {
    this.temp.threshold = threshold;
    this.temp.plot.redraw();
  }

  /**
   * @param {import('./report.js').Range} range
   * @param {Record<string, number|null>[]} speeds
   * @param {Record<string, number|null>[]} temps
   */
  show(range, speeds, temps) {
    const speed = courseOf(speeds, ['max_speed', 'min_speed', 'avg_speed']);
    const temp = courseOf(temps, ['max_temp', 'min_temp', 'avg_temp']);
    const from = axisStart(range, firstOf(speed) ?? firstOf(temp)) / 1000;
    this.speed.show(withGaps(speed, range.step_ms, range.to), from, range.to / 1000);
    this.temp.show(withGaps(temp, range.step_ms, range.to), from, range.to / 1000);
  }
}
