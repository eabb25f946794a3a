// Two rankings as two posts with a line for each unit, as plain values for the chart: the units that moved most, since more
// than twelve lines are a tangle.
import type { Comparison, UnitChange } from '../compare/compare.js';
import type { Words } from '../words/words.js';

export interface Slopes {
  readonly title: string;
  readonly description: string;
  readonly left: string;
  readonly right: string;
  /** Ranks on the posts run from 1 to this. */
  readonly last: number;
  readonly lines: ReadonlyArray<SlopeLine>;
}

export interface SlopeLine {
  readonly name: string;
  readonly from: number;
  readonly to: number;
  /** In draws of what is uncertain the change keeps its sign: a solid line; dashed where that is not so or not known. */
  readonly clear: boolean;
}

const mostLines = 12;
/** A change is clear from this share of the draws on. */
export const clearShare = 0.95;

/** null where no unit has a rank on both sides. Where ranks are taken within levels, the level with most units is drawn. */
export const slopesOf = (
  comparison: Comparison,
  words: Words,
  left: string,
  right: string,
): { readonly slopes: Slopes; readonly level: string | null } | null => {
  const ranked = comparison.units.filter(({ rankShift }) => !Number.isNaN(rankShift));
  const within = [comparison.a, comparison.b].some(({ definition }) => definition.ranks.within === 'level');
  const level = within ? largestLevel(ranked) : null;
  const drawn = ranked.filter(({ unit }) => level === null || unit.level === level);
  if (drawn.length === 0) return null;
  const lines = [...drawn]
    .sort((x, y) => Math.abs(y.rankShift) - Math.abs(x.rankShift) || x.b.rank - y.b.rank)
    .slice(0, mostLines)
    .sort((x, y) => x.b.rank - y.b.rank)
    .map(
      ({ unit, a, b, signShare }): SlopeLine => ({
        name: words.text(unit.name),
        from: a.rank,
        to: b.rank,
        clear: (signShare?.rank ?? 0) >= clearShare,
      }),
    );
  const shown = { n: lines.length, of: drawn.length };
  return {
    level,
    slopes: {
      title: words.say('compare.page.slopes', shown),
      description: words.say('compare.page.slopes_description', shown),
      left,
      right,
      last: Math.max(...drawn.flatMap(({ a, b }) => [a.rankOf, b.rankOf])),
      lines,
    },
  };
};

const largestLevel = (units: ReadonlyArray<UnitChange>): string | null => {
  const counts = new Map<string, number>();
  for (const { unit } of units) counts.set(unit.level, (counts.get(unit.level) ?? 0) + 1);
  return [...counts].sort(([x, n], [y, m]) => m - n || (x < y ? -1 : 1))[0]?.[0] ?? null;
};
