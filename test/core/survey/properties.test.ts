import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { codesOf } from '../../../src/core/survey/codes.js';
import type { Design } from '../../../src/core/survey/design.js';
import { domainMeans, domainTotals, planDomains } from '../../../src/core/survey/domains.js';
import { estimateMean, estimateTotal } from '../../../src/core/survey/estimate.js';
import { intervalMethods, shareInterval } from '../../../src/core/survey/intervals.js';
import { quantileOf } from '../../../src/core/survey/quantile.js';
import { built, right } from './samples.js';

interface Person {
  readonly stratum: number;
  readonly psu: number;
  readonly weight: number;
  readonly y: number | null;
}

// Two PSUs of each stratum are always there, so that no stratum is lonely.
const people = fc
  .array(
    fc.record({
      stratum: fc.integer({ min: 0, max: 2 }),
      psu: fc.integer({ min: 0, max: 4 }),
      weight: fc.double({ min: 0.1, max: 50, noNaN: true }),
      y: fc.option(fc.integer({ min: -20, max: 20 }), { freq: 8 }),
    }),
    { minLength: 4, maxLength: 60 },
  )
  .map(
    (drawn): ReadonlyArray<Person> => [
      ...[0, 1, 2].flatMap((stratum) => [0, 1].map((psu) => ({ stratum, psu, weight: 1 + psu, y: stratum + 3 * psu }))),
      ...drawn,
    ],
  );

const answers = (sample: ReadonlyArray<Person>): Float64Array => Float64Array.from(sample, ({ y }) => y ?? Number.NaN);

const designOf = (sample: ReadonlyArray<Person>, weightOf = ({ weight }: Person): number => weight): Design =>
  right(
    built({
      rows: sample.length,
      weight: Float64Array.from(sample, weightOf),
      stratum: codesOf(sample.map(({ stratum }) => `s${stratum}`)),
      psu: codesOf(sample.map(({ psu }) => `p${psu}`)),
      second: null,
      fpc: null,
      fpc2: null,
    }),
  );

const alike = (a: number, b: number, size = 1): boolean =>
  Object.is(a, b) || Math.abs(a - b) <= 1e-9 * Math.max(size, Math.abs(a), Math.abs(b));

describe('estimates, whatever the sample', () => {
  it('the scale of the weights matters to totals and not to means', () => {
    fc.assert(
      fc.property(people, fc.double({ min: 0.01, max: 1000, noNaN: true }), (sample, scale) => {
        const y = answers(sample);
        const [one, other] = [designOf(sample), designOf(sample, ({ weight }) => weight * scale)];
        const [a, b] = [estimateMean(one, y), estimateMean(other, y)];
        const [s, t] = [estimateTotal(one, y), estimateTotal(other, y)];
        expect(alike(a.estimate, b.estimate) && alike(a.se, b.se) && a.df === b.df).toBe(true);
        expect(alike(s.estimate * scale, t.estimate, scale * 1e4) && alike(s.se * scale, t.se, scale * 1e4)).toBe(true);
      }),
    );
  });

  it('the order of the rows does not matter', () => {
    fc.assert(
      fc.property(people, (sample) => {
        const turned = [...sample].reverse();
        const [a, b] = [
          estimateMean(designOf(sample), answers(sample)),
          estimateMean(designOf(turned), answers(turned)),
        ];
        expect(alike(a.estimate, b.estimate) && alike(a.se, b.se) && a.df === b.df).toBe(true);
      }),
    );
  });

  it('a census has no sampling error', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 2, maxLength: 40 }), (values) => {
        const rows = values.length;
        const fpc = new Float64Array(rows).fill(rows);
        const design = right(built({ rows, weight: null, stratum: null, psu: null, second: null, fpc, fpc2: null }));
        expect(estimateMean(design, Float64Array.from(values))).toMatchObject({ se: 0, df: rows - 1 });
      }),
    );
  });

  it('a simple random sample has a design effect of 1, and the error of the textbook', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 9 }), { minLength: 3, maxLength: 50 }), (values) => {
        fc.pre(new Set(values).size > 1);
        const rows = values.length;
        const none = { stratum: null, psu: null, second: null, fpc: null, fpc2: null };
        const e = estimateMean(
          right(built({ rows, weight: new Float64Array(rows).fill(7), ...none })),
          Float64Array.from(values),
        );
        const mean = values.reduce((sum, each) => sum + each, 0) / rows;
        const spread = values.reduce((sum, each) => sum + (each - mean) ** 2, 0) / (rows - 1);
        expect(alike(e.deffWr, 1) && alike(e.se, Math.sqrt(spread / rows))).toBe(true);
      }),
    );
  });

  it('totals of domains add up to the total of all', () => {
    fc.assert(
      fc.property(people, (sample) => {
        const [design, y] = [designOf(sample), answers(sample)];
        const plan = planDomains(design, codesOf(sample.map((_, row) => `d${row % 3}`)));
        const parts = domainTotals(plan, y).reduce(
          (sum, { estimate }) => sum + (Number.isNaN(estimate) ? 0 : estimate),
          0,
        );
        expect(alike(parts, estimateTotal(design, y).estimate, 1e4)).toBe(true);
        for (const { df, se } of domainMeans(plan, y)) expect(df > 0 ? se >= 0 : Number.isNaN(se)).toBe(true);
      }),
    );
  });

  it('a variable that is the same for all is estimated without a trace of rounding', () => {
    fc.assert(
      fc.property(people, fc.double({ min: -1e6, max: 1e6, noNaN: true }), (sample, value) => {
        const design = designOf(sample);
        const y = new Float64Array(sample.length).fill(value);
        expect(estimateMean(design, y)).toMatchObject({ estimate: value, se: 0, deffWr: Number.NaN });
        const plan = planDomains(design, codesOf(sample.map(() => 'all')));
        expect(domainMeans(plan, y)[0]).toMatchObject({ estimate: value, se: 0, deffWr: Number.NaN });
      }),
    );
  });

  it('quantiles are among the answers, and rise with the share', () => {
    fc.assert(
      fc.property(people, fc.double({ min: 0.01, max: 0.99, noNaN: true }), (sample, share) => {
        const [design, y] = [designOf(sample), answers(sample)];
        const q = quantileOf(design, y, share, 'math', 0.95);
        expect(y.includes(q.estimate)).toBe(true);
        expect(quantileOf(design, y, Math.min(0.999, share + 0.1), 'math', 0.95).estimate).toBeGreaterThanOrEqual(
          q.estimate,
        );
      }),
    );
  });

  it('intervals of shares hold the share and, the plain one apart, stay between 0 and 1', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 0.3, noNaN: true }),
        fc.integer({ min: 1, max: 300 }),
        (estimate, se, df) => {
          for (const method of intervalMethods) {
            const { low, high } = shareInterval(method, { estimate, se, df, n: df + 2 }, 0.95);
            expect(low <= estimate + 1e-9 && high >= estimate - 1e-9, `${method} ${low} ${high}`).toBe(true);
            if (method !== 'wald') expect(low >= 0 && high <= 1).toBe(true);
          }
        },
      ),
    );
  });
});

describe('a design that cannot be', () => {
  const two = { rows: 2, weight: null, stratum: null, psu: null, second: null, fpc: null, fpc2: null };
  const codes = (found: ReturnType<typeof built>) =>
    E.isLeft(found) ? found.left.map(({ code, at }) => [code, at?.line]) : [];

  it('is told with the row of each fault', () => {
    expect(codes(built({ ...two, weight: Float64Array.of(1, 0) }))).toEqual([['WeightNotPositive', 3]]);
    expect(codes(built({ ...two, weight: Float64Array.of(Number.NaN, -1) }))).toEqual([
      ['DesignBlank', 2],
      ['WeightNotPositive', 3],
    ]);
    expect(codes(built({ ...two, psu: codesOf(['a', '']) }))).toEqual([['DesignBlank', 3]]);
    expect(codes(built({ ...two, fpc: Float64Array.of(1, 1) }))).toEqual([['PopulationBelowSample', 2]]);
    expect(codes(built({ ...two, fpc: Float64Array.of(5, 6) }))).toEqual([['PopulationDiffers', 3]]);
    expect(codes(built({ ...two, stratum: codesOf(['a', 'b']) }))).toEqual([
      ['LonelyPsu', 2],
      ['LonelyPsu', 3],
    ]);
    expect(codes(built({ ...two, rows: 0 }))).toEqual([['NoRespondents', 2]]);
  });

  it('takes a stratum of one PSU that is its whole population', () => {
    const whole = built({ ...two, stratum: codesOf(['a', 'b']), fpc: Float64Array.of(1, 1) });
    expect(E.isRight(whole)).toBe(true);
  });
});
