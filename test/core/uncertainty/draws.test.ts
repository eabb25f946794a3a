import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Uncertainty } from '../../../src/core/define/uncertainty.js';
import { rankScores } from '../../../src/core/score/rank.js';
import { shareOf, streamOf } from '../../../src/core/uncertainty/chance.js';
import { pairsOf } from '../../../src/core/uncertainty/document.js';
import { blockOfDraws, drawRange, joined, sharesOf } from '../../../src/core/uncertainty/draws.js';
import { groupShare, shareAbove } from '../../../src/core/uncertainty/groups.js';
import { type Model, modelOf } from '../../../src/core/uncertainty/model.js';
import { quantileOfSorted, quantilesOfCounts } from '../../../src/core/uncertainty/quantiles.js';
import { replayed } from '../../../src/core/uncertainty/replay.js';
import { summaryOf } from '../../../src/core/uncertainty/summary.js';
import { noErrors, type RandomCase, randomCase } from './random-index.js';

const modelOfCase = ({ definition, columns, uncertainty }: RandomCase, only?: Uncertainty): Model | null => {
  const made = modelOf(definition, definition.views[0]!, columns, noErrors, only ?? uncertainty);
  return made._tag === 'Left' ? null : made.right;
};

test('shares are spread evenly over draws, and those of two factors or seeds have nothing to do with one another', () => {
  const n = 20_000;
  for (const seed of [0, 1, 2_147_483_647]) {
    const [a, b, other] = [
      Array.from({ length: n }, (_, k) => shareOf(seed, k, 'weights')),
      Array.from({ length: n }, (_, k) => shareOf(seed, k, 'drop')),
      Array.from({ length: n }, (_, k) => shareOf(seed + 1, k, 'weights')),
    ];
    expect(Math.min(...a)).toBeGreaterThanOrEqual(0);
    expect(Math.max(...a)).toBeLessThan(1);
    const shelves = new Array<number>(20).fill(0);
    for (const share of a) shelves[Math.floor(share * 20)]!++;
    const expected = n / 20;
    // Chi-square with 19 degrees of freedom: 43.8 is its 99.9 % point.
    expect(shelves.reduce((sum, seen) => sum + (seen - expected) ** 2 / expected, 0)).toBeLessThan(43.8);
    const correlation = (x: ReadonlyArray<number>, y: ReadonlyArray<number>): number =>
      (12 / n) * x.reduce((sum, value, k) => sum + (value - 0.5) * (y[k]! - 0.5), 0);
    for (const pair of [
      [a, b],
      [a, other],
      [a.slice(1), a],
    ])
      expect(Math.abs(correlation(pair[0]!, pair[1]!))).toBeLessThan(4 / Math.sqrt(n));
  }
});

test('a stream gives even, normal and gamma numbers with their means and variances', () => {
  const stream = streamOf(shareOf(3, 5, 'x'));
  const n = 40_000;
  const moments = (next: () => number): readonly [number, number] => {
    const all = Array.from({ length: n }, next);
    const mean = all.reduce((sum, each) => sum + each, 0) / n;
    return [mean, all.reduce((sum, each) => sum + (each - mean) ** 2, 0) / n];
  };
  const near = ([mean, variance]: readonly [number, number], m: number, v: number): void => {
    expect(Math.abs(mean - m)).toBeLessThan(4 * Math.sqrt(v / n));
    expect(Math.abs(variance / v - 1)).toBeLessThan(0.08);
  };
  near(moments(stream.share), 0.5, 1 / 12);
  near(moments(stream.normal), 0, 1);
  for (const shape of [0.4, 1, 6.5])
    near(
      moments(() => stream.gamma(shape)),
      shape,
      shape,
    );
});

test('a draw stays what it is when other factors are switched off', () => {
  fc.assert(
    fc.property(randomCase, (each) => {
      const whole = modelOfCase(each);
      const last = each.uncertainty.factors.at(-1);
      if (whole === null || last === undefined) return;
      const alone = modelOfCase(each, { ...each.uncertainty, factors: [last] })!;
      for (const draw of [0, 17, 999_999]) expect(sharesOf(alone, 4, draw)[0]).toBe(sharesOf(whole, 4, draw).at(-1));
    }),
    { numRuns: 40 },
  );
});

test('ranges put together, in any order of making, are the range over all of them', () => {
  fc.assert(
    fc.property(randomCase, fc.integer({ min: 1, max: 60 }), (each, rest) => {
      const model = modelOfCase(each);
      if (model === null) return;
      const to = 2 * blockOfDraws + rest;
      const whole = drawRange(model, { seed: 9, from: 0, to });
      const late = drawRange(model, { seed: 9, from: 2 * blockOfDraws, to });
      const early = drawRange(model, { seed: 9, from: 0, to: 2 * blockOfDraws });
      expect(joined([early, late])).toEqual(whole);
      expect(summaryOf(model, 9, joined([early, late]))).toEqual(summaryOf(model, 9, whole));
    }),
    { numRuns: 40 },
  );
});

test('what a summary says are the draws themselves', () => {
  let summed = 0;
  fc.assert(
    fc.property(randomCase, (each) => {
      const model = modelOfCase(each);
      if (model === null) return;
      const draws = 90;
      const drawn = drawRange(model, { seed: 2, from: 0, to: draws });
      const summary = summaryOf(model, 2, drawn);
      const n = each.columns.units.length;
      const ranks = each.columns.units.map((): number[] => []);
      const totals = each.columns.units.map((): number[] => []);
      let failed = 0;
      for (let k = 0; k < draws; k++) {
        const own = new Float64Array(n);
        if (model.draw(sharesOf(model, 2, k), own) !== null) {
          failed++;
          continue;
        }
        model.ranks(own).forEach((rank, p) => {
          if (rank > 0) ranks[p]!.push(rank);
          if (rank > 0) totals[p]!.push(own[p]!);
        });
      }
      expect(summary.failed).toBe(failed);
      expect(summary.reasons.reduce((sum, reason) => sum + reason.draws, 0)).toBe(failed);
      summary.units.forEach((unit, p) => {
        const own = Float64Array.from(ranks[p]!).sort();
        const scores = Float64Array.from(totals[p]!).sort();
        if (own.length === 0) {
          expect(unit.rank).toBeNull();
          return;
        }
        summed++;
        expect(unit.ranked).toBeCloseTo(own.length / (draws - failed), 12);
        expect(unit.rank!.p05).toBeCloseTo(quantileOfSorted(own, 0.05), 12);
        expect(unit.rank!.median).toBeCloseTo(quantileOfSorted(own, 0.5), 12);
        expect(unit.rank!.p95).toBeCloseTo(quantileOfSorted(own, 0.95), 12);
        expect(unit.rank!.mean).toBeCloseTo(own.reduce((sum, rank) => sum + rank, 0) / own.length, 9);
        expect(unit.score!.p95).toBe(quantileOfSorted(scores, 0.95));
        expect(unit.score!.mean).toBeCloseTo(scores.reduce((sum, score) => sum + score, 0) / scores.length, 9);
        expect(unit.top).toBeCloseTo(own.filter((rank) => rank <= 10).length / (draws - failed), 12);
      });
    }),
    { numRuns: 60 },
  );
  expect(summed).toBeGreaterThan(200);
});

test('a group begins with the best unit that is below the first of the group before it in more than 95 % of the draws', () => {
  let begun = 0;
  fc.assert(
    fc.property(randomCase, (each) => {
      const model = modelOfCase(each);
      if (model === null) return;
      const drawn = drawRange(model, { seed: 5, from: 0, to: 200 });
      const { groups } = summaryOf(model, 5, drawn);
      const place = new Map(each.columns.units.map(({ code }, p) => [code, p]));
      const above = (a: string, b: string): number => shareAbove(drawn, place.get(a)!, place.get(b)!);
      for (const [g, { units, number }] of groups.entries()) {
        expect(number).toBe(g + 1);
        for (const code of units.slice(1)) expect(above(units[0]!, code) > groupShare).toBe(false);
        const before = groups[g - 1];
        if (before === undefined) continue;
        begun++;
        expect(above(before.units[0]!, units[0]!)).toBeGreaterThan(groupShare);
      }
      const ranked = model.nominal.units.filter(({ rank }) => rank > 0).length;
      expect(groups.reduce((sum, { units }) => sum + units.length, 0)).toBe(ranked);
      for (const { above: a, below: b, share } of pairsOf(model, drawn)) {
        expect(share).toBe(above(a, b));
        expect(share + above(b, a)).toBeLessThanOrEqual(1 + 1e-12);
      }
    }),
    { numRuns: 60 },
  );
  expect(begun).toBeGreaterThan(30);
});

test('a replayed draw has the scores and ranks that went into the places', () => {
  let told = 0;
  fc.assert(
    fc.property(randomCase, fc.integer({ min: 0, max: 500 }), (each, draw) => {
      const model = modelOfCase(each);
      if (model === null) return;
      const totals = new Float64Array(each.columns.units.length);
      const fault = model.draw(sharesOf(model, 8, draw), totals);
      const again = replayed(model, noErrors, 8, draw);
      if (again._tag === 'Left') {
        expect(fault).toEqual(again.left[0]);
        return;
      }
      const ranks = model.ranks(totals);
      again.right.scores.units.forEach(({ score, rank, reason }, p) => {
        if (reason !== null) return;
        expect(Math.abs(score - totals[p]!)).toBeLessThan(1e-9 * Math.max(1, Math.abs(score)));
        expect(rank).toBe(ranks[p]);
      });
      expect(again.right.outcomes.map(({ factor }) => factor)).toEqual(each.uncertainty.factors);
      for (const { factor, choice, weights, left } of again.right.outcomes) {
        if (factor.factor === 'aggregate' || factor.factor === 'method') expect(choice).toBeLessThan(2);
        if (factor.factor === 'weights' && factor.draw.kind === 'noise') {
          told++;
          for (const { before, after } of weights) expect(Math.abs(after / before - 1)).toBeLessThanOrEqual(0.25);
        }
        if (factor.factor === 'drop' && left !== null)
          expect(weights).toContainEqual(expect.objectContaining({ node: left, after: 0 }));
      }
    }),
    { numRuns: 150 },
  );
  expect(told).toBeGreaterThan(20);
});

test('ranks by shelves are ranks by counting, with ties, outliers, lists and gaps', () => {
  const number = fc.oneof(
    fc.integer({ min: 0, max: 9 }),
    fc.double({ min: -100, max: 100, noNaN: true }),
    fc.constantFrom(1e300, -1e300, Number.NaN, 0, 1e-12),
  );
  fc.assert(
    fc.property(
      fc.array(number, { maxLength: 80 }),
      fc.boolean(),
      fc.integer({ min: 0, max: 12 }),
      (values, parted, d) => {
        const scores = Float64Array.from(values);
        const lists = parted ? Int32Array.from(values, (_, p) => p % 3) : undefined;
        const ranks = rankScores(scores, d, lists);
        const equal = rankScores(scores, d);
        expect(ranks).toHaveLength(values.length);
        values.forEach((value, p) => {
          if (Number.isNaN(value)) expect(ranks[p]).toBe(0);
          const better = values.filter(
            (_, q) => (lists === undefined || lists[q] === lists[p]) && equal[q]! > 0 && equal[q]! < equal[p]!,
          );
          if (!Number.isNaN(value)) expect(ranks[p]).toBe(1 + better.length);
          // By value: what ranks better is not less.
          values.forEach((other, q) => {
            if (equal[q]! > 0 && equal[p]! > 0 && equal[q]! < equal[p]!) expect(other).toBeGreaterThan(value);
            if (equal[q]! > 0 && equal[p]! > 0 && other - value > 2 * 10 ** -d)
              expect(equal[q]).toBeLessThan(equal[p]!);
          });
        });
      },
    ),
    { numRuns: 300 },
  );
});

test('quantiles of counts are those of the numbers counted', () => {
  fc.assert(
    fc.property(fc.array(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 60 }), (numbers) => {
      const counts = new Uint32Array(13);
      counts[0] = 7;
      for (const each of numbers) counts[each]!++;
      const sorted = Float64Array.from(numbers).sort();
      const shares = [0, 0.05, 0.33, 0.5, 0.95, 1];
      const found = quantilesOfCounts(counts, shares);
      for (const [q, share] of shares.entries()) expect(found[q]).toBeCloseTo(quantileOfSorted(sorted, share), 12);
    }),
  );
  expect(quantilesOfCounts(new Uint32Array(5), [0.5])).toEqual(Float64Array.of(Number.NaN));
  // Type 7 by hand: 1, 2, 4, 8 at 0.95 is 4 + 0.85 (8 - 4).
  expect(quantileOfSorted(Float64Array.of(1, 2, 4, 8), 0.95)).toBeCloseTo(7.4, 12);
});
