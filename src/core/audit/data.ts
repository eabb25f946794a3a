// What a reviewer asks of the data: how much is known of each indicator and unit, how the values are spread, and what treatment left.
import type { Leaf } from '../define/definition.js';
import { type NodeScores, type Scores, stateCode } from '../score/scores.js';
import { extremes, mean, shapeOf, standardDeviation } from '../statistics/column.js';

export const dataFlags = ['empty', 'low_coverage', 'filled', 'constant', 'same', 'outliers', 'outliers_left'] as const;
export type DataFlag = (typeof dataFlags)[number];

/** An indicator known for less than this share of the units it applies to is flagged. */
export const leastKnown = 0.65;
/** Both beyond: a few values far from all others. */
export const mostSkewness = 2;
export const mostKurtosis = 3.5;
/** One value held by more than this share of the units says little about the others. */
const mostSame = 0.5;

export interface IndicatorFacts {
  readonly leaf: Leaf;
  /** Units it applies to. */
  readonly applies: number;
  /** Of these: with a value that was observed or graded. */
  readonly known: number;
  readonly filled: number;
  readonly missing: number;
  readonly min: number;
  readonly max: number;
  readonly mean: number;
  readonly sd: number;
  /** Of the values as they came in; of type 2. */
  readonly skewness: number;
  readonly kurtosis: number;
  readonly distinct: number;
  /** Share of the units with the value that is held most often. */
  readonly same: number;
  /** Of the scores, after every step. */
  readonly skewnessAfter: number;
  readonly kurtosisAfter: number;
  /** Methods of treatment and transformation it went through. */
  readonly treatments: ReadonlyArray<{ readonly step: string; readonly method: string }>;
  readonly flags: ReadonlyArray<DataFlag>;
}

export const indicatorFacts = (scores: Scores): ReadonlyArray<IndicatorFacts> =>
  scores.definition.leaves.flatMap((leaf, i) => {
    const node = scores.nodes.get(leaf.id);
    return node === undefined ? [] : [factsOf(leaf, node, scores.columns.leaves[i]!.raw)];
  });

const factsOf = (leaf: Leaf, { score, state, imputed, trail }: NodeScores, raw: Float64Array): IndicatorFacts => {
  let [applies, known, filled, missing] = [0, 0, 0, 0];
  state.forEach((code, p) => {
    if (code === stateCode.not_applicable) return;
    applies++;
    if (imputed[p]! > 0) filled++;
    else if (code === stateCode.scored || code === stateCode.no_evidence) known++;
    else missing++;
  });
  const counts = new Map<number, number>();
  for (const value of raw) if (!Number.isNaN(value)) counts.set(value, (counts.get(value) ?? 0) + 1);
  const there = [...counts.values()].reduce((sum, each) => sum + each, 0);
  const same = there === 0 ? Number.NaN : Math.max(...counts.values()) / there;
  const [before, after] = [shapeOf(raw), shapeOf(score)];
  const flags: DataFlag[] = [];
  if (there === 0) flags.push('empty');
  else if (known < applies * leastKnown) flags.push('low_coverage');
  if (filled > 0) flags.push('filled');
  if (counts.size === 1 && there > 1) flags.push('constant');
  else if (same > mostSame && there > 2) flags.push('same');
  if (isExtreme(before)) flags.push('outliers');
  if (isExtreme(after)) flags.push('outliers_left');
  return {
    leaf,
    applies,
    known,
    filled,
    missing,
    ...extremes(raw),
    mean: mean(raw),
    sd: standardDeviation(raw),
    ...before,
    distinct: counts.size,
    same,
    skewnessAfter: after.skewness,
    kurtosisAfter: after.kurtosis,
    treatments: trail
      .filter(({ step }) => step === 'treat' || step === 'transform')
      .map(({ step, method }) => ({ step, method })),
    flags,
  };
};

const isExtreme = ({ skewness, kurtosis }: { readonly skewness: number; readonly kurtosis: number }): boolean =>
  Math.abs(skewness) > mostSkewness && kurtosis > mostKurtosis;

export interface UnitFacts {
  /** Position among the index's units. */
  readonly unit: number;
  /** Weight of observed over weight of applicable indicators. */
  readonly coverage: number;
  readonly filled: number;
  /** Indicators that apply and have no value. */
  readonly missing: number;
}

/** In the order of the index's units. */
export const unitFacts = ({ definition, nodes, columns, units }: Scores): ReadonlyArray<UnitFacts> => {
  const root = nodes.get(definition.root.id)!;
  const leaves = definition.leaves.flatMap(({ id }) => nodes.get(id) ?? []);
  return columns.units.map((_, p) => ({
    unit: p,
    coverage: units[p]!.coverage,
    filled: root.imputed[p]!,
    missing: leaves.filter(({ state, imputed }) => isMissing(state[p]!) && !(imputed[p]! > 0)).length,
  }));
};

const isMissing = (state: number): boolean => state === stateCode.missing || state === stateCode.suppressed;
