// From the total of the index to ranks, bands and reasons: what a unit has in the ranking.
import type { Band, Definition, Group } from '../define/definition.js';
import { roundHalfAway } from '../model/round.js';
import { numberLists, rankScores } from './rank.js';
import type { Columns, NodeScores, UnitResult, UnrankedReason } from './scores.js';
import { shareTolerance } from './weights.js';

/** Largest share of a unit's points that may be not applicable; above it the unit is not ranked. */
export const notApplicableLimit = 0.2;

export const unitResults = (
  definition: Definition,
  tree: Group,
  nodes: ReadonlyMap<string, NodeScores>,
  notApplicable: Float64Array,
  screened: Uint8Array,
  columns: Columns,
): ReadonlyArray<UnitResult> => {
  const total = nodes.get(tree.id)!;
  const unreliable = definition.leaves.flatMap(({ id }, i) =>
    nodes.has(id) ? (columns.leaves[i]?.unreliable ?? []) : [],
  );
  const reasons = columns.units.map((_unit, p): UnrankedReason | null => {
    if (screened[p] === 1) return 'screened_out';
    if (notApplicable[p]! > notApplicableLimit + shareTolerance) return 'too_much_not_applicable';
    if (!Number.isNaN(total.score[p]!))
      return unreliable.some((marks) => marks[p] === 1) ? 'unreliable_estimate' : null;
    return total.coverage[p]! > 0 || total.imputed[p]! > 0 ? 'low_coverage' : 'no_data';
  });
  const ranked = Float64Array.from(total.score, (value, p) => (reasons[p] === null ? value : Number.NaN));
  const { decimals, within } = definition.ranks;
  const levels = columns.units.map((unit) => unit.level);
  const rankAll = rankScores(ranked, decimals);
  const rank = within === 'level' ? rankScores(ranked, decimals, numberLists(levels)) : rankAll;
  const rankedIn = (level: string | null): number =>
    columns.units.filter((unit, p) => reasons[p] === null && (level === null || unit.level === level)).length;
  const all = rankedIn(null);
  const perLevel = new Map([...new Set(levels)].map((level) => [level, rankedIn(level)]));
  return columns.units.map((unit, p) => ({
    score: total.score[p]!,
    rank: rank[p]!,
    rankOf: within === 'level' ? perLevel.get(unit.level)! : all,
    rankAll: rankAll[p]!,
    rankAllOf: all,
    band: bandOf(definition, total.score[p]!),
    // Screening took the unit's data away before anything was covered: it has no coverage, not one of zero.
    coverage: reasons[p] === 'screened_out' ? Number.NaN : total.coverage[p]!,
    reason: reasons[p]!,
  }));
};

/** The band of a score as the index rounds it for ranking, so that a printed 40.0 stands in the band that begins at 40. */
export const bandOf = (definition: Definition, value: number): Band | null => {
  if (Number.isNaN(value)) return null;
  const rounded = roundHalfAway(value, definition.ranks.decimals);
  let found: Band | null = null;
  for (const band of definition.bands) if (rounded >= band.from) found = band;
  return found;
};
