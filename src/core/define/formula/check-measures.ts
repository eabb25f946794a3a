// Whether a formula adds, compares or chooses between figures that are measured in unlike things. What a label does not surely
// say is left open; a doubt in one language counts unless another language's label shows the two to be the same.
import { decimalOf } from '../../model/decimal.js';
import { type Lang, langs, type Text } from '../../model/text.js';
import type { Expression, Formula } from './ast.js';
import {
  isMeasured,
  type Likeness,
  likeness,
  type Measure,
  percent,
  product,
  quotient,
  readLabel,
  root,
} from './measure.js';
import { printFormula } from './print.js';

export interface MeasureDoubt {
  /** `pure`: a logarithm or exponential of an amount. `own_`: the whole formula against what its indicator is measured in. */
  readonly reason: 'kind' | 'size' | 'pure' | 'own_kind' | 'own_size';
  /** The operator or function. */
  readonly in: string;
  /** The two parts, as formulas; `right` is empty for `pure`. */
  readonly left: string;
  readonly right: string;
  readonly leftIn: Text;
  readonly rightIn: Text;
  /** For sizes: how many times one is the other, above 1; else 1. */
  readonly times: number;
  readonly from: number;
  readonly to: number;
}

/**
 * `measuredIn` says what a variable is measured in, null where nobody says; `own` what the result should be in.
 * Doubts come in the order of the text, that about the whole last.
 */
export const measureDoubts = (
  formula: Formula,
  measuredIn: (name: string) => Text | null,
  own: Text | null,
): ReadonlyArray<MeasureDoubt> => {
  const runs = langs.map((lang) => judged(formula, lang, measuredIn, own));
  const keys = new Set(runs.flatMap((run) => [...run.keys()]));
  const doubts: MeasureDoubt[] = [];
  for (const key of keys) {
    const told = runs.map((run) => run.get(key));
    const first = told.find((each) => each?.verdict === 'kind' || each?.verdict === 'size' || each?.verdict === 'pure');
    if (first === undefined || told.some((each) => each?.verdict === 'same')) continue;
    const { verdict, left, right, times, node } = first;
    const in_ = (side: 'leftIn' | 'rightIn'): Text => {
      const [kk = '', ru = '', en = ''] = langs.map((lang) => told[langs.indexOf(lang)]?.[side] || first[side]);
      return { kk, ru, en };
    };
    const reason = first.in === '' ? (verdict === 'size' ? 'own_size' : 'own_kind') : verdict;
    if (reason === 'same' || reason === 'open') continue;
    const [leftIn, rightIn] = [in_('leftIn'), in_('rightIn')];
    doubts.push({ reason, in: first.in, left, right, leftIn, rightIn, times, from: node.at, to: node.to });
  }
  return doubts.sort(
    (a, b) => Number(a.reason.startsWith('own')) - Number(b.reason.startsWith('own')) || a.from - b.from,
  );
};

/** What a part of a formula is measured in. `free` fits everything: numbers written in the formula. */
type Sense =
  | { readonly is: 'free' | 'unknown' }
  | { readonly is: 'measured'; readonly measure: Measure; readonly label: string }
  /** The logarithm of an amount: it may stand in a difference, where the measure falls out. */
  | { readonly is: 'log'; readonly node: Expression; readonly label: string };

interface Judgement {
  readonly verdict: Likeness | 'pure';
  readonly in: string;
  readonly left: string;
  readonly right: string;
  readonly leftIn: string;
  readonly rightIn: string;
  readonly times: number;
  readonly node: Expression;
}

const free: Sense = { is: 'free' };
const unknown: Sense = { is: 'unknown' };

/** Every place where two measures meet, by a key that is the same for each language. */
const judged = (
  formula: Formula,
  lang: Lang,
  measuredIn: (name: string) => Text | null,
  own: Text | null,
): ReadonlyMap<string, Judgement> => {
  const judgements = new Map<string, Judgement>();

  const named = (name: string): Sense => {
    const label = measuredIn(name)?.[lang] ?? '';
    const measure = readLabel(label);
    return measure === null ? unknown : { is: 'measured', measure, label };
  };

  const amountInside = (fn: string, node: Expression, of: Expression, label: string): void => {
    const said = { verdict: 'pure', in: fn, left: shown(of), right: '', leftIn: label, rightIn: '', times: 1 } as const;
    judgements.set(`${node.at} ${fn}`, { ...said, node });
  };
  /** A logarithm that stands where its measure does not fall out. */
  const settled = (sense: Sense): Sense => {
    if (sense.is !== 'log' || sense.node.kind !== 'call') return sense;
    amountInside('ln', sense.node, sense.node.args[0]!, sense.label);
    return unknown;
  };

  /** Figures that are put side by side; gives what they are all measured in. */
  const alike = (node: Expression, fn: string, parts: ReadonlyArray<Expression>): Sense => {
    const senses = parts.map(sense);
    const log = senses.find(({ is }) => is === 'log');
    // In a difference of logarithms the measure falls out, and the larger of two is a logarithm still.
    if (log !== undefined && senses.every(({ is }) => is !== 'measured')) {
      if (fn === '-') return unknown;
      if (fn !== '+' && fn !== 'sum' && senses.every(({ is }) => is === 'log' || is === 'free')) return log;
    }
    const told = senses.map(settled);
    const position = told.findIndex(({ is }) => is === 'measured');
    const first = told[position];
    if (first?.is !== 'measured') return told.every(({ is }) => is === 'free') ? free : unknown;
    let isSure = true;
    for (const [i, other] of told.entries()) {
      if (i <= position || other.is === 'free') {
        if (other.is === 'unknown') isSure = false;
        continue;
      }
      if (other.is !== 'measured') {
        isSure = false;
        continue;
      }
      const verdict = likeness(first.measure, other.measure);
      if (verdict !== 'same') isSure = false;
      meet(`${node.at} ${node.to} ${fn} ${i}`, verdict, node, fn, [parts[position]!, first], [parts[i]!, other]);
    }
    return isSure ? first : unknown;
  };
  const meet = (
    key: string,
    verdict: Likeness,
    node: Expression,
    fn: string,
    [leftPart, left]: readonly [Expression, Sense & { readonly is: 'measured' }],
    [rightPart, right]: readonly [Expression | null, Sense & { readonly is: 'measured' }],
  ): void => {
    const ratio = verdict === 'size' ? (left.measure.scale ?? 1) / (right.measure.scale ?? 1) : 1;
    judgements.set(key, {
      verdict,
      in: fn,
      left: shown(leftPart),
      right: rightPart === null ? '' : shown(rightPart),
      leftIn: left.label,
      rightIn: right.label,
      times: Number(Math.max(ratio, 1 / ratio).toPrecision(6)),
      node,
    });
  };

  const scaled = (of: Sense, by: Expression, isDivisor: boolean): Sense => {
    if (of.is !== 'measured') return of.is === 'log' ? settled(of) : of;
    if (keepsSize(by, isDivisor)) return of;
    return {
      ...of,
      measure: { ...of.measure, scale: null },
      label: `${of.label} ${isDivisor ? '/' : '×'} ${shown(by)}`,
    };
  };

  const multiplied = (node: Expression & { readonly kind: 'binary' }): Sense => {
    const isDivision = node.op === '/';
    const [left, right] = [settled(sense(node.left)), settled(sense(node.right))];
    if (left.is === 'free' && right.is === 'free') return free;
    if (right.is === 'free') return scaled(left, node.right, isDivision);
    if (left.is === 'free' && !isDivision) return scaled(right, node.left, false);
    if (left.is !== 'measured' || right.is !== 'measured') return unknown;
    return isDivision
      ? { is: 'measured', measure: quotient(left.measure, right.measure), label: `${left.label} / ${right.label}` }
      : { is: 'measured', measure: product(left.measure, right.measure), label: `${left.label} × ${right.label}` };
  };

  const sense = (node: Expression): Sense => {
    switch (node.kind) {
      case 'number':
        return free;
      case 'name':
        return named(node.name);
      case 'unary':
        if (node.op === '-') return sense(node.of);
        settled(sense(node.of));
        return unknown;
      case 'binary':
        if (node.op === '*' || node.op === '/') return multiplied(node);
        if (node.op === '+' || node.op === '-') return alike(node, node.op, [node.left, node.right]);
        if (node.op === 'and' || node.op === 'or') [node.left, node.right].map(sense).map(settled);
        else alike(node, node.op, [node.left, node.right]);
        return unknown;
      case 'call':
        return called(node);
    }
  };

  const called = (node: Expression & { readonly kind: 'call' }): Sense => {
    const { fn, args } = node;
    const [first, second, third] = args;
    switch (fn) {
      case 'previous':
        return sense(first!);
      case 'if':
        settled(sense(first!));
        return alike(node, fn, [second!, third!]);
      case 'min':
      case 'max':
      case 'sum':
      case 'mean':
      case 'coalesce':
      case 'clamp':
        return alike(node, fn, args);
      case 'band':
        alike(node, fn, args);
        return unknown;
      case 'abs':
      case 'round':
      case 'floor':
      case 'ceil':
        return sense(first!);
      case 'share':
      case 'change_pct':
        alike(node, fn, args);
        return { is: 'measured', measure: percent, label: '%' };
      case 'rate_per': {
        const [amount, base] = [settled(sense(second!)), settled(sense(third!))];
        if (amount.is !== 'measured' || base.is !== 'measured') return unknown;
        const each = quotient(amount.measure, base.measure);
        const isWritten = first!.kind === 'number' && first!.value > 0;
        const scale =
          isWritten && each.scale !== null ? each.scale / (first!.kind === 'number' ? first!.value : 1) : null;
        return {
          is: 'measured',
          measure: { ...each, scale },
          label: `${amount.label} / ${shown(first!)} ${base.label}`,
        };
      }
      case 'square':
      case 'sqrt': {
        const of = settled(sense(first!));
        if (of.is !== 'measured') return of;
        const measure = fn === 'square' ? product(of.measure, of.measure) : root(of.measure);
        return measure === null
          ? unknown
          : { is: 'measured', measure, label: fn === 'square' ? `(${of.label})²` : `√(${of.label})` };
      }
      case 'ln': {
        const of = settled(sense(first!));
        return of.is === 'measured' && isMeasured(of.measure) ? { is: 'log', node, label: of.label } : unknown;
      }
      case 'exp': {
        const of = settled(sense(first!));
        if (of.is === 'measured' && isMeasured(of.measure)) amountInside(fn, node, first!, of.label);
        return unknown;
      }
      default:
        for (const arg of args) settled(sense(arg));
        return unknown;
    }
  };

  const whole = settled(sense(formula.tree));
  const wanted = own === null ? null : readLabel(own[lang]);
  if (own !== null && wanted !== null && whole.is === 'measured') {
    const right: Sense = { is: 'measured', measure: wanted, label: own[lang] };
    meet('own', likeness(whole.measure, wanted), formula.tree, '', [formula.tree, whole], [null, right]);
  }
  return judgements;
};

/** A weight, such as 0.3, leaves figures in what they are measured in; 1000 or 12 may turn it into another measure. */
const keepsSize = (by: Expression, isDivisor: boolean): boolean => {
  const value =
    by.kind === 'unary'
      ? by.of.kind === 'number'
        ? by.of.value
        : Number.NaN
      : by.kind === 'number'
        ? by.value
        : Number.NaN;
  if (value === 1) return true;
  return !isDivisor && value > 0 && value < 1 && !/^0\.0*1$/.test(decimalOf(value));
};

/** A part of the formula as its author knows it, cut where it is long. */
const shown = (node: Expression): string => {
  const text = printFormula(node);
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
};
