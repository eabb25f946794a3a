// The spellings of unit names that a call reads with, and their version: a hash that is kept with every imported table.
import { type Aliases, aliasTableText } from '../../core/intake/aliases.js';
import type { TableToCheck } from '../../core/intake/checked.js';
import type { RawTable } from '../../core/intake/table.js';
import type { StoredRegister } from '../ports.js';
import type { Sources } from './import-sources.js';

export interface AliasVersion {
  readonly spellings: number;
  readonly hash: string;
}

export type AliasVersions = ReadonlyMap<RawTable, AliasVersion>;

/** Those of every dataset known; what a dataset of the call says takes the place of what it said before. */
export const sharedAliases = (
  register: StoredRegister,
  { datasets }: Pick<Sources, 'datasets'>,
): ReadonlyArray<Aliases> => {
  const tables = new Map(register.aliases);
  for (const { dataset } of datasets) tables.set(dataset.name, dataset.aliases);
  return [...tables.values()].filter((table) => table.size > 0);
};

/** A table's own spellings, those of its mapping or dataset, and the shared ones behind them. Tables without any are absent. */
export const aliasVersions = (
  tables: ReadonlyArray<TableToCheck>,
  shared: ReadonlyArray<Aliases>,
  hash: (text: string) => string,
): AliasVersions => {
  const versions = new Map<RawTable, AliasVersion>();
  const made = new Map<Aliases | null, AliasVersion | null>();
  for (const { table, dataset } of tables) {
    const own = table.mapped?.aliases ?? dataset?.aliases ?? null;
    let version = made.get(own);
    if (version === undefined) {
      const text = aliasTableText(own === null ? shared : [own, ...shared]);
      version = text === '' ? null : { spellings: text.split('\n').length, hash: hash(text) };
      made.set(own, version);
    }
    if (version !== null) versions.set(table, version);
  }
  return versions;
};
