import { expect, test } from 'vitest';
import { mostDimensions, scrambled, sobolPoints } from '../../../src/core/uncertainty/sobol.js';

test('the points are those of other programs', () => {
  // scipy 1.17.1, scipy.stats.qmc.Sobol(d=64, scramble=False, bits=32).random(1024)[1000], dimensions 0..4 and 60..63.
  const points = sobolPoints(1024, 64);
  const at = (d: number): number => points[1000 * 64 + d]! / 2 ** 32;
  expect([0, 1, 2, 3, 4].map(at)).toEqual([0.2197265625, 0.0966796875, 0.5185546875, 0.6767578125, 0.2802734375]);
  expect([60, 61, 62, 63].map(at)).toEqual([0.4462890625, 0.6025390625, 0.2587890625, 0.4462890625]);
});

test('every dimension has one point in each of n equal parts, scrambled or not', () => {
  const n = 256;
  const points = sobolPoints(n, mostDimensions);
  for (let d = 0; d < mostDimensions; d++) {
    const parts = new Set<number>();
    const partsThen = new Set<number>();
    for (let i = 0; i < n; i++) {
      const point = points[i * mostDimensions + d]!;
      parts.add(Math.floor((point / 2 ** 32) * n));
      partsThen.add(Math.floor((scrambled(point, d + 1) / 2 ** 32) * n));
    }
    expect(parts.size).toBe(n);
    expect(partsThen.size).toBe(n);
  }
});

test('over many seeds a scrambling sends each point anywhere, and two points of different halves to different halves', () => {
  const seeds = 4000;
  const [first, second] = [0x10000000, 0x90000000];
  let mean = 0;
  let square = 0;
  let together = 0;
  for (let seed = 0; seed < seeds; seed++) {
    const value = scrambled(first, seed * 7919) / 2 ** 32;
    mean += value / seeds;
    square += value ** 2 / seeds;
    if (value < 0.5 === scrambled(second, seed * 7919) / 2 ** 32 < 0.5) together++;
  }
  // Even spread: mean 1/2 and variance 1/12, four standard errors allowed.
  expect(Math.abs(mean - 0.5)).toBeLessThan(4 * Math.sqrt(1 / 12 / seeds));
  expect(Math.abs(square - mean ** 2 - 1 / 12)).toBeLessThan(4 * Math.sqrt(1 / 180 / seeds));
  expect(together).toBe(0);
});
