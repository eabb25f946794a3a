// The goalposts of an indicator: those its normalisation reads must be there, those that nothing reads must not. Points of a
// value and its score are judged here too.
import type { Fault } from '../method/families.js';
import { normaliseMethods } from '../method/normalise/methods.js';
import { type Problem, problem } from '../model/problem.js';
import type { Goalpost, Use } from './definition.js';
import { at, atKey, type Cursor, type PlacedNode } from './placed.js';
import { leafExample, type RawLeaf } from './raw/leaf.js';

type PlacedLeaf = Extract<PlacedNode, { readonly kind: 'leaf' }>;

export interface Posts {
  readonly floor: Goalpost | null;
  readonly goal: Goalpost | null;
}

/** Which goalposts a normalisation reads. */
export const readsOf = (use: Use): ReadonlyArray<'floor' | 'goal'> =>
  normaliseMethods.find(({ name }) => name === use.method)?.reads ?? [];

/** Points that do not rise or that go against the direction: seen before there are data. */
export const pointsFault = (use: Use, direction: 'up' | 'down'): Fault | null => {
  if (!Object.hasOwn(use.settings, 'points')) return null;
  const nothing = { values: new Float64Array(0), floor: null, goal: null, positionOf: () => -1 };
  const method = normaliseMethods.find(({ name }) => name === use.method);
  return method?.compute({ ...nothing, direction: direction === 'down' ? -1 : 1 }, use.settings).fault ?? null;
};

/** The goalposts of a leaf: those its method needs must be there, those it does not read must not. */
export const postsOf = ({ raw, cursor }: PlacedLeaf, use: Use | undefined, problems: Problem[]): Posts => {
  const reads = use === undefined ? [] : readsOf(use);
  const unread = (['floor', 'goal'] as const).find((key) => raw[key] !== undefined && !reads.includes(key));
  if (unread !== undefined)
    problems.push(
      problem(
        'KeyNotForKind',
        { key: unread, kind: use?.method ?? 'none', id: raw.id, fits: '' },
        atKey(cursor, unread),
      ),
    );
  for (const key of ['floor', 'goal'] as const) {
    if (raw[key] === undefined && reads.includes(key) && use !== undefined)
      problems.push(
        problem('LeafNeeds', { key, kind: use.method, id: raw.id, example: leafExample(key) }, at(cursor, 'id')),
      );
  }
  checkPosts(raw, cursor, problems);
  return { floor: raw.floor ?? null, goal: raw.goal ?? null };
};

const checkPosts = (raw: RawLeaf, cursor: Cursor, problems: Problem[]): void => {
  const { floor, goal, direction } = raw;
  if (typeof floor !== 'number' || typeof goal !== 'number') return;
  if (floor === goal) problems.push(problem('GoalpostsEqual', { id: raw.id, value: floor }, at(cursor, 'goal')));
  // A reciprocal turns the order of positive values round.
  else if (direction !== undefined && goal > floor !== (direction === 'up') && raw.transform?.method !== 'reciprocal')
    problems.push(
      problem('DirectionAgainstGoalposts', { id: raw.id, direction, floor, goal }, at(cursor, 'direction')),
    );
};
