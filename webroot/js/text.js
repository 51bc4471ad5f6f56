// @ts-check
// Numbers, units and ids as people read them. What comes from outside goes in as text,
// never as markup.

const UNITS = new Map([
  ['celsius', '°C'],
  ['percent', '%'],
  ['degrees', '°'],
  ['psi', 'psi'],
  ['km/h', 'km/h'],
]);
const SVG = 'http://www.w3.org/2000/svg';
/** The last characters of an id tell vehicles apart: they are never clipped. */
const TAIL = 4;

const whole = new Intl.NumberFormat('en', { maximumFractionDigits: 0 });
const tenths = new Intl.NumberFormat('en', { minimumFractionDigits: 1, maximumFractionDigits: 1 });
const places = new Intl.NumberFormat('en', { maximumFractionDigits: 5 });

/** @param {number} value */
export function count(value) {
  return whole.format(value);
}

/** @param {string} unit of the catalogue */
export function unitText(unit) {
  return UNITS.get(unit) ?? unit ?? '';
}

/**
 * A value in the unit that people would say it in.
 *
 * @param {number} value
 * @param {string} unit of the catalogue
 * @returns {[string, string]} the number and its unit
 */
export function reading(value, unit) {
  if (unit === 'm' || unit === 'W') {
    return Math.abs(value) < 1000
      ? [number(whole, value), unit]
      : [number(tenths, value / 1000), `k${unit}`];
  }
  const format = unit === 'degrees' ? places : unit === 'percent' ? whole : tenths;
  return [number(format, value), unitText(unit)];
}

/** With one digit after the point; a dash for what nobody knows. @param {number|null} value */
export function tenth(value) {
  return value === null || value === undefined ? '–' : number(tenths, value);
}

/** With a minus as long as a plus. @param {Intl.NumberFormat} format @param {number} value */
function number(format, value) {
  return format.format(value).replace('-', '−');
}

/**
 * @param {string} tag
 * @param {string} [className]
 * @param {...(string|Node)} content strings are text
 * @returns {HTMLElement}
 */
export function element(tag, className, ...content) {
  const made = document.createElement(tag);
  if (className) {
    made.className = className;
  }
  made.append(...content);
  return made;
}

/** @param {string} shape @param {string} [className] */
export function icon(shape, className = shape) {
  const svg = document.createElementNS(SVG, 'svg');
  svg.setAttribute('class', `icon ${className}`);
  svg.setAttribute('aria-hidden', 'true');
  const use = document.createElementNS(SVG, 'use');
  use.setAttribute('href', `icons.svg#${shape}`);
  svg.append(use);
  return svg;
}

/** An id in one line, clipped in its middle. @param {string} vin */
export function vinElement(vin) {
  const letters = [...vin];
  const cut = Math.max(0, letters.length - TAIL);
  const made = element(
    'span',
    'vin',
    element('span', 'vin-head', letters.slice(0, cut).join('')),
    element('span', 'vin-tail', letters.slice(cut).join('')),
  );
  made.title = vin;
  return made;
}

/** A command to copy. @param {string} command */
export function commandElement(command) {
  const button = element('button', 'button', 'Copy');
  button.setAttribute('type', 'button');
  button.addEventListener('click', async () => {
    try {
      await navigator.clipboard.writeText(command);
      button.textContent = 'Copied';
    } catch {
      // Browsers refuse the clipboard on plain http; the text can be selected by hand.
      getSelection()?.selectAllChildren(code);
      button.textContent = 'Selected';
    }
    setTimeout(() => (button.textContent = 'Copy'), 2_000);
  });
  const code = element('code', '', command);
  code.tabIndex = 0;
  return element('div', 'command', code, button);
}

/** The element of an id in the page. @param {string} id @returns {HTMLElement} */
export function byId(id) {
  const found = document.getElementById(id);
  if (!found) {
    throw new Error(`the page has no element '${id}'`);
  }
  return found;
}

/** A whole sentence of what the server or the page says. @param {string} words */
export function sentence(words) {
  return words && `${words[0].toUpperCase()}${words.slice(1)}${/[.?!]$/.test(words) ? '' : '.'}`;
}

/**
 * Changes nothing when it says so already: a screen reader reads changes.
 *
 * @param {string} id
 * @param {string} text
 */
export function setText(id, text) {
  if (byId(id).textContent !== text) {
    byId(id).textContent = text;
  }
}
