// @ts-check
// From the API's rows to a chart's columns.

/**
 * A value holds for the whole of its step: where nothing follows it is told a second time at the
 * end of the step, so that a single one is a line too; and where a step is missing a gap is put in,
 * so that no line is drawn over what nobody measured.
 *
 * @param {{times: number[], columns: (number|null)[][]}} course times in Unix ms
 * @param {number} step from one time to the next, in ms
 * @param {number} to the end of it all, Unix ms
 * @returns {(number|null|undefined)[][]} times in Unix seconds, then the columns
 */
export function withGaps({ times, columns }, step, to) {
  const made = /** @type {(number|null|undefined)[][]} */ ([[], ...columns.map(() => [])]);
  const add = (/** @type {number} */ time, /** @type {(number|null|undefined)[]} */ values) =>
    [time / 1000, ...values].forEach((value, c) => made[c].push(value));
  times.forEach((time, k) => {
    const values = columns.map((column) => column[k] ?? null);
    const isLast = k === times.length - 1 || times[k + 1] - time > step * 1.5;
    const ends = columns.map(
      (column, c) => values[c] !== null && (isLast || (column[k + 1] ?? null) === null),
    );
    add(time, values);
    const end = Math.min(time + step - 1, to);
    if (end > time && ends.includes(true)) {
      // What goes on is not cut: undefined is no gap.
      add(
        end,
        values.map((value, c) => (ends[c] || value === null ? value : undefined)),
      );
    }
    if (isLast && k < times.length - 1) {
      add(
        time + step,
        columns.map(() => null),
      );
    }
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
