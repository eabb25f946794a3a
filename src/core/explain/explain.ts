// The way of a number: for a node and a unit every step the engine took, each as plain arithmetic over the figures it used.
// Whoever computes the printed expressions with doubles, in the printed order, gets the printed results to the last digit.
import { type Group, isLeaf, type Leaf, type Node } from '../define/definition.js';
import { filledIn } from '../define/formula/print.js';
import { pointsBelow } from '../define/points.js';
import { decimalOf } from '../model/decimal.js';
import type { Provenance } from '../model/observation.js';
import type { Location } from '../model/problem.js';
import { roundHalfAway } from '../model/round.js';
import { type CellFinder, isAssessed } from '../score/columns.js';
import { nominalWeights } from '../score/score.js';
import { type NodeScores, type Scores, stateCode, states } from '../score/scores.js';
import type { Words } from '../words/words.js';
import type { Trace, TraceLine } from './trace.js';

/** `unit` is a position in `scores.columns.units`; `node` an id of the view. The rank comes first, then the way down to the cells. */
export const explain = (scores: Scores, cells: CellFinder, unit: number, node: string, words: Words): Trace => {
  const lines: TraceLine[] = [];
  const tell: Tell = { scores, cells, unit, words, lines };
  const scored = scores.nodes.get(node);
  const code = scores.columns.units[unit]!.code;
  if (scored === undefined) return { unit: code, node, lines };
  rankLines(tell, scored);
  nodeLines(tell, scored, 0);
  return { unit: code, node, lines };
};

interface Tell {
  readonly scores: Scores;
  readonly cells: CellFinder;
  readonly unit: number;
  readonly words: Words;
  readonly lines: TraceLine[];
}

const add = (
  tell: Tell,
  depth: number,
  label: string,
  expression: string | null,
  value: string,
  where: string | null,
): void => {
  tell.lines.push({ depth, label, expression, value, where });
};

/** A number inside an expression: shortest exact decimal, brackets round a negative. */
const inside = (value: number): string => (value < 0 ? `(${decimalOf(value)})` : decimalOf(value));

const placeOf = ({ file, line }: Location): string => (line === undefined ? file : `${file}:${line}`);

const cellOf = (from: Provenance): string =>
  `${from.file}:${from.sheet === null ? '' : `${from.sheet}!`}${from.row} ${from.column}`;

const titleOf = (tell: Tell, node: Node): string => `${node.id} ${tell.words.text(node.title)}`;

const rankLines = (tell: Tell, { node, score, rank }: NodeScores): void => {
  const { scores, unit, words } = tell;
  const { definition } = scores;
  const value = score[unit]!;
  const result = scores.units[unit]!;
  const isTotal = node.id === definition.root.id;
  const place = placeOf(definition.at);
  if (isTotal && result.reason !== null) {
    add(tell, 0, words.say('explain.not_ranked'), null, words.say(`explain.reason.${result.reason}`), place);
    return;
  }
  if (Number.isNaN(value)) return;
  const { decimals, within } = definition.ranks;
  const listed = within === 'level' ? words.say('explain.within_level') : words.say('explain.within_all');
  const place1 = isTotal ? result.rank : rank[unit]!;
  const of = isTotal ? result.rankOf : peopleRanked(tell, rank, within);
  add(tell, 0, words.say('explain.rank', { list: listed, n: of }), null, decimalOf(place1), place);
  const rounded = decimalOf(roundHalfAway(value, decimals));
  add(tell, 0, words.say('explain.rounded', { decimals }), `round(${inside(value)}, ${decimals})`, rounded, place);
};

const peopleRanked = ({ scores, unit }: Tell, rank: Int32Array, within: 'all' | 'level'): number => {
  const { units } = scores.columns;
  return units.filter((other, p) => rank[p]! > 0 && (within === 'all' || other.level === units[unit]!.level)).length;
};

const nodeLines = (tell: Tell, scored: NodeScores, depth: number): void => {
  if (isLeaf(scored.node)) leafLines(tell, scored, scored.node, depth);
  else groupLines(tell, scored, scored.node, depth);
};

// Groups

const groupLines = (tell: Tell, scored: NodeScores, group: Group, depth: number): void => {
  const { scores, unit, words } = tell;
  const place = placeOf(group.at);
  const children = group.children.map((child) => scores.nodes.get(child.id)!);
  const counted = children.filter(({ score, weight }) => !Number.isNaN(score[unit]!) && weight[unit]! > 0);
  const value = scored.score[unit]!;
  if (Number.isNaN(value)) {
    const state = states[scored.state[unit]!]!;
    const why =
      state === 'missing'
        ? words.say('explain.low_coverage', {
            least: words.percent(group.aggregate.minCoverage, 1),
            coverage: words.percent(scored.coverage[unit]!, 1),
          })
        : words.say(`explain.state.${state}`);
    add(tell, depth, titleOf(tell, group), null, why, place);
  } else {
    const label = `${titleOf(tell, group)}: ${words.say(`explain.mean.${group.aggregate.method}`)}`;
    add(tell, depth, label, meanExpression(group, counted, unit), decimalOf(value), place);
  }
  weightLines(tell, group, children, depth + 1);
  for (const child of children) nodeLines(tell, child, depth + 1);
};

const meanExpression = (group: Group, counted: ReadonlyArray<NodeScores>, unit: number): string => {
  const parts = counted.map(({ score, weight }) => ({ x: inside(score[unit]!), w: inside(weight[unit]!) }));
  const weights = parts.map(({ w }) => w).join(' + ');
  switch (group.aggregate.method) {
    case 'arithmetic':
      return `(${parts.map(({ x, w }) => `${w} * ${x}`).join(' + ')}) / (${weights})`;
    case 'geometric':
      if (counted.some(({ score }) => score[unit] === 0)) return '0';
      return `exp((${parts.map(({ x, w }) => `${w} * ln(${x})`).join(' + ')}) / (${weights}))`;
    case 'harmonic':
      if (counted.some(({ score }) => score[unit] === 0)) return '0';
      return `(${weights}) / (${parts.map(({ x, w }) => `${w} / ${x}`).join(' + ')})`;
  }
};

/** Weights that are not simply given: those of a pairwise matrix, and those that shrink with what does not apply. */
const weightLines = (tell: Tell, group: Group, children: ReadonlyArray<NodeScores>, depth: number): void => {
  const { unit, words } = tell;
  const { weights } = group.aggregate;
  const nominal = nominalWeights(group);
  children.forEach(({ node, weight }, c) => {
    const place = placeOf(node.at);
    if (weights.kind === 'ahp') {
      const ratio = words.plain(weights.consistencyRatio, 3);
      add(
        tell,
        depth,
        `${words.say('explain.weight', { id: node.id })}, ${words.say('explain.pairwise', { ratio })}`,
        null,
        decimalOf(nominal[c]!),
        placeOf(group.at),
      );
    } else if (weights.kind === 'points' && node.kind === 'group' && weight[unit] !== nominal[c]) {
      const points = pointsBelow(node);
      const applicable = applicablePoints(tell, node);
      const label = `${words.say('explain.weight', { id: node.id })}: ${words.say('explain.shrinks')}`;
      add(
        tell,
        depth,
        label,
        `${inside(nominal[c]!)} * ${inside(applicable)} / ${inside(points)}`,
        decimalOf(weight[unit]!),
        place,
      );
    }
  });
};

const applicablePoints = (tell: Tell, node: Node): number => {
  if (node.kind === 'group') return node.children.reduce((sum, child) => sum + applicablePoints(tell, child), 0);
  const state = tell.scores.nodes.get(node.id)!.state[tell.unit];
  return state === stateCode.not_applicable ? 0 : (node.points ?? 0);
};

// Leaves

const leafLines = (tell: Tell, scored: NodeScores, leaf: Leaf, depth: number): void => {
  const { unit, words, scores } = tell;
  const state = states[scored.state[unit]!]!;
  const value = scored.score[unit]!;
  const title = titleOf(tell, leaf);
  const place = placeOf(leaf.at);
  if (state === 'scored') {
    const expression = normalisedExpression(scored, unit);
    add(
      tell,
      depth,
      `${title}: ${words.say(`explain.normalised.${scored.normalised!.method}`)}`,
      expression,
      decimalOf(value),
      place,
    );
    boundLines(tell, scored, leaf, depth + 1);
    if (leaf.transform !== 'none') {
      const raw = scores.columns.leaves[scores.definition.leaves.indexOf(leaf)]!.raw[unit]!;
      add(
        tell,
        depth + 1,
        words.say('explain.transform'),
        transformExpression(leaf, raw),
        decimalOf(scored.transformed![unit]!),
        place,
      );
    }
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
  cellLines(tell, leaf, scored, depth + 1);
};

const normalisedExpression = (scored: NodeScores, unit: number): string => {
  const by = scored.normalised!;
  const x = inside(scored.transformed![unit]!);
  switch (by.method) {
    case 'grade':
      return `${x} * 100`;
    case 'min-max':
      return `(${x} - ${inside(by.worst)}) / (${inside(by.best)} - ${inside(by.worst)}) * 100`;
    case 'goalposts':
      return `clamp((${x} - ${inside(by.worst)}) / (${inside(by.best)} - ${inside(by.worst)}), 0, 1) * 100`;
    case 'z-score':
      return `(${x} - ${inside(by.columnMean)}) / ${inside(by.columnSd)} * ${inside(by.sign)} * ${inside(by.sd)} + ${inside(by.mean)}`;
    case 'percentile-rank':
      return `(${by.ranks[unit]} - 1) / (${by.n} - 1) * 100`;
    case 'none':
      return x;
  }
};

const transformExpression = (leaf: Leaf, raw: number): string => {
  const x = inside(raw);
  if (leaf.transform === 'reciprocal') return `1 / ${x}`;
  if (leaf.transform === 'square') return `${x} * ${x}`;
  return `${leaf.transform}(${decimalOf(raw)})`;
};

/** Where observed bounds were taken from: a reader must see whose value moved the score. */
const boundLines = (tell: Tell, scored: NodeScores, leaf: Leaf, depth: number): void => {
  const by = scored.normalised!;
  if (by.method !== 'min-max' && by.method !== 'goalposts') return;
  const { scores, words, cells } = tell;
  for (const [name, value, position] of [
    ['worst', by.worst, by.worstUnit],
    ['best', by.best, by.bestUnit],
  ] as const) {
    if (position === -1) continue;
    const owner = scores.columns.units[position]!;
    const cell = leaf.variable === null ? undefined : cells.observation(owner.code, leaf.variable, leaf.carry, false);
    add(
      tell,
      depth,
      words.say(`explain.bound.${name}`, { unit: words.text(owner.name) }),
      null,
      decimalOf(value),
      cell === undefined ? null : cellOf(cell.from),
    );
  }
};

/** The stored cells behind a leaf, each with its file and row. */
const cellLines = (tell: Tell, leaf: Leaf, scored: NodeScores, depth: number): void => {
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
    const value = scored.transformed![unit]!;
    if (!Number.isNaN(value))
      add(tell, depth, words.say('explain.other_index', { index: leaf.index ?? '' }), null, decimalOf(value), null);
    return;
  }
  const { formula } = leaf;
  const read = (name: string, previous: boolean): number =>
    cells.observation(code, name, leaf.carry, previous)?.value ?? Number.NaN;
  if (formula !== null) {
    const column = scores.columns.leaves[scores.definition.leaves.indexOf(leaf)]!;
    const value = column.raw[unit]!;
    const told = Number.isNaN(value) ? words.say('explain.state.missing') : decimalOf(value);
    add(
      tell,
      depth,
      `${words.say('explain.formula')} ${formula.text}`,
      Number.isNaN(value) ? null : filledIn(formula, read),
      told,
      leaf.formulaAt === null ? null : placeOf(leaf.formulaAt),
    );
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

/** The trace as text: one line each, `label: expression = value  [where]`, indented by depth. */
export const traceAsText = ({ lines }: Trace): string =>
  lines
    .map(({ depth, label, expression, value, where }) => {
      const told = expression === null ? value : `${expression} = ${value}`;
      return `${'  '.repeat(depth)}${label}: ${told}${where === null ? '' : `  [${where}]`}`;
    })
    .join('\n');
