// Sobol sequences: points that fill the unit cube more evenly than chance does, and scrambled so that several sequences are
// independent of one another and tell how sure an estimate from them is.
import { mixed } from './chance.js';

/**
 * Direction numbers of dimensions 2 to 64: the coefficients of the primitive polynomial as one number, then the initial numbers.
 * Source: S. Joe and F. Y. Kuo, Constructing Sobol sequences with better two-dimensional projections, SIAM J. Sci. Comput. 30 (2008).
 */
const table: ReadonlyArray<ReadonlyArray<number>> = [
  [0, 1],
  [1, 1, 3],
  [1, 1, 3, 1],
  [2, 1, 1, 1],
  [1, 1, 1, 3, 3],
  [4, 1, 3, 5, 13],
  [2, 1, 1, 5, 5, 17],
  [4, 1, 1, 5, 5, 5],
  [7, 1, 1, 7, 11, 19],
  [11, 1, 1, 5, 1, 1],
  [13, 1, 1, 1, 3, 11],
  [14, 1, 3, 5, 5, 31],
  [1, 1, 3, 3, 9, 7, 49],
  [13, 1, 1, 1, 15, 21, 21],
  [16, 1, 3, 1, 13, 27, 49],
  [19, 1, 1, 1, 15, 7, 5],
  [22, 1, 3, 1, 15, 13, 25],
  [25, 1, 1, 5, 5, 19, 61],
  [1, 1, 3, 7, 11, 23, 15, 103],
  [4, 1, 3, 7, 13, 13, 15, 69],
  [7, 1, 1, 3, 13, 7, 35, 63],
  [8, 1, 3, 5, 9, 1, 25, 53],
  [14, 1, 3, 1, 13, 9, 35, 107],
  [19, 1, 3, 1, 5, 27, 61, 31],
  [21, 1, 1, 5, 11, 19, 41, 61],
  [28, 1, 3, 5, 3, 3, 13, 69],
  [31, 1, 1, 7, 13, 1, 19, 1],
  [32, 1, 3, 7, 5, 13, 19, 59],
  [37, 1, 1, 3, 9, 25, 29, 41],
  [41, 1, 3, 5, 13, 23, 1, 55],
  [42, 1, 3, 7, 3, 13, 59, 17],
  [50, 1, 3, 1, 3, 5, 53, 69],
  [55, 1, 1, 5, 5, 23, 33, 13],
  [56, 1, 1, 7, 7, 1, 61, 123],
  [59, 1, 1, 7, 9, 13, 61, 49],
  [62, 1, 3, 3, 5, 3, 55, 33],
  [14, 1, 3, 1, 15, 31, 13, 49, 245],
  [21, 1, 3, 5, 15, 31, 59, 63, 97],
  [22, 1, 3, 1, 11, 11, 11, 77, 249],
  [38, 1, 3, 1, 11, 27, 43, 71, 9],
  [47, 1, 1, 7, 15, 21, 11, 81, 45],
  [49, 1, 3, 7, 3, 25, 31, 65, 79],
  [50, 1, 3, 1, 1, 19, 11, 3, 205],
  [52, 1, 1, 5, 9, 19, 21, 29, 157],
  [56, 1, 3, 7, 11, 1, 33, 89, 185],
  [67, 1, 3, 3, 3, 15, 9, 79, 71],
  [70, 1, 3, 7, 11, 15, 39, 119, 27],
  [84, 1, 1, 3, 1, 11, 31, 97, 225],
  [97, 1, 1, 1, 3, 23, 43, 57, 177],
  [103, 1, 3, 7, 7, 17, 17, 37, 71],
  [115, 1, 3, 1, 5, 27, 63, 123, 213],
  [122, 1, 1, 3, 5, 11, 43, 53, 133],
  [8, 1, 3, 5, 5, 29, 17, 47, 173, 479],
  [13, 1, 3, 3, 11, 3, 1, 109, 9, 69],
  [16, 1, 1, 1, 5, 17, 39, 23, 5, 343],
  [22, 1, 3, 1, 5, 25, 15, 31, 103, 499],
  [25, 1, 1, 1, 11, 11, 17, 63, 105, 183],
  [44, 1, 1, 5, 11, 9, 29, 97, 231, 363],
  [47, 1, 1, 5, 15, 19, 45, 41, 7, 383],
  [52, 1, 3, 7, 7, 31, 19, 83, 137, 221],
  [55, 1, 1, 1, 3, 23, 15, 111, 223, 83],
  [59, 1, 1, 5, 13, 31, 15, 55, 25, 161],
  [62, 1, 1, 3, 13, 25, 47, 39, 87, 257],
];

export const mostDimensions = table.length + 1;
const bits = 32;

/** The 32 direction numbers of a dimension, counted from 0. */
const directionsOf = (dimension: number): Uint32Array => {
  const v = new Uint32Array(bits);
  const row = table[dimension - 1];
  if (row === undefined) {
    for (let i = 0; i < bits; i++) v[i] = 2 ** (bits - 1 - i);
    return v;
  }
  const [polynomial = 0, ...initial] = row;
  const degree = initial.length;
  for (let i = 0; i < bits; i++) {
    if (i < degree) {
      v[i] = initial[i]! * 2 ** (bits - 1 - i);
      continue;
    }
    let next = v[i - degree]! ^ (v[i - degree]! >>> degree);
    for (let k = 1; k < degree; k++) if ((polynomial >>> (degree - 1 - k)) & 1) next ^= v[i - k]!;
    v[i] = next >>> 0;
  }
  return v;
};

/**
 * `n` points (best a power of two) in `dimensions` (at most `mostDimensions`), each coordinate a whole number below 2^32; point
 * after point. In the order of the Gray code, as Antonov and Saleev 1979 draw them.
 */
export const sobolPoints = (n: number, dimensions: number): Uint32Array => {
  const directions = Array.from({ length: dimensions }, (_, d) => directionsOf(d));
  const points = new Uint32Array(n * dimensions);
  for (let i = 1; i < n; i++) {
    const lowest = 31 - Math.clz32(i & -i);
    for (let d = 0; d < dimensions; d++)
      points[i * dimensions + d] = points[(i - 1) * dimensions + d]! ^ directions[d]![lowest]!;
  }
  return points;
};

/**
 * Nested uniform scrambling (Owen 1995): whether a bit is turned depends on all the bits above it, by chance that follows from
 * the seed. Each coordinate is then evenly spread, and the points stay as even as they were.
 */
export const scrambled = (point: number, seed: number): number => {
  let out = 0;
  for (let bit = bits - 1; bit >= 0; bit--) {
    // The bits above, with a 1 in front so that their number counts too.
    const above = bit === bits - 1 ? 1 : (point >>> (bit + 1)) + 2 ** (bits - 1 - bit);
    const turn = mixed(seed ^ mixed(above | 0)) & 1;
    out = out * 2 + (((point >>> bit) & 1) ^ turn);
  }
  return out;
};
