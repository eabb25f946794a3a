// Every criterion of a unit: grade or value, points, place among the peers, state, proofs and the assessor's comment.
import type { Group, Leaf } from '../../define/definition.js';
import { earlierPeriod } from '../../model/period.js';
import { measuredValue } from '../../score/measured-value.js';
import { type NodeScores, stateCode, states } from '../../score/scores.js';
import type { Words } from '../../words/words.js';
import { codeText, nothing, periodText, scoreText, shortCode, valueText } from '../figures.js';
import type { Html } from '../html.js';
import { proofsOf, safeHref } from '../links.js';
import { keyHollow, pips, stateSign } from '../marks.js';
import { leavesIn, type PlacedLeaf, type Report } from '../report.js';
import { placeOf } from './blocks.js';
import { parentsOf } from './strengths.js';

export interface CriteriaSection {
  readonly title: string;
  /** Over the column of grades and values. */
  readonly valueHead: string;
  /** Which period and source the values are of. */
  readonly rule: string;
  readonly groups: ReadonlyArray<CriteriaGroup>;
  readonly hasPoints: boolean;
  readonly proofs: ReadonlyArray<NumberedProof>;
  /** Only what the table uses. */
  readonly legend: ReadonlyArray<{ readonly sign: Html | null; readonly name: string; readonly meaning: string }>;
}

export interface CriteriaGroup {
  readonly id: string;
  readonly code: string;
  readonly title: string;
  readonly score: string;
  readonly mark: Html;
  readonly rank: string;
  readonly of: string;
  readonly rows: ReadonlyArray<CriterionRow>;
}

export interface CriterionRow {
  readonly id: string;
  readonly codePrefix: string;
  readonly code: string;
  readonly title: string;
  readonly chip: Html | null;
  readonly sign: Html | null;
  /** Grade, value with its measure, or the state's word. */
  readonly value: string;
  readonly star: boolean;
  readonly points: string;
  readonly max: string;
  readonly mark: Html;
  readonly rank: string;
  readonly of: string;
  readonly proofs: ReadonlyArray<{ readonly number: number; readonly href: string | null }>;
  /** Comment, reason, imputation, another period: said under the title. */
  readonly remarks: ReadonlyArray<string>;
}

export interface NumberedProof {
  readonly number: number;
  readonly code: string;
  readonly text: string;
  readonly href: string | null;
}

export const criteriaOf = (report: Report, words: Words, unit: number): CriteriaSection => {
  const { scores } = report;
  const parents = parentsOf(scores.definition.root);
  const leaves = leavesIn(scores);
  const hasPoints = leaves.some(({ leaf }) => leaf.points !== null);
  const oneSource = sharedSource(words, leaves) !== null;
  const proofs: NumberedProof[] = [];
  const byGroup = new Map<Group, CriterionRow[]>();
  for (const placed of leaves) {
    const group = parents.get(placed.leaf.id) ?? scores.definition.root;
    const rows = byGroup.get(group) ?? [];
    rows.push(rowOf(report, words, unit, placed, group, { hasPoints, oneSource }, proofs));
    byGroup.set(group, rows);
  }
  const graded = leaves.some(({ leaf }) => leaf.grades.length > 0) ? 'yes' : 'no';
  return {
    title: words.say('report.criteria.title', { graded }),
    valueHead: words.say('report.criteria.value', { graded }),
    rule: ruleOf(report, words, leaves),
    groups: [...byGroup].map(([group, rows]) => {
      const { score, mark, rank, of } = placeOf(report, words, unit, group.id, 'head');
      return { id: group.id, code: codeText(group), title: words.text(group.title), score, mark, rank, of, rows };
    }),
    hasPoints,
    proofs,
    legend: legendOf(report, words, unit, leaves),
  };
};

/** The source stands here where all values have one, else under each criterion that names its own. */
const ruleOf = (report: Report, words: Words, leaves: ReadonlyArray<PlacedLeaf>): string => {
  const shared = sharedSource(words, leaves);
  return [
    words.say('report.criteria.rule', { period: periodText(words, report.scores.columns.period) }),
    ...(shared === null ? [] : [words.say('report.criteria.source', { source: shared })]),
  ].join(' ');
};

const sharedSource = (words: Words, leaves: ReadonlyArray<PlacedLeaf>): string | null => {
  const found = new Set(leaves.map(({ leaf }) => sourceText(words, leaf)));
  const [first] = found;
  return found.size === 1 && first !== undefined ? first : null;
};

/** Publisher and title; null where the definition names neither. */
const sourceText = (words: Words, { source }: Leaf): string | null => {
  const parts = [source?.publisher ?? null, source?.title ?? null].flatMap((part) =>
    part === null ? [] : [words.text(part)],
  );
  return parts.length === 0 ? null : parts.join(', ');
};

const rowOf = (
  report: Report,
  words: Words,
  unit: number,
  { leaf, scores: node, position }: PlacedLeaf,
  group: Group,
  { hasPoints, oneSource }: { readonly hasPoints: boolean; readonly oneSource: boolean },
  list: NumberedProof[],
): CriterionRow => {
  const column = report.scores.columns.leaves[position]!;
  const assessment = report.assessments.get(`${report.scores.columns.units[unit]!.code} ${leaf.id}`);
  const state = states[node.state[unit]!]!;
  const { prefix, code } = shortCode(group, leaf);
  const place = placeOf(report, words, unit, leaf.id, 'row');
  const source = sourceText(words, leaf);
  const found = proofsOf(assessment?.evidence ?? null).map((proof) => {
    const numbered = { number: list.length + 1, code: codeText(leaf) || words.text(leaf.title), ...proof };
    list.push(numbered);
    return { number: numbered.number, href: proof.href };
  });
  return {
    id: leaf.id,
    codePrefix: prefix,
    code,
    title: words.text(leaf.title),
    ...shownValue(words, leaf, measuredValue(node, column.raw, unit), state, assessment?.grade ?? null),
    star: state === 'scored' && typeof assessment?.cases === 'number' && assessment.cases < 3,
    ...(hasPoints ? pointsOf(report, words, unit, leaf, node) : { points: place.score, max: '' }),
    mark: place.mark,
    rank: place.gapSign === null ? '' : place.rank,
    of: place.gapSign === null ? '' : place.of,
    proofs: found,
    remarks: [
      ...remarksOf(report, words, unit, leaf, node.imputed[unit] === 1, state, assessment ?? null),
      ...(source === null || oneSource ? [] : [words.say('report.criteria.source', { source })]),
    ],
  };
};

const shownValue = (
  words: Words,
  leaf: Leaf,
  raw: number,
  state: (typeof states)[number],
  gradeId: string | null,
): { readonly chip: Html | null; readonly sign: Html | null; readonly value: string } => {
  if (state !== 'scored') return { chip: null, sign: stateSign(state), value: words.say(`report.state.${state}`) };
  if (leaf.grades.length === 0) return { chip: null, sign: null, value: valueText(words, leaf, raw) };
  const named = leaf.grades.findIndex(({ id }) => id === gradeId);
  const reached = named >= 0 ? named : leaf.grades.findLastIndex(({ fraction }) => fraction <= raw + 1e-9);
  const grade = leaf.grades[reached];
  return {
    chip: pips(reached, leaf.grades.length - 1),
    sign: null,
    value: grade === undefined ? nothing : words.text(grade.title),
  };
};

/** Points got and possible; the number column of a state without points carries the bureau's signs. */
const pointsOf = (
  report: Report,
  words: Words,
  unit: number,
  leaf: Leaf,
  node: NodeScores,
): { readonly points: string; readonly max: string } => {
  if (leaf.points === null) return { points: scoreText(report, words, node.score[unit]!), max: '' };
  const max = words.plain(leaf.points);
  const [low, high] = report.scale;
  switch (node.state[unit]) {
    case stateCode.not_applicable:
      return { points: nothing, max: nothing };
    case stateCode.missing:
      return { points: '…', max };
    case stateCode.suppressed:
      return { points: 'x', max };
    default:
      return { points: words.number(((node.score[unit]! - low) / (high - low)) * leaf.points, 2), max };
  }
};

const remarksOf = (
  report: Report,
  words: Words,
  unit: number,
  leaf: Leaf,
  imputed: boolean,
  state: (typeof states)[number],
  assessment: { readonly reason: string | null; readonly comment: string | null } | null,
): ReadonlyArray<string> => {
  const remarks: string[] = [];
  if (state === 'not_applicable' && assessment?.reason != null) {
    const reason = leaf.notApplicable.find(({ id }) => id === assessment.reason);
    remarks.push(
      words.say('report.reason', { reason: reason === undefined ? assessment.reason : words.text(reason.title) }),
    );
  }
  if (imputed) remarks.push(words.say('report.imputed'));
  const used = carriedPeriod(report, unit, leaf);
  if (used !== null) remarks.push(words.say('report.carried', { period: used }));
  if (leaf.status !== 'official' && leaf.status !== 'draft') remarks.push(words.say(`report.status.${leaf.status}`));
  if (assessment?.comment != null && assessment.comment.trim() !== '') {
    remarks.push(words.say('report.comment', { comment: assessment.comment.trim() }));
  }
  return remarks;
};

/** The period a carried value comes from; null where the period itself has one. */
const carriedPeriod = (report: Report, unit: number, leaf: Leaf): string | null => {
  if (leaf.carry === 0 || leaf.variable === null) return null;
  const { code } = report.scores.columns.units[unit]!;
  const has = (period: string): boolean =>
    report.snapshot.observations.some(
      (each) => each.unit === code && each.variable === leaf.variable && each.period === period && each.value !== null,
    );
  if (has(report.scores.columns.period)) return null;
  for (let back = 1; back <= leaf.carry; back++) {
    const period = earlierPeriod(report.scores.columns.period, back);
    if (period !== null && has(period)) return period;
  }
  return null;
};

const legendOf = (
  report: Report,
  words: Words,
  unit: number,
  leaves: ReadonlyArray<PlacedLeaf>,
): CriteriaSection['legend'] => {
  const used = (state: number): boolean => leaves.some(({ scores }) => scores.state[unit] === state);
  const signs = (['not_applicable', 'no_evidence', 'missing', 'suppressed'] as const)
    .filter((state) => used(stateCode[state]))
    .map((state) => ({
      sign: stateSign(state),
      name: words.say(`report.state.${state}`),
      meaning: words.say(`report.legend.${state}`),
    }));
  const few = leaves.some(({ leaf }) => {
    const cases = report.assessments.get(`${report.scores.columns.units[unit]!.code} ${leaf.id}`)?.cases;
    return typeof cases === 'number' && cases < 3;
  });
  const imputed = leaves.some(({ scores }) => scores.imputed[unit] === 1);
  return [
    ...signs,
    ...(imputed
      ? [{ sign: keyHollow, name: words.say('report.state.imputed'), meaning: words.say('report.legend.imputed') }]
      : []),
    ...(few ? [{ sign: null, name: '*', meaning: words.say('report.legend.few_cases') }] : []),
  ];
};

/** An address from a dataset or definition that a page may link to. */
export const hrefOrNull = (address: string | null): string | null => (address === null ? null : safeHref(address));
