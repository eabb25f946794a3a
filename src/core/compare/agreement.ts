// How alike two rankings are: correlations of the scores, and how far ranks have moved.
import { associate } from '../statistics/association.js';

export interface Agreement {
  /** Units that have a score on both sides. */
  readonly n: number;
  /** Units that have a rank on both sides. */
  readonly ranked: number;
  /** Over the scores; NaN under two units or without spread. */
  readonly pearson: number;
  readonly spearman: number;
  /** Kendall's tau-b. */
  readonly kendall: number;
  /** Over the units that have a rank on both sides; NaN where there is none. */
  readonly meanRankShift: number;
  readonly moved: number;
}

/** NaN where one side has no score, or no rank. */
export interface Shifted {
  readonly a: { readonly score: number };
  readonly b: { readonly score: number };
  readonly scoreShift: number;
  readonly rankShift: number;
}

export const agreementOf = (changes: ReadonlyArray<Shifted>): Agreement => {
  const both = changes.filter(({ scoreShift }) => !Number.isNaN(scoreShift));
  const x = Float64Array.from(both, ({ a }) => a.score);
  const y = Float64Array.from(both, ({ b }) => b.score);
  const shifts = changes.map(({ rankShift }) => rankShift).filter((shift) => !Number.isNaN(shift));
  return {
    n: both.length,
    ranked: shifts.length,
    pearson: associate.pearson(x, y).r,
    spearman: associate.spearman(x, y).r,
    kendall: associate.kendall(x, y).r,
    meanRankShift: shifts.reduce((sum, shift) => sum + Math.abs(shift), 0) / shifts.length,
    moved: shifts.filter((shift) => shift !== 0).length,
  };
};
