// Which cell of an office's sheet names the larger unit that a row lies in: one of a column, or a heading above the row.
import type { Grid, GridCell, GridLine } from './grid.js';
import type { WithinRule } from './mapping.js';

export interface Within {
  /** By line; lines of no larger unit are absent. */
  readonly cells: ReadonlyMap<number, GridCell>;
  /** Lines that hold the name of the larger unit themselves, and none inside it. */
  readonly unnamed: ReadonlySet<number>;
  /** Lines whose key is such a heading. */
  readonly headings: ReadonlySet<number>;
}

/** `lines`: all that are read, totals too: they may hold the name that stands once for many rows. `position`: of the column, where the rule has one. */
export const withinOf = (
  rule: WithinRule | null,
  grid: Grid,
  lines: ReadonlyArray<GridLine>,
  key: number,
  position: number | null,
  isListed: (text: string, entries: ReadonlyArray<string>) => boolean,
): Within => {
  const cells = new Map<number, GridCell>();
  const unnamed = new Set<number>();
  const headings = new Set<number>();
  let above: GridCell | null = null;
  for (const { line, cells: filled } of lines) {
    if (rule !== null && 'rows' in rule) {
      const own = grid.seen(line, key);
      if (own !== null && isListed(own.text, rule.rows)) {
        above = own;
        headings.add(line);
        continue;
      }
    } else if (position !== null) {
      const own = grid.seen(line, position);
      if (own !== null && own.text !== '') above = own;
      if (filled.has(position) && grid.shown(line, key) === '') unnamed.add(line);
    }
    if (above !== null) cells.set(line, above);
  }
  return { cells, unnamed, headings };
};
