// The formula language under a great many inputs: nothing but formulas and formula errors, quickly; the same values as a second
// evaluator that counts with exact fractions; and texts that come back as they were printed.
import type { Expression } from '../../src/core/define/formula/ast.js';
import { evaluate } from '../../src/core/define/formula/evaluate.js';
import { checkNames } from '../../src/core/define/formula/names.js';
import { parseFormula } from '../../src/core/define/formula/parse.js';
import { filledIn, printFormula } from '../../src/core/define/formula/print.js';
import { resultType } from '../../src/core/define/formula/types.js';
import { E } from '../../src/core/fp.js';
import { type Chance, chanceFrom } from './chance.js';
import { exactly, Undecided } from './exact.js';
import { inputFrom, ways } from './inputs.js';
import { asStored, less, over, size, toDouble } from './rational.js';
import { numberTree, readFrom, readingsFrom, truthTree, variables } from './trees.js';

export interface Fault {
  readonly in: 'inputs' | 'trees' | 'round_trips';
  readonly text: string;
  readonly what: string;
}

export interface Report {
  readonly target: 'formula';
  readonly seed: number;
  readonly inputs: InputCounts;
  readonly trees: TreeCounts;
  readonly round_trips: { readonly compared: number };
  /** The first fifty; empty where all promises held. */
  readonly faults: ReadonlyArray<Fault>;
}

export interface InputCounts {
  readonly tried: number;
  readonly by_way: Readonly<Record<string, number>>;
  readonly formulas: number;
  readonly refused: number;
  /** Inputs by the code of their first error. */
  readonly by_code: Readonly<Record<string, number>>;
  readonly mean_ms: number;
  readonly slowest_ms: number;
  readonly slowest_text: string;
}

export interface TreeCounts {
  readonly compared: number;
  /** Numbers that agree to 1e-12 of themselves. */
  readonly agreeing: number;
  /** Numbers left over from a subtraction of near equals: within the bound that rounding explains. */
  readonly cancelling: number;
  readonly truths: number;
  /** Missing for both, and for the same reason. */
  readonly missing: number;
  /** Drawn again: rounding alone could have tipped a comparison or a step. */
  readonly undecided: number;
  readonly largest_difference: number;
}

const slowest = 250;
const agreed = 1e-12;
const mostFaults = 50;
const known: ReadonlySet<string> = new Set(variables);

/** `count` inputs, and a tenth as many trees and round trips. Nothing but `seed` decides what is drawn. */
export const fuzz = (count: number, seed: number, tell: (line: string) => void): Report => {
  const faults: Fault[] = [];
  const tenth = Math.ceil(count / 10);
  tell(`${count} inputs ...`);
  const inputs = tryInputs(chanceFrom(seed), count, faults);
  tell(`${tenth} trees against a second evaluator ...`);
  const trees = compareTrees(chanceFrom(seed + 1), tenth, faults);
  tell(`${tenth} round trips ...`);
  const compared = printAgain(chanceFrom(seed + 2), tenth, faults);
  return { target: 'formula', seed, inputs, trees, round_trips: { compared }, faults: faults.slice(0, mostFaults) };
};

export const tryInputs = (chance: Chance, count: number, faults: Fault[]): InputCounts => {
  const byWay = Object.fromEntries(ways.map((way) => [way, 0]));
  const byCode = new Map<string, number>();
  let [formulas, total, worst, worstText] = [0, 0, 0, ''];
  for (let i = 0; i < count; i++) {
    const { way, text } = inputFrom(chance);
    byWay[way]!++;
    const started = performance.now();
    let what: string | null;
    let threw = false;
    try {
      what = tryInput(text, byCode);
    } catch (error) {
      threw = true;
      what = `threw ${error instanceof Error ? error.message : String(error)}`;
    }
    const took = threw ? 0 : taken(text, performance.now() - started);
    total += took;
    if (took > worst) [worst, worstText] = [took, text];
    // A refusal that takes too long breaks the promise as a formula does.
    if (took > slowest && (what === null || what === '')) what = `took ${Math.round(took)} ms`;
    if (what === null) formulas++;
    else if (what !== '') faults.push({ in: 'inputs', text, what });
  }
  const refused = [...byCode.values()].reduce((sum, n) => sum + n, 0);
  return {
    tried: count,
    by_way: byWay,
    formulas,
    refused,
    by_code: Object.fromEntries([...byCode].sort(([a], [b]) => (a < b ? -1 : 1))),
    mean_ms: rounded(total / count),
    slowest_ms: rounded(worst),
    slowest_text: worstText.length > 200 ? `${worstText.slice(0, 200)}…` : worstText,
  };
};

/** A long time is taken again, thrice: another process, or the collection of garbage, may have had the most of it. */
const taken = (text: string, first: number): number => {
  let least = first;
  for (let again = 0; again < 3 && least > slowest / 10; again++) {
    const started = performance.now();
    tryInput(text, new Map());
    least = Math.min(least, performance.now() - started);
  }
  return least;
};

const rounded = (value: number): number => Math.round(value * 1e4) / 1e4;

/** null: a formula; '': refused as it should be; else what went wrong. */
const tryInput = (text: string, byCode: Map<string, number>): string | null => {
  const parsed = parseFormula(text);
  if (E.isLeft(parsed)) {
    const [first] = parsed.left;
    if (first === undefined) return 'refused without an error';
    byCode.set(first.code, (byCode.get(first.code) ?? 0) + 1);
    for (const { code, from, to } of parsed.left) {
      if (!code.startsWith('Formula')) return `a foreign error: ${code}`;
      if (!(0 <= from && from <= to && to <= text.length)) return `an error beyond the text: ${from} to ${to}`;
    }
    return '';
  }
  const formula = parsed.right;
  const canonical = printFormula(formula.tree);
  const again = parseFormula(canonical);
  if (E.isLeft(again) || printFormula(again.right.tree) !== canonical) return `printed as ${canonical}`;
  for (const { code } of checkNames(formula, known))
    if (code !== 'FormulaUnknownName') return `a foreign error: ${code}`;
  const { value, reason } = evaluate(formula, (name) => (known.has(name) ? 2 : Number.NaN));
  if (Number.isNaN(value) !== (reason !== null)) return 'a value and a reason for having none';
  if (Math.abs(value) === Infinity) return 'an infinite value';
  filledIn(formula, () => -1.5);
  return null;
};

export const compareTrees = (chance: Chance, count: number, faults: Fault[]): TreeCounts => {
  const counts = { compared: 0, agreeing: 0, cancelling: 0, truths: 0, missing: 0, undecided: 0 };
  let largest = 0;
  while (counts.compared < count) {
    const tree = chance.once(8) ? truthTree(chance, 1 + chance.below(4)) : numberTree(chance, 1 + chance.below(5));
    const readings = readingsFrom(chance);
    const text = printFormula(tree);
    if (text.length > 2000) continue;
    const parsed = parseFormula(text);
    const fault = (what: string): number =>
      faults.push({ in: 'trees', text, what: `${what} with ${JSON.stringify([...readings])}` });
    if (E.isLeft(parsed)) {
      fault(`refused: ${parsed.left[0]?.code}`);
      counts.compared++;
      continue;
    }
    const expected = decided(tree, readings);
    if (expected === null) {
      counts.undecided++;
      continue;
    }
    counts.compared++;
    const { value, reason } = evaluate(parsed.right, readFrom(readings));
    if (expected.is === 'missing') {
      counts.missing++;
      const same =
        reason?.code === expected.why && reason.name === expected.name && reason.previous === expected.previous;
      if (!same) fault(`${value} ${JSON.stringify(reason)} for ${JSON.stringify(expected)}`);
    } else if (Number.isNaN(value)) fault(`missing (${reason?.code}) for a value`);
    else if (expected.is === 'truth') {
      counts.truths++;
      if (resultType(parsed.right) !== 'truth' || (value === 1) !== expected.holds)
        fault(`${value} for ${expected.holds}`);
    } else {
      const apart = size(less(asStored(value), expected.exact));
      const difference =
        apart.n === 0n ? 0 : toDouble(over(apart, size(expected.exact.n === 0n ? apart : expected.exact)));
      if (difference <= agreed) {
        counts.agreeing++;
        largest = Math.max(largest, difference);
      } else if (toDouble(apart) <= expected.stray * 1.001) counts.cancelling++;
      else fault(`${value} for ${toDouble(expected.exact)}, give or take ${expected.stray}`);
    }
  }
  return { ...counts, largest_difference: largest };
};

const decided = (tree: Expression, readings: ReadonlyMap<string, number>): ReturnType<typeof exactly> | null => {
  try {
    return exactly(tree, readings);
  } catch (error) {
    if (error instanceof Undecided) return null;
    throw error;
  }
};

export const printAgain = (chance: Chance, count: number, faults: Fault[]): number => {
  let compared = 0;
  while (compared < count) {
    const tree = chance.once(4) ? truthTree(chance, 1 + chance.below(6)) : numberTree(chance, 1 + chance.below(7));
    const text = printFormula(tree);
    const loose = loosened(chance, text);
    if (loose.length > 2000) continue;
    compared++;
    for (const written of [text, loose]) {
      const parsed = parseFormula(written);
      const printed = E.isLeft(parsed) ? `refused: ${JSON.stringify(parsed.left[0])}` : printFormula(parsed.right.tree);
      if (printed !== text) faults.push({ in: 'round_trips', text: written, what: `${printed} for ${text}` });
      else if (E.isRight(parsed) && shape(parsed.right.tree) !== shape(tree))
        faults.push({ in: 'round_trips', text: written, what: 'another tree' });
    }
  }
  return compared;
};

/** The same formula with other spaces and a spare pair of brackets. */
const loosened = (chance: Chance, text: string): string => {
  const spaced = text.replace(/ |(?<=[(,])|(?=[),])/g, (gap) =>
    chance.one([gap, gap === '' ? ' ' : '\n  ', `${gap}\t`]),
  );
  return chance.once(2) ? `(${spaced})` : ` ${spaced} `;
};

/** A tree without its places. */
const shape = (tree: Expression): string =>
  JSON.stringify(tree, (key, value) => (key === 'at' || key === 'to' ? 0 : value));
