// Reads the small reference set (test/fixtures/coinr-small) as columns in the order of its units; an empty cell is NaN.
import { readFileSync } from 'node:fs';

export interface Table {
  readonly units: ReadonlyArray<string>;
  readonly column: (name: string) => Float64Array;
  readonly text: (name: string) => ReadonlyArray<string>;
  readonly names: ReadonlyArray<string>;
}

export const referenceTable = (path: string): Table => {
  const [head = '', ...lines] = readFileSync(`test/fixtures/coinr-small/${path}`, 'utf8').trimEnd().split('\n');
  const names = head.split(',');
  const cells = lines.map((line) => line.split(','));
  const text = (name: string): ReadonlyArray<string> => {
    const at = names.indexOf(name);
    if (at < 0) throw new Error(`${path} has no column ${name}`);
    return cells.map((row) => row[at]!);
  };
  const column = (name: string): Float64Array =>
    Float64Array.from(text(name), (cell) => (cell === '' ? Number.NaN : Number(cell)));
  return { units: cells.map((row) => row[0]!), column, text, names: names.slice(1) };
};

/** Largest |error| / max(1, |expected|); infinite where one of the two is missing and the other is not. */
export const largestError = (got: ArrayLike<number>, expected: ArrayLike<number>): number => {
  let worst = got.length === expected.length ? 0 : Number.POSITIVE_INFINITY;
  for (let i = 0; i < expected.length; i++) {
    const [a, b] = [got[i]!, expected[i]!];
    if (Number.isNaN(a) && Number.isNaN(b)) continue;
    const error = Math.abs(a - b) / Math.max(1, Math.abs(b));
    worst = Math.max(worst, Number.isNaN(error) ? Number.POSITIVE_INFINITY : error);
  }
  return worst;
};

/** The inputs of the set under the names that COINr gives to columns: iMeta, and iData in two tables. */
export const coinTables = (): { readonly meta: string; readonly units: string; readonly values: string } => {
  const input = (name: string): string => readFileSync(`test/fixtures/coinr-small/inputs/${name}.csv`, 'utf8');
  return {
    meta: input('meta')
      .replace(/^.*\n/, 'iCode,iName,Type,Level,Parent,Direction,Weight,Denominator,Target\n')
      .replaceAll(',indicator,', ',Indicator,')
      .replaceAll(',aggregate,', ',Aggregate,')
      .concat('Pop,Population,Denominator,,,,,,\ngroup,Group of units,Group,,,,,,\n'),
    units: input('units').replace(/^.*\n/, 'uCode,uName,group,Pop\n'),
    values: input('indicators')
      .replace(/^unit/, 'uCode')
      .replaceAll(/,(?=,|\n)/g, ',NA'),
  };
};
