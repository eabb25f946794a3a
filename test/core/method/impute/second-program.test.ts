// Against a second program that shares nothing with ours (test/fixtures/imputation).
import { describe, expect, it } from 'vitest';
import { largestError, referenceTable } from '../coinr-small.js';
import { impute } from './input.js';

const units = referenceTable('../imputation/units.csv');
const fills = referenceTable('../imputation/fills.csv');
const estimates = referenceTable('../imputation/estimates.csv');
const columns = units.names.map(units.column);
const figure = (name: string) => estimates.column('value')[estimates.units.indexOf(name)]!;
const filled = (method: string, settings = {}) => {
  const result = impute(method, columns, { ids: units.names }, settings);
  expect(result.faults).toEqual([]);
  const cells = fills.units.map(
    (unit, row) => result.columns[units.names.indexOf(fills.text('indicator')[row]!)]![units.units.indexOf(unit)]!,
  );
  return { ...result, cells };
};

describe('imputation agrees with a second program', () => {
  it('em', () => {
    const { cells, records } = filled('em', { tolerance: 1e-12 });
    expect(largestError(cells, fills.column('em'))).toBeLessThan(1e-9);
    units.names.forEach((name, c) => {
      expect(largestError([records[c]!.figures.mean!], [figure(`mean ${name}`)])).toBeLessThan(1e-9);
      expect(largestError([records[c]!.figures.sd!], [figure(`sd ${name}`)])).toBeLessThan(1e-9);
    });
  });

  it('em at the tolerance it has by itself', () => {
    expect(largestError(filled('em').cells, fills.column('em'))).toBeLessThan(1e-7);
  });

  it.each(['mean', 'median', 'by-distance'])('nearest-neighbours, %s', (combine) => {
    const { cells } = filled('nearest-neighbours', { neighbours: 3, shared: 2, combine });
    expect(largestError(cells, fills.column(`neighbours_${combine.replace('-', '_')}`))).toBeLessThan(1e-12);
  });

  it('regression', () => {
    const result = impute('regression', columns, { ids: units.names }, { on: ['a', 'b'] });
    const d = units.names.indexOf('d');
    const cells = fills.units.map((unit, row) =>
      fills.text('indicator')[row] === 'd' ? result.columns[d]![units.units.indexOf(unit)]! : Number.NaN,
    );
    expect(largestError(cells, fills.column('regression'))).toBeLessThan(1e-12);
    const { figures } = result.records[d]!;
    for (const name of ['intercept', 'slope a', 'slope b', 'r_squared']) {
      expect(largestError([figures[name]!], [figure(name)])).toBeLessThan(1e-10);
    }
  });
});
