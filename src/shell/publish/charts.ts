// Charts that stand alone on a page, drawn by Observable Plot on a server-side document.
// Colours and fonts come from the page's style sheet by class, so one picture serves light, dark and print.
import * as Plot from '@observablehq/plot';
import { parseHTML } from 'linkedom';
import type { Distribution } from '../../core/report/distribution.js';
import { escapeText, type Html } from '../../core/report/html.js';

export interface DistributionChart {
  readonly wide: Html;
  readonly narrow: Html;
}

/** The same strip for wide pages and for phones: text keeps its size, so one picture cannot be scaled to both. */
export const distributionChart = (distribution: Distribution | null): DistributionChart | null =>
  distribution === null ? null : { wide: strip(distribution, 673, 'wide'), narrow: strip(distribution, 328, 'narrow') };

const { document } = parseHTML('<!doctype html><html><body></body></html>');

const strip = (of: Distribution, width: number, name: string): Html => {
  const span = of.high - of.low;
  // A label hangs on the side where there is room for it: the own one is long, the median's gives way.
  const medianLeft = of.own === null ? of.median.value > of.low + span * 0.5 : of.own.value >= of.median.value;
  const medianRow = 10;
  const height = name === 'narrow' ? 66 : 56;
  const base = height - 18;
  const svg = Plot.plot({
    document,
    className: 'plot',
    width,
    height,
    marginLeft: 8,
    marginRight: 8,
    marginTop: 0,
    marginBottom: 18,
    x: { type: 'linear', domain: [of.low, of.high], axis: null },
    y: { type: 'linear', domain: [0, base], range: [base, 0], axis: null },
    marks: [
      Plot.ruleY([0], { className: 'axis', stroke: 'var(--ink)', strokeWidth: 0.9 }),
      Plot.ruleX(
        of.marks.filter(({ peer }) => !peer),
        { x: 'value', y1: 0, y2: 8, stroke: 'var(--mark)', strokeWidth: 1, className: 'others' },
      ),
      Plot.ruleX(
        of.marks.filter(({ peer }) => peer),
        { x: 'value', y1: 0, y2: 12, stroke: 'var(--ink)', strokeWidth: 1, className: 'peers' },
      ),
      Plot.ruleX([of.median.value], {
        y1: 0,
        y2: base - medianRow + 6,
        stroke: 'var(--ink)',
        strokeWidth: 1.2,
        strokeDasharray: '2 2',
        className: 'median',
      }),
      ...(of.own === null
        ? []
        : [
            ...(of.own.range === null
              ? []
              : [
                  Plot.rect([of.own.range], {
                    x1: ([from]: readonly [number, number]) => from,
                    x2: ([, to]: readonly [number, number]) => to,
                    y1: 15.5,
                    y2: 24.5,
                    fill: 'var(--tint)',
                    stroke: 'var(--own)',
                    strokeWidth: 0.8,
                    className: 'range',
                  }),
                ]),
            Plot.ruleX([of.own.value], { y1: 0, y2: 20, stroke: 'var(--own)', strokeWidth: 2, className: 'own' }),
            Plot.dot([of.own.value], {
              x: (d: number) => d,
              y: 20,
              r: 3.6,
              symbol: 'square',
              fill: 'var(--own)',
              className: 'own',
            }),
          ]),
      Plot.ruleX(of.axis, { x: 'value', y1: -4, y2: 0, stroke: 'var(--ink)', strokeWidth: 0.9 }),
    ],
  });
  return { html: withText(svg.outerHTML, of, { width, height, base, medianLeft, medianRow, name }) };
};

interface Layout {
  readonly width: number;
  readonly height: number;
  readonly base: number;
  readonly medianLeft: boolean;
  readonly medianRow: number;
  readonly name: string;
}

/** Mean width of one in these labels. */
const letter = 6.4;

/** Title, description and texts: set by us, so that their size and weight are the page's own. */
const withText = (
  svg: string,
  of: Distribution,
  { width, height, base, medianLeft, medianRow, name }: Layout,
): string => {
  const x = (value: number): number =>
    Math.round((8 + ((value - of.low) / (of.high - of.low)) * (width - 16)) * 10) / 10;
  const text = (at: number, y: number, anchor: string, kind: string, words: string): string =>
    `<text class="${kind}" x="${at}" y="${y}" text-anchor="${anchor}">${escapeText(words)}</text>`;
  // On a phone the median's label may find no room where it should hang.
  const medianRoom = of.median.label.length * letter + 4;
  const hangsLeft = medianLeft ? x(of.median.value) - medianRoom >= 0 : x(of.median.value) + medianRoom > width;
  // The own label hangs away from the median wherever the page has room for it there.
  const room = of.own === null ? 0 : of.own.label.length * 6 + 12;
  const ownLeft =
    of.own !== null && (of.own.value >= of.median.value ? x(of.own.value) + room > width : x(of.own.value) - room >= 0);
  const [ownFrom, ownTo] = of.own === null ? [0, 0] : (of.own.range ?? [of.own.value, of.own.value]);
  const texts = [
    ...of.axis.map(({ value, label }) => text(x(value), height - 5, 'middle', 'tick', label)),
    text(
      x(of.median.value) + (hangsLeft ? -4 : 4),
      medianRow,
      hangsLeft ? 'end' : 'start',
      'median-label',
      of.median.label,
    ),
    ...(of.own === null
      ? []
      : [
          text(
            ownLeft ? x(ownFrom) - 7 : x(ownTo) + 7,
            base - 17,
            ownLeft ? 'end' : 'start',
            'own-label',
            of.own.label,
          ),
        ]),
  ].join('');
  // Plot names its groups in English, and a group may carry no name.
  const inside = svg
    .replace(/^<svg[^>]*>/, '')
    .replace(/ aria-label="[^"]*"/g, '')
    .replace(/<style>[\s\S]*?<\/style>/, '')
    .replace(/<\/svg>$/, '');
  return `<svg class="strip ${name}" viewBox="0 0 ${width} ${height}" role="img" aria-label="${escapeText(of.title)}"><title>${escapeText(of.title)}</title><desc>${escapeText(of.description)}</desc>${inside}${texts}</svg>`;
};
