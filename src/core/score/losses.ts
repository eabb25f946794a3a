// What data lost on their way to the scores, or what the way made of them: told with every scoring, one line for each kind, so
// that no column, unit or cell goes in silence.
import type { Group } from '../define/definition.js';
import { aggregateMethods } from '../method/aggregate/methods.js';
import { type Problem, type ProblemArgs, type ProblemCode, problem } from '../model/problem.js';
import { type NodeScores, type Scores, stateCode } from './scores.js';
import { isUnderCoverage } from './weights.js';

/** So many ids or codes stand in one sentence. */
const mostNamed = 5;

export const lossesOf = (scores: Scores): ReadonlyArray<Problem> => [
  ...emptyColumns(scores),
  ...cellsLost(scores),
  ...screenedOut(scores),
  ...imputedInVain(scores),
  ...zerosThatSink(scores),
  ...componentDoubts(scores),
];

const listed = (names: ReadonlyArray<string>): string =>
  names.slice(0, mostNamed).join(', ') + (names.length > mostNamed ? ', …' : '');

const leavesOf = ({ nodes }: Scores): ReadonlyArray<NodeScores> =>
  [...nodes.values()].filter(({ node }) => node.kind !== 'group');

/** Indicators that apply to somebody and that nobody has: their weight goes to the others. */
const emptyColumns = (scores: Scores): ReadonlyArray<Problem> => {
  const { missing, not_applicable: exempt } = stateCode;
  const empty = leavesOf(scores).filter(
    ({ state }) => state.includes(missing) && state.every((code) => code === missing || code === exempt),
  );
  if (empty.length === 0) return [];
  const ids = empty.map(({ node }) => node.id);
  const args = { index: scores.definition.id, n: ids.length, ids: listed(ids), period: scores.columns.period };
  return [problem('ColumnsEmpty', args, empty[0]!.node.at)];
};

/** By step: gaps that imputation left, and values that had no denominator. */
const cellsLost = (scores: Scores): ReadonlyArray<Problem> => {
  const told: ReadonlyArray<{ readonly figure: string; readonly code: ProblemCode }> = [
    { figure: 'no_denominator', code: 'DenominatorMissing' },
    { figure: 'left', code: 'GapsLeft' },
  ];
  return scores.definition.recipe.steps.flatMap((step) =>
    told.flatMap(({ figure, code }) => {
      let n = 0;
      const ids: string[] = [];
      for (const { node, trail } of leavesOf(scores)) {
        const lost = trail.find(({ name }) => name === step.name)?.record.figures[figure] ?? 0;
        if (lost === 0) continue;
        n += lost;
        ids.push(node.id);
      }
      return n === 0 ? [] : [problem(code, { step: step.name, n, ids: listed(ids) }, step.at)];
    }),
  );
};

const screenedOut = ({ definition, columns, units }: Scores): ReadonlyArray<Problem> => {
  const out = columns.units.filter((_, p) => units[p]!.reason === 'screened_out').map(({ code }) => code);
  if (out.length === 0) return [];
  const step = definition.recipe.steps.find((each) => each.step === 'screen');
  return [problem('UnitsScreenedOut', { n: out.length, units: listed(out) }, step?.at ?? definition.at)];
};

/** A group that has enough of its weight with filled cells and too little without them. */
const imputedInVain = (scores: Scores): ReadonlyArray<Problem> =>
  byUnits(scores, 'ImputedNotCovered', ({ node, score, coverage, imputed }, p) => {
    if (node.kind !== 'group' || !Number.isNaN(score[p]!) || !(imputed[p]! > 0)) return false;
    return (
      isUnderCoverage(coverage[p]!, node.aggregate) && !isUnderCoverage(coverage[p]! + imputed[p]!, node.aggregate)
    );
  });

/** Means that one zero makes zero, though another part is above it; a zero that comes from such a group below is told there. */
const zerosThatSink = (scores: Scores): ReadonlyArray<Problem> => {
  const sinks = (group: Group): boolean =>
    aggregateMethods.find(({ name }) => name === group.aggregate.method)?.zeroSinks === true;
  const sunk = ({ node, score }: NodeScores, p: number): boolean =>
    node.kind === 'group' &&
    score[p] === 0 &&
    sinks(node) &&
    node.children.some(({ id }) => {
      const part = scores.nodes.get(id)!;
      return part.score[p]! > 0 && part.weight[p]! > 0;
    });
  return byUnits(scores, 'ZeroInMean', (scored, p) => {
    const { node } = scored;
    if (node.kind !== 'group' || !sunk(scored, p)) return false;
    return node.children.map(({ id }) => scores.nodes.get(id)!).some((part) => part.score[p] === 0 && !sunk(part, p));
  });
};

/** One line for all groups and units of which `holds`: the first group, how many more, and the units of the first. */
const byUnits = (
  scores: Scores,
  code: ProblemCode,
  holds: (node: NodeScores, unit: number) => boolean,
): ReadonlyArray<Problem> => {
  const units = scores.columns.units;
  const found = [...scores.nodes.values()].flatMap((node) => {
    const codes = units.filter((_, p) => holds(node, p)).map((unit) => unit.code);
    return codes.length === 0 ? [] : [{ node: node.node, codes }];
  });
  const [first] = found;
  if (first === undefined || first.node.kind !== 'group') return [];
  const { id, aggregate, at } = first.node;
  const args: ProblemArgs & { readonly id: string } = {
    id,
    n: first.codes.length,
    units: listed(first.codes),
    others: found.length - 1,
    least: Math.round(aggregate.minCoverage * 1000) / 10,
    method: aggregate.method,
  };
  return [problem(code, args, at)];
};

/** Weights from principal components hide two things: a part that runs against the rest, and parts that follow from others. */
const componentDoubts = ({ nodes }: Scores): ReadonlyArray<Problem> =>
  [...nodes.values()].flatMap(({ node, weighing }) => {
    const rank = weighing?.['rank'];
    if (node.kind !== 'group' || weighing === null || rank === undefined) return [];
    const { id, at, children } = node;
    const against = children.flatMap((child) => {
      const loading = weighing[`loading.${child.id}`] ?? 0;
      const args = { id, child: child.id, loading: Math.round(loading * 1000) / 1000 };
      return loading < 0 ? [problem('LoadingAgainst', args, child.at)] : [];
    });
    if (rank === children.length) return against;
    return [...against, problem('CorrelationSingular', { id, children: children.length, rank }, at)];
  });
