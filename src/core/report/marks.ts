// Marks of the size of a word: they stand in table rows beside their numbers, so readers of text lose nothing without them.
// Positions are per cents of the cell's width and thicknesses are pixels, so one mark fits every width without distortion.
import { type Html, html, joinHtml } from './html.js';

const per = (share: number): string => `${Math.round(share * 10000) / 100}%`;

export interface RowMark {
  /** Places on the scale, 0 to 1; null is not drawn. */
  readonly value: number | null;
  readonly band: readonly [number, number] | null;
  readonly median: number | null;
  /** The value was filled in, not observed: its square is hollow. */
  readonly imputed?: boolean;
}

/** Peer band, median tick, and the value as a square: an observed value, of whose interval nothing is known. */
export const rowMark = ({ value, band, median, imputed = false }: RowMark, size: 'row' | 'head' = 'row'): Html => {
  const side = size === 'head' ? 8 : 6;
  return html`<svg class="mark" aria-hidden="true" focusable="false">${
    band === null
      ? none
      : html`<rect class="band" x="${per(band[0])}" y="3" width="${per(band[1] - band[0])}" height="8"/>`
  }${median === null ? none : html`<line class="median" x1="${per(median)}" x2="${per(median)}" y1="1" y2="13"/>`}${
    value === null
      ? none
      : html`<rect class="${imputed ? 'own imputed' : 'own'}" x="${per(value)}" y="${7 - side / 2}" width="${side}" height="${side}" transform="translate(${-side / 2} 0)"/>`
  }</svg>`;
};

const none: Html = { html: '' };

/** A range of places on the rail of a list, 0 its first place and 1 its last, with quarters, and a tick at the place as it stands. */
export const placesMark = ({
  from,
  to,
  at,
}: {
  readonly from: number;
  readonly to: number;
  readonly at: number;
}): Html =>
  html`<svg class="mark" aria-hidden="true" focusable="false"><line class="rail" x1="0%" x2="100%" y1="7" y2="7"/>${joinHtml(
    [0, 0.25, 0.5, 0.75, 1].map(
      (quarter) => html`<line class="rail" x1="${per(quarter)}" x2="${per(quarter)}" y1="3" y2="11"/>`,
    ),
  )}<line class="range" x1="${per(from)}" x2="${per(to)}" y1="7" y2="7"/><line class="median" x1="${per(at)}" x2="${per(at)}" y1="1" y2="13"/></svg>`;

/** A share of a whole, on a rail from 0 to 1. */
export const shareMark = (share: number): Html =>
  html`<svg class="mark" aria-hidden="true" focusable="false"><rect class="share" x="0%" y="3" width="${per(share)}" height="8"/></svg>`;

/** Steps reached of steps possible. */
export const pips = (reached: number, of: number): Html =>
  html`<svg class="pips" width="${of * 9 - 1}" height="9" aria-hidden="true" focusable="false">${joinHtml(
    Array.from({ length: of }, (_, i) =>
      i < reached
        ? html`<rect class="on" x="${i * 9}" y="0.5" width="8" height="8"/>`
        : html`<rect class="off" x="${i * 9 + 0.5}" y="1" width="7" height="7"/>`,
    ),
  )}</svg>`;

/** Above or below; filled where the difference is clear, hollow where it cannot be told or nothing is known of it. */
export const triangle = (sign: number, clear = false): Html =>
  sign > 0
    ? html`<svg class="tri up${clear ? ' clear' : ''}" width="10" height="9" aria-hidden="true" focusable="false"><path d="M5 1 9 8H1Z"/></svg>`
    : sign < 0
      ? html`<svg class="tri down${clear ? ' clear' : ''}" width="10" height="9" aria-hidden="true" focusable="false"><path d="M5 8 1 1H9Z"/></svg>`
      : none;

export const arrow: Html = html`<svg class="arrow" width="15" height="9" aria-hidden="true" focusable="false"><path d="M1 4.5H13M9.5 1 13 4.5 9.5 8"/></svg>`;

/** Stacked shares of the whole scale, each with the number of its block. */
export const contributionBar = (parts: ReadonlyArray<{ readonly block: number; readonly share: number }>): Html => {
  let from = 0;
  const drawn = parts.map(({ block, share }, i) => {
    const at = from;
    from += share;
    const rect = html`<rect class="b${(block % 6) + 1}" x="${per(at)}" y="2" width="${per(share)}" height="10"/>`;
    return i === 0 ? rect : joinHtml([rect, html`<line class="gap" x1="${per(at)}" x2="${per(at)}" y1="1" y2="13"/>`]);
  });
  return html`<svg class="mark bars" aria-hidden="true" focusable="false">${joinHtml(drawn)}</svg>`;
};

export const blockSwatch = (block: number): Html =>
  html`<svg class="swatch" width="18" height="10" aria-hidden="true" focusable="false"><rect class="b${(block % 6) + 1}" x="0.5" y="0.5" width="17" height="9"/></svg>`;

/** Two periods as two posts: solid and filled where the change is clear, else dashed and hollow. */
export const slope = (before: number, now: number, clear = false): Html => {
  const y = (share: number): number => Math.round((24 - share * 20) * 10) / 10;
  return html`<svg class="slope${clear ? ' clear' : ''}" aria-hidden="true" focusable="false"><line class="post" x1="10%" x2="10%" y1="2" y2="26"/><line class="post" x1="90%" x2="90%" y1="2" y2="26"/><line class="way" x1="10%" x2="90%" y1="${y(before)}" y2="${y(now)}"/><circle cx="10%" cy="${y(before)}" r="3"/><circle cx="90%" cy="${y(now)}" r="3"/></svg>`;
};

/** Signs of the states a criterion can be in, beside the word that always goes with them. */
export const stateSign = (state: 'not_applicable' | 'no_evidence' | 'missing' | 'suppressed'): Html => {
  const inside = {
    not_applicable: html`<path d="M4.5 5.5h6"/>`,
    no_evidence: none,
    missing: html`<path class="dots" d="M4 5.5h.01M7.5 5.5h.01M11 5.5h.01"/>`,
    suppressed: html`<path d="M5.3 3.3l4.4 4.4M9.7 3.3 5.3 7.7"/>`,
  }[state];
  return html`<svg class="state${state === 'no_evidence' ? ' dashed' : ''}" width="15" height="11" aria-hidden="true" focusable="false"><rect x="0.75" y="0.75" width="13.5" height="9.5" rx="1.2"/>${inside}</svg>`;
};

export const evidenceSign: Html = html`<svg class="proof" width="10" height="10" aria-hidden="true" focusable="false"><path d="M4 1.5H1.5v7h7V6M6 1h3v3M9 1 4.5 5.5"/></svg>`;

/** The key's own pictures. */
export const keySquare: Html = html`<svg class="key" width="10" height="10" aria-hidden="true" focusable="false"><rect class="own" x="2" y="2" width="6" height="6"/></svg>`;
export const keyHollow: Html = html`<svg class="key" width="10" height="10" aria-hidden="true" focusable="false"><rect class="own imputed" x="2" y="2" width="6" height="6"/></svg>`;
export const keyBand: Html = html`<svg class="key" width="22" height="10" aria-hidden="true" focusable="false"><rect class="band" x="0.5" y="1" width="21" height="8"/></svg>`;
export const keyMedian: Html = html`<svg class="key" width="6" height="12" aria-hidden="true" focusable="false"><line class="median" x1="3" x2="3" y1="0" y2="12"/></svg>`;
export const keyPeerTick: Html = html`<svg class="key" width="5" height="12" aria-hidden="true" focusable="false"><line class="peer" x1="2.5" x2="2.5" y1="0" y2="12"/></svg>`;
export const keyOtherTick: Html = html`<svg class="key" width="5" height="12" aria-hidden="true" focusable="false"><line class="other" x1="2.5" x2="2.5" y1="5" y2="12"/></svg>`;
