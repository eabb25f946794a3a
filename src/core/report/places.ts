// The places that units take in the draws, as pages show them: a bar on the rail of its list, and the group that a unit stands in.
import type { UnitGroup } from '../uncertainty/groups.js';
import type { UnitSummary } from '../uncertainty/summary.js';
import type { Html } from './html.js';
import type { RankUncertainty } from './input.js';
import { placesMark } from './marks.js';
import type { Report } from './report.js';
import { placesOf, placesText } from './uncertainty-words.js';

/** null where the index names nothing unsure, or no draw gave a ranking: then nothing is shown of places. */
export const uncertaintyIn = ({ uncertainty }: Report): RankUncertainty | null =>
  uncertainty === null || uncertainty.summary.failed === uncertainty.summary.draws ? null : uncertainty;

/** What the draws came to for a unit that has a rank and took places in them. */
export const drawnUnit = (report: Report, unit: number): DrawnUnit | null => {
  const own = uncertaintyIn(report)?.summary.units[unit];
  if (own === undefined || report.scores.units[unit]!.rank === 0) return null;
  const { rank, score } = own;
  return rank === null || score === null ? null : { ...own, rank, score };
};

export type DrawnUnit = UnitSummary & {
  readonly rank: NonNullable<UnitSummary['rank']>;
  readonly score: NonNullable<UnitSummary['score']>;
};

export interface PlacesBar {
  readonly bar: Html;
  /** `5–11`. */
  readonly text: string;
}

/** `last`: the place at the right end of the rail. */
export const placesBar = (report: Report, unit: number, last: number): PlacesBar | null => {
  const own = drawnUnit(report, unit);
  if (own === null) return null;
  const { best, worst } = placesOf(own.rank);
  const on = (place: number): number => (last === 1 ? 0.5 : (place - 1) / (last - 1));
  return {
    bar: placesMark({ from: on(best), to: on(worst), at: on(report.scores.units[unit]!.rank) }),
    text: placesText(own.rank),
  };
};

/** The last place that units of one list hold or take in the draws. */
export const lastPlace = (report: Report, units: ReadonlyArray<number>): number => {
  let last = 1;
  for (const unit of units) {
    const own = drawnUnit(report, unit);
    last = Math.max(last, report.scores.units[unit]!.rank, own === null ? 0 : placesOf(own.rank).worst);
  }
  return last;
};

export interface PlacedGroup {
  readonly group: UnitGroup;
  /** How many groups its list has. */
  readonly of: number;
  /** Ranks of its first and last unit. */
  readonly best: number;
  readonly worst: number;
}

/** By code of the unit; empty where nothing is shown of places. */
export const groupsByUnit = (report: Report): ReadonlyMap<string, PlacedGroup> => {
  const { scores } = report;
  const ranks = new Map(scores.columns.units.map(({ code }, i) => [code, scores.units[i]!.rank]));
  const groups = uncertaintyIn(report)?.summary.groups ?? [];
  const inList = new Map<string | null, number>();
  for (const { level } of groups) inList.set(level, (inList.get(level) ?? 0) + 1);
  return new Map(
    groups.flatMap((group) => {
      const own = group.units.map((code) => ranks.get(code) ?? 0);
      const placed = { group, of: inList.get(group.level) ?? 0, best: Math.min(...own), worst: Math.max(...own) };
      return group.units.map((code) => [code, placed] as const);
    }),
  );
};
