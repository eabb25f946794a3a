// Which cells lie under a merge, and which cell shows there: a merge counts once, wherever its value is repeated.
import { cellKey } from '../../core/intake/table.js';
import type { CellRange } from './workbook-messages.js';

/** More cells than any sheet within the limits has under its merges. */
export const coveredLimit = 300_000;

/**
 * Covered cell to the cell at the corner of its merge, both by `cellKey`, down to the last row and column that anything stands in.
 * null: more than the limit. Where merges lie over each other, which no program writes, the first counts.
 */
export const mergedCells = (
  merges: ReadonlyArray<CellRange>,
  lastRow: number,
  lastColumn: number,
): ReadonlyMap<number, number> | null => {
  const covered = new Map<number, number>();
  let looked = 0;
  for (const { top, left, bottom, right } of merges) {
    const corner = cellKey(top, left);
    for (let row = top; row <= Math.min(bottom, lastRow); row++) {
      for (let column = left; column <= Math.min(right, lastColumn); column++) {
        if (++looked > coveredLimit) return null;
        const key = cellKey(row, column);
        if (key !== corner && !covered.has(key)) covered.set(key, corner);
      }
    }
  }
  return covered;
};
