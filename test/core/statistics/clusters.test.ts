import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { clusterTree, cutTree, kMeans, linkages, silhouettes } from '../../../src/core/statistics/clusters.js';

const point = (...values: number[]) => Float64Array.from(values);
const cloud = fc
  .array(fc.tuple(fc.integer({ min: -50, max: 50 }), fc.integer({ min: -50, max: 50 })), {
    minLength: 5,
    maxLength: 24,
  })
  .map((rows) => rows.map(([a, b]) => point(a, b)));
const three = [point(0, 0), point(0, 1), point(10, 10), point(10, 11), point(-20, 5), point(-20, 6), point(-21, 5)];

describe('clusters', () => {
  it('finds three groups that anyone sees, by every way', () => {
    const seen = [0, 0, 1, 1, 2, 2, 2];
    expect([...kMeans(three, 3, 7).group]).toEqual(seen);
    for (const linkage of linkages) expect([...cutTree(clusterTree(three, linkage), three, 3).group]).toEqual(seen);
    const apart = silhouettes(three, Int32Array.from(seen));
    expect(Math.min(...apart)).toBeGreaterThan(0.85);
  });

  it('heights agree with those worked out by hand', () => {
    const line = [point(0), point(1), point(3), point(7)];
    expect(clusterTree(line, 'complete').map(({ height }) => height)).toEqual([1, 3, 7]);
    expect(clusterTree(line, 'average').map(({ height }) => height)).toEqual([1, 2.5, (7 + 6 + 4) / 3]);
    const ward = clusterTree(line, 'ward').map(({ height }) => height);
    // Root of twice the growth of the sum of squares: 1/2; 2/3 * 2.5^2; 3/4 * (17/3)^2.
    [1, Math.sqrt((4 / 3) * 6.25), Math.sqrt(1.5 * (17 / 3) ** 2)].forEach((height, m) => {
      expect(ward[m]).toBeCloseTo(height, 12);
    });
    expect(clusterTree(line, 'ward').map(({ size }) => size)).toEqual([2, 3, 4]);
  });

  it('the chain of neighbours makes the merges that the plain search of all pairs makes', () => {
    fc.assert(
      fc.property(cloud, fc.constantFrom(...linkages), (points, linkage) => {
        const heights = clusterTree(points, linkage).map(({ height }) => height);
        // Plain: the two nearest of all pairs, distances from the definition of the linkage.
        let groups = points.map((_point, i) => [i]);
        const far = (i: number, j: number) =>
          Math.hypot(points[i]![0]! - points[j]![0]!, points[i]![1]! - points[j]![1]!);
        const ss = (group: number[]) => {
          const centre = [0, 1].map((c) => group.reduce((s, i) => s + points[i]![c]!, 0) / group.length);
          return group.reduce((s, i) => s + (points[i]![0]! - centre[0]!) ** 2 + (points[i]![1]! - centre[1]!) ** 2, 0);
        };
        const between = (a: number[], b: number[]) => {
          if (linkage === 'ward') return Math.sqrt(Math.max(0, 2 * (ss([...a, ...b]) - ss(a) - ss(b))));
          const all = a.flatMap((i) => b.map((j) => far(i, j)));
          return linkage === 'complete' ? Math.max(...all) : all.reduce((s, d) => s + d, 0) / all.length;
        };
        // With ties the tree is not the only one: its lowest merge still is.
        let least = Number.POSITIVE_INFINITY;
        for (const a of groups) for (const b of groups) if (a !== b) least = Math.min(least, between(a, b));
        expect(heights[0]).toBeCloseTo(least, 8);
        for (let m = 1; m < heights.length; m++) expect(heights[m]!).toBeGreaterThanOrEqual(heights[m - 1]! - 1e-9);
        groups = [];
      }),
    );
  });

  it('k-means gives the same for the same seed, k groups, and never more spread with more of them', () => {
    fc.assert(
      fc.property(cloud, fc.integer({ min: 1, max: 4 }), fc.integer({ min: 0, max: 99 }), (points, k, seed) => {
        const distinct = new Set(points.map((p) => p.join())).size;
        if (distinct < k + 1) return;
        const made = kMeans(points, k, seed);
        expect([...kMeans(points, k, seed).group]).toEqual([...made.group]);
        expect(new Set(made.group).size).toBe(k);
        // Each row stands with its nearest centre.
        points.forEach((p, i) => {
          const d = made.centres.map((c) => (p[0]! - c[0]!) ** 2 + (p[1]! - c[1]!) ** 2);
          expect(d[made.group[i]!]!).toBeLessThanOrEqual(Math.min(...d) + 1e-9);
        });
        for (const s of silhouettes(points, made.group)) {
          if (k === 1) expect(s).toBeNaN();
          else expect(Math.abs(s)).toBeLessThanOrEqual(1);
        }
      }),
    );
  });
});
