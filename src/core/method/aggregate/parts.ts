// What the means share: which children count for a unit, the loop over the units, and the faults a score can end in.
import type { Aggregated, Fault, ToAggregate } from '../families.js';

/** Score and weight of one unit's children; a child counts where it has a score and a weight above zero. */
export type OfUnit = (scores: ArrayLike<number>, weights: ArrayLike<number>) => number;

export interface Part {
  readonly score: number;
  readonly weight: number;
}

/** The children that count for unit `p`, in their order. */
export const partsOf = ({ children, weights }: ToAggregate, p: number): ReadonlyArray<Part> =>
  children.flatMap((column, c) => {
    const score = column[p]!;
    const weight = weights[c]![p]!;
    return Number.isNaN(score) || !(weight > 0) ? [] : [{ score, weight }];
  });

/** Unit by unit with buffers of its own: the same numbers as `ofUnit` alone, to the last bit. */
export const scoresOf = ({ children, weights, nUnits }: ToAggregate, ofUnit: OfUnit): Float64Array => {
  const out = new Float64Array(nUnits);
  const x = new Float64Array(children.length);
  const w = new Float64Array(children.length);
  for (let p = 0; p < nUnits; p++) {
    for (let c = 0; c < children.length; c++) {
      x[c] = children[c]![p]!;
      w[c] = weights[c]![p]!;
    }
    out[p] = ofUnit(x, w);
  }
  return out;
};

/** The first child below zero that counts, in a mean that has no meaning there. */
export const belowZero = (input: ToAggregate, method: string): Fault | null => {
  for (let p = 0; p < input.nUnits; p++) {
    for (let c = 0; c < input.children.length; c++) {
      if (input.children[c]![p]! < 0 && input.weights[c]![p]! > 0) {
        return { code: 'NegativeInGeometric', args: { method }, column: c, unit: p };
      }
    }
  }
  return null;
};

/** Adds the check that every score is a finite number or none at all. */
export const aggregated = (
  score: Float64Array,
  expression: (p: number) => string | null,
  fault: Fault | null = null,
  figures: Readonly<Record<string, number>> = {},
): Aggregated => ({
  score,
  record: { figures, expression: (p) => (Number.isNaN(score[p]!) ? null : expression(p)) },
  fault: fault ?? notFinite(score),
});

const notFinite = (score: Float64Array): Fault | null => {
  const unit = score.findIndex((value) => value === Number.POSITIVE_INFINITY || value === Number.NEGATIVE_INFINITY);
  return unit < 0 ? null : { code: 'ScoreNotFinite', args: {}, unit };
};
