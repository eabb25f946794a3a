import fc from 'fast-check';
import { expect, test } from 'vitest';
import { notReciprocal, pairwiseWeights } from '../../../src/core/define/pairwise.js';

test('the block weights of the published ranking', () => {
  const { weights, consistencyRatio } = pairwiseWeights([
    [1, 3, 1 / 2, 4],
    [1 / 3, 1, 1 / 5, 2],
    [2, 5, 1, 6],
    [1 / 4, 1 / 2, 1 / 6, 1],
  ]);
  [0.2928, 0.1137, 0.5219, 0.0715].forEach((expected, i) => {
    expect(weights[i]).toBeCloseTo(expected, 4);
  });
  expect(consistencyRatio).toBeLessThan(0.1);
});

const positive = fc.double({ min: 0.1, max: 10, noNaN: true });

test('judgements that follow from weights give those weights back, with no inconsistency', () => {
  fc.assert(
    fc.property(fc.array(positive, { minLength: 1, maxLength: 9 }), (given) => {
      const rows = given.map((a) => given.map((b) => a / b));
      const sum = given.reduce((total, each) => total + each, 0);
      expect(notReciprocal(rows)).toBeNull();
      const { weights, consistencyRatio } = pairwiseWeights(rows);
      given.forEach((each, i) => {
        expect(weights[i]).toBeCloseTo(each / sum, 12);
      });
      expect(consistencyRatio).toBeLessThan(1e-9);
    }),
  );
});

test('the weights are the eigenvector: the matrix only stretches them', () => {
  fc.assert(
    fc.property(fc.integer({ min: 3, max: 6 }), fc.array(positive, { minLength: 15, maxLength: 15 }), (n, upper) => {
      const rows = Array.from({ length: n }, (_r, i) =>
        Array.from({ length: n }, (_c, j): number => (i === j ? 1 : 0)),
      );
      let next = 0;
      for (let i = 0; i < n; i++) {
        for (let j = i + 1; j < n; j++) {
          rows[i]![j] = upper[next]!;
          rows[j]![i] = 1 / upper[next++]!;
        }
      }
      const { weights } = pairwiseWeights(rows);
      const stretched = rows.map((row) => row.reduce((sum, each, j) => sum + each * weights[j]!, 0));
      const lambda = stretched.reduce((sum, each) => sum + each, 0);
      stretched.forEach((each, i) => {
        expect(each / lambda).toBeCloseTo(weights[i]!, 10);
      });
      expect(lambda).toBeGreaterThanOrEqual(n - 1e-9);
    }),
  );
});

test('a matrix that is not reciprocal is shown at its first pair', () => {
  expect(
    notReciprocal([
      [1, 3],
      [3, 1],
    ]),
  ).toEqual([0, 1]);
  expect(notReciprocal([[2]])).toEqual([0, 0]);
});
