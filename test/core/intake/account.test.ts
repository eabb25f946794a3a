// The law of the account: whatever a table holds, cells = stored + states + refused, each refused cell once, and nothing thrown.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { checkTables } from '../../../src/core/intake/intake.js';
import { type RawTable, type Separator, separators, type TableKind } from '../../../src/core/intake/table.js';
import type { Vocabulary } from '../../../src/core/intake/vocabulary.js';
import { sameInAll } from '../../../src/core/model/text.js';
import type { Unit } from '../../../src/core/model/unit.js';

const unit = (code: string, name: string): Unit => ({
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
const units = [unit('100000000', 'Abai Region'), unit('110000000', 'Akmola Region'), unit('710000000', '__proto__')];
const vocabulary: Vocabulary = {
  variables: new Map(['roads_km', 'people', 'constructor'].map((name) => [name, { measuredIn: null }])),
  titles: new Map(),
  criteria: new Map([
    ['openness', { grades: ['none', 'full'], reasons: ['no_budget'] }],
    ['toString', { grades: [], reasons: [] }],
  ]),
};

const headers: Readonly<Record<TableKind, ReadonlyArray<ReadonlyArray<string>>>> = {
  units: [['code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', 'population', 'constructor']],
  observations: [
    ['unit', 'period', 'variable', 'value', 'status', 'note'],
    ['unit', 'period', 'roads_km', 'constructor'],
  ],
  assessments: [['unit', 'period', 'indicator', 'grade', 'value', 'reason', 'comment']],
  responses: [['instrument', 'respondent', 'unit', 'period', 'weight', 'cluster']],
};

/** What people and programs leave in cells; names of JavaScript among them. */
const cell = fc.oneof(
  { arbitrary: fc.constantFrom('', ' ', '\u00a0'), weight: 2 },
  {
    arbitrary: fc.constantFrom('100000000', '110000000', '="710000000"', '7.1E+08', '1,1E+08', "'110000000"),
    weight: 4,
  },
  { arbitrary: fc.constantFrom('2025', '2025-H1', '2024', 'фев.24'), weight: 4 },
  { arbitrary: fc.constantFrom('roads_km', 'people', 'openness', 'full', 'no_budget', 'region', 'city'), weight: 4 },
  {
    arbitrary: fc.constantFrom('1', '12.5', '12,5', '1,234', '1 234,5', '12 %', '-', 'х', '...', '0,0', '007'),
    weight: 6,
  },
  { arbitrary: fc.constantFrom('Abai Region', 'Аbai Region', 'Итого', 'Қазақстан Республикасы', 'missing'), weight: 3 },
  { arbitrary: fc.constantFrom('__proto__', 'constructor', 'toString', 'hasOwnProperty', '=1+1', '@x'), weight: 3 },
  { arbitrary: fc.string({ maxLength: 6 }), weight: 1 },
);

const tableOf = (kind: TableKind): fc.Arbitrary<RawTable> =>
  fc
    .record({
      header: fc.constantFrom(...headers[kind]),
      rows: fc.array(fc.array(cell, { minLength: 1, maxLength: 9 }), { maxLength: 12 }),
      square: fc.boolean(),
      separator: fc.constantFrom<Separator | null>(...separators, null),
      file: fc.constantFrom('f.csv', '__proto__', 'constructor.csv'),
    })
    .map(({ header, rows, square, separator, file }) => ({
      file,
      sheet: null,
      header,
      headerRow: 1,
      rows: rows.map((cells, i) => ({
        row: i + 2,
        cells: square ? header.map((_, column) => cells[column % cells.length]!) : cells,
      })),
      faults: [],
      separator,
      place: (row, column) => ({ file, line: row, column: column + 1 }),
    }));

const kinds: ReadonlyArray<TableKind> = ['units', 'observations', 'assessments'];

describe('cells = stored + states + refused', () => {
  test.each(kinds)('in tables of %s', (kind) => {
    fc.assert(
      fc.property(tableOf(kind), fc.boolean(), (table, withUnits) => {
        const [checked] = checkTables({
          tables: [{ table, kind: null, dataset: null }],
          period: null,
          units: withUnits ? units : [],
          vocabulary,
        });
        const { account, readable } = checked!;
        const size = table.rows.reduce((sum, { cells }) => sum + Math.max(cells.length, table.header.length), 0);
        const states = [...account.states.values()];
        expect(account.cells).toBe(size);
        expect(account.stored + states.reduce((sum, n) => sum + n, 0) + account.refused.length).toBe(size);
        expect([account.stored, ...states].every((n) => n >= 0)).toBe(true);
        expect(new Set(account.refused.map(({ place }) => place)).size).toBe(account.refused.length);
        // A row is kept, refused, or passed over as blank or as a total: none is lost.
        const kept = new Set(
          [...checked!.units, ...checked!.observations, ...checked!.assessments].map(({ row }) => row),
        );
        const passed = table.rows.filter(({ cells }) => cells.every((text) => text.trim() === '')).length;
        if (readable) expect(kept.size + account.skippedRows + account.totals.length + passed).toBe(table.rows.length);
        for (const { from, to } of account.repaired) {
          expect(units.map(({ code }) => code)).toContain(to);
          expect(from).not.toBe(to);
        }
      }),
      { numRuns: 400, seed: 5 },
    );
  });
});

test('names of JavaScript are taken or refused in every place, never lost', () => {
  const names = ['__proto__', 'constructor', 'toString', 'hasOwnProperty', 'valueOf', '__defineGetter__'];
  const place = (row: number, column: number) => ({ file: '__proto__', line: row, column: column + 1 });
  fc.assert(
    fc.property(fc.array(fc.constantFrom(...names), { minLength: 7, maxLength: 7 }), (cells) => {
      const header = ['unit', 'period', 'indicator', 'grade', 'reason', 'comment', 'evidence'];
      const row = { row: 2, cells };
      const table: RawTable = {
        file: '__proto__',
        sheet: '__proto__',
        header,
        headerRow: 1,
        rows: [row],
        faults: [],
        separator: ',',
        place,
      };
      const input = { tables: [{ table, kind: null, dataset: null }], period: null, units, vocabulary };
      const account = checkTables(input)[0]!.account;
      expect(account.refused.length).toBeGreaterThan(0);
      expect(account.problems.every(({ code }) => code !== undefined)).toBe(true);
      const [headed] = checkTables({ ...input, tables: [{ ...input.tables[0]!, table: { ...table, header: cells } }] });
      expect(headed?.account.problems.length).toBeGreaterThan(0);
      expect(headed?.account.states.get('unread')).toBe(7);
    }),
    { numRuns: 100, seed: 6 },
  );
});
