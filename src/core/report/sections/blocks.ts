// Blocks and sub-blocks of one unit beside its peers and all units: one table row each, with its mark.
import { isLeaf, type Node } from '../../define/definition.js';
import { stateCode, states } from '../../score/scores.js';
import type { Words } from '../../words/words.js';
import { codeText, gapText, printedSign, rankText, scoreText } from '../figures.js';
import { type Html, html } from '../html.js';
import { rowMark, triangle } from '../marks.js';
import { childrenIn, type Report, shareOf } from '../report.js';

export interface BlockRow {
  readonly code: string;
  readonly title: string;
  /** 1 for the index's own children. */
  readonly depth: number;
  readonly head: boolean;
  readonly part: 'block' | 'sub_block' | 'criterion';
  readonly score: string;
  readonly mark: Html;
  readonly sign: Html;
  readonly gap: string;
  /** -1, 0, 1 as printed; null without a score. */
  readonly gapSign: number | null;
  readonly rank: string;
  readonly of: string;
}

/** An index whose blocks hold leaves directly shows those too, up to this many rows. */
const mostLeafRows = 40;

export const blockRows = (report: Report, words: Words, unit: number): ReadonlyArray<BlockRow> => {
  const { scores } = report;
  const blocks = childrenIn(scores, scores.definition.root);
  const nested = blocks.some((block) => childrenIn(scores, block).some((child) => !isLeaf(child)));
  const withLeaves = !nested && scores.definition.leaves.length <= mostLeafRows;
  const rows: BlockRow[] = [];
  const walk = (node: Node, depth: number): void => {
    if (isLeaf(node) && depth > 1 && !withLeaves) return;
    const hasRowsBelow = !isLeaf(node) && (nested || withLeaves) && childrenIn(scores, node).length > 0;
    rows.push(rowOf(report, words, unit, node, depth, depth === 1 && hasRowsBelow));
    for (const child of childrenIn(scores, node)) walk(child, depth + 1);
  };
  for (const block of blocks) walk(block, 1);
  return rows;
};

const rowOf = (report: Report, words: Words, unit: number, node: Node, depth: number, head: boolean): BlockRow => {
  const place = placeOf(report, words, unit, node.id, head ? 'head' : 'row');
  return {
    code: codeText(node),
    title: words.text(node.title),
    depth,
    head,
    part: isLeaf(node) ? 'criterion' : depth === 1 ? 'block' : 'sub_block',
    ...place,
  };
};

export interface Place {
  readonly score: string;
  readonly mark: Html;
  readonly sign: Html;
  readonly gap: string;
  readonly gapSign: number | null;
  readonly rank: string;
  readonly of: string;
}

const none: Html = { html: '' };

/** Where the unit stands in one node, in words and as a mark; without a score the plot says why instead. */
export const placeOf = (report: Report, words: Words, unit: number, id: string, size: 'row' | 'head'): Place => {
  const node = report.scores.nodes.get(id)!;
  const score = node.score[unit]!;
  const state = node.state[unit]!;
  const to = report.compare(id, unit);
  const shown = !Number.isNaN(score) && (state === stateCode.scored || state === stateCode.no_evidence);
  const gap = score - to.median;
  const share = (value: number): number | null => (Number.isNaN(value) ? null : shareOf(report, value));
  return {
    score: scoreText(report, words, score),
    mark: shown
      ? rowMark(
          {
            value: share(score),
            band: to.band === null ? null : [shareOf(report, to.band[0]), shareOf(report, to.band[1])],
            median: share(to.median),
            imputed: isLeaf(node.node) && node.imputed[unit] === 1,
          },
          size,
        )
      : isLeaf(node.node)
        ? none
        : html`<span class="soft">${words.say(`report.state.${states[state]!}`)}</span>`,
    sign: triangle(shown ? printedSign(report, gap) : 0),
    gap: gapText(report, words, gap),
    gapSign: shown ? printedSign(report, gap) : null,
    rank: rankText(to.rank, false),
    of: to.rank === 0 ? '' : String(to.of),
  };
};
