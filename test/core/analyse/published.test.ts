import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { claimsOf, judgePublished, publishedMatrix } from '../../../src/core/analyse/published.js';
import type { Sheet } from '../../../src/core/analyse/sheet.js';
import { E } from '../../../src/core/fp.js';
import type { RawTable } from '../../../src/core/intake/table.js';

const tableOf = (file: string, [header = [], ...rows]: ReadonlyArray<ReadonlyArray<string>>): RawTable => ({
  file,
  sheet: null,
  header,
  headerRow: 1,
  rows: rows.map((cells, i) => ({ row: i + 2, cells })),
  faults: [],
  separator: ',',
  place: (row, column) => ({ file, line: row, column: column + 1 }),
});
const fixture = (name: string): RawTable => {
  const rows: string[][] = parse(readFileSync(`test/fixtures/article/${name}`, 'utf8'));
  return tableOf(name, rows);
};
const right = <A>(made: E.Either<unknown, A>): A => {
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};
const codes = (made: E.Either<ReadonlyArray<{ readonly code: string; readonly at?: unknown }>, unknown>) =>
  E.isLeft(made) ? made.left.map(({ code, at }) => [code, at]) : [];
const sheetOf = (sheets: ReadonlyArray<Sheet>, id: string): Sheet => sheets.find((each) => each.id === id)!;
const records = ({ columns, rows }: Sheet) =>
  rows.map((row) => Object.fromEntries(columns.map((name, c) => [name, row[c]])));

describe("the article's Table 6", () => {
  const matrix = right(publishedMatrix(fixture('table-6.csv')));
  const sheets = judgePublished(matrix, right(claimsOf(fixture('text.csv'), matrix)));

  it('has three eigenvalues of zero within rounding, so about five observations', () => {
    expect(records(sheetOf(sheets, 'matrix'))).toEqual([
      { names: 7, decimals: 3, rounding: expect.closeTo(0.003, 12), near_zero: 3, negative: 0, observations: 5 },
    ]);
    const values = records(sheetOf(sheets, 'eigenvalues')).map(({ eigenvalue }) => Number(eigenvalue));
    const printed = [4.427, 1.819, 0.396, 0.354, 0.002, 0.001, 0.0004];
    expect(values).toEqual(printed.map((value) => expect.closeTo(value, value < 0.001 ? 4 : 3)));
    const notes = sheetOf(sheets, 'matrix').notes.map(({ id }) => id);
    expect(notes).toEqual(['diagonal_ok', 'symmetry_ok', 'range_ok', 'definite', 'few_observations', 'telling']);
  });

  it('with five observations two of 21 pairs differ from zero', () => {
    const telling = records(sheetOf(sheets, 'pairs')).filter(({ flag }) => flag === 'telling');
    expect(telling.map(({ r }) => r)).toEqual([0.93, 0.895]);
    expect(sheetOf(sheets, 'matrix').notes.at(-1)!.args).toMatchObject({ n: 5, least: expect.closeTo(0.8783, 4) });
  });

  it('its text gives one figure to the wrong pair, and the pair that it fits is named', () => {
    const claims = records(sheetOf(sheets, 'claims'));
    expect(claims.map(({ verdict }) => verdict)).toEqual(['agrees', 'agrees', 'agrees', 'contradicts']);
    expect(claims[3]).toMatchObject({
      a: 'transfers_million',
      b: 'socio_economic_development_index',
      text: 0.93,
      table: 0.677,
      belongs_to: 'transfers_million × social_expenditures_million (0.93)',
    });
  });
});

describe('a published table', () => {
  const judged = (rows: ReadonlyArray<ReadonlyArray<string>>) =>
    judgePublished(right(publishedMatrix(tableOf('t.csv', rows))), []);
  const notesOf = (rows: ReadonlyArray<ReadonlyArray<string>>) =>
    sheetOf(judged(rows), 'matrix').notes.map(({ id }) => id);

  it('that no data can give is told so', () => {
    expect(
      notesOf([
        ['', 'a', 'b', 'c'],
        ['a', '1', '0.9', '-0.9'],
        ['b', '0.9', '1', '0.9'],
        ['c', '-0.9', '0.9', '1'],
      ]),
    ).toContain('indefinite');
  });

  it('that is lopsided, beyond 1 or without ones is told so', () => {
    const notes = notesOf([
      ['', 'a', 'b'],
      ['a', '0.9', '0.5'],
      ['b', '1.5', '1'],
    ]);
    expect(notes.slice(0, 3)).toEqual(['diagonal', 'symmetry', 'range']);
  });

  it('may leave one triangle blank, its rows in any order, with decimal commas', () => {
    const whole = judged([
      ['', 'a', 'b'],
      ['a', '1', '0.25'],
      ['b', '0.25', '1'],
    ]);
    const half = judged([
      ['', 'a', 'b'],
      ['b', '', ''],
      ['a', '', '0,25'],
    ]);
    expect(records(sheetOf(half, 'pairs'))).toEqual(records(sheetOf(whole, 'pairs')));
  });

  it('that cannot be read is refused at the cell', () => {
    const rows = (cell: string) => [
      ['', 'a', 'b'],
      ['a', '1', cell],
      ['b', '', '1'],
    ];
    expect(codes(publishedMatrix(tableOf('t.csv', rows('high'))))).toEqual([
      ['MatrixCell', { file: 't.csv', line: 2, column: 3 }],
    ]);
    expect(codes(publishedMatrix(tableOf('t.csv', rows(''))))).toEqual([
      ['MatrixCell', { file: 't.csv', line: 2, column: 3 }],
    ]);
    const bare = [
      ['', 'a', 'b'],
      ['a', '1', '0'],
    ];
    expect(codes(publishedMatrix(tableOf('t.csv', bare)))).toEqual([
      ['MatrixNotSquare', { file: 't.csv', line: 1, column: 1 }],
    ]);
    const matrix = right(publishedMatrix(tableOf('t.csv', rows('0.5'))));
    expect(
      codes(
        claimsOf(
          tableOf('c.csv', [
            ['a', 'b', 'r'],
            ['a', 'x', '0.5'],
          ]),
          matrix,
        ),
      ),
    ).toEqual([['MatrixName', { file: 'c.csv', line: 2, column: 2 }]]);
    expect(
      codes(
        claimsOf(
          tableOf('c.csv', [
            ['a', 'b'],
            ['a', 'b'],
          ]),
          matrix,
        ),
      ),
    ).toEqual([['ClaimColumns', { file: 'c.csv', line: 1, column: 1 }]]);
  });

  it('printed from data of few observations gives their number away', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 4, max: 6 }),
        fc.array(fc.array(fc.double({ min: -1, max: 1, noNaN: true }), { minLength: 6, maxLength: 6 }), {
          minLength: 8,
          maxLength: 8,
        }),
        (n, seeds) => {
          const data = seeds.map((row, i) => row.slice(0, n).map((x, j) => x + Math.sin(7 * i + 3 * j * j)));
          const names = data.map((_row, i) => `v${i}`);
          const unit = data.map((row) => {
            const mean = row.reduce((s, x) => s + x, 0) / n;
            const length = Math.sqrt(row.reduce((s, x) => s + (x - mean) ** 2, 0));
            return row.map((x) => (x - mean) / length);
          });
          const r = unit.map((a) => unit.map((b) => a.reduce((s, x, k) => s + x * b[k]!, 0)));
          const sheets = judged([['', ...names], ...r.map((row, i) => [names[i]!, ...row.map((x) => x.toFixed(10))])]);
          const [row] = records(sheetOf(sheets, 'matrix'));
          expect(row!['negative']).toBe(0);
          expect(Number(row!['observations'])).toBeLessThanOrEqual(n);
        },
      ),
      { numRuns: 40 },
    );
  });
});
