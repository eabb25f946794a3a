import { describe, expect, it } from 'vitest';
import { compute } from '../aggregate/compute.js';
import { largestError, referenceTable } from '../coinr-small.js';
import { gap, impute } from './input.js';

describe('imputation of columns', () => {
  it('fills the gaps of the reference set in four ways', () => {
    const denominated = referenceTable('denominated.csv');
    const fills = referenceTable('imputation.csv');
    const columns = denominated.names.map(denominated.column);
    const groups = referenceTable('inputs/units.csv').text('group');
    const names = [...new Set(groups)];
    const groupOf = Int32Array.from(groups, (group) => names.indexOf(group));
    for (const [method, theirs] of [
      ['mean', 'mean'],
      ['median', 'median'],
      ['group-mean', 'group_mean'],
      ['group-median', 'group_median'],
    ] as const) {
      const filled = impute(method, columns, { groupOf });
      const ours = fills.units.map(
        (unit, row) =>
          filled.columns[denominated.names.indexOf(fills.text('code')[row]!)]![denominated.units.indexOf(unit)]!,
      );
      expect(largestError(ours, fills.column(theirs))).toBeLessThan(1e-12);
    }
    const isles = groups.filter((group) => group === 'Isles').length;
    const byGroup = impute('group-mean', columns, { groupOf }).records[denominated.names.indexOf('I10')]!;
    expect(byGroup.figures.left).toBe(isles);
  });

  it('counts what it filled and what it left, and marks it', () => {
    const { columns, records, faults } = impute('mean', [
      [1, gap, 6, gap],
      [gap, gap, gap, gap],
      [1, 2, 3, 4],
    ]);
    expect([...columns[0]!]).toEqual([1, 3.5, 6, 3.5]);
    expect([...records[0]!.marks!]).toEqual([0, 1, 0, 1]);
    expect(records.map(({ figures }) => figures)).toEqual([
      { mean: 3.5, n: 2, filled: 2, left: 0 },
      { n: 0, filled: 0, left: 4 },
      { filled: 0, left: 0 },
    ]);
    expect(records[0]!.expression(1)).toBe('3.5');
    expect(records[0]!.expression(0)).toBeNull();
    expect(faults).toEqual([]);
  });

  it('leaves a gap that does not apply to the unit', () => {
    const { columns } = impute('median', [[1, gap, gap]], { gaps: [Uint8Array.of(1, 0, 1)] });
    expect([...columns[0]!]).toEqual([1, gap, 1]);
  });

  it('leaves units without a group alone', () => {
    const { columns } = impute('group-median', [[4, gap, 8, gap]], { groupOf: Int32Array.of(0, 0, 1, -1) });
    expect([...columns[0]!]).toEqual([4, 4, 8, gap]);
  });

  it('gives the number that the author gave', () => {
    expect([...impute('constant', [[4, gap]], {}, { value: 0 }).columns[0]!]).toEqual([4, 0]);
  });
});

describe('imputation of rows', () => {
  // Shares of the second unit: 0.5 of 0..10, and, less being better, 0.25 of 100..60.
  const columns = [
    [0, 5, 10],
    [100, 90, 60],
    [20, gap, 60],
    [7, 7, 7],
  ];
  const directions = [1, -1, 1, 1] as const;

  it('takes the mean share of the other indicators to the range of the column', () => {
    const { columns: filled, records } = impute('row-mean', columns, { directions });
    expect(filled[2]![1]).toBe(20 + 40 * 0.375);
    expect(compute(records[2]!.expression(1)!)).toBe(filled[2]![1]);
    const turned = impute('row-mean', columns, { directions: [1, -1, -1, 1] });
    expect(turned.columns[2]![1]).toBe(60 - 40 * 0.375);
  });

  it('takes the median, and stays inside the block', () => {
    const more = [...columns.slice(0, 3), [0, 10, 10]];
    expect(impute('row-median', more, { directions }).columns[2]![1]).toBe(40);
    expect(impute('row-mean', more, { directions, blockOf: Int32Array.of(0, 1, 0, 1) }).columns[2]![1]).toBe(40);
  });

  it('leaves the gap of a unit that has nothing else in the block', () => {
    const { columns: filled, records } = impute('row-mean', columns, {
      directions,
      blockOf: Int32Array.of(0, 0, 1, 1),
    });
    expect(filled[2]![1]).toBeNaN();
    expect(records[2]!.figures.left).toBe(1);
  });
});
