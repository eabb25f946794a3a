// The strip of all units on the scale of the score, as plain values for the chart.
import type { Words } from '../words/words.js';
import { scoreText } from './figures.js';
import type { Report } from './report.js';
import { medianName } from './sections/headline.js';

export interface Distribution {
  readonly title: string;
  readonly description: string;
  readonly low: number;
  readonly high: number;
  readonly marks: ReadonlyArray<DistributionMark>;
  readonly median: { readonly value: number; readonly label: string };
  readonly own: { readonly value: number; readonly label: string } | null;
  readonly axis: ReadonlyArray<{ readonly value: number; readonly label: string }>;
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
        : { value: own, label: `${words.text(scores.columns.units[unit]!.name)} ${scoreText(report, words, own)}` },
    axis: Array.from({ length: 6 }, (_, i) => {
      const value = low + ((high - low) * i) / 5;
      return { value, label: words.plain(value, 1) };
    }),
  };
};
