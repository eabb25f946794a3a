// What stands beside the official result: other views of the same criteria, and the period before.
import type { Words } from '../../words/words.js';
import { codeText, gapText, percentText, printedSign, scoreText } from '../figures.js';
import type { Html } from '../html.js';
import { slope, triangle } from '../marks.js';
import { childrenIn, type Report, shareOf } from '../report.js';
import { isClear, previousOf } from './headline.js';

export interface ViewRow {
  readonly title: string;
  readonly score: string;
  readonly coverage: string;
  readonly criteria: string;
}

/** Empty where the index has one view only. */
export const viewsOf = (report: Report, words: Words, unit: number): ReadonlyArray<ViewRow> => {
  const { code } = report.scores.columns.units[unit]!;
  return report.beside.flatMap((scores) => {
    const position = scores.columns.units.findIndex((each) => each.code === code);
    const result = scores.units[position];
    if (result === undefined) return [];
    return [
      {
        title: words.text(scores.view.title),
        score: scoreText(report, words, result.score),
        coverage: percentText(words, scores.units[position]!.coverage),
        criteria: words.plain(scores.definition.leaves.filter(({ id }) => scores.nodes.has(id)).length),
      },
    ];
  });
};

export interface TrendSection {
  /** Over the column of names. */
  readonly head: string;
  readonly before: string;
  readonly now: string;
  readonly rows: ReadonlyArray<TrendRow>;
  readonly note: string;
}

export interface TrendRow {
  readonly code: string;
  readonly title: string;
  readonly before: string;
  readonly now: string;
  readonly slope: Html;
  readonly sign: Html;
  readonly change: string;
}

/** The total and the index's own children, then and now; null where the unit had no score then. */
export const trendOf = (report: Report, words: Words, unit: number): TrendSection | null => {
  const was = previousOf(report, unit);
  const { previous, scores } = report;
  if (was === null || previous === null) return null;
  const { root } = scores.definition;
  const rows = [root, ...childrenIn(scores, root)].flatMap((node): ReadonlyArray<TrendRow> => {
    const before = previous.nodes.get(node.id)?.score[was.position] ?? Number.NaN;
    const now = scores.nodes.get(node.id)!.score[unit]!;
    if (Number.isNaN(before) || Number.isNaN(now)) return [];
    // The draws are of the total: nothing is known of its parts.
    const clear = node === root && isClear(report, unit);
    return [
      {
        code: node === root ? '' : codeText(node),
        title: node === root ? words.say('report.total') : words.text(node.title),
        before: scoreText(report, words, before),
        now: scoreText(report, words, now),
        slope: slope(shareOf(report, before), shareOf(report, now), clear),
        sign: triangle(printedSign(report, now - before), clear),
        change: gapText(report, words, now - before),
      },
    ];
  });
  return {
    head: words.say('report.blocks.head', { kind: 'flat' }),
    before: previous.columns.period,
    now: scores.columns.period,
    rows,
    note: words.say(report.uncertainty?.changeShare == null ? 'report.page.trend_note' : 'report.trend_note_drawn'),
  };
};
