// Two rankings as two posts, drawn by Observable Plot: a line for each unit, its rank at both ends and its name at the right.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import { escapeText, type Html } from '../../core/report/html.js';
import type { SlopeLine, Slopes } from '../../core/report/slopes.js';

export interface SlopeChart {
  readonly wide: Html;
  readonly narrow: Html;
}

/** The same chart for wide pages and for phones: text keeps its size, so one picture cannot be scaled to both. */
export const slopeChart = (slopes: Slopes | null): SlopeChart | null =>
  slopes === null
    ? null
    : {
        wide: picture(slopes, { name: 'wide', width: 673, left: 48, right: 392 }),
        narrow: picture(slopes, { name: 'narrow', width: 328, left: 36, right: 112 }),
      };

interface Place {
  readonly name: string;
  readonly width: number;
  /** Where the two posts stand. */
  readonly left: number;
  readonly right: number;
}

const { document } = parseHTML('<!doctype html><html><body></body></html>');

const top = 26;
const rowHeight = 19;

const picture = (of: Slopes, { name, width, left, right }: Place): Html => {
  const height = top + 24 + Math.max(of.lines.length, 6) * rowHeight;
  const y = (rank: number): number => top + 8 + ((rank - 1) / Math.max(1, of.last - 1)) * (height - top - 20);
  const ends = of.lines.flatMap(({ from, to, clear }) => [
    { x: left, y: y(from), way: way({ from, to }), clear },
    { x: right, y: y(to), way: way({ from, to }), clear },
  ]);
  const drawn = (clear: boolean) => of.lines.filter((line) => line.clear === clear);
  const link = (clear: boolean) =>
    Plot.link(drawn(clear), {
      x1: left,
      x2: right,
      y1: ({ from }: SlopeLine) => y(from),
      y2: ({ to }: SlopeLine) => y(to),
      stroke: (line: SlopeLine) => `var(--${way(line)})`,
      strokeWidth: clear ? 2.2 : 1.2,
      ...(clear ? {} : { strokeDasharray: '4 3' }),
    });
  const svg = Plot.plot({
    document,
    className: 'plot',
    width,
    height,
    margin: 0,
    x: { type: 'linear', domain: [0, width], range: [0, width], axis: null },
    y: { type: 'linear', domain: [0, height], range: [0, height], axis: null },
    color: { type: 'identity' },
    marks: [
      Plot.ruleX([left, right], { y1: y(1) - 6, y2: y(of.last) + 6, stroke: 'var(--rule)', strokeWidth: 1 }),
      link(false),
      link(true),
      Plot.dot(ends, {
        x: 'x',
        y: 'y',
        r: 3,
        fill: ({ way: to, clear }: (typeof ends)[number]) => (clear ? `var(--${to})` : 'var(--paper)'),
        stroke: ({ way: to }: (typeof ends)[number]) => `var(--${to})`,
        strokeWidth: 1.3,
      }),
    ],
  });
  return { html: withText(svg.outerHTML, of, { name, width, left, right }, height, y) };
};

/** The role whose colour a line has: better, worse, or where it was. */
const way = ({ from, to }: Pick<SlopeLine, 'from' | 'to'>): 'own' | 'below' | 'ink2' =>
  to < from ? 'own' : to > from ? 'below' : 'ink2';

const withText = (
  svg: string,
  of: Slopes,
  { name, width, left, right }: Place,
  height: number,
  y: (rank: number) => number,
): string => {
  const text = (x: number, at: number, anchor: string, kind: string, words: string): string =>
    `<text class="${kind}" x="${x}" y="${tenth(at + 4)}" text-anchor="${anchor}">${escapeText(words)}</text>`;
  const leader = (x1: number, y1: number, x2: number, y2: number): string =>
    Math.abs(y1 - y2) < 2 ? '' : `<line class="leader" x1="${x1}" y1="${tenth(y1)}" x2="${x2}" y2="${tenth(y2)}"/>`;
  // Ends that lie close get their labels spread; equal ranks on the left share one.
  const starts = [...new Set(of.lines.map(({ from }) => from))].sort((a, b) => a - b);
  const startRows = spread(starts.map(y), 15, top + 8, height - 8);
  const endRows = spread(
    of.lines.map(({ to }) => y(to)),
    16,
    top + 8,
    height - 8,
  );
  const texts = [
    text(left, 6, 'middle', 'post-label', of.left),
    text(right, 6, 'middle', 'post-label', of.right),
    ...starts.map(
      (rank, i) =>
        leader(left - 5, y(rank), left - 14, startRows[i]!) +
        text(left - 16, startRows[i]!, 'end', 'tick', String(rank)),
    ),
    ...of.lines.map(
      ({ to, name: unit }, i) =>
        leader(right + 5, y(to), right + 14, endRows[i]!) +
        text(right + 34, endRows[i]!, 'end', 'tick', String(to)) +
        text(right + 39, endRows[i]!, 'start', 'slope-name', unit),
    ),
  ].join('');
  // Plot names its groups in English, and a group may carry no name.
  const inside = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/ aria-label="[^"]*"/g, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<\/svg>$/, '');
  return `<svg class="strip slopes ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(of.title)}"><title>${escapeText(of.title)}</title><desc>${escapeText(of.description)}</desc>${inside}${texts}</svg>`;
};

const tenth = (value: number): number => Math.round(value * 10) / 10;

/**
 * Rising positions moved apart to `gap`, between `low` and `high` as far as there is room. What crowds is spread about its own
 * middle: neighbours are pooled until the means of the pools rise.
 */
const spread = (at: ReadonlyArray<number>, gap: number, low: number, high: number): ReadonlyArray<number> => {
  const pools: { sum: number; n: number }[] = [];
  for (const [i, position] of at.entries()) {
    let pool = { sum: position - i * gap, n: 1 };
    for (
      let before = pools.at(-1);
      before !== undefined && before.sum / before.n >= pool.sum / pool.n;
      before = pools.at(-1)
    ) {
      pools.pop();
      pool = { sum: before.sum + pool.sum, n: before.n + pool.n };
    }
    pools.push(pool);
  }
  const most = Math.max(low, high - (at.length - 1) * gap);
  return pools
    .flatMap(({ sum, n }) => Array.from({ length: n }, () => Math.min(most, Math.max(low, sum / n))))
    .map((position, i) => position + i * gap);
};
