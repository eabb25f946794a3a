import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { csvText } from '../../../src/shell/programs/csv-text.js';
import { scoresAsCsv, scoresPackage } from '../../../src/shell/programs/report-data.js';
import { unsureInput } from '../../core/report/small-report.js';
import { demoInput } from './report-input.js';

test.each(['=1+1', '+7', '-1', '@SUM(A1)', '\tx', '\rx', '\0x', '＝1+1', "=cmd|' /C calc'!A0"])(
  'the text %j is no formula in a spreadsheet',
  (text) => {
    const [[cell]] = parse(csvText([[text]])) as [[string]];
    expect(cell).toBe(`'${text}`);
  },
);

test('numbers stay numbers, to the last digit, and what is none is an empty cell', () => {
  expect(csvText([[-1.5, 0.1 + 0.2, 1e-7, -0, Number.NaN, Number.POSITIVE_INFINITY, null]])).toBe(
    '-1.5,0.30000000000000004,1e-7,0,,,\r\n',
  );
});

test('any text is read back as it was, but for the apostrophe', () => {
  const row = fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 5 });
  fc.assert(
    fc.property(row, (texts) => {
      const [read] = parse(csvText([texts]), { relax_column_count: true }) as [string[]];
      expect(read.map((cell, i) => (cell === `'${texts[i]}` ? texts[i] : cell))).toEqual(texts);
    }),
    { numRuns: 300 },
  );
});

describe('the table of scores', () => {
  const input = demoInput(3);
  const rows: ReadonlyArray<Readonly<Record<string, string>>> = parse(scoresAsCsv(input), { columns: true });

  test('has a row for each unit, best first, with full doubles', () => {
    expect(rows.map(({ code }) => code)).toEqual(input.scores.order.map((p) => input.scores.columns.units[p]!.code));
    const first = input.scores.order[0]!;
    expect(Number(rows[0]!.score)).toBe(input.scores.units[first]!.score);
    expect(rows[0]!.name_kk).toBe(input.scores.columns.units[first]!.name.kk);
  });

  test('and a package that names its columns in their order', () => {
    const { resources, made_up } = JSON.parse(scoresPackage(input));
    expect(resources[0].schema.fields.map(({ name }: { name: string }) => name)).toEqual(Object.keys(rows[0]!));
    expect(made_up).toBe(true);
  });

  test('has the ends of the places and the group where the index was drawn, and no such columns where it was not', () => {
    const drawn = unsureInput();
    const [first] = parse(scoresAsCsv(drawn), { columns: true }) as ReadonlyArray<Readonly<Record<string, string>>>;
    const own = drawn.uncertainty!.summary.units[drawn.scores.order[0]!]!;
    expect([first!.rank_p05, first!.rank_p95, first!.group]).toEqual([
      String(own.rank!.p05),
      String(own.rank!.p95),
      '1',
    ]);
    const { resources } = JSON.parse(scoresPackage(drawn));
    expect(resources[0].schema.fields.map(({ name }: { name: string }) => name)).toEqual(Object.keys(first!));
    expect(resources.map(({ path }: { path: string }) => path)).toContain('uncertainty.json');
    expect(Object.keys(rows[0]!)).not.toContain('group');
  });
});
