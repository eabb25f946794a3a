// One indicator: which keys its kind needs and which it may not have, its normalisation, its formulas.
import { E } from '../fp.js';
import { type Problem, problem } from '../model/problem.js';
import type { Leaf, LeafKind } from './definition.js';
import { buildEstimate } from './estimate.js';
import type { Formula } from './formula/ast.js';
import { parseFormula } from './formula/parse.js';
import { nearest } from './nearest.js';
import { at, atKey, atText, type Cursor } from './placed.js';
import type { Posts } from './posts.js';
import { type LeafKey, leafExample, type RawLeaf } from './raw/leaf.js';
import { insideText, type TextPlace } from './scalar.js';
import { estimateName } from './survey-ask.js';
import { takenTwice } from './taken.js';

const needed: Readonly<Record<LeafKind, ReadonlyArray<LeafKey>>> = {
  graded: ['grades'],
  measure: ['direction', 'measured_in'],
  formula: ['formula', 'direction', 'measured_in'],
  survey: ['variable', 'direction', 'measured_in'],
  index: ['index'],
};
const foreign: Readonly<Record<LeafKind, ReadonlyArray<LeafKey>>> = {
  graded: ['floor', 'goal', 'formula', 'variable', 'index', 'transform', 'normalise', 'carry', 'estimate'],
  measure: ['grades', 'formula', 'index', 'estimate'],
  formula: ['grades', 'variable', 'index', 'estimate'],
  survey: ['grades', 'formula', 'index'],
  index: ['grades', 'formula', 'variable', 'carry', 'estimate'],
};

/** A survey reads a variable, or estimates from answers. */
const neededBy = (raw: RawLeaf, kind: LeafKind): ReadonlyArray<LeafKey> =>
  kind === 'survey' && raw.estimate !== undefined ? needed.survey.filter((key) => key !== 'variable') : needed[kind];
const foreignTo = (raw: RawLeaf, kind: LeafKind): ReadonlyArray<LeafKey> =>
  kind === 'survey' && raw.estimate !== undefined ? [...foreign.survey, 'variable'] : foreign[kind];

const kinds: ReadonlyArray<LeafKind> = ['graded', 'measure', 'formula', 'survey', 'index'];

export const buildLeaf = (
  raw: RawLeaf,
  cursor: Cursor,
  posts: Posts,
  levels: ReadonlyArray<string>,
  problems: Problem[],
): Leaf => {
  checkKind(raw, cursor, problems);
  checkGrades(raw, cursor, problems);
  const reasons = raw.not_applicable ?? [];
  problems.push(...takenTwice(reasons, 'reason', (i) => at(cursor, 'not_applicable', i, 'id')));
  const estimate = buildEstimate(raw, cursor, problems);
  raw.applies_to?.levels?.forEach((level, i) => {
    if (!levels.includes(level)) {
      problems.push(
        problem(
          'UnknownReference',
          { id: level, nearest: nearest(level, levels), known: levels.join(', ') },
          at(cursor, 'applies_to', 'levels', i),
        ),
      );
    }
  });

  return {
    kind: raw.kind,
    id: raw.id,
    title: raw.title,
    weight: raw.weight ?? null,
    points: raw.points ?? null,
    body: raw.body ?? null,
    appliesTo: {
      levels: raw.applies_to?.levels ?? null,
      where: formulaAt(raw.applies_to?.where, atText(cursor, 'applies_to', 'where'), 'truth', problems),
    },
    notApplicable: raw.not_applicable ?? [],
    direction: raw.direction ?? 'up',
    measuredIn: raw.measured_in ?? null,
    quantity: raw.quantity ?? null,
    grades: raw.grades ?? [],
    variable: estimate === null ? (raw.variable ?? null) : estimateName(estimate),
    estimate,
    formula: formulaAt(raw.formula, atText(cursor, 'formula'), 'number', problems),
    index: raw.index ?? null,
    carry: raw.carry ?? 0,
    floor: posts.floor,
    goal: posts.goal,
    source:
      raw.source === undefined
        ? null
        : {
            publisher: raw.source.publisher ?? null,
            title: raw.source.title ?? null,
            url: raw.source.url ?? null,
            period: raw.source.period ?? null,
            licence: raw.source.licence ?? null,
            retrieved: raw.source.retrieved ?? null,
            declaredDirection: raw.source.declared_direction ?? null,
          },
    legalBasis: raw.legal_basis ?? null,
    evidence: raw.evidence ?? [],
    status: raw.status ?? 'draft',
    since: raw.since ?? null,
    until: raw.until ?? null,
    replaces: raw.replaces ?? null,
    examples: (raw.examples ?? []).map((example, i) => ({
      input: Object.fromEntries(example.input),
      score: example.score,
      at: at(cursor, 'examples', i),
    })),
    at: at(cursor, 'id'),
    formulaAt: raw.formula === undefined ? null : atText(cursor, 'formula'),
  };
};

/**
 * Keys that the kind needs and has not, or has and may not have. Where the keys fit exactly one other kind, the kind itself is
 * the mistake, and that is told once.
 */
const checkKind = (raw: RawLeaf, cursor: Cursor, problems: Problem[]): void => {
  const lacking = neededBy(raw, raw.kind).filter((key) => raw[key] === undefined);
  const surplus = foreignTo(raw, raw.kind).filter((key) => raw[key] !== undefined);
  if (surplus.length > 0) {
    const others = kinds.filter((kind) => fits(raw, kind));
    const nearestKind = others.length === 1 ? others[0] : undefined;
    if (nearestKind !== undefined) {
      const args = { key: surplus.join(', '), kind: raw.kind, id: raw.id, fits: nearestKind };
      problems.push(problem('KeyNotForKind', args, at(cursor, 'kind')));
      return;
    }
  }
  for (const key of lacking) {
    const args = { key, kind: raw.kind, id: raw.id, example: leafExample(key) };
    problems.push(problem('LeafNeeds', args, at(cursor, 'kind')));
  }
  for (const key of surplus)
    problems.push(problem('KeyNotForKind', { key, kind: raw.kind, id: raw.id, fits: '' }, atKey(cursor, key)));
};

const fits = (raw: RawLeaf, kind: LeafKind): boolean =>
  neededBy(raw, kind).every((key) => raw[key] !== undefined) &&
  foreignTo(raw, kind).every((key) => raw[key] === undefined);

const checkGrades = (raw: RawLeaf, cursor: Cursor, problems: Problem[]): void => {
  const grades = raw.grades ?? [];
  problems.push(...takenTwice(grades, 'grade', (i) => at(cursor, 'grades', i, 'id')));
  grades.forEach((grade, i) => {
    if (grade.id === 'not_applicable' || grade.id === 'no_evidence')
      problems.push(problem('NameReserved', { id: grade.id }, at(cursor, 'grades', i, 'id')));
    if (i > 0 && grade.fraction <= grades[i - 1]!.fraction) {
      problems.push(problem('GradesNotOrdered', { id: grade.id, leaf: raw.id }, at(cursor, 'grades', i, 'fraction')));
    }
  });
};

const formulaAt = (
  text: string | undefined,
  place: TextPlace,
  result: 'number' | 'truth',
  problems: Problem[],
): Formula | null => {
  if (text === undefined) return null;
  const parsed = parseFormula(text, result);
  if (E.isRight(parsed)) return parsed.right;
  for (const error of parsed.left) {
    problems.push(problem(error.code, { ...error.args, formula: text }, insideText(place, error.from, error.to)));
  }
  return null;
};
