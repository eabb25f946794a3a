// The way of an indicator: from its stored cells over formula and transform to its score.
import { isAssessed, type Leaf } from '../define/definition.js';
import type { Formula } from '../define/formula/ast.js';
import { type Evaluated, evaluate, type Read, reasonArgs } from '../define/formula/evaluate.js';
import { filledIn } from '../define/formula/print.js';
import { decimalOf } from '../model/decimal.js';
import type { Location } from '../model/problem.js';
import { type NodeScores, states, type TrailStep } from '../score/scores.js';
import type { Words } from '../words/words.js';
import { estimateLines } from './estimate-lines.js';
import { formulaSteps } from './formula-steps.js';
import { inWords } from './formula-words.js';
import { methodTitle } from './method-words.js';
import { add, cellOf, columnOf, placeOf, sentence, type Tell, titleOf } from './tell.js';

export const leafLines = (tell: Tell, scored: NodeScores, leaf: Leaf, depth: number): void => {
  const { unit, words } = tell;
  const state = states[scored.state[unit]!]!;
  const value = scored.score[unit]!;
  const title = titleOf(tell, leaf);
  const place = placeOf(leaf.at);
  if (state === 'scored') {
    const last = scored.trail[scored.trail.length - 1]!;
    add(tell, depth, `${title}: ${stepTitle(words, last)}`, last.record.expression(unit), decimalOf(value), place);
    ownerLines(tell, last, leaf, depth + 1);
    divisorLine(tell, last, depth + 1);
    for (const step of [...scored.trail].slice(0, -1).reverse()) earlierStepLines(tell, step, leaf, depth + 1);
  } else {
    add(
      tell,
      depth,
      title,
      null,
      state === 'no_evidence' ? decimalOf(value) : words.say(`explain.state.${state}`),
      place,
    );
    if (state === 'no_evidence')
      add(tell, depth + 1, words.say('explain.state.no_evidence'), null, decimalOf(value), null);
  }
  if (state === 'scored') drawnLine(tell, leaf, depth + 1);
  cellLines(tell, leaf, depth + 1);
};

/** Where a draw scores another value than the cells have. */
const drawnLine = (tell: Tell, leaf: Leaf, depth: number): void => {
  const { scores, stored, unit, words } = tell;
  const value = columnOf(tell, scores.columns, leaf).raw[unit]!;
  const before = columnOf(tell, stored, leaf).raw[unit]!;
  if (value === before || Number.isNaN(value)) return;
  const known = Number.isNaN(before) ? 'no' : 'yes';
  const label = words.say('explain.drawn', { known, stored: Number.isNaN(before) ? '' : decimalOf(before) });
  add(tell, depth, label, null, decimalOf(value), null);
};

/** The method in words; where a definition names none, what the step is. */
const stepTitle = (words: Words, step: TrailStep): string =>
  step.step === 'denominate'
    ? words.say('explain.denominated')
    : methodTitle(words, step.step === 'grade' ? 'normalise' : step.step, step);

/** A step before the last one, where it changed the value of the unit. */
const earlierStepLines = (tell: Tell, step: TrailStep, leaf: Leaf, depth: number): void => {
  const { unit, words } = tell;
  const expression = step.record.expression(unit);
  if (expression === null && (step.record.marks?.[unit] ?? 0) === 0) return;
  const label = `${words.say(`explain.recipe_step.${step.step}`)}, ${stepTitle(words, step)}`;
  add(tell, depth, label, expression, decimalOf(step.values[unit]!), placeOf(placeOfStep(tell, step, leaf)));
  ownerLines(tell, step, leaf, depth + 1);
  divisorLine(tell, step, depth + 1);
};

/** Where the step, or what it does to this indicator, is written. */
const placeOfStep = ({ scores }: Tell, { name }: TrailStep, leaf: Leaf): Location => {
  const step = scores.definition.recipe.steps.find((each) => each.name === name);
  return step === undefined || step.step === 'screen' ? leaf.at : (step.usesAt.get(leaf.id) ?? leaf.at);
};

/** The stored cell that a value was divided by. */
const divisorLine = (tell: Tell, { step, settings }: TrailStep, depth: number): void => {
  if (step !== 'denominate') return;
  const { cells, scores, unit, words } = tell;
  const name = String(settings['by']);
  const found = cells.observation(scores.columns.units[unit]!.code, name, 0, false);
  if (found === undefined || found.value === null) return;
  const status = words.say(`explain.status.${found.status}`);
  const label = words.say('explain.cell', { name, period: found.period, status });
  add(tell, depth, label, null, decimalOf(found.value), cellOf(found.from));
};

/** Where observed bounds were taken from: a reader must see whose value moved the score. */
const ownerLines = (tell: Tell, step: TrailStep, leaf: Leaf, depth: number): void => {
  const { scores, words, cells } = tell;
  for (const { name, value, unit } of step.record.owners ?? []) {
    const owner = scores.columns.units[unit]!;
    const cell = leaf.variable === null ? undefined : cells.observation(owner.code, leaf.variable, leaf.carry, false);
    const label = words.say(`explain.bound.${name}`, { unit: words.text(owner.name) });
    add(tell, depth, label, null, decimalOf(value), cell === undefined ? null : cellOf(cell.from));
  }
};

/** The stored cells behind a leaf, each with its file and row. */
const cellLines = (tell: Tell, leaf: Leaf, depth: number): void => {
  const { cells, scores, unit, words } = tell;
  const { code } = scores.columns.units[unit]!;
  if (isAssessed(leaf)) {
    const assessment = cells.assessment(code, leaf);
    if (assessment === undefined) return;
    const { from, period } = assessment;
    const grade = leaf.grades.find(({ id }) => id === assessment.grade);
    if (grade !== undefined) {
      add(
        tell,
        depth,
        `${words.say('explain.grade', { period })} ${words.text(grade.title)} (${grade.id})`,
        null,
        decimalOf(grade.fraction),
        cellOf(from),
      );
    } else if (assessment.value !== null) {
      add(tell, depth, words.say('explain.value', { period }), null, decimalOf(assessment.value), cellOf(from));
    } else {
      const reason = leaf.notApplicable.find(({ id }) => id === assessment.reason);
      const told = reason === undefined ? (assessment.grade ?? '') : `${assessment.grade}: ${words.text(reason.title)}`;
      add(tell, depth, words.say('explain.grade', { period }), null, told, cellOf(from));
    }
    return;
  }
  if (leaf.kind === 'index') {
    const value = columnOf(tell, scores.columns, leaf).raw[unit]!;
    if (!Number.isNaN(value))
      add(tell, depth, words.say('explain.other_index', { index: leaf.index ?? '' }), null, decimalOf(value), null);
    return;
  }
  if (estimateLines(tell, leaf, depth)) return;
  const { formula } = leaf;
  const read = (name: string, previous: boolean): number =>
    cells.observation(code, name, leaf.carry, previous)?.value ?? Number.NaN;
  if (formula !== null) {
    const value = columnOf(tell, tell.stored, leaf).raw[unit]!;
    const told = Number.isNaN(value) ? whyMissing(evaluate(formula, read), words) : decimalOf(value);
    add(
      tell,
      depth,
      `${words.say('explain.formula')} ${formula.text}`,
      Number.isNaN(value) ? null : filledIn(formula, read),
      told,
      leaf.formulaAt === null ? null : placeOf(leaf.formulaAt),
    );
    sentence(
      tell,
      depth + 1,
      words.say('explain.in_words'),
      inWords(formula.tree, words, (name) => titleOfVariable(tell, name)),
    );
    stepLines(tell, formula, read, depth + 1);
  }
  const names =
    formula === null
      ? [[leaf.variable ?? '', false] as const]
      : [
          ...formula.names.map((name) => [name, false] as const),
          ...formula.previousNames.map((name) => [name, true] as const),
        ];
  for (const [name, previous] of names) {
    const found = cells.observation(code, name, leaf.carry, previous);
    if (found === undefined) {
      add(tell, depth, name, null, words.say('explain.state.missing'), null);
      continue;
    }
    const label = words.say('explain.cell', {
      name,
      period: found.period,
      status: words.say(`explain.status.${found.status}`),
    });
    add(
      tell,
      depth,
      label,
      null,
      found.value === null ? words.say(`explain.status.${found.status}`) : decimalOf(found.value),
      cellOf(found.from),
    );
  }
};

/** Every operation of the formula, where it has more than one. */
const stepLines = (tell: Tell, formula: Formula, read: Read, depth: number): void => {
  const { words } = tell;
  for (const step of formulaSteps(formula, read)) {
    const text = shortened(step.text);
    const isMissing = Number.isNaN(step.value);
    const label =
      step.condition === null ? text : words.say('explain.step.chosen', { text, holds: step.condition ? 'yes' : 'no' });
    if (!step.isTruth || isMissing) {
      const value = isMissing ? whyMissing(step, words) : decimalOf(step.value);
      add(tell, depth, label, step.expression, value, null);
      continue;
    }
    const holds = words.say('explain.step.truth', { holds: step.value === 1 ? 'yes' : 'no' });
    sentence(tell, depth, label, step.expression === null ? holds : `${step.expression}, ${holds}`);
  }
};

/** What a dataset calls the variable, else what the indicator is called that is nothing but this variable. */
const titleOfVariable = ({ cells, scores, words }: Tell, name: string): string | null => {
  const title =
    cells.title(name) ??
    scores.definition.leaves.find(({ variable, formula }) => variable === name && formula === null)?.title;
  return title === undefined ? null : words.text(title);
};

const longest = 80;
const shortened = (text: string): string => (text.length > longest ? `${text.slice(0, longest - 1)}…` : text);

/** `no data`, and the cause that the formula itself found: which value is lacking, or what could not be computed. */
const whyMissing = ({ reason }: Pick<Evaluated, 'reason'>, words: Words): string => {
  const missing = words.say('explain.state.missing');
  return reason === null ? missing : `${missing} (${words.say(`formula.reason.${reason.code}`, reasonArgs(reason))})`;
};
