// Calibration (Deville and Sarndal 1992): the weights nearest to the drawn ones that reproduce known totals of auxiliary variables.
import { E } from '../fp.js';
import { type Problems, problem } from '../model/problem.js';
import { type Design, withWeights } from './design.js';
import { solveSymmetric } from './linear.js';

/** How far a weight has moved: linear may turn negative, raking stays positive, logit stays between two bounds of the ratio. */
export type Distance =
  | { readonly kind: 'linear' }
  | { readonly kind: 'raking' }
  | { readonly kind: 'logit'; readonly low: number; readonly high: number };

export interface Auxiliary {
  readonly name: string;
  readonly x: Float64Array;
  readonly total: number;
}

/**
 * Newton steps on w = w0 F(x' lambda) until every total is met to 1e-12 of the population.
 * Left: CalibrationCollinear, CalibrationNotReached (with the total that is furthest away), CalibrationNegative.
 */
export const calibrated = (
  design: Design,
  auxiliaries: ReadonlyArray<Auxiliary>,
  distance: Distance,
): E.Either<Problems, Design> => {
  const size = auxiliaries.length;
  const lambda = new Float64Array(size);
  const { weights: base, rows } = design;
  const { value, slope } = functionsOf(distance);
  const scales = auxiliaries.map(({ x, total }) => Math.max(Math.abs(total), weightedSize(x, base)));
  let weights = base;
  let worst = 0;
  for (let step = 0; step < 60; step++) {
    const at = new Float64Array(rows);
    for (let row = 0; row < rows; row++)
      for (let j = 0; j < size; j++) at[row] = at[row]! + auxiliaries[j]!.x[row]! * lambda[j]!;
    weights = base.map((weight, row) => weight * value(at[row]!));
    const away = auxiliaries.map(({ x, total }) => total - dot(x, weights));
    worst = 0;
    away.forEach((each, j) => {
      if (!(Math.abs(each) / scales[j]! <= Math.abs(away[worst]!) / scales[worst]!)) worst = j;
    });
    const reached = Math.abs(away[worst] ?? 0) <= 1e-12 * (scales[worst] ?? 1);
    if (reached) {
      const negative = weights.findIndex((weight) => !(weight > 0));
      if (negative !== -1)
        return E.left([problem('CalibrationNegative', { row: negative + 1, value: weights[negative]! })]);
      return E.right(withWeights(design, weights, afterCalibration(auxiliaries, base, weights)));
    }
    const bent = base.map((weight, row) => weight * slope(at[row]!));
    const move = solveSymmetric(crossProducts(auxiliaries, bent), Float64Array.from(away));
    if (move === null) {
      // Later on it is the bounds that leave no weight room to move.
      if (step > 0) break;
      return E.left([problem('CalibrationCollinear', { names: auxiliaries.map(({ name }) => name).join(', ') })]);
    }
    move.forEach((each, j) => {
      lambda[j] = lambda[j]! + each;
    });
    if (lambda.some((each) => !Number.isFinite(each))) break;
  }
  const furthest = auxiliaries[worst]!;
  const args = { name: furthest.name, total: furthest.total, reached: dot(furthest.x, weights) };
  return E.left([problem('CalibrationNotReached', args)]);
};

const functionsOf = (distance: Distance) => {
  switch (distance.kind) {
    case 'linear':
      return { value: (u: number) => 1 + u, slope: () => 1 };
    case 'raking':
      return { value: Math.exp, slope: Math.exp };
    case 'logit': {
      const { low, high } = distance;
      const steep = (high - low) / ((1 - low) * (high - 1));
      const value = (u: number): number => {
        const e = Math.exp(steep * u);
        return e === Number.POSITIVE_INFINITY
          ? high
          : (low * (high - 1) + high * (1 - low) * e) / (high - 1 + (1 - low) * e);
      };
      return { value, slope: (u: number) => ((value(u) - low) * (high - value(u)) * steep) / (high - low) };
    }
  }
};

/** z / w less what the auxiliaries explain of it by least squares with the weights before. */
const afterCalibration = (auxiliaries: ReadonlyArray<Auxiliary>, base: Float64Array, weights: Float64Array) => {
  const products = crossProducts(auxiliaries, base);
  return (z: Float64Array): Float64Array => {
    const u = z.map((value, row) => value / weights[row]!);
    const weighted = u.map((value, row) => value * base[row]!);
    const right = Float64Array.from(auxiliaries, ({ x }) => dot(x, weighted));
    const b = solveSymmetric(products, right) ?? right.fill(0);
    return u.map((value, row) => {
      let fitted = 0;
      for (let j = 0; j < b.length; j++) fitted += auxiliaries[j]!.x[row]! * b[j]!;
      return (value - fitted) * weights[row]!;
    });
  };
};

const crossProducts = (auxiliaries: ReadonlyArray<Auxiliary>, weights: Float64Array): ReadonlyArray<Float64Array> => {
  const matrix = auxiliaries.map(() => new Float64Array(auxiliaries.length));
  for (let i = 0; i < matrix.length; i++) {
    for (let j = i; j < matrix.length; j++) {
      let sum = 0;
      const [a, b] = [auxiliaries[i]!.x, auxiliaries[j]!.x];
      for (let row = 0; row < weights.length; row++) sum += weights[row]! * a[row]! * b[row]!;
      matrix[i]![j] = sum;
      matrix[j]![i] = sum;
    }
  }
  return matrix;
};

const dot = (a: Float64Array, b: Float64Array): number => {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i]! * b[i]!;
  return sum;
};

const weightedSize = (x: Float64Array, weights: Float64Array): number => {
  let sum = 0;
  for (let row = 0; row < x.length; row++) sum += Math.abs(x[row]!) * weights[row]!;
  return sum;
};
