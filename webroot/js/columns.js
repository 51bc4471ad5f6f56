// @ts-check
// From the API's rows to a chart's columns.

/**
 * Where a step is missing a gap is put in, so that no line is drawn over what nobody measured.
 *
 * @param {{times: number[], columns: (number|null)[][]}} course times in Unix ms
 * @param {number} step from one time to the next, in ms
 * @returns {(number|null)[][]} times in Unix seconds, then the columns
 */
export function withGaps({ times, columns }, step) {
  const made = /** @type {(number|null)[][]} */ ([[], ...columns.map(() => [])]);
  times.forEach((time, k) => {
    if (k > 0 && time - times[k - 1] > step * 1.5) {
      made[0].push((times[k - 1] + step) / 1000);
      columns.forEach((_, c) => made[c + 1].push(null));
    }
    made[0].push(time / 1000);
    columns.forEach((column, c) => made[c + 1].push(column[k] ?? null));
  });
  return made;
}

/**
 * @param {Record<string, any>[]} rows
 * @param {string[]} names of the columns
 */
export function courseOf(rows, names) {
  return {
    times: rows.map(({ timestamp }) => timestamp),
    columns: names.map((name) => rows.map((row) => row[name] ?? null)),
  };
}

/**
 * When the data begin: the first time at which the first column has a value.
 *
 * @param {{times: number[], columns: (number|null)[][]}} course
 * @returns {number|undefined} Unix ms
 */
export function firstOf({ times, columns }) {
  return times.find((_, k) => (columns[0][k] ?? null) !== null);
}

/**
 * Where the time axis begins: with the range, or with the data when these begin later, so that a
 * young fleet's first minutes fill the chart. At least a twelfth of the range is shown.
 *
 * @param {{from: number, to: number, step_ms: number}} range in Unix ms
 * @param {number|undefined} first time of the data, in Unix ms
 */
export function axisStart({ from, to, step_ms: step }, first) {
  return Math.min(to - (to - from) / 12, Math.max(from, (first ?? from) - step));
}
