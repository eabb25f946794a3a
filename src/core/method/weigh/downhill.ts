// The downhill simplex: looks for the lowest point of a function of several numbers without its slopes.

export interface Lowest {
  readonly point: Float64Array;
  readonly value: number;
}

interface Corner {
  readonly point: Float64Array;
  readonly value: number;
}

/**
 * Nelder and Mead's simplex from `start`, its first edges `step` long, with the factors of Gao and Han (2012), which grow milder
 * with the number of dimensions. When all corners are equal it starts once more from the best one, until that gains nothing.
 * Deterministic; ends after `evaluations` calls of `f` at the latest, or where it has come down to `enough`. `f` may give
 * infinity or NaN where it has no answer.
 */
export const downhill = (
  f: (point: Float64Array) => number,
  start: Float64Array,
  step: number,
  evaluations: number,
  enough = Number.NEGATIVE_INFINITY,
): Lowest => {
  let left = evaluations;
  const at = (point: Float64Array): Corner => {
    left--;
    const value = f(point);
    if (value <= enough) left = 0;
    return { point, value: Number.isNaN(value) ? Number.POSITIVE_INFINITY : value };
  };
  let best = at(start);
  if (start.length === 0) return best;
  for (let edge = step; left > start.length; edge *= -0.5) {
    const found = descend(at, best, edge, () => left > 0);
    const gain = best.value - found.value;
    best = found;
    if (!(gain > 1e-10 * Math.abs(found.value)) && Math.abs(edge) < step / 4) break;
  }
  return best;
};

const descend = (at: (point: Float64Array) => Corner, first: Corner, edge: number, goOn: () => boolean): Corner => {
  const n = first.point.length;
  const expansion = 1 + 2 / n;
  const contraction = Math.max(0.5, 0.75 - 1 / (2 * n));
  const shrinking = n === 1 ? 0.5 : 1 - 1 / n;
  const corners = [first];
  for (let d = 0; d < n; d++) corners.push(at(first.point.map((x, i) => (i === d ? x + edge : x))));
  while (goOn()) {
    corners.sort((a, b) => a.value - b.value);
    const best = corners[0]!;
    const worst = corners[n]!;
    if (isLevel(corners)) break;
    const centre = best.point.map((_x, i) => corners.slice(0, n).reduce((sum, { point }) => sum + point[i]!, 0) / n);
    const along = (factor: number): Corner => at(centre.map((x, i) => x + factor * (x - worst.point[i]!)));
    const mirrored = along(1);
    if (mirrored.value < best.value) {
      const further = along(expansion);
      corners[n] = further.value < mirrored.value ? further : mirrored;
    } else if (mirrored.value < corners[n - 1]!.value) {
      corners[n] = mirrored;
    } else {
      const nearer = along(mirrored.value < worst.value ? contraction : -contraction);
      if (nearer.value < Math.min(mirrored.value, worst.value)) corners[n] = nearer;
      else {
        for (let c = 1; c <= n; c++) {
          corners[c] = at(corners[c]!.point.map((x, i) => best.point[i]! + shrinking * (x - best.point[i]!)));
        }
      }
    }
  }
  return corners.reduce((a, b) => (b.value < a.value ? b : a));
};

/** All corners as good as one another, and in one place. */
const isLevel = (corners: ReadonlyArray<Corner>): boolean => {
  const [best, worst] = [corners[0]!, corners.at(-1)!];
  if (worst.value - best.value > 1e-13 * Math.max(1, Math.abs(best.value))) return false;
  return corners.every(({ point }) => point.every((x, i) => Math.abs(x - best.point[i]!) < 1e-9));
};
