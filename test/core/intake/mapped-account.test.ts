// The law of the account on random messy files: whatever the mapping, each filled cell of each sheet is counted once, and
// cells = stored + states + refused.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { checkTables } from '../../../src/core/intake/intake.js';
import { mapTables } from '../../../src/core/intake/mapped.js';
import { decodeMapping } from '../../../src/core/intake/mapping.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { settleWords } from '../../../src/core/intake/settled.js';
import { type CellFault, cellKey, type RawTable } from '../../../src/core/intake/table.js';
import type { Vocabulary } from '../../../src/core/intake/vocabulary.js';
import { type Location, problem } from '../../../src/core/model/problem.js';
import { sameInAll } from '../../../src/core/model/text.js';

const unit = (code: string, name: string) => ({
  code,
  level: 'region',
  name: sameInAll(name),
  parent: null,
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: false,
  attributes: {},
});
const units = [
  unit('100000000', 'Abai Region'),
  unit('110000000', 'Akmola Region'),
  unit('150000000', 'Aktobe Region'),
];
const vocabulary: Vocabulary = {
  variables: new Map(['roads_km', 'people'].map((name) => [name, { measuredIn: sameInAll('km') }])),
  titles: new Map([['Roads', 'roads_km']]),
  criteria: new Map(),
};

const letters = ['A', 'B', 'C', 'D', 'E'];
const place =
  (sheet: string) =>
  (row: number, column: number): Location => ({
    file: 'f.xlsx',
    sheet,
    cell: `${letters[column] ?? `X${column}`}${row}`,
  });

const content = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 4,
    arbitrary: fc.constantFrom('Abai Region', 'Akmola Region*', '150000000', 'Abay', 'Total', 'Note 1', 'Roads'),
  },
  {
    weight: 4,
    arbitrary: fc.constantFrom('1', '12.5', '1 234,5', '1,234', '12 %', '-', 'х', '...', '0,0', 'km', 'bad'),
  },
  { weight: 2, arbitrary: fc.constantFrom('2024', '2025', 'people', 'roads_km', 'soon') },
  { weight: 1, arbitrary: fc.constantFrom('#date', '#percent', '#error') },
);

const faultAt = (row: number, column: number, kind: string, at: Location): CellFault => {
  if (kind === '#percent') {
    const args = { column: '', value: '45%', one: '45', other: '0.45' };
    return { row, column, value: '0.45', problem: problem('NumberAmbiguous', args, at) };
  }
  const args = kind === '#date' ? { reason: 'date', value: '2024-03-31' } : { reason: 'error', value: '#REF!' };
  return { row, column, value: String(args.value), problem: problem('CellUnreadable', args, at) };
};

/** A sheet as the reader gives it: blank where a cell is at fault, or lies under the merge that begins above it. */
const sheetOf = (name: string, grid: ReadonlyArray<ReadonlyArray<string>>, merges: ReadonlyArray<number>): RawTable => {
  const covered = new Map<number, number>();
  for (const at of merges) {
    const [row, column] = [2 + (at % 5), Math.floor(at / 5) % 5];
    if (row <= grid.length && covered.get(cellKey(row - 1, column)) === undefined) {
      covered.set(cellKey(row, column), cellKey(row - 1, column));
    }
  }
  const faults: CellFault[] = [];
  const written = new Set<number>();
  const rows = grid.map((cells, i) => ({
    row: i + 1,
    cells: cells.map((cell, column) => {
      const key = cellKey(i + 1, column);
      if (covered.has(key)) return '';
      if (cell.startsWith('#')) {
        faults.push(faultAt(i + 1, column, cell, place(name)(i + 1, column)));
        return '';
      }
      if (!/^[0-9.]+$/.test(cell)) written.add(key);
      return cell;
    }),
  }));
  return {
    file: 'f.xlsx',
    sheet: name,
    header: [],
    headerRow: 0,
    rows,
    faults,
    separator: null,
    written,
    covered,
    place: place(name),
  };
};

const sheet = (name: string) =>
  fc
    .tuple(
      fc.array(fc.array(content, { minLength: 5, maxLength: 5 }), { minLength: 1, maxLength: 8 }),
      fc.array(fc.nat(24), { maxLength: 3 }),
    )
    .map(([grid, merges]) => sheetOf(name, grid, merges));

const sometimes = (text: fc.Arbitrary<string>) => fc.oneof(fc.constant(''), text);
const column = fc.constantFrom(...letters);
const tableMapping = fc
  .tuple(
    fc.constantFrom('S', 'T'),
    fc.integer({ min: 1, max: 2 }),
    fc.shuffledSubarray(letters, { minLength: 4, maxLength: 5 }),
    fc.boolean(),
    fc.constantFrom('wide', 'long', 'dated'),
    fc.array(
      fc.constantFrom(
        'skip: [Total]',
        'stop: Note',
        'percent: of_1',
        'times: 1000',
        'decimal: comma',
        'until: 5',
        'from: 2',
        'transposed: true',
      ),
      { maxLength: 3 },
    ),
    sometimes(fc.constantFrom('aliases: {Abay: "100000000"}')),
    sometimes(column.map((name) => `where: {${name}: ["2024", Roads, people]}`)),
  )
  .map(([name, header, [key, one, two, three], fill, kind, extra, aliases, where]) => {
    const values =
      kind === 'wide'
        ? ['period: "2024"', `columns: {${one}: roads_km, ${two}: people}`]
        : kind === 'dated'
          ? [`period: {column: ${two}, take: quarter}`, `columns: {${one}: {variable: people, percent: of_100}}`]
          : [
              'period: "2025"',
              `variable: {column: ${two}, fill_down: ${fill}, others: ${fill ? 'refuse' : 'leave_out'}, names: {km: people}}`,
              `value: ${one}`,
            ];
    const measured =
      kind === 'long' && !extra.includes('times: 1000') ? `measured_in: {column: ${three}, times: {"12.5": 2}}` : '';
    const keys = [`sheet: ${name}`, `header: ${header}`, `key: {column: ${key}, fill_down: ${fill}}`];
    return [...keys, ...values, measured, ...new Set(extra), aliases, where].filter((line) => line !== '');
  });

const filledIn = (tables: ReadonlyArray<RawTable>): ReadonlySet<string> =>
  new Set(
    tables.flatMap((table) => [
      ...table.rows.flatMap(({ row, cells }) =>
        cells.flatMap((cell, at) => (cell === '' ? [] : [placeAsText(table.place(row, at))])),
      ),
      ...table.faults.map((fault) => placeAsText(table.place(fault.row, fault.column))),
    ]),
  );

test('each filled cell is counted once, whatever the file and the mapping', () => {
  let read = 0;
  const states = new Set<string>();
  fc.assert(
    fc.property(sheet('S'), sheet('T'), fc.array(tableMapping, { minLength: 1, maxLength: 2 }), (s, t, mappings) => {
      const yaml = `tables:\n${mappings.map((lines) => `  - ${lines.join('\n    ')}`).join('\n')}\n`;
      const mapping = decodeMapping('m.yaml', yaml);
      if (E.isLeft(mapping)) throw new Error(`${yaml}\n${JSON.stringify(mapping.left)}`);
      const sheets = [s, t].filter(
        (table) => table.rows.some(({ cells }) => cells.some((cell) => cell !== '')) || table.faults.length > 0,
      );
      const mapped = mapTables(mapping.right, sheets, false);
      // Columns that are not there, or a cell that two tables want: refused as a whole, with the place in the mapping.
      if (E.isLeft(mapped)) {
        expect(mapped.left.every(({ code, at }) => code.startsWith('Mapping') && at?.file === 'm.yaml')).toBe(true);
        return;
      }
      read++;
      const tables = mapped.right.map((table) => ({
        table: settleWords(table, vocabulary),
        kind: 'observations' as const,
        dataset: null,
      }));
      const checked = checkTables({ tables, period: null, units, vocabulary });
      const filled = filledIn(sheets);
      let cells = 0;
      let blank = 0;
      checked.forEach(({ account }, i) => {
        const sum = [...account.states.values()].reduce((total, n) => total + n, 0);
        expect(account.cells).toBe(account.stored + sum + account.refused.length);
        expect([...account.states.values()].every((n) => n > 0)).toBe(true);
        for (const state of account.states.keys()) states.add(state);
        cells += account.cells;
        const { table } = tables[i]!;
        // A value that should stand in a blank cell is counted too, as missing or as refused; so is a blank key, once.
        const valuePlaces = table.rows.map(({ row }) => placeAsText(table.place(row, 3)));
        const values = new Set(valuePlaces);
        blank += valuePlaces.filter((at) => !filled.has(at)).length;
        blank += account.refused.filter(({ place: at }) => !filled.has(at) && !values.has(at)).length;
      });
      expect(cells).toBe(filled.size + blank);
    }),
    { numRuns: 600, seed: 42 },
  );
  expect(read).toBeGreaterThan(100);
  expect([...states].sort()).toEqual(
    expect.arrayContaining([
      'confidential',
      'heading',
      'key',
      'missing',
      'negligible',
      'not_mapped',
      'other_sheet',
      'total',
      'zero',
    ]),
  );
});
