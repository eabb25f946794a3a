// Spellings of unit names beside the register's own: exact, kept under a hash with every import, and valid for a time where a name was.
import { periodBounds } from '../model/period.js';

export interface Alias {
  /** Its code. */
  readonly unit: string;
  /** First and last day on which the name was in use, ISO; null: not bounded. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
}

/** By the comparable form of the spelling; a code alone is valid at any time. */
export type Aliases = ReadonlyMap<string, string | Alias>;

export const aliasOf = (entry: string | Alias): Alias =>
  typeof entry === 'string' ? { unit: entry, validFrom: null, validTo: null } : entry;

/** Whether the name was in use on any day of the period; a text that is no period is refused elsewhere. */
export const isInUse = ({ validFrom, validTo }: Alias, period: string): boolean => {
  const bounds = periodBounds(period);
  if (bounds === null) return true;
  return (validFrom === null || validFrom <= bounds.last) && (validTo === null || bounds.first <= validTo);
};

/** A table of spellings as one text, the same for the same spellings in any order: what its version is a hash of. */
export const aliasTableText = (tables: Iterable<Aliases>): string => {
  const lines = new Set<string>();
  for (const table of tables) {
    for (const [spelling, entry] of table) {
      const { unit, validFrom, validTo } = aliasOf(entry);
      lines.add(JSON.stringify([spelling, unit, validFrom, validTo]));
    }
  }
  return [...lines].sort().join('\n');
};
