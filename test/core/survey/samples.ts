// The reference samples as designs, and figures compared with the result files of R.
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import { E } from '../../../src/core/fp.js';
import type { Problems } from '../../../src/core/model/problem.js';
import { type Codes, codesOf } from '../../../src/core/survey/codes.js';
import {
  type Design,
  type DesignColumns,
  type DesignPlaces,
  type LonelyRule,
  makeDesign,
} from '../../../src/core/survey/design.js';

export type Row = Readonly<Record<string, string>>;

const folder = new URL('../../fixtures/survey/', import.meta.url);

export const read = (file: string): ReadonlyArray<Row> => {
  const bytes = readFileSync(new URL(file, folder));
  return parse(file.endsWith('.gz') ? gunzipSync(bytes) : bytes, { columns: true });
};

export const numbers = (rows: ReadonlyArray<Row>, column: string): Float64Array =>
  Float64Array.from(rows, (row) => (row[column] === '' ? Number.NaN : Number(row[column])));

export const texts = (rows: ReadonlyArray<Row>, column: string): Codes => codesOf(rows.map((row) => row[column]!));

export const noPlaces: DesignPlaces = { name: (role) => role, at: (row) => ({ file: 'sample.csv', line: row + 2 }) };

export const built = (columns: DesignColumns, lonely: LonelyRule = 'fail'): E.Either<Problems, Design> =>
  makeDesign(columns, lonely, noPlaces);

export const right = <A>(either: E.Either<Problems, A>): A => {
  if (E.isLeft(either)) throw new Error(JSON.stringify(either.left));
  return either.right;
};

export interface Sample {
  readonly rows: ReadonlyArray<Row>;
  readonly design: Design;
  /** By name, the derived variables of 0 and 1 among them. */
  readonly y: (name: string) => Float64Array;
}

const files: Readonly<Record<string, string>> = {
  srs: 'apisrs',
  strat: 'apistrat',
  clus1: 'apiclus1',
  clus2: 'apiclus2',
  tiny: 'tiny_strat',
};

const yes = (rows: ReadonlyArray<Row>, column: string): Float64Array =>
  Float64Array.from(rows, (row) => (row[column] === '' ? Number.NaN : row[column] === 'Yes' ? 1 : 0));

export const variableOf =
  (rows: ReadonlyArray<Row>) =>
  (name: string): Float64Array => {
    if (name === 'tall') return numbers(rows, 'api00').map((value) => (value >= 700 ? 1 : 0));
    const derived: Readonly<Record<string, string>> = { awd: 'awards', sw: 'sch_wide', ci: 'comp_imp', yr: 'yr_rnd' };
    return derived[name] === undefined ? numbers(rows, name) : yes(rows, derived[name]);
  };

export const columnsOf = (name: string, rows: ReadonlyArray<Row>): DesignColumns => {
  const [kind = '', fpc] = name.split('_');
  const withFpc = fpc === 'fpc';
  const none = { rows: rows.length, stratum: null, psu: null, second: null, fpc: null, fpc2: null };
  if (kind === 'tiny') {
    const population = withFpc ? numbers(rows, 'Nh') : null;
    return {
      ...none,
      weight: numbers(rows, 'weight'),
      stratum: texts(rows, 'stratid'),
      psu: texts(rows, 'psuid'),
      fpc: population,
    };
  }
  if (kind === 'clus2') {
    const base = { ...none, psu: texts(rows, 'dnum'), second: texts(rows, 'snum') };
    return withFpc
      ? { ...base, weight: null, fpc: numbers(rows, 'fpc1'), fpc2: numbers(rows, 'fpc2') }
      : { ...base, weight: numbers(rows, 'pw') };
  }
  return {
    ...none,
    weight: numbers(rows, 'pw'),
    stratum: kind === 'strat' ? texts(rows, 'stype') : null,
    psu: kind === 'clus1' ? texts(rows, 'dnum') : null,
    fpc: withFpc ? numbers(rows, 'fpc') : null,
  };
};

const made = new Map<string, Sample>();

/** `strat_fpc` and the like. */
export const sample = (name: string): Sample => {
  let found = made.get(name);
  if (found === undefined) {
    const rows = read(`data/${files[name.split('_')[0]!]}.csv`);
    found = { rows, design: right(built(columnsOf(name, rows))), y: variableOf(rows) };
    made.set(name, found);
  }
  return found;
};

/** Relative difference; absolute where the figure is 0 up to rounding; blank means that there is no figure. */
export const off = (ours: number, theirs: string | undefined): number => {
  if (theirs === undefined) throw new Error('no such column');
  if (theirs === '' || theirs === 'NA') return Number.isNaN(ours) ? 0 : Number.POSITIVE_INFINITY;
  const value = Number(theirs);
  if (ours === value) return 0;
  const away = Math.abs(ours - value);
  if (Math.abs(value) < 1e-9) return away < 1e-9 ? 0 : away;
  return Number.isNaN(away) ? Number.POSITIVE_INFINITY : away / Math.abs(value);
};

export interface Worst {
  off: number;
  where: string;
  compared: number;
}

/** Compares named figures of a row with ours and keeps the largest difference. */
export const comparer = () => {
  const worst: Worst = { off: 0, where: '', compared: 0 };
  const hold = (row: Row, ours: Readonly<Record<string, number>>): void => {
    for (const [name, value] of Object.entries(ours)) {
      worst.compared++;
      const away = off(value, row[name]);
      if (!(away <= worst.off)) {
        worst.off = away;
        worst.where = `${name}: ours ${value}, R ${row[name]}, of ${JSON.stringify(row)}`;
      }
    }
  };
  return { hold, worst };
};
