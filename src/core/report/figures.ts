// Numbers, ranks, periods and names as the pages print them.
import type { Body, Group, Leaf, Node } from '../define/definition.js';
import { periodKind } from '../model/period.js';
import type { Unit } from '../model/unit.js';
import type { Words } from '../words/words.js';
import type { Report } from './report.js';

export const nothing = '–';
export const noBreakSpace = '\u00a0';

export const scoreText = (report: Report, words: Words, score: number): string =>
  Number.isNaN(score) ? nothing : words.number(score, report.decimals);

export const gapText = (report: Report, words: Words, gap: number): string =>
  Number.isNaN(gap) ? nothing : words.signed(gap, report.decimals);

/** The sign of a difference as it is printed: what rounds to nothing points nowhere. */
export const printedSign = (report: Report, gap: number): number =>
  Math.abs(gap) < 0.5 * 10 ** -report.decimals || Number.isNaN(gap) ? 0 : Math.sign(gap);

export const percentText = (words: Words, share: number): string =>
  Number.isNaN(share) ? nothing : words.percent(share, 0);

/** `57=` where units share the rank. */
export const rankText = (rank: number, shared: boolean): string =>
  rank === 0 ? nothing : `${rank}${shared ? '=' : ''}`;

/** Whether another unit of the same list holds the unit's rank. */
export const sharesRank = (report: Report, unit: number, list: 'own' | 'all'): boolean => {
  const { units, columns, definition } = report.scores;
  const within = list === 'own' && definition.ranks.within === 'level';
  const own = units[unit]!;
  return units.some(
    (other, i) =>
      i !== unit &&
      (list === 'own' ? other.rank === own.rank : other.rankAll === own.rankAll) &&
      (!within || columns.units[i]!.level === columns.units[unit]!.level),
  );
};

/** A value with about four figures that matter. */
export const valueNumber = (words: Words, value: number): string => {
  const size = Math.abs(value);
  return words.plain(value, size >= 1000 ? 0 : size >= 100 ? 1 : size >= 1 ? 2 : 4);
};

/** `93 %`; other measures stand before the number, so that no language has to bend them: `working days: 9`. */
export const valueText = (words: Words, leaf: Leaf, value: number): string => {
  if (Number.isNaN(value)) return nothing;
  const number = valueNumber(words, value);
  const measure = leaf.measuredIn === null ? '' : words.text(leaf.measuredIn);
  if (measure === '') return number;
  if (measure.startsWith('%')) return `${number}${words.lang === 'en' ? '' : noBreakSpace}${measure}`;
  return `${measure}: ${number}`;
};

export const periodText = (words: Words, period: string): string =>
  periodKind(period) === 'year'
    ? words.say('report.period.year', { year: period })
    : periodKind(period) === 'span'
      ? period.replace('/', '–')
      : period;

export const levelText = (words: Words, level: string): string =>
  words.has(`report.level.${level}`) ? words.say(`report.level.${level}`) : level;

export const bodyText = (words: Words, body: Body): string => words.say(`report.body.${body}`);

export const parentText = (report: Report, words: Words, unit: Unit): string | null => {
  const name = unit.parent === null ? undefined : report.names.get(unit.parent);
  return name === undefined ? null : words.text(name);
};

/** Ids that were made to be read are printed as codes: PD-01; `life-expectancy` is not. */
export const codeText = (node: Node): string => (/^[A-Z0-9][A-Z0-9-]{0,11}$/.test(node.id) ? node.id : '');

/** PD-01-04 under PD-01 is printed as 01-04; on screen the rest stands before it. */
export const shortCode = (group: Group, leaf: Leaf): { readonly prefix: string; readonly code: string } => {
  const code = codeText(leaf);
  const letters = /^[A-Z]+-/.exec(group.id)?.[0] ?? '';
  return code.startsWith(`${group.id}-`) && letters !== ''
    ? { prefix: letters, code: code.slice(letters.length) }
    : { prefix: '', code };
};

export const hashText = (hash: string): string => hash.replace(/^sha256:/, '');
export const shortHash = (hash: string): string => hashText(hash).slice(0, 7);
