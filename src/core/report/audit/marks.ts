// Pictures of the audit, all of them readable without colour: what a verdict is, weight beside influence, places of a unit, and the
// correlations of all indicators at a glance.
import type { Verdict } from '../../audit/rules.js';
import { escapeText, type Html, html, joinHtml } from '../html.js';

const per = (share: number): string => `${Math.round(Math.min(1, Math.max(0, share || 0)) * 10000) / 100}%`;

/** Full, half, crossed, or a dash: the word always stands beside it. */
export const verdictSign = (verdict: Verdict): Html => {
  const inside = {
    met: html`<rect class="own" x="1" y="1" width="10" height="10"/>`,
    doubtful: html`<rect class="box" x="1" y="1" width="10" height="10"/><path class="own" d="M1 1V11H11Z"/>`,
    not_met: html`<rect class="box" x="1" y="1" width="10" height="10"/><path class="box" d="M1 1 11 11M11 1 1 11"/>`,
    not_judged: html`<path class="box" d="M2 6H10"/>`,
  }[verdict];
  return html`<svg class="verdict" width="12" height="12" aria-hidden="true" focusable="false">${inside}</svg>`;
};

/** Weight as the hollow bar, influence as the full one below it; both as shares of the longest in the table. */
export const twoBars = (weight: number, influence: number, most: number): Html =>
  html`<svg class="mark" aria-hidden="true" focusable="false"><rect class="band" x="0" y="1" width="${per(weight / most)}" height="5"/>${
    Number.isNaN(influence) ? html`` : html`<rect class="own" x="0" y="8" width="${per(influence / most)}" height="5"/>`
  }</svg>`;

/** The places in 90 % of the draws as a bar, their median as a tick, the rank as it stands as a square. */
export const rankRange = (p05: number, median: number, p95: number, rank: number, of: number): Html => {
  const at = (place: number): number => (of < 2 ? 0.5 : (place - 1) / (of - 1));
  return html`<svg class="mark" aria-hidden="true" focusable="false"><rect class="band" x="${per(at(p05))}" y="4" width="${per(Math.max(0.004, at(p95) - at(p05)))}" height="6"/><line class="median" x1="${per(at(median))}" x2="${per(at(median))}" y1="2" y2="12"/><rect class="own" x="${per(at(rank))}" y="4" width="6" height="6" transform="translate(-3 0)"/></svg>`;
};

/** The shade of a correlation, 0 to 5 by its size. */
export const shadeOf = (r: number): number =>
  Number.isNaN(r) ? 0 : Math.min(5, Math.floor(Math.abs(r) * 5 + 1e-9) + 1);

export interface HeatMap {
  readonly title: string;
  readonly description: string;
  readonly matrix: ReadonlyArray<Float64Array>;
  /** Short names of the rows; none is written where there are too many. */
  readonly names: ReadonlyArray<string>;
  /** Rows that begin another group. */
  readonly starts: ReadonlyArray<number>;
}

const width = 673;
/** More rows have no room for a name each. */
const mostNamed = 45;

/** The lower half: the darker the stronger; a stroke through a cell says that the two go against each other. */
export const heatMap = ({ title, description, matrix, names, starts }: HeatMap): Html => {
  const n = matrix.length;
  const isNamed = n <= mostNamed;
  const left = isNamed ? 170 : 8;
  const size = Math.min(18, Math.floor(((width - left - 8) / n) * 100) / 100);
  const top = 4;
  const height = Math.ceil(top + n * size + 6);
  const shades = ['', '', '', '', '', ''];
  let strokes = '';
  let lightStrokes = '';
  const round = (value: number): number => Math.round(value * 100) / 100;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      const r = i === j ? 1 : matrix[i]![j]!;
      if (Number.isNaN(r)) continue;
      const [x, y] = [round(left + j * size), round(top + i * size)];
      const shade = shadeOf(r);
      shades[shade] += `M${x} ${y}h${size}v${size}h${-size}z`;
      // Near zero the sign says nothing.
      if (r < -0.2 + 1e-9) {
        const stroke = `M${x} ${round(y + size)}l${size} ${-size}`;
        if (shade >= 4) lightStrokes += stroke;
        else strokes += stroke;
      }
    }
  const paths = shades.map((d, shade) => (d === '' ? html`` : html`<path class="h${shade}" d="${d}"/>`));
  const lines = starts.map((row) => {
    const y = round(top + row * size);
    return html`<path class="${isNamed ? 'edge' : 'edge thin'}" d="M${left} ${y}H${round(left + row * size)}V${round(top + n * size)}"/>`;
  });
  const labels = isNamed
    ? names.map((name, i) => ({
        html: `<text class="tick" x="${left - 6}" y="${round(top + (i + 0.5) * size + 4)}" text-anchor="end">${escapeText(name)}</text>`,
      }))
    : [];
  const used = round(left + n * size + 8);
  const wide = isNamed ? Math.ceil(used) : width;
  return html`<svg class="strip heat" width="${wide}" height="${height}" viewBox="0 0 ${wide} ${height}" role="img" aria-label="${title}"><title>${title}</title><desc>${description}</desc>${joinHtml(paths)}<path class="against" d="${strokes}"/><path class="against light" d="${lightStrokes}"/>${joinHtml(lines)}${joinHtml(labels)}</svg>`;
};
