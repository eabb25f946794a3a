// Principal components against the reference set, varimax and the handbook's weights against other programs and its own table.
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { ToWeigh } from '../../../../src/core/method/families.js';
import { isFault, principalComponents } from '../../../../src/core/method/weigh/components.js';
import { pcaFirst } from '../../../../src/core/method/weigh/pca-first.js';
import { groupedWeights, pcaHandbook } from '../../../../src/core/method/weigh/pca-handbook.js';
import { varimax } from '../../../../src/core/method/weigh/varimax.js';
import { largestError, referenceTable } from '../coinr-small.js';

interface Settings {
  readonly least_eigenvalue: number;
  readonly least_share: number;
  readonly least_explained: number;
  readonly components: number | null;
}

const toWeigh = (ids: ReadonlyArray<string>, children: ReadonlyArray<Float64Array>): ToWeigh => ({
  ids,
  children,
  given: ids.map(() => 1),
  aggregate: () => new Float64Array(children[0]!.length),
});
const kaiser: Settings = { least_eigenvalue: 1, least_share: 0, least_explained: 0, components: null };
const complete = referenceTable('complete/normalised.csv');
const all = toWeigh(complete.names, complete.names.map(complete.column));

const found = (input: ToWeigh) => {
  const made = principalComponents(input);
  if (isFault(made)) throw new Error(made.code);
  return made;
};

describe('components', () => {
  test.each([
    ['complete', 'complete/normalised.csv', 24],
    ['gaps', 'denominated.csv', 18],
  ])('of the first group, %s: the same as the reference, up to sign', (kind, file, units) => {
    const data = referenceTable(file);
    const ids = ['I01', 'I02', 'I03', 'I04'];
    const made = found(toWeigh(ids, ids.map(data.column)));
    expect(made.units).toBe(units);
    const sdev = referenceTable(`statistics/pca_S1_${kind}_components.csv`).column('sdev');
    expect(largestError(made.eigenvalues.map(Math.sqrt), sdev)).toBeLessThan(1e-12);
    const loadings = referenceTable(`statistics/pca_S1_${kind}_loadings.csv`);
    made.vectors.forEach((vector, k) => {
      const expected = loadings.column(`PC${k + 1}`);
      const sign = expected.reduce((sum, x) => sum + x, 0) < 0 ? -1 : 1;
      expect(
        largestError(
          vector,
          expected.map((x) => x * sign),
        ),
      ).toBeLessThan(1e-9);
    });
  });
});

describe('varimax and the weights of the handbook', () => {
  // By numpy 2.4: eigenvectors of the correlation matrix, rotation by singular values with Kaiser's normalisation.
  const rotated = [
    [
      0.899484218827438, 0.8159468893797581, 0.6957335650435102, 0.06507987028237282, 0.07817785554448253,
      -0.7178726116610857, 0.6256557888277724, 0.17380547459586315, 0.6731698456876124, 0.7799132084691086,
    ],
    [
      -0.011182474421867563, 0.11777916710407879, 0.23732574636002593, -0.791281422678919, -0.11073341893881175,
      -0.009447682579945254, 0.6293026963232186, 0.741102714704084, 0.3154889841178283, 0.0965182553542761,
    ],
    [
      -0.08367512789985773, 0.14291204031222088, 0.4454558224823379, 0.28859043159682124, 0.8896258170999453,
      0.3809083650976568, -0.03144740039577984, 0.14517392620967232, 0.2078297098132785, 0.19831766116058833,
    ],
  ];
  const expected = [
    0.13716650509700815, 0.11287162020053176, 0.08206290540355578, 0.1061507131644489, 0.1341762754685487,
    0.0873686742549071, 0.06713981836013791, 0.09311460067709137, 0.07682636484202694, 0.10312252253174323,
  ];

  test('the rotation of the reference set is that of another program', () => {
    const { eigenvalues, vectors } = found(all);
    const loadings = vectors.slice(0, 3).map((of, k) => of.map((x) => x * Math.sqrt(eigenvalues[k]!)));
    const turned = varimax(loadings)
      .map((of) => ({ of, sum: of.reduce((a, x) => a + x, 0), size: of.reduce((a, x) => a + x * x, 0) }))
      .sort((a, b) => b.size - a.size)
      .map(({ of, sum }) => of.map((x) => (sum < 0 ? -x : x)));
    turned.forEach((of, k) => {
      expect(largestError(of, rotated[k]!)).toBeLessThan(1e-7);
    });
  });

  test('the weights too, with the component of each indicator', () => {
    const { weights, figures, fault } = pcaHandbook.compute(all, kaiser);
    expect(fault).toBeNull();
    expect(largestError(weights.map(Number), expected)).toBeLessThan(1e-7);
    expect(complete.names.map((id) => figures[`component.${id}`])).toEqual([1, 1, 1, 2, 3, 1, 2, 2, 1, 1]);
    expect(figures.components).toBe(3);
    expect(figures.units).toBe(24);
    expect(figures['eigenvalue.1']).toBeCloseTo(4.41737803, 8);
    expect(figures['share.1']).toBeCloseTo(0.56033881, 8);
  });

  test("the handbook's own table: loadings of the technology achievement index", () => {
    // After OECD/JRC (2008), table 17: eight indicators, four rotated components, loadings to two digits, not checked cell by cell. What is
    // expected is computed from them by the handbook's formula, so that the law is tested and not the print: for patents the
    // handbook has 0.67, from loadings it did not round.
    const table = [
      [0.07, 0.13, 0.79, -0.64, 0.37, 0.82, 0.88, 0.08],
      [0.97, 0.07, -0.21, 0.56, 0.17, -0.04, 0.23, 0.04],
      [0.06, -0.07, 0.21, -0.04, 0.38, 0.25, -0.09, 0.96],
      [0.06, 0.93, 0.42, 0.36, 0.68, 0.35, 0.09, 0.04],
    ].map((of) => Float64Array.from(of));
    const { weights, group, inside, share } = groupedWeights(table);
    expect(group.map((k) => k + 1)).toEqual([2, 4, 1, 1, 4, 1, 1, 3]);
    expect(share.map((x) => x.toFixed(2))).toEqual(['0.38', '0.20', '0.17', '0.25']);
    // Internet: 0.24 = 0.79^2 / 2.64; patents: 0.68 = 0.97^2 / 1.39.
    expect(inside.map((x) => x.toFixed(2))).toEqual(['0.68', '0.49', '0.24', '0.15', '0.26', '0.25', '0.29', '0.77']);
    expect(weights.map((x) => x.toFixed(2))).toEqual(['0.17', '0.15', '0.11', '0.07', '0.08', '0.12', '0.14', '0.16']);
  });

  test('a rotation keeps the length of each indicator and never lowers the criterion', () => {
    const criterion = (loadings: ReadonlyArray<Float64Array>): number => {
      const m = loadings[0]!.length;
      const length = Array.from({ length: m }, (_, i) => loadings.reduce((sum, of) => sum + of[i]! ** 2, 0));
      return loadings.reduce((sum, of) => {
        const squares = [...of].map((x, i) => (length[i] === 0 ? 0 : x ** 2 / length[i]!));
        const mean = squares.reduce((a, b) => a + b, 0) / m;
        return sum + squares.reduce((a, b) => a + (b - mean) ** 2, 0) / m;
      }, 0);
    };
    const loading = fc.integer({ min: -1000, max: 1000 }).map((x) => x / 1000);
    const matrix = fc.tuple(fc.integer({ min: 2, max: 4 }), fc.integer({ min: 2, max: 9 })).chain(([k, m]) =>
      fc.array(
        fc.array(loading, { minLength: m, maxLength: m }).map((of) => Float64Array.from(of)),
        { minLength: k, maxLength: k },
      ),
    );
    fc.assert(
      fc.property(matrix, (loadings) => {
        const turned = varimax(loadings);
        for (let i = 0; i < loadings[0]!.length; i++) {
          const before = loadings.reduce((sum, of) => sum + of[i]! ** 2, 0);
          expect(turned.reduce((sum, of) => sum + of[i]! ** 2, 0)).toBeCloseTo(before, 10);
        }
        expect(criterion(turned)).toBeGreaterThanOrEqual(criterion(loadings) - 1e-9);
      }),
    );
  });

  test('the rules for the components', () => {
    const count = (settings: Partial<Settings>): number =>
      pcaHandbook.compute(all, { ...kaiser, ...settings }).figures.components!;
    expect(count({ least_eigenvalue: 0.7 })).toBe(4);
    expect(count({ least_share: 0.15 })).toBe(2);
    expect(count({ least_explained: 0.75 })).toBe(4);
    expect(count({ components: 2 })).toBe(2);
    expect(count({ components: 50 })).toBe(10);
  });
});

describe('the first component', () => {
  test('gives its loadings, scaled to one', () => {
    const ids = ['I01', 'I02', 'I03'];
    const input = toWeigh(ids, ids.map(complete.column));
    const { vectors } = found(input);
    const sum = vectors[0]!.reduce((a, b) => a + b, 0);
    const { weights, fault } = pcaFirst.compute(input, {});
    expect(fault).toBeNull();
    expect(weights).toEqual([...vectors[0]!].map((x) => x / sum));
  });

  test('does not give a negative weight: what runs against the rest is named', () => {
    const ids = ['I01', 'I02', 'I06'];
    const { fault } = pcaFirst.compute(toWeigh(ids, ids.map(complete.column)), {});
    expect(fault).toEqual({ code: 'NegativeLoading', args: { child: 'I06' }, column: 2 });
  });
});

describe.each([
  ['pca-handbook', (input: ToWeigh) => pcaHandbook.compute(input, kaiser)],
  ['pca-first', (input: ToWeigh) => pcaFirst.compute(input, {})],
] as const)('%s on data that say nothing', (_name, weigh) => {
  const nan = Number.NaN;
  const of = (...columns: ReadonlyArray<ReadonlyArray<number>>): ToWeigh =>
    toWeigh(
      columns.map((_column, c) => `c${c}`),
      columns.map((column) => Float64Array.from(column)),
    );

  test('a child alone has all the weight', () => {
    expect(weigh(of([1, 1, 1]))).toEqual({ weights: [1], figures: {}, fault: null });
  });

  test('what cannot be computed is named', () => {
    expect(weigh(of([1, 2, 3], [nan, nan, nan])).fault).toMatchObject({ code: 'ChildWithoutScores', column: 1 });
    expect(weigh(of([1, 2, 3], [4, 4, 4])).fault).toMatchObject({ code: 'ChildConstant', args: { child: 'c1' } });
    expect(weigh(of([1, 2], [4, 5])).fault).toMatchObject({ code: 'TooFewUnits', args: { units: 2, least: 3 } });
    expect(weigh(of([1, 2, nan, 4], [nan, 2, 3, 5])).fault).toMatchObject({ code: 'TooFewUnits', args: { units: 2 } });
    // Constant only over the units that have everything.
    expect(weigh(of([1, 2, 3, 4], [7, 7, 7, nan])).fault).toMatchObject({ code: 'ChildConstant' });
    // Exactly uncorrelated.
    expect(weigh(of([1, 1, -1, -1], [1, -1, 1, -1])).fault).toMatchObject({ code: 'NoCommonComponent' });
  });

  test('a singular matrix has an answer: the same column twice counts as much each time', () => {
    const made = weigh(of([1, 2, 3, 5], [1, 2, 3, 5], [2, 1, 4, 4]));
    expect(made.fault).toBeNull();
    expect(Number(made.weights[0])).toBeCloseTo(Number(made.weights[1]), 9);
  });

  test('the order of units and the scale of a column do not matter', () => {
    fc.assert(
      fc.property(
        fc.array(
          fc.tuple(fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 }), fc.integer({ min: 0, max: 50 })),
          {
            minLength: 4,
            maxLength: 15,
          },
        ),
        (rows) => {
          const columns = [0, 1, 2].map((c) => rows.map((row) => row[c]!));
          const straight = weigh(of(...columns));
          const other = weigh(of(...columns.map((column, c) => [...column].reverse().map((x) => x * (c + 2) - 7))));
          expect(other.fault?.code).toBe(straight.fault?.code);
          if (straight.fault !== null) return;
          expect(straight.weights.reduce<number>((sum, w) => sum + Number(w), 0)).toBeCloseTo(1, 9);
          expect(straight.weights.every((w) => Number(w) >= 0)).toBe(true);
        },
      ),
    );
  });
});
