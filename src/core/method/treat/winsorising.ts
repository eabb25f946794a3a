// Winsorising: the values at the end of the long tail are set to the next value inwards, step by step.
import { type Shape, shapeOf } from '../statistics.js';

export interface Winsorised {
  readonly values: Float64Array;
  readonly shape: Shape;
  /** Cells that differ from what they were. */
  readonly count: number;
  /** What the cells at the upper and the lower end were set to; NaN where none was. */
  readonly upper: number;
  readonly lower: number;
}

/**
 * While `asked` of the shape and fewer than `points` cells have moved: all cells at the maximum take the next lower distinct value
 * where skewness is 0 or above, else all cells at the minimum the next higher one. Cells that are equal move together, so that
 * `count` may pass `points`; equal units never part.
 */
export const winsorise = (values: Float64Array, points: number, asked: (shape: Shape) => boolean): Winsorised => {
  const out = values.slice();
  let shape = shapeOf(out);
  let count = 0;
  let upper = Number.NaN;
  let lower = Number.NaN;
  while (count < points && asked(shape)) {
    const side = shape.skewness >= 0 ? 1 : -1;
    const { end, next } = nextInwards(out, side);
    if (Number.isNaN(next)) break;
    for (let unit = 0; unit < out.length; unit++) {
      if (out[unit]! !== end) continue;
      if (out[unit]! === values[unit]!) count++;
      out[unit] = next;
    }
    if (side === 1) upper = next;
    else lower = next;
    shape = shapeOf(out);
  }
  return { values: out, shape, count, upper, lower };
};

/** The outermost value of a side and the next distinct one; NaN where there is none. */
const nextInwards = (values: Float64Array, side: 1 | -1): { readonly end: number; readonly next: number } => {
  let end = Number.NaN;
  let next = Number.NaN;
  for (let unit = 0; unit < values.length; unit++) {
    const value = values[unit]!;
    if (Number.isNaN(value)) continue;
    if (Number.isNaN(end) || side * value > side * end) {
      next = end;
      end = value;
    } else if (value !== end && (Number.isNaN(next) || side * value > side * next)) {
      next = value;
    }
  }
  return { end, next };
};
