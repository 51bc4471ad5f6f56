// @ts-check
// What the shapes on the map mean, in the dialog of the keys.

import { MEANING, READING_ORDER } from './status.js';
import { byId, element, icon } from './text.js';

export function showLegend() {
  const meanings = READING_ORDER.map((status) =>
    element('li', '', icon(status), element('span', '', MEANING[status])),
  );
  byId('legend').replaceChildren(...meanings);
}
