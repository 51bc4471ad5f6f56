// @ts-check
// The alerts of the range by their rule, the most frequent first.

import { byId, count, element, icon } from './text.js';

/**
 * @param {import('./cards.js').AlertKind[]|null} kinds null when nobody knows
 * @param {import('./config.js').Configuration} config
 */
export function showAlertKinds(kinds, config) {
  if (kinds === null || kinds.length === 0) {
    byId('kinds').replaceChildren(
      ...(kinds ? [element('li', 'none', 'No alert was raised.')] : []),
    );
    return;
  }
  const most = Math.max(1, ...kinds.map((kind) => kind.count));
  const rows = [...kinds]
    .sort((a, b) => b.count - a.count)
    .map(({ type, rule, count: alerts }) => {
      const shape = type === 'CRITICAL' ? 'critical' : 'warning';
      const bar = element('span', `meter ${shape}`);
      bar.style.setProperty('--share', String(alerts / most));
      const row = element(
        'li',
        '',
        icon(shape),
        element('span', 'unseen', `${shape}: `),
        element('span', 'rule', config.ruleText(rule)),
        bar,
        element('b', '', count(alerts)),
      );
      row.dataset.rule = rule;
      return row;
    });
  byId('kinds').replaceChildren(...rows);
}
