import { expect, test } from 'vitest';
import { normaliseColumn } from '../../../src/core/score/normalise.js';
import { transformValue } from '../../../src/core/score/transform.js';

test.each(['min-max', 'z-score'] as const)(
  'equal values have no spread, whatever the last bit of their mean: %s',
  (method) => {
    const by = method === 'z-score' ? { method, mean: 0, sd: 1 } : { method };
    // Three times 0.1 is 0.30000000000000004, so the mean is not 0.1.
    expect(normaliseColumn(by, 'up', Float64Array.of(0.1, Number.NaN, 0.1, 0.1)).constant).toBe(true);
    expect(normaliseColumn(by, 'up', Float64Array.of(0.1, 0.1, 0.2)).constant).toBe(false);
    expect(normaliseColumn(by, 'up', Float64Array.of(Number.NaN)).constant).toBe(false);
  },
);

test('a transform gives a finite number or none', () => {
  expect(transformValue('square', -3)).toBe(9);
  expect(transformValue('square', 1e200)).toBeNaN();
  expect(transformValue('reciprocal', 4)).toBe(0.25);
  for (const nearZero of [0, -0, 1e-310]) expect(transformValue('reciprocal', nearZero)).toBeNaN();
});
