// What a published table of correlations gives away: whether data could have made it, about how many observations stand behind it,
// which of its figures differ from zero then, and whether the text says what the table says.
import { nearest } from '../define/nearest.js';
import { E } from '../fp.js';
import type { RawTable } from '../intake/table.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { pearsonP, smallestTelling } from '../statistics/association.js';
import { tQuantile } from '../statistics/distributions.js';
import { symmetricEigen } from '../statistics/eigen.js';
import { type Note, type Sheet, sheet } from './sheet.js';

export interface Published {
  readonly names: ReadonlyArray<string>;
  /** As printed; NaN where the cell is blank. */
  readonly r: ReadonlyArray<Float64Array>;
  /** Most decimals of a cell: half a unit of the last is the rounding. */
  readonly decimals: number;
}

export interface Claim {
  readonly a: string;
  readonly b: string;
  readonly r: number;
  readonly decimals: number;
}

/** A printed coefficient: a comma is always the decimal one, and the sign may be a typographic minus. null: none. */
const coefficientOf = (text: string): number | null => {
  const plain = text.replace(/^[\u2212\u2013]/, '-').replace(',', '.');
  return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(plain) ? Number(plain) : null;
};

const decimalsOf = (text: string): number => /[.,](\d+)\s*$/.exec(text)?.[1]?.length ?? 0;

/** Header: a cell, then the names; a row for each name in any order. One triangle may be blank. */
export const publishedMatrix = (table: RawTable): E.Either<Problems, Published> => {
  const names = table.header.slice(1).map((name) => name.trim());
  const rows = new Map(table.rows.map((row) => [(row.cells[0] ?? '').trim(), row]));
  const missing = names.filter((name) => !rows.has(name));
  const extra = [...rows.keys()].filter((name) => !names.includes(name));
  if (names.length < 2 || missing.length + extra.length > 0 || new Set(names).size < names.length) {
    const args = { missing: missing.join(', ') || '–', extra: extra.join(', ') || '–', n: names.length };
    return E.left([problem('MatrixNotSquare', args, table.place(table.headerRow, 0))]);
  }
  const problems: Problem[] = [];
  let decimals = 0;
  const r = names.map((name) => {
    const row = rows.get(name)!;
    return Float64Array.from(names, (_, j) => {
      const text = (row.cells[j + 1] ?? '').trim();
      if (text === '') return Number.NaN;
      const value = coefficientOf(text);
      if (value !== null) {
        decimals = Math.max(decimals, decimalsOf(text));
        return value;
      }
      problems.push(problem('MatrixCell', { value: text }, table.place(row.row, j + 1)));
      return Number.NaN;
    });
  });
  names.forEach((name, i) => {
    names.slice(i + 1).forEach((other, k) => {
      if (Number.isNaN(r[i]![i + 1 + k]!) && Number.isNaN(r[i + 1 + k]![i]!) && problems.length === 0)
        problems.push(problem('MatrixCell', { value: '' }, table.place(rows.get(name)!.row, names.indexOf(other) + 1)));
    });
  });
  return problems.length > 0 ? E.left(problems) : E.right({ names, r, decimals });
};

/** Columns a, b, r, by name. */
export const claimsOf = (table: RawTable, { names }: Published): E.Either<Problems, ReadonlyArray<Claim>> => {
  const heads = table.header.map((name) => name.trim());
  const at = ['a', 'b', 'r'].map((name) => heads.indexOf(name));
  if (at.includes(-1)) {
    const args = { columns: 'a, b, r' };
    return E.left([problem('ClaimColumns', args, table.place(table.headerRow, 0))]);
  }
  const problems: Problem[] = [];
  const claims = table.rows.map(({ row, cells }): Claim => {
    const [a = '', b = '', text = ''] = at.map((column) => (cells[column] ?? '').trim());
    [a, b].forEach((name, k) => {
      if (!names.includes(name))
        problems.push(problem('MatrixName', { name, nearest: nearest(name, names) }, table.place(row, at[k]!)));
    });
    const r = coefficientOf(text);
    if (r === null) problems.push(problem('MatrixCell', { value: text }, table.place(row, at[2]!)));
    return { a, b, r: r ?? Number.NaN, decimals: decimalsOf(text) };
  });
  return problems.length > 0 ? E.left(problems) : E.right(claims);
};

/** Level at which a coefficient is said to differ from zero. */
const level = 0.05;
/** A double carries the printed decimals only nearly. */
const slack = 1e-9;

export const judgePublished = (published: Published, claims: ReadonlyArray<Claim>): ReadonlyArray<Sheet> => {
  const { names, decimals } = published;
  const k = names.length;
  const half = 0.5 * 10 ** -decimals;
  const notes: Note[] = [];
  // A blank triangle is the other one.
  const r = names.map((_name, i) =>
    Float64Array.from(names, (_, j) => {
      const own = published.r[i]![j]!;
      const other = published.r[j]![i]!;
      return Number.isNaN(own) ? (i === j ? 1 : other) : own;
    }),
  );
  const pairs = names.flatMap((_name, i) => names.slice(i + 1).map((_other, d) => [i, i + 1 + d] as const));
  const wrong = (id: string, found: ReadonlyArray<string>): void => {
    notes.push(
      found.length === 0 ? { id: `${id}_ok`, args: {} } : { id, args: { list: found.join('; '), n: found.length } },
    );
  };
  wrong(
    'diagonal',
    names.filter((_name, i) => Math.abs(r[i]![i]! - 1) > slack).map((name) => name),
  );
  const unequal = pairs.filter(([i, j]) => Math.abs(r[i]![j]! - r[j]![i]!) > slack);
  wrong(
    'symmetry',
    unequal.map(([i, j]) => `${names[i]} × ${names[j]}: ${r[i]![j]} / ${r[j]![i]}`),
  );
  wrong(
    'range',
    pairs
      .filter(([i, j]) => Math.max(Math.abs(r[i]![j]!), Math.abs(r[j]![i]!)) > 1 + slack)
      .map(([i, j]) => `${names[i]} × ${names[j]}`),
  );

  const even = r.map((row, i) => row.map((value, j) => (value + r[j]![i]!) / 2));
  const { values } = symmetricEigen(even);
  // Rounding moves no eigenvalue by more than the largest sum of a row of errors.
  const rounding = half * (k - 1);
  const kindOf = (value: number): string => (value < -rounding ? 'negative' : value <= rounding ? 'zero' : 'ok');
  const negative = values.filter((value) => kindOf(value) === 'negative').length;
  const zero = values.filter((value) => kindOf(value) === 'zero').length;
  notes.push({ id: negative > 0 ? 'indefinite' : 'definite', args: { n: negative, rounding } });
  const observations = k - zero + 1;
  const from = negative === 0 && zero > 0 ? observations : null;
  notes.push(
    from === null
      ? { id: 'full_rank', args: { n: k + 1 } }
      : { id: 'few_observations', args: { zero, n: observations, rank: k - zero } },
  );
  const telling = from === null || from < 3 ? null : smallestTelling(tQuantile(1 - level / 2, from - 2), from);
  const isTelling = (value: number): boolean => telling !== null && Math.abs(value) > telling;
  if (telling !== null && from !== null) {
    const found = pairs.filter(([i, j]) => isTelling(even[i]![j]!));
    const list = found.map(([i, j]) => `${names[i]} × ${names[j]} (${even[i]![j]})`).join('; ') || '–';
    notes.push({ id: 'telling', args: { least: telling, n: from, found: found.length, pairs: pairs.length, list } });
  }
  return [
    sheet(
      'matrix',
      ['names', 'decimals', 'rounding', 'near_zero', 'negative', 'observations'],
      [{ names: k, decimals, rounding, near_zero: zero, negative, observations: from }],
      notes,
    ),
    sheet(
      'eigenvalues',
      ['component', 'eigenvalue', 'share', 'flag'],
      [...values].map((eigenvalue, i) => ({
        component: i + 1,
        eigenvalue,
        share: eigenvalue / k,
        flag: kindOf(eigenvalue),
      })),
    ),
    sheet(
      'pairs',
      ['a', 'b', 'r', 'p_if', 'flag'],
      pairs.map(([i, j]) => ({
        a: names[i]!,
        b: names[j]!,
        r: even[i]![j]!,
        p_if: from === null ? Number.NaN : pearsonP(even[i]![j]!, from),
        flag: telling === null ? 'unknown' : isTelling(even[i]![j]!) ? 'telling' : 'not_telling',
      })),
    ),
    ...(claims.length === 0 ? [] : [judgedClaims(claims, names, even, half)]),
  ];
};

/** A figure of the text agrees with the table where rounding can make one of the other. */
const judgedClaims = (
  claims: ReadonlyArray<Claim>,
  names: ReadonlyArray<string>,
  r: ReadonlyArray<Float64Array>,
  half: number,
): Sheet => {
  const agrees = (claim: Claim, value: number): boolean =>
    Math.abs(claim.r - value) <= 0.5 * 10 ** -claim.decimals + half + slack;
  return sheet(
    'claims',
    ['a', 'b', 'text', 'table', 'verdict', 'belongs_to'],
    claims.map((claim) => {
      const table = r[names.indexOf(claim.a)]![names.indexOf(claim.b)]!;
      const fits = agrees(claim, table);
      const others = fits
        ? []
        : names.flatMap((a, i) =>
            names.slice(i + 1).flatMap((b, d) => {
              const value = r[i]![i + 1 + d]!;
              return agrees(claim, value) ? [`${a} × ${b} (${value})`] : [];
            }),
          );
      return {
        a: claim.a,
        b: claim.b,
        text: claim.r,
        table,
        verdict: fits ? 'agrees' : 'contradicts',
        belongs_to: others.length === 0 ? null : others.join('; '),
      };
    }),
  );
};
