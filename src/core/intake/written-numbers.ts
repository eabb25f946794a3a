// Numbers as people write them: which sign is the decimal one is settled for a whole column from all of its cells, never for one.
import type { ProblemArgs } from '../model/problem.js';
import { numberLimit, readNumber } from './number.js';
import { shortly } from './place.js';

export type Decimal = 'comma' | 'point';

/** The empty signs of statistical tables: the phenomenon does not occur; below half of the unit; kept secret; no data. */
export type EmptySign = 'zero' | 'negligible' | 'confidential' | 'missing';

export const bureauSigns: ReadonlyMap<string, EmptySign> = new Map([
  ['-', 'zero'],
  ['–', 'zero'],
  // Cyrillic; the Latin x is nobody's sign unless a mapping says so.
  ['х', 'confidential'],
  ['Х', 'confidential'],
  ['...', 'missing'],
  ['…', 'missing'],
]);

export interface NumberFault {
  readonly code: 'NotANumber' | 'NumberAmbiguous' | 'NumberStylesMixed';
  readonly args: ProblemArgs;
}

/** How one column writes its numbers. Blank cells are not asked. */
export interface ColumnNumbers {
  readonly read: (text: string) => number | EmptySign | NumberFault;
}

export interface ColumnRules {
  readonly column: string;
  /** null: the cells decide. */
  readonly decimal: Decimal | null;
  /** `1.234` is a point where no cell says otherwise: tables separated by commas write their decimals so. */
  readonly pointUnlessShown: boolean;
  /** The column holds one quantity, so that all of it is in per cent or none. */
  readonly oneQuantity: boolean;
  readonly signs: ReadonlyMap<string, EmptySign>;
}

interface Written {
  readonly sign: '' | '-';
  /** Digits, with the signs of groups and decimals among them. */
  readonly body: string;
  readonly percent: boolean;
}

/** Spaces, no-break spaces, thin space and apostrophes between groups of three. */
const groupSign = /[ \u00a0\u202f\u2009'’]/;
const spaceGroups = /^[0-9]{1,3}(?:([ \u00a0\u202f\u2009'’])[0-9]{3})(?:\1[0-9]{3})*(?=$|[.,])/;

/** Cells of a column, blanks included, to how it writes numbers. */
export const columnNumbers = (cells: Iterable<string>, rules: ColumnRules): ColumnNumbers => {
  const { column, signs } = rules;
  let shown: { readonly decimal: Decimal; readonly by: string } | null = null;
  let percent: string | null = null;
  for (const cell of cells) {
    const text = cell.trim();
    if (text === '' || signs.has(text)) continue;
    if (percent === null && text.includes('%')) percent = text;
    if (rules.decimal !== null || shown !== null || plainlyPoint(text, rules)) continue;
    const written = partsOf(text);
    const decimal = written === null ? null : evidenceOf(written.body);
    if (decimal !== null) shown = { decimal, by: text };
  }
  const decimal = rules.decimal ?? shown?.decimal ?? null;

  return {
    read: (text) => {
      const sign = signs.get(text);
      if (sign !== undefined) return sign;
      const value = shortly(text);
      const none: NumberFault = { code: 'NotANumber', args: { column, value } };
      // `1e-05` is as programs write it, and stands for the number in every column that is not of decimal commas.
      const plain = decimal === 'comma' ? 'NotANumber' : readNumber(text);
      const settled = decimal !== null || rules.pointUnlessShown || !eitherWay(text);
      if (typeof plain === 'number' && settled && (percent === null || !rules.oneQuantity || plain === 0)) return plain;
      const written = partsOf(text);
      if (written === null) return none;
      if (percent !== null && rules.oneQuantity && !written.percent && /[1-9]/.test(written.body)) {
        return { code: 'NumberStylesMixed', args: { column, value, other: shortly(percent) } };
      }
      const own = evidenceOf(written.body);
      if (shown !== null && own !== null && own !== shown.decimal) {
        return { code: 'NumberStylesMixed', args: { column, value, other: shortly(shown.by) } };
      }
      const asPoint = rules.pointUnlessShown && !written.body.includes(',') ? 'point' : null;
      const by = decimal ?? own ?? asPoint;
      if (by === null && eitherWay(written.body)) {
        const values = (['point', 'comma'] as const).map((each) => numberIn(written, each));
        const [larger, smaller] = [...values].sort((a, b) => (b ?? 0) - (a ?? 0));
        return {
          code: 'NumberAmbiguous',
          args: { column, value, one: String(larger ?? ''), other: String(smaller ?? '') },
        };
      }
      // Bureaus print 0,0 for what there is, but less of it than the last figure shows.
      if (by === 'comma' && /^0,0+$/.test(text)) return 'negligible';
      return numberIn(written, by ?? 'point') ?? none;
    },
  };
};

/** A cell that says nothing against the decimal point: looked at without a regular expression, since most cells are such. */
const plainlyPoint = (text: string, { pointUnlessShown }: ColumnRules): boolean => {
  if (text.includes(',')) return false;
  const point = text.indexOf('.');
  return point === -1 || (pointUnlessShown && text.indexOf('.', point + 1) === -1);
};

/** No written number has more signs. */
const longest = 64;

/** Off with what stands round the digits: footnote signs, per cent, a minus of any kind, brackets for a negative number. */
const partsOf = (text: string): Written | null => {
  if (text.length > longest) return null;
  let rest = text.replace(/\s+[0-9]{1,2}\)$/, '').replace(/[\s*¹²³⁴⁵⁶⁷⁸⁹⁰⁽⁾]+$/u, '');
  const percent = rest.endsWith('%');
  if (percent) rest = rest.slice(0, -1).trimEnd();
  const bracketed = /^\(([^()]+)\)$/.exec(rest);
  if (bracketed !== null) rest = bracketed[1]!.trim();
  const minus = /^[-\u2212]\s?/.exec(rest)?.[0];
  if (minus !== undefined && bracketed !== null) return null;
  const body = minus === undefined ? rest : rest.slice(minus.length);
  if (!/^[0-9](?:[0-9., \u00a0\u202f\u2009'’]*[0-9])?$/.test(body)) return null;
  return { sign: minus !== undefined || bracketed !== null ? '-' : '', body, percent };
};

/** The decimal sign that this cell alone makes certain, or null where it has none or may be read in two ways. */
const evidenceOf = (body: string): Decimal | null => {
  const comma = body.lastIndexOf(',');
  const point = body.lastIndexOf('.');
  if (comma === -1 && point === -1) return null;
  if (comma !== -1 && point !== -1) return comma > point ? 'comma' : 'point';
  const at = Math.max(comma, point);
  const own: Decimal = comma === -1 ? 'point' : 'comma';
  const other: Decimal = comma === -1 ? 'comma' : 'point';
  const sign = body[at]!;
  if (body.indexOf(sign) !== at) return groupSign.test(body) ? null : other;
  return eitherWay(body) ? null : own;
};

/** `1,234` and `1.234`: up to three digits, not zero alone, then exactly three. */
const eitherWay = (text: string): boolean => /^[-\u2212]?[1-9][0-9]{0,2}[.,][0-9]{3}$/.test(text);

const numberIn = ({ sign, body }: Written, decimal: Decimal): number | null => {
  const [mark, group] = decimal === 'comma' ? [',', '.'] : ['.', ','];
  let digits = body;
  if (groupSign.test(digits)) {
    const groups = spaceGroups.exec(digits);
    if (groups === null) return null;
    digits = groups[0].replaceAll(groups[1]!, '') + digits.slice(groups[0].length);
  } else if (digits.includes(group)) {
    const [whole = '', ...rest] = digits.split(mark);
    const parts = whole.split(group);
    if (rest.length > 1 || !/^[1-9][0-9]{0,2}$/.test(parts[0]!)) return null;
    if (!parts.slice(1).every((part) => part.length === 3)) return null;
    digits = [parts.join(''), ...rest].join(mark);
  }
  const plain = digits.replace(mark, '.');
  if (!/^(?:0|[1-9][0-9]*)(?:\.[0-9]+)?$/.test(plain)) return null;
  const value = Number(sign + plain);
  return Math.abs(value) >= numberLimit ? null : value === 0 ? 0 : value;
};
