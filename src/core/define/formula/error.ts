// What can be wrong with a formula: a code and its arguments, as everywhere, with the stretch of the formula's text in
// place of a file's line. Whoever knows where the formula stands in its file turns one into a Problem.
import type { ProblemArgs, ProblemCode } from '../../model/problem.js';

export type FormulaErrorCode = Extract<ProblemCode, `Formula${string}`>;

/** `from` and `to` count signs (UTF-16) of the formula's text from 0; `to` is the first sign after the stretch. */
export interface FormulaError {
  readonly code: FormulaErrorCode;
  readonly args: ProblemArgs;
  readonly from: number;
  readonly to: number;
}

/** A formula longer, deeper or larger than this is refused before any further work is spent on it. */
export const limits = { signs: 2000, depth: 64, nodes: 500 } as const;
