// Aggregation against the small reference set: every table of it, and the two of the peer's defects that are not to be copied.
import { describe, expect, test } from 'vitest';
import { copeland } from '../../../../src/core/method/aggregate/copeland.js';
import { aggregateMethods } from '../../../../src/core/method/aggregate/methods.js';
import { outrankingMatrix } from '../../../../src/core/method/aggregate/pairs.js';
import { power } from '../../../../src/core/method/aggregate/power.js';
import type { ToAggregate } from '../../../../src/core/method/families.js';
import { largestError, referenceTable } from '../coinr-small.js';

const meta = referenceTable('inputs/meta.csv');
const parents = meta.text('parent');
const weights = meta.column('weight');
const levels = meta.column('level');
const childrenOf = (parent: string) =>
  meta.units.flatMap((id, i) => (parents[i] === parent ? [{ id, weight: weights[i]! }] : []));

const input = (children: ReadonlyArray<Float64Array>, by: ReadonlyArray<number>): ToAggregate => {
  const nUnits = children[0]!.length;
  return { children, weights: by.map((w) => new Float64Array(nUnits).fill(w)), nUnits };
};

const named = (name: string) => aggregateMethods.find((method) => method.name === name)!;

/** All groups from the bottom up; `methods` for each step of the tree. */
const upTheTree = (
  leaf: (id: string) => Float64Array,
  methods: readonly [string, string, string],
  settings: Record<string, unknown> = {},
  leastShare = 0,
): ReadonlyMap<string, Float64Array> => {
  const scores = new Map<string, Float64Array>();
  const order = meta.units.map((id, i) => ({ id, level: levels[i]! })).sort((a, b) => a.level - b.level);
  for (const { id, level } of order) {
    if (level === 1) {
      scores.set(id, leaf(id));
      continue;
    }
    const children = childrenOf(id);
    const columns = children.map((child) => scores.get(child.id)!);
    const made = named(methods[level - 2]!).compute(
      input(
        columns,
        children.map(({ weight }) => weight),
      ),
      settings,
    );
    expect(made.fault).toBeNull();
    scores.set(
      id,
      made.score.map((score, p) =>
        columns.filter((column) => !Number.isNaN(column[p]!)).length / columns.length < leastShare ? Number.NaN : score,
      ),
    );
  }
  return scores;
};

const fromOne = (table: string) => (id: string) =>
  referenceTable(table)
    .column(id)
    .map((x) => 1 + 0.99 * x);
const plain = (table: string) => (id: string) => referenceTable(table).column(id);
const same = (method: string) => [method, method, method] as const;

describe('tables of the reference set', () => {
  test.each([
    ['gaps_arithmetic', plain('normalised/minmax.csv'), same('arithmetic'), {}, 0],
    ['gaps_arithmetic_threshold066', plain('normalised/minmax.csv'), same('arithmetic'), {}, 0.66],
    ['gaps_geometric', fromOne('normalised/minmax.csv'), same('geometric'), {}, 0],
    ['gaps_harmonic', fromOne('normalised/minmax.csv'), same('harmonic'), {}, 0],
    ['gaps_borda_arithmetic', plain('normalised/borda.csv'), same('arithmetic'), {}, 0],
    ['complete_arithmetic', plain('complete/normalised.csv'), same('arithmetic'), {}, 0],
    ['complete_geometric', fromOne('complete/normalised.csv'), same('geometric'), {}, 0],
    ['complete_harmonic', fromOne('complete/normalised.csv'), same('harmonic'), {}, 0],
    ['complete_power05', fromOne('complete/normalised.csv'), same('power'), { p: 0.5 }, 0],
    ['complete_mixed', fromOne('complete/normalised.csv'), ['arithmetic', 'geometric', 'harmonic'], {}, 0],
  ] as const)('%s', (file, leaf, methods, settings, leastShare) => {
    const got = upTheTree(leaf, methods, settings, leastShare);
    const table = referenceTable(`aggregated/${file}.csv`);
    expect(table.names.length).toBeGreaterThan(5);
    for (const id of table.names) expect(largestError(got.get(id)!, table.column(id)), id).toBeLessThan(1e-12);
  });

  test('Copeland scores, weights that tie among them', () => {
    const complete = referenceTable('complete/normalised.csv');
    const groups = referenceTable('aggregated/complete_arithmetic.csv');
    const expected = referenceTable('aggregated/complete_copeland.csv');
    const top = ['GA', 'GB'].map(groups.column);
    expect(copeland.compute(input(top, [0.7, 0.3]), {}).score).toEqual(expected.column('top_weighted'));
    expect(copeland.compute(input(top, [1, 1]), {}).score).toEqual(expected.column('top_equal'));
    for (const group of ['S1', 'S2', 'S3']) {
      const children = childrenOf(group);
      const columns = children.map(({ id }) => complete.column(id));
      const by = children.map(({ weight }) => weight);
      expect(copeland.compute(input(columns, by), {}).score).toEqual(expected.column(`bottom_${group}`));
    }
  });

  test('the outranking matrix', () => {
    const complete = referenceTable('complete/normalised.csv');
    const table = referenceTable('aggregated/outranking_S3.csv');
    const matrix = outrankingMatrix(input(['I08', 'I09', 'I10'].map(complete.column), [0.5, 1.5, 1]));
    table.names.forEach((unit, j) => {
      const column = table.units.map((_unit, i) => matrix[i * table.units.length + j]!);
      expect(largestError(column, table.column(unit)), unit).toBeLessThan(1e-12);
    });
  });
});

describe('where the peer is not followed', () => {
  const minmax = referenceTable('normalised/minmax.csv');

  test('Copeland with gaps: a comparison that cannot be made counts for neither unit, whatever the order of rows', () => {
    // The peer credits the weight of a missing comparison to the unit that stands later in the table.
    const peer = referenceTable('defects/copeland_with_gaps.csv');
    for (const group of ['S1', 'S2', 'S3']) {
      const children = childrenOf(group);
      const columns = children.map(({ id }) => minmax.column(id));
      const by = children.map(({ weight }) => weight);
      const got = copeland.compute(input(columns, by), {}).score;
      const turned = copeland.compute(
        input(
          columns.map((column) => column.slice().reverse()),
          by,
        ),
        {},
      ).score;
      expect(turned.reverse()).toEqual(got);
      expect(got.reduce((sum, score) => sum + (Number.isNaN(score) ? 0 : score), 0)).toBe(0);
      expect(got).not.toEqual(peer.column(group));
      // U20 has no figure for two of the three parts of S3, U15 none for S2: no score comes from nothing.
      got.forEach((score, p) => {
        expect(Number.isNaN(score)).toBe(columns.every((column) => Number.isNaN(column[p]!)));
      });
    }
  });

  test('the power mean with gaps is taken over the parts that are there', () => {
    // The peer gives no score as soon as one part is missing.
    const peer = referenceTable('defects/power05_with_gaps.csv');
    let filled = 0;
    for (const group of ['S1', 'S2', 'S3']) {
      const children = childrenOf(group);
      const columns = children.map(({ id }) => minmax.column(id).map((x) => 1 + 0.99 * x));
      const by = children.map(({ weight }) => weight);
      const { score } = power.compute(input(columns, by), { p: 0.5 });
      const theirs = peer.column(group);
      score.forEach((mean, p) => {
        if (!Number.isNaN(theirs[p]!)) expect(Math.abs(mean - theirs[p]!)).toBeLessThan(1e-9 * theirs[p]!);
        else if (!Number.isNaN(mean)) filled++;
      });
    }
    expect(filled).toBeGreaterThan(5);
  });
});
