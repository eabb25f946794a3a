// The strip of all units on the scale of the score, as plain values for the chart.
import type { Words } from '../words/words.js';
import { scoreText } from './figures.js';
import { drawnUnit } from './places.js';
import type { Report } from './report.js';
import { medianName } from './sections/headline.js';

export interface Distribution {
  readonly title: string;
  readonly description: string;
  readonly low: number;
  readonly high: number;
  readonly marks: ReadonlyArray<DistributionMark>;
  readonly median: { readonly value: number; readonly label: string };
  readonly own: OwnMark | null;
  readonly axis: ReadonlyArray<{ readonly value: number; readonly label: string }>;
}

export interface OwnMark {
  readonly value: number;
  readonly label: string;
  /** Where the score lies in 90 % of the draws; null where nothing is drawn. */
  readonly range: readonly [number, number] | null;
}

export interface DistributionMark {
  readonly value: number;
  readonly peer: boolean;
}

/** `unit`: the one whose profile it is; null on the ranking. null where fewer than two units have a score. */
export const distributionOf = (report: Report, words: Words, unit: number | null): Distribution | null => {
  const { scores } = report;
  const peers = new Set(unit === null ? [] : report.peers(unit));
  const marks = scores.order
    .filter((each) => !Number.isNaN(scores.units[each]!.score) && each !== unit)
    .map((each) => ({ value: scores.units[each]!.score, peer: peers.has(each) }));
  const own = unit === null ? Number.NaN : scores.units[unit]!.score;
  const n = marks.length + (Number.isNaN(own) ? 0 : 1);
  if (n < 2) return null;
  const [low, high] = report.scale;
  const { median } = report.compare(scores.definition.root.id, unit ?? 0);
  const values = [...marks.map(({ value }) => value), ...(Number.isNaN(own) ? [] : [own])];
  return {
    title: words.say('report.strip.title', { n }),
    description: words.say('report.strip.description', {
      n,
      low: scoreText(report, words, Math.min(...values)),
      high: scoreText(report, words, Math.max(...values)),
      median: scoreText(report, words, median),
    }),
    low,
    high,
    marks,
    median: { value: median, label: `${medianName(report, words)} ${scoreText(report, words, median)}` },
    own:
      unit === null || Number.isNaN(own)
        ? null
        : {
            value: own,
            label: `${words.text(scores.columns.units[unit]!.name)} ${scoreText(report, words, own)}`,
            range: rangeOf(report, unit),
          },
    axis: Array.from({ length: 6 }, (_, i) => {
      const value = low + ((high - low) * i) / 5;
      return { value, label: words.plain(value, 1) };
    }),
  };
};

/** Cut to the ends of the scale, where a draw may go beyond them. */
const rangeOf = (report: Report, unit: number): readonly [number, number] | null => {
  const own = drawnUnit(report, unit);
  if (own === null) return null;
  const [low, high] = report.scale;
  const inside = (value: number): number => Math.min(high, Math.max(low, value));
  return [inside(own.score.p05), inside(own.score.p95)];
};
