// Varimax: turns the components so that each indicator loads high on few of them and near zero on the rest.

/**
 * `loadings[k][i]` of component k and indicator i, turned as a whole; lengths of the indicators and the sum of squares stay.
 * With Kaiser's normalisation: every indicator is brought to length 1 before and back after, so that well explained ones do not
 * decide alone. Pair after pair of components is turned by the angle that is best for both until none moves any more.
 * Source: H. F. Kaiser, The varimax criterion for analytic rotation in factor analysis, Psychometrika 23 (1958).
 */
export const varimax = (loadings: ReadonlyArray<Float64Array>): ReadonlyArray<Float64Array> => {
  const m = loadings[0]?.length ?? 0;
  const length = Float64Array.from({ length: m }, (_, i) =>
    Math.sqrt(loadings.reduce((sum, of) => sum + of[i]! ** 2, 0)),
  );
  const turned = loadings.map((of) => of.map((x, i) => (length[i] === 0 ? 0 : x / length[i]!)));
  for (let round = 0; round < 500; round++) {
    let largest = 0;
    for (let a = 0; a < turned.length; a++) {
      for (let b = a + 1; b < turned.length; b++) largest = Math.max(largest, turnPair(turned[a]!, turned[b]!));
    }
    if (largest < 1e-11) break;
  }
  return turned.map((of) => of.map((x, i) => x * length[i]!));
};

/** Turns two components in their plane to the largest variance of squared loadings; gives the angle. */
const turnPair = (x: Float64Array, y: Float64Array): number => {
  const m = x.length;
  let [a, b, c, d] = [0, 0, 0, 0];
  for (let i = 0; i < m; i++) {
    const u = x[i]! ** 2 - y[i]! ** 2;
    const v = 2 * x[i]! * y[i]!;
    a += u;
    b += v;
    c += u * u - v * v;
    d += 2 * u * v;
  }
  const top = d - (2 * a * b) / m;
  const bottom = c - (a * a - b * b) / m;
  // Every angle is as good as another: leave the pair.
  if (Math.hypot(top, bottom) < 1e-14) return 0;
  const angle = Math.atan2(top, bottom) / 4;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  for (let i = 0; i < m; i++) {
    const [before, other] = [x[i]!, y[i]!];
    x[i] = before * cos + other * sin;
    y[i] = other * cos - before * sin;
  }
  return Math.abs(angle);
};
