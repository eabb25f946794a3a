// The way of a number: for a node and a unit every step the engine took, each as plain arithmetic over the figures it used.
// Whoever computes the printed expressions with doubles, in the printed order, gets the printed results to the last digit.
import { type Group, isLeaf, type Node } from '../define/definition.js';
import { pointsBelow } from '../define/points.js';
import { decimalOf } from '../model/decimal.js';
import { roundHalfAway } from '../model/round.js';
import type { CellFinder } from '../score/columns.js';
import { type Columns, type NodeScores, type Scores, stateCode, states } from '../score/scores.js';
import { nominalWeights } from '../score/weights.js';
import type { Words } from '../words/words.js';
import { leafLines } from './leaf-lines.js';
import { methodTitle } from './method-words.js';
import { add, inside, placeOf, type Tell, titleOf } from './tell.js';
import type { Trace, TraceLine } from './trace.js';
import { weighingLines } from './weighing-lines.js';

/**
 * `unit` is a position in `scores.columns.units`; `node` an id of the view. The rank comes first, then the way down to the cells.
 * Where the scores are those of a draw, `stored` are the columns that the cells make.
 */
export const explain = (
  scores: Scores,
  cells: CellFinder,
  unit: number,
  node: string,
  words: Words,
  stored: Columns = scores.columns,
): Trace => {
  const lines: TraceLine[] = [];
  const tell: Tell = { scores, stored, cells, unit, words, lines };
  const scored = scores.nodes.get(node);
  const code = scores.columns.units[unit]!.code;
  if (scored === undefined) return { unit: code, node, lines };
  rankLines(tell, scored);
  nodeLines(tell, scored, 0);
  return { unit: code, node, lines };
};

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
    const label = `${titleOf(tell, group)}: ${methodTitle(words, 'aggregate', group.aggregate)}`;
    add(tell, depth, label, scored.combined?.expression(unit) ?? null, decimalOf(value), place);
  }
  weightLines(tell, group, children, depth + 1);
  for (const child of children) nodeLines(tell, child, depth + 1);
};

/** Weights that are not simply given: those of a pairwise matrix, and those that shrink with what does not apply. */
const weightLines = (tell: Tell, group: Group, children: ReadonlyArray<NodeScores>, depth: number): void => {
  const { unit, words } = tell;
  const { weights } = group.aggregate;
  const nominal = nominalWeights(group);
  children.forEach(({ node, weight }, c) => {
    const place = placeOf(node.at);
    if (weights.kind === 'method') {
      const found = methodTitle(words, 'weigh', weights.use);
      // A unit that chooses its own weights has none for what it lacks: the bounds then hold for the parts it has.
      const lacks = weight[unit] === 0 && Number.isNaN(children[c]!.score[unit]!);
      const label = `${words.say('explain.weight', { id: node.id })}, ${lacks ? words.say('explain.weight_lacking') : found}`;
      add(tell, depth, label, null, decimalOf(weight[unit]!), placeOf(group.at));
      weighingLines(tell, group, node.id, depth + 1);
    } else if (weights.kind === 'ahp') {
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
  weighingLines(tell, group, null, depth);
};

const applicablePoints = (tell: Tell, node: Node): number => {
  if (node.kind === 'group') return node.children.reduce((sum, child) => sum + applicablePoints(tell, child), 0);
  const state = tell.scores.nodes.get(node.id)!.state[tell.unit];
  return state === stateCode.not_applicable ? 0 : (node.points ?? 0);
};

/** The trace as text: one line each, `label: expression = value  [where]`, indented by depth. */
export const traceAsText = ({ lines }: Trace): string =>
  lines
    .map(({ depth, label, expression, value, where }) => {
      const told = expression === null ? value : `${expression} = ${value}`;
      return `${'  '.repeat(depth)}${label}: ${told}${where === null ? '' : `  [${where}]`}`;
    })
    .join('\n');
