import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { analyse, sheetsDocument } from '../../../src/core/analyse/analyse.js';
import { regressionFormula } from '../../../src/core/analyse/regress.js';
import { type Cell, type Sheet, sheetIds } from '../../../src/core/analyse/sheet.js';
import type { Variables } from '../../../src/core/analyse/variables.js';
import { E } from '../../../src/core/fp.js';

const gap = Number.NaN;
const variablesOf = (columns: Readonly<Record<string, ReadonlyArray<number>>>): Variables => {
  const indicators = Object.keys(columns);
  const n = columns[indicators[0]!]!.length;
  const total = Float64Array.from({ length: n }, (_, p) => {
    const there = indicators.map((id) => columns[id]![p]!).filter((x) => !Number.isNaN(x));
    return there.reduce((s, x) => s + x, 0) / there.length;
  });
  return {
    units: Array.from({ length: n }, (_, p) => `u${p}`),
    stage: 'normalised',
    columns: new Map<string, Float64Array>([
      ['all', total],
      ...indicators.map((id) => [id, Float64Array.from(columns[id]!)] as const),
    ]),
    indicators,
    groups: [{ id: 'all', children: indicators }],
    above: new Map<string, ReadonlyArray<string>>([['all', []], ...indicators.map((id) => [id, ['all']] as const)]),
  };
};
const whole = {
  pairs: { high: 0.9, low: -0.2 },
  regress: { outcome: 'all', by: ['a', 'b'] },
  clusters: 'auto',
  seed: 1,
} as const;
const sheetOf = (sheets: ReadonlyArray<Sheet>, id: string): Sheet => sheets.find((each) => each.id === id)!;
const cell = ({ columns, rows }: Sheet, row: number, name: string): Cell => rows[row]![columns.indexOf(name)]!;
const isClean = (sheets: ReadonlyArray<Sheet>): boolean =>
  sheets.every(({ columns, rows }) =>
    rows.every((row) => row.length === columns.length && row.every((x) => typeof x !== 'number' || Number.isFinite(x))),
  );

describe('the analysis of an index', () => {
  it('tells twins, opposites and a column made of others', () => {
    const a = [1, 2, 4, 7, 11, 3, 5];
    const b = [5, 1, 3, 2, 9, 8, 4];
    const sheets = analyse(
      variablesOf({
        a,
        b,
        twin: a.map((x, i) => 2 * x + (i % 2) * 0.1),
        turned: a.map((x) => -x),
        sum: a.map((x, i) => x + b[i]!),
      }),
      whole,
    );
    const pairs = sheetOf(sheets, 'correlations');
    const flags = Object.fromEntries(pairs.rows.map((row, i) => [`${row[1]} ${row[2]}`, cell(pairs, i, 'flag')]));
    expect(flags).toMatchObject({ 'a twin': 'high', 'a turned': 'opposed', 'a b': 'ok' });
    expect(cell(sheetOf(sheets, 'collinearity'), 0, 'flag')).toBe('singular');
    expect(cell(sheetOf(sheets, 'collinearity'), 0, 'condition')).toBeNull();
    const items = sheetOf(sheets, 'items');
    expect(items.rows.map((row) => [row[1], row[4]])).toContainEqual(['turned', 'against']);
  });

  it('says why there is no answer, and never prints NaN: empty, constant, two units', () => {
    const odd = analyse(variablesOf({ a: [1, 2, 3, 4, 5], b: [2, 2, 2, 2, 2], c: [gap, gap, gap, gap, gap] }), whole);
    expect(isClean(odd)).toBe(true);
    expect(sheetOf(odd, 'correlations').notes).toEqual([{ id: 'silent', args: { n: 2, ids: 'b, c' } }]);
    expect(sheetOf(odd, 'model').notes.map(({ id }) => id)).toEqual(['model_dependent']);
    expect(sheetOf(odd, 'alpha').rows[0]).toEqual(['all', 1, 2, 5, null, null, null, 'unknown']);
    const two = analyse(variablesOf({ a: [1, 2], b: [3, 1] }), { ...whole, clusters: 3 });
    expect(isClean(two)).toBe(true);
    expect(sheetOf(two, 'model').notes[0]).toEqual({ id: 'model_few_units', args: { ids: 'all', n: 2, least: 4 } });
    expect(sheetOf(two, 'clusterings').notes[0]!.id).toBe('clusters_few');
  });

  it('whatever the columns hold, every cell is a text, a number or nothing', () => {
    const value = fc.oneof(
      fc.constant(gap),
      fc.constant(0),
      fc.constant(50),
      fc.double({ min: 0, max: 100, noNaN: true }),
      fc.double({ min: -1e12, max: 1e12, noNaN: true }),
    );
    const column = (n: number) => fc.array(value, { minLength: n, maxLength: n });
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 9 }).chain((n) => fc.record({ a: column(n), b: column(n), c: column(n) })),
        (columns) => {
          const sheets = analyse(variablesOf(columns), whole);
          expect(isClean(sheets)).toBe(true);
          expect(JSON.parse(JSON.stringify(sheetsDocument(sheets)))).toEqual(sheetsDocument(sheets));
          expect(sheets.every(({ id }) => sheetIds.includes(id))).toBe(true);
        },
      ),
      { numRuns: 200 },
    );
  });

  it('reads a formula, and tells names it does not know', () => {
    const names = ['all', 'a', 'b-1'];
    expect(regressionFormula('all ~ a + b-1', names)).toEqual(E.right({ outcome: 'all', by: ['a', 'b-1'] }));
    for (const wrong of ['all', '~a', 'all~', 'all~a+', 'all~a+a', 'all~all', 'a+b~all', 'a~b~c'])
      expect(regressionFormula(wrong, names), wrong).toMatchObject({ left: [{ code: 'BadOption' }] });
    expect(regressionFormula('all~b-2', names)).toMatchObject({
      left: [{ code: 'AnalysisName', args: { name: 'b-2', nearest: 'b-1' } }],
    });
  });
});
