// Raw tables to checked rows: every row is kept or refused with its place, and every cell accounted for. Start reading here.

import type { Instrument } from '../define/instrument.js';
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import { problem } from '../model/problem.js';
import type { Unit } from '../model/unit.js';
import { unreadAccount } from './account.js';
import type { Aliases } from './aliases.js';
import { readAssessments } from './assessments.js';
import type { CheckedTable, TableToCheck } from './checked.js';
import type { Dataset } from './datapackage.js';
import { type Header, readHeader, recognise } from './header.js';
import { type Reading, seenKeys } from './keys.js';
import { readObservations } from './observations.js';
import { plainVariables, readPlainObservations } from './plain-observations.js';
import { registerOf } from './register.js';
import { readResponses } from './responses.js';
import { readUnits } from './units.js';
import type { Vocabulary } from './vocabulary.js';

export interface IntakeInput {
  readonly tables: ReadonlyArray<TableToCheck>;
  /** `--period`. */
  readonly period: string | null;
  /** Units that the store holds already. */
  readonly units: ReadonlyArray<Unit>;
  readonly vocabulary: Vocabulary;
  /** Spellings of units that datasets have brought, one table for each. */
  readonly aliases?: ReadonlyArray<Aliases>;
  /** Questionnaires that responses may be to. */
  readonly instruments?: ReadonlyArray<Instrument>;
}

/**
 * One entry for each table, in the order given. Units are read first, so that the other tables may name those of the same call.
 * Problems stand in the accounts, in the order of the rows; a table that is not `readable` has no rows that could be kept.
 */
export const checkTables = ({
  tables,
  period,
  units,
  vocabulary,
  aliases = [],
  instruments = [],
}: IntakeInput): ReadonlyArray<CheckedTable> => {
  const headed = tables.map((input) => ({
    ...input,
    header: readHeader(input.table, input.kind, period !== null),
  }));
  const results = new Map<TableToCheck['table'], CheckedTable>();
  const entry = (input: TableToCheck, found: Partial<CheckedTable> & Pick<CheckedTable, 'account'>): void => {
    results.set(input.table, {
      file: input.table.file,
      sheet: input.table.sheet,
      dataset: input.dataset?.name ?? null,
      kind: null,
      units: [],
      observations: [],
      assessments: [],
      readable: true,
      ...found,
    });
  };

  const unitsTables: (TableToCheck & { readonly header: Header })[] = [];
  const others: (TableToCheck & { readonly header: Header })[] = [];
  for (const input of headed) {
    if (E.isLeft(input.header)) {
      entry(input, { account: unreadAccount(input.table, input.header.left), readable: false });
    } else {
      const header = input.header.right;
      (header.kind === 'units' ? unitsTables : others).push({ ...input, header });
    }
  }

  const stored = new Map(units.map((unit) => [unit.code, unit]));
  readUnits(unitsTables, stored).forEach((found, i) => {
    const input = unitsTables[i]!;
    entry(input, { kind: 'units', ...found });
    for (const unit of found.units) stored.set(unit.code, unit);
  });

  const register = registerOf(stored.values(), aliases);
  const seen = seenKeys();
  for (const input of others) {
    const { table, header, dataset } = input;
    const reading: Reading = { table, header, dataset, register, period, seen };
    if (header.kind === 'assessments') {
      entry(input, { kind: 'assessments', ...readAssessments(reading, vocabulary) });
      continue;
    }
    if (header.kind === 'responses') {
      const { headerProblems, ...found } = readResponses(reading, instruments);
      if (headerProblems.length === 0) entry(input, { kind: 'responses', ...found });
      else entry(input, { kind: 'responses', account: unreadAccount(table, headerProblems), readable: false });
      continue;
    }
    const plain = readPlainObservations(reading, vocabulary);
    if (plain !== null) {
      entry(input, { kind: 'observations', ...plain });
      continue;
    }
    const { observations, account, headerProblems } = readObservations(reading, vocabulary);
    if (headerProblems.length === 0) entry(input, { kind: 'observations', observations, account });
    else entry(input, { kind: 'observations', account: unreadAccount(table, headerProblems), readable: false });
  }
  return tables.flatMap(({ table }) => results.get(table) ?? []);
};

/** Whether any of these tables holds answers: then the questionnaires have to be known. */
export const holdsResponses = (tables: ReadonlyArray<TableToCheck>): boolean =>
  tables.some(({ table, kind }) => (kind ?? recognise(table.header)) === 'responses');

/** Whether reading these tables takes the definitions: criteria always, variables only where no dataset declares them. */
export const needsDefinitions = (
  tables: ReadonlyArray<TableToCheck>,
  declared: ReadonlySet<string>,
  period: string | null,
): boolean =>
  tables.some(({ table, kind }) => {
    const header = readHeader(table, kind, period !== null);
    if (E.isLeft(header) || header.right.kind === 'units' || header.right.kind === 'responses') return false;
    if (header.right.kind === 'assessments') return true;
    if (header.right.shape === 'wide') return header.right.further.some(({ name }) => !declared.has(name));
    const plain = plainVariables(table, header.right, period);
    if (plain !== null) return plain.some((name) => !declared.has(name));
    const column = header.right.at('variable');
    return table.rows.some(({ cells }) => !declared.has((cells[column] ?? '').trim()));
  });

/** The same variable must be measured in the same thing wherever it is declared: later datasets may not turn people into per cent. */
export const variableConflicts = (
  datasets: ReadonlyArray<{ readonly dataset: Dataset; readonly file: string }>,
  stored: ReadonlyMap<string, { readonly dataset: string | null; readonly measuredIn: string }>,
): Problems => {
  const known = new Map(stored);
  return datasets.flatMap(({ dataset, file }) =>
    dataset.variables.flatMap(({ name, measuredIn }) => {
      const text = JSON.stringify(measuredIn);
      const before = known.get(name);
      known.set(name, { dataset: dataset.name, measuredIn: text });
      if (before === undefined || before.dataset === null || before.dataset === dataset.name) return [];
      if (before.measuredIn === text) return [];
      return [problem('VariableConflict', { variable: name, dataset: dataset.name, other: before.dataset }, { file })];
    }),
  );
};
