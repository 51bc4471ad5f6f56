// @ts-check
// The tokens of css/tokens.css for those who draw on a canvas.

const NAMES = /** @type {const} */ ([
  'ground',
  'surface',
  'text',
  'muted',
  'line',
  'grid',
  'accent',
  'second',
  'band',
  'edge',
  'water',
  'land',
  'shore',
  'park',
  'street',
  'arterial',
  'freeway',
  'bridge',
  'place',
  'sea',
  'outline',
  'halo',
  'moving',
  'idle',
  'charging',
  'warning',
  'critical',
]);

/** @typedef {Record<typeof NAMES[number], string>} Colours */

/** The colours of the theme in force. @returns {Colours} */
export function colours() {
  const style = getComputedStyle(document.documentElement);
  return /** @type {Colours} */ (
    Object.fromEntries(NAMES.map((name) => [name, style.getPropertyValue(`--${name}`).trim()]))
  );
}
