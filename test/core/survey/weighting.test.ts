import { describe, expect, it } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { type Auxiliary, calibrated } from '../../../src/core/survey/calibrate.js';
import type { Design } from '../../../src/core/survey/design.js';
import { estimateMean, estimateTotal } from '../../../src/core/survey/estimate.js';
import { kishDeff, type Margin, postStratified, raked, trimmed } from '../../../src/core/survey/weighting.js';
import { comparer, read, right, type Sample, sample, texts } from './samples.js';

const margin = ({ rows }: Sample, name: string, totals: Readonly<Record<string, number>>): Margin => {
  const groups = texts(rows, name);
  return { name, groups, totals: Float64Array.from(groups.names, (group) => totals[group]!) };
};

const auxiliaries = ({ design, rows, y }: Sample, last: string): ReadonlyArray<Auxiliary> => {
  const is = (column: string, value: string): Float64Array =>
    Float64Array.from(rows, (row) => (row[column] === value ? 1 : 0));
  return [
    { name: 'all', x: new Float64Array(design.rows).fill(1), total: 6194 },
    { name: 'stype=H', x: is('stype', 'H'), total: 755 },
    { name: 'stype=M', x: is('stype', 'M'), total: 1018 },
    last === 'api99'
      ? { name: 'api99', x: y('api99'), total: 3914069 }
      : { name: 'sch_wide=Yes', x: is('sch_wide', 'Yes'), total: 5122 },
  ];
};

const schemes: Readonly<Record<string, (from: Sample) => Design>> = {
  none: ({ design }) => design,
  poststratify_stype: (from) => right(postStratified(from.design, margin(from, 'stype', { E: 4421, H: 755, M: 1018 }))),
  rake_stype_x_sch_wide: (from) =>
    right(
      raked(from.design, [
        margin(from, 'stype', { E: 4421, H: 755, M: 1018 }),
        margin(from, 'sch_wide', { No: 1072, Yes: 5122 }),
      ]),
    ),
  rake_default_tolerance: (from) =>
    right(
      raked(
        from.design,
        [margin(from, 'stype', { E: 4421, H: 755, M: 1018 }), margin(from, 'sch_wide', { No: 1072, Yes: 5122 })],
        { tolerance: 1, sweeps: 10 },
      ),
    ),
  calibrate_linear: (from) => right(calibrated(from.design, auxiliaries(from, 'sch_wide'), { kind: 'linear' })),
  calibrate_raking: (from) => right(calibrated(from.design, auxiliaries(from, 'sch_wide'), { kind: 'raking' })),
  greg_linear_stype_api99: (from) => right(calibrated(from.design, auxiliaries(from, 'api99'), { kind: 'linear' })),
};

describe('weights brought to known totals, against R survey', () => {
  it('weights', () => {
    const { hold, worst } = comparer();
    const made = new Map<string, Float64Array>();
    for (const row of read('calibration_weights.csv')) {
      const base = row.base_design!;
      for (const [scheme, weigh] of Object.entries(schemes)) {
        if (scheme === 'none') continue;
        const key = `${base} ${scheme}`;
        if (!made.has(key)) made.set(key, weigh(sample(base)).weights);
        hold(row, { [scheme]: made.get(key)![Number(row.row) - 1]! });
      }
    }
    expect(worst.compared).toBeGreaterThan(2000);
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('estimates with their errors', () => {
    const { hold, worst } = comparer();
    for (const row of read('calibration_estimates.csv')) {
      const from = sample(row.base_design!);
      const design = schemes[row.scheme!]!(from);
      const y = from.y(row.variable!);
      const [mean, total] = [estimateMean(design, y), estimateTotal(design, y)];
      const sorted = Float64Array.from(design.weights).sort();
      hold(row, {
        mean: mean.estimate,
        total: total.estimate,
        sum_weights: design.weights.reduce((sum, each) => sum + each, 0),
        min_w: sorted[0]!,
        max_w: sorted[sorted.length - 1]!,
        kish_deff: kishDeff(design.weights),
        // Not given where raking stopped early.
        ...(row.se_mean === '' ? {} : { se_mean: mean.se, se_total: total.se }),
      });
    }
    expect(worst.off, worst.where).toBeLessThan(1e-10);
  });

  it('a total that the weights were brought to has no error left', () => {
    const from = sample('clus1_nofpc');
    const design = schemes.greg_linear_stype_api99!(from);
    const { estimate, se } = estimateTotal(design, from.y('api99'));
    expect(estimate).toBeCloseTo(3914069, 4);
    expect(se).toBeLessThan(1e-3);
  });

  it('bounded calibration meets the totals inside its bounds, or says which total it cannot reach', () => {
    const from = sample('clus1_nofpc');
    const within = { kind: 'logit', low: 0.5, high: 1.9 } as const;
    const design = right(calibrated(from.design, auxiliaries(from, 'sch_wide'), within));
    for (const { x, total } of auxiliaries(from, 'sch_wide')) {
      expect(x.reduce((sum, value, row) => sum + value * design.weights[row]!, 0) / total).toBeCloseTo(1, 10);
    }
    design.weights.forEach((weight, row) => {
      const ratio = weight / from.design.weights[row]!;
      expect(ratio).toBeGreaterThan(0.5);
      expect(ratio).toBeLessThan(1.9);
    });
    const narrow = calibrated(from.design, auxiliaries(from, 'sch_wide'), { kind: 'logit', low: 0.99, high: 1.01 });
    expect(E.isLeft(narrow) && narrow.left[0]?.code).toBe('CalibrationNotReached');
  });

  it('refuses what fixes no weights', () => {
    const from = sample('srs_fpc');
    const [all, ...others] = auxiliaries(from, 'sch_wide');
    const twice = calibrated(from.design, [all!, ...others, { ...all!, name: 'again' }], { kind: 'linear' });
    expect(E.isLeft(twice) && twice.left[0]?.code).toBe('CalibrationCollinear');
    const empty = postStratified(from.design, margin(from, 'stype', { E: 4421, H: 0, M: 1018 }));
    expect(E.isLeft(empty) && empty.left[0]).toMatchObject({ code: 'MarginEmpty', args: { group: 'H' } });
    const blank = postStratified(from.design, margin(from, 'yr_rnd', { No: 5000, Yes: 1194 }));
    expect(E.isLeft(blank) && blank.left[0]?.code).toBe('MarginBlank');
    const against = raked(
      from.design,
      [margin(from, 'stype', { E: 4421, H: 755, M: 1018 }), margin(from, 'sch_wide', { No: 10, Yes: 20 })],
      { tolerance: null, sweeps: 50 },
    );
    expect(E.isLeft(against) && against.left[0]?.code).toBe('MarginsDisagree');
  });
});

describe('trimming', () => {
  it('cuts to the limit, keeps the sum and tells what moved', () => {
    const weights = Float64Array.from({ length: 21 }, (_, row) => (row === 4 ? 40 : 2));
    const { weights: kept, cut, moved, deffBefore, deffAfter } = trimmed(weights, 5);
    expect(cut).toBe(1);
    expect(Math.max(...kept)).toBe(10);
    expect(kept.reduce((sum, each) => sum + each, 0)).toBeCloseTo(80, 10);
    expect(moved).toBeCloseTo(30 / 80, 12);
    expect(deffBefore).toBeGreaterThan(deffAfter);
  });

  it('leaves weights alone that are near to each other', () => {
    const weights = Float64Array.from([1, 2, 3]);
    expect(trimmed(weights, 5)).toMatchObject({ weights, cut: 0, moved: 0 });
  });
});
