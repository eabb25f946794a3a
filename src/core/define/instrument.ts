// A questionnaire after decoding: what is asked, on which scales, what an answer scores, and what may be published of the answers.
import type { Location } from '../model/problem.js';
import type { Text } from '../model/text.js';

export interface Instrument {
  readonly id: string;
  readonly version: string;
  readonly title: Text;
  readonly note: Text | null;
  /** residents speak for themselves; staff of an office are fewer and easier to recognise. */
  readonly respondents: 'residents' | 'staff';
  readonly sampling: Sampling;
  readonly disclosure: DisclosureRules;
  readonly modules: ReadonlyArray<Named>;
  readonly dimensions: ReadonlyArray<Named>;
  /** In the order of the file. */
  readonly questions: ReadonlyArray<Question>;
  readonly at: Location;
}

export interface Named {
  readonly id: string;
  readonly title: Text;
}

export const lonelyRules = ['remove', 'certainty', 'adjust', 'average'] as const;

export interface Sampling {
  /** convenience: nobody was drawn by chance, and no estimate has a sampling error. */
  readonly kind: 'probability' | 'convenience';
  readonly lonely: (typeof lonelyRules)[number];
  /** Of intervals, such as 0.95. */
  readonly level: number;
}

export interface DisclosureRules {
  /** Fewer respondents than this behind a figure: the figure is suppressed. */
  readonly least: number;
  /** Fewer respondents, in number or in effect: flagged and not ranked. */
  readonly reliable: number;
  /** A sensitive share of 0 or 100 % among fewer respondents is shown as a range. */
  readonly range: number;
  /** Widest interval of a share, in points, that is no cause for a flag. */
  readonly width: number;
  /** The same relative to the estimate, where the interval is wider than `narrow` points. */
  readonly relativeWidth: number;
  readonly narrow: number;
  /** Coefficient of variation above which a mean is flagged. */
  readonly variation: number;
}

export interface Scale {
  readonly id: string;
  readonly type: 'single' | 'number';
  /** single: the answers in order, each with its score of 0 to 100 (null: a name without a score). */
  readonly choices: ReadonlyArray<Choice>;
  /** number: the smallest answer there can be, and the bounds between which it scores 0 to 100; beyond them it counts as the bound. */
  readonly least: number;
  readonly most: number;
  readonly measuredIn: Text | null;
  /** Codes that are no answers. */
  readonly missing: ReadonlyArray<MissingCode>;
}

export interface Choice {
  readonly code: number;
  readonly score: number | null;
  readonly title: Text;
}

export const missingKinds = ['do_not_know', 'refused', 'not_asked'] as const;

export interface MissingCode {
  readonly code: number;
  readonly kind: (typeof missingKinds)[number];
  readonly title: Text;
}

export interface Question {
  readonly id: string;
  readonly module: string;
  readonly dimension: string | null;
  readonly text: Text;
  readonly scale: Scale;
  /** none: described, never scored. */
  readonly direction: 'up' | 'down' | 'none';
  readonly sensitive: boolean;
  /** Only those are asked who gave one of these answers to another question; null: everybody, or by a rule outside the form. */
  readonly askedIf: { readonly question: string; readonly codes: ReadonlyArray<number> } | null;
  readonly at: Location;
}

/** 0 to 100, the good end high; NaN for an answer without a score. */
export const scoreOf = ({ scale, direction }: Question, value: number): number => {
  if (direction === 'none') return Number.NaN;
  const plain =
    scale.type === 'single'
      ? (scale.choices.find(({ code }) => code === value)?.score ?? Number.NaN)
      : Math.min(1, Math.max(0, (value - scale.least) / (scale.most - scale.least))) * 100;
  return direction === 'up' ? plain : 100 - plain;
};

export const missingKindOf = ({ scale }: Question, value: number): MissingCode['kind'] | null =>
  scale.missing.find(({ code }) => code === value)?.kind ?? null;

/** Whether the scale knows the value: an answer or one of the codes that are none. */
export const isOnScale = ({ scale }: Question, value: number): boolean =>
  scale.missing.some(({ code }) => code === value) ||
  (scale.type === 'single'
    ? scale.choices.some(({ code }) => code === value)
    : Number.isInteger(value) && value >= scale.least && value <= mostNumber);

/** A number of minutes or days beyond this is a slip of the keyboard. */
export const mostNumber = 9999;
