// What to do first: for each criterion the next step that its body can take, by what it adds to the total.
import type { Leaf } from '../../define/definition.js';
import { type NodeScores, stateCode } from '../../score/scores.js';
import { cellwiseOf } from '../../score/transform.js';
import type { Words } from '../../words/words.js';
import { bodyText, codeText, valueText } from '../figures.js';
import { leavesIn, type Report } from '../report.js';
import { stepsThatFit } from './room.js';

export interface StepsSection {
  readonly first: ReadonlyArray<StepRow>;
  /** What all of `first` add together. */
  readonly together: string;
  readonly togetherLabel: string;
  /** The next ones, on a later page. */
  readonly further: ReadonlyArray<StepRow>;
}

export interface StepRow {
  readonly number: number;
  readonly code: string;
  readonly title: string;
  readonly from: string;
  readonly to: string;
  readonly gain: string;
  readonly body: string;
}

const mostOnFirstPage = 4;
const onLaterPage = 8;

interface Step {
  readonly leaf: Leaf;
  /** The criterion's score after the step, on the recipe's scale. */
  readonly score: number;
  readonly from: string;
  readonly to: string;
}

/**
 * Steps by points gained in the total, ties by the criterion's points, then its id. Only criteria that apply, whose state
 * is known, and whose body belongs to the ranking view. `room`: points left for them on the first sheet; what does not
 * fit comes with the further ones. null where the index names no bodies: nobody is asked to act.
 */
export const stepsOf = (report: Report, words: Words, unit: number, room: number): StepsSection | null => {
  const { scores } = report;
  const leaves = leavesIn(scores).filter(({ leaf }) => leaf.body !== null);
  if (leaves.length === 0 || scores.definition.recipe.scale === null) return null;
  const now = scores.units[unit]!.score;
  if (Number.isNaN(now)) return null;
  const ranked = leaves
    .filter(({ leaf }) => scores.view.bodies === null || (leaf.body !== null && scores.view.bodies.includes(leaf.body)))
    .flatMap(({ leaf, scores: node, position }) => {
      const step = nextStep(report, words, unit, leaf, node, scores.columns.leaves[position]!.raw[unit]!);
      if (step === null) return [];
      const gain = report.totalIf(unit, new Map([[leaf.id, step.score]])) - now;
      return gain > 1e-9 ? [{ ...step, gain }] : [];
    })
    .sort(
      (a, b) =>
        (Math.abs(b.gain - a.gain) > 1e-9 ? b.gain - a.gain : 0) ||
        (b.leaf.points ?? 0) - (a.leaf.points ?? 0) ||
        (a.leaf.id < b.leaf.id ? -1 : 1),
    );
  const row = (step: Step & { readonly gain: number }, i: number): StepRow => ({
    number: i + 1,
    code: codeText(step.leaf),
    title: words.text(step.leaf.title),
    from: step.from,
    to: step.to,
    gain: words.signed(step.gain, 2),
    body: step.leaf.body === null ? '' : bodyText(words, step.leaf.body),
  });
  const shown = ranked.slice(0, mostOnFirstPage + onLaterPage).map(row);
  const n = stepsThatFit(shown, mostOnFirstPage, room);
  const first = ranked.slice(0, n);
  const together = report.totalIf(unit, new Map(first.map(({ leaf, score }) => [leaf.id, score]))) - now;
  return {
    first: shown.slice(0, n),
    together: words.signed(together, 2),
    togetherLabel: words.say('report.steps.together', { n }),
    further: shown.slice(n),
  };
};

const nextStep = (
  report: Report,
  words: Words,
  unit: number,
  leaf: Leaf,
  node: NodeScores,
  raw: number,
): Step | null => {
  const state = node.state[unit]!;
  if (state !== stateCode.scored && state !== stateCode.no_evidence) return null;
  const [low, high] = report.scores.definition.recipe.scale!;
  const bare = state === stateCode.no_evidence;
  if (leaf.kind === 'graded') {
    const reached = bare ? 0 : raw;
    const next = leaf.grades.find(({ fraction }) => fraction > reached + 1e-9);
    if (next === undefined) return null;
    const current = [...leaf.grades].reverse().find(({ fraction }) => fraction <= reached + 1e-9);
    return {
      leaf,
      score: low + next.fraction * (high - low),
      from: bare ? words.say('report.state.no_evidence') : current === undefined ? '' : words.text(current.title),
      to: words.text(next.title),
    };
  }
  const way = cellwiseOf(report.scores.definition, leaf);
  const last = node.trail[node.trail.length - 1];
  if (way === null || (last?.method !== 'goalposts' && last?.method !== 'min-max')) return null;
  const [worst, best] = [last.record.figures['worst']!, last.record.figures['best']!];
  const share = bare ? 0 : (node.score[unit]! - low) / (high - low);
  if (share >= 1 - 1e-9) return null;
  // The next fifth of the scale, as a value that a person would write: rounded towards the better end, and scored as rounded.
  const fifth = Math.min(1, Math.floor(share * 5 + 1e-9) / 5 + 0.2);
  const exact = way.back(worst + fifth * (best - worst));
  const worstRaw = way.back(worst);
  const bestRaw = way.back(best);
  if (![exact, worstRaw, bestRaw].every(Number.isFinite)) return null;
  const unitOfRounding = roundingUnit(leaf, Math.abs(bestRaw - worstRaw));
  const rounded =
    (bestRaw > worstRaw ? Math.ceil(exact / unitOfRounding - 1e-9) : Math.floor(exact / unitOfRounding + 1e-9)) *
    unitOfRounding;
  const value = bestRaw > worstRaw ? Math.min(rounded, bestRaw) : Math.max(rounded, bestRaw);
  const reached = (way.of(value) - worst) / (best - worst);
  return {
    leaf,
    score: low + Math.min(1, Math.max(0, reached)) * (high - low),
    from: bare ? words.say('report.state.no_evidence') : valueText(words, leaf, raw),
    to: valueText(words, leaf, value),
  };
};

/** Whole numbers for what is counted, else about a hundredth of the scale. */
const roundingUnit = (leaf: Leaf, width: number): number => {
  const fine = 10 ** Math.floor(Math.log10(width / 100) + 1e-9);
  const whole = leaf.quantity === 'count' || leaf.quantity === 'stock' || leaf.quantity === 'days';
  return whole ? Math.max(1, fine) : fine;
};
