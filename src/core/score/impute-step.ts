// The step that fills gaps: which columns are looked at together, and what else the method reads of units, blocks and periods.
import type { Definition, Leaf, MethodStep, Use } from '../define/definition.js';
import { nearest } from '../define/nearest.js';
import { imputeMethods } from '../method/impute/methods.js';
import { periodBounds } from '../model/period.js';
import { problem } from '../model/problem.js';
import { stateCode } from './scores.js';
import { directionNow, put, type Run, tell, throughDivisions } from './step-run.js';

export const impute = (run: Run, step: MethodStep): void => {
  for (const { use, members } of sharedUses(run, step)) {
    const method = imputeMethods.find(({ name }) => name === use.method)!;
    const { group, within } = use.settings;
    const groupOf = method.reads.includes('group') ? groupsOf(run, String(group)) : null;
    if (groupOf !== null && groupOf.length > 0 && groupOf.every((number) => number === -1)) {
      const known = attributesOf(run);
      const name = String(group);
      const args = { step: 'impute', name, nearest: nearest(name, known), known: known.join(', ') };
      run.problems.push(problem('NobodyHas', args, step.at));
      continue;
    }
    const made = method.compute(
      {
        ids: members.map((i) => run.definition.leaves[i]!.id),
        columns: members.map((i) => run.values[i]!),
        gaps: members.map((i) =>
          run.states[i]!.map((state, p) => (state === stateCode.missing && run.screened[p] === 0 ? 1 : 0)),
        ),
        directions: members.map((i) => directionNow(run, run.definition.leaves[i]!, i)),
        groupOf,
        blockOf: blocksOf(run, members, method.reads.includes('within') ? Number(within) : 0),
        ...periodsOf(run, members, method.reads.includes('periods')),
      },
      use.settings,
    );
    for (const fault of made.faults) {
      if (fault.column === undefined) tell(run, members[0]!, fault, step.at);
      else tell(run, members[fault.column]!, fault);
    }
    members.forEach((i, c) => {
      const record = made.records[c]!;
      const marks = record.marks ?? new Uint8Array(run.columns.units.length);
      run.states[i] = run.states[i]!.map((state, p) => (marks[p] === 1 ? stateCode.scored : state));
      run.imputed[i] = run.imputed[i]!.map((was, p) => (marks[p] === 1 ? 1 : was));
      put(run, i, step, use, made.columns[c]!, record);
    });
  }
};

/** Indicators that the step treats in the same way are looked at together. */
const sharedUses = (run: Run, step: MethodStep): ReadonlyArray<{ readonly use: Use; readonly members: number[] }> => {
  const shared = new Map<string, { readonly use: Use; readonly members: number[] }>();
  run.definition.leaves.forEach(({ id }, i) => {
    const use = step.uses.get(id);
    if (use === undefined) return;
    const key = JSON.stringify([use.method, use.settings]);
    const found = shared.get(key);
    if (found === undefined) shared.set(key, { use, members: [i] });
    else found.members.push(i);
  });
  return [...shared.values()];
};

/** What units can be grouped by. */
const attributesOf = (run: Run): ReadonlyArray<string> => [
  ...new Set(['level', 'region', ...run.columns.units.flatMap(({ attributes }) => Object.keys(attributes))]),
];

/** Number of the group of each unit; -1 where it has none. */
const groupsOf = (run: Run, attribute: string): Int32Array => {
  const numbers = new Map<string, number>();
  return Int32Array.from(run.columns.units, (unit) => {
    const value =
      attribute === 'level' ? unit.level : attribute === 'region' ? unit.parent : unit.attributes[attribute];
    if (value === undefined || value === null || value === '') return -1;
    const key = String(value);
    const known = numbers.get(key) ?? numbers.size;
    numbers.set(key, known);
    return known;
  });
};

/** Number of the block of each indicator: its ancestor at the level asked for; 0 puts all into one. */
const blocksOf = (run: Run, members: ReadonlyArray<number>, level: number): Int32Array => {
  const ancestor = new Map<string, string>();
  const visit = (node: Definition['root'] | Leaf, above: ReadonlyArray<{ id: string; level: number }>): number => {
    if (node.kind !== 'group') {
      const found = above.find((each) => each.level >= level) ?? above[above.length - 1];
      ancestor.set(node.id, level === 0 ? '' : (found?.id ?? ''));
      return 1;
    }
    const own = heightOf(node);
    for (const child of node.children) visit(child, [{ id: node.id, level: own }, ...above]);
    return own;
  };
  visit(run.definition.root, []);
  const numbers = new Map<string, number>();
  return Int32Array.from(members, (i) => {
    const id = ancestor.get(run.definition.leaves[i]!.id) ?? '';
    const known = numbers.get(id) ?? numbers.size;
    numbers.set(id, known);
    return known;
  });
};

const heightOf = (node: Definition['root'] | Leaf): number =>
  node.kind === 'group' ? 1 + Math.max(1, ...node.children.map(heightOf)) : 1;

/** The indicators in all periods read, the own one among them, each taken through the divisions that came before. */
const periodsOf = (run: Run, members: ReadonlyArray<number>, reads: boolean) => {
  const own = { period: run.columns.period, columns: members.map((i) => run.values[i]!) };
  const others = reads ? (run.columns.otherPeriods ?? []) : [];
  const all = [
    own,
    ...others.map((other) => ({
      period: other.period,
      columns: members.map((i) => throughDivisions(run, i, other)),
    })),
  ]
    .map(({ period, columns }) => ({ period, at: timeOf(period), columns }))
    .sort((a, b) => a.at - b.at);
  return { periods: all, now: all.findIndex(({ period }) => period === run.columns.period) };
};

/** The begin of a period in years. */
const timeOf = (period: string): number => {
  const first = periodBounds(period)?.first ?? period;
  const [year, month, day] = [Number(first.slice(0, 4)), Number(first.slice(5, 7)), Number(first.slice(8, 10))];
  return year + (month - 1) / 12 + (day - 1) / 365.25;
};
