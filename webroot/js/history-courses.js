// @ts-check
// What the history of a vehicle shows: a chart for each quantity, one for the four tyres.

import { BAND } from './line-chart.js';

/** @typedef {import('./line-chart.js').LineKind} LineKind */

/** Left wheels solid, right ones dashed. @type {LineKind[]} */
const WHEELS = [
  { name: 'FL', colour: 'accent', isMain: true },
  { name: 'FR', colour: 'accent', dash: [4, 3], isMain: true },
  { name: 'RL', colour: 'second', isMain: true },
  { name: 'RR', colour: 'second', dash: [4, 3], isMain: true },
];

/**
 * @typedef {object} Course
 * @property {import('./line-chart.js').ChartKind} kind
 * @property {string[]} aliases of one signal with its band, or of one for each line
 */

/** @type {Course[]} */
export const COURSES = [
  {
    kind: { title: 'Speed', unit: 'km/h', range: [0, 80], lines: BAND },
    aliases: ['speed'],
  },
  {
    kind: { title: 'Battery', unit: '°C', range: [20, 62], lines: BAND },
    aliases: ['battery_temperature'],
  },
  {
    kind: { title: 'State of charge', unit: '%', range: [0, 100], lines: BAND },
    aliases: ['state_of_charge'],
  },
  {
    kind: {
      title: 'Tyres',
      unit: 'psi',
      range: [28, 42],
      digits: 1,
      lines: WHEELS,
      swatches: true,
    },
    aliases: [
      'tire_pressure_row1_left',
      'tire_pressure_row1_right',
      'tire_pressure_row2_left',
      'tire_pressure_row2_right',
    ],
  },
];
