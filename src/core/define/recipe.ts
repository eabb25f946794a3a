// What the list of steps comes to: every default and override is expanded once, so that the engine finds for each indicator
// the method and settings of each step. A step that touches nothing, and a setting that no step reads, are problems.

import { normaliseMethods } from '../method/normalise/methods.js';
import { settingsOf } from '../method/parameters.js';
import { type Location, type Problem, problem } from '../model/problem.js';
import type { DenominateStep, MethodKind, MethodStep, Recipe, ScreenStep, Step, StepKind, Use } from './definition.js';
import { nearest } from './nearest.js';
import { at, atKey, type Cursor, type PlacedIndex, type PlacedNode } from './placed.js';
import { type Posts, pointsFault, postsOf, readsOf } from './posts.js';
import { families } from './raw/families.js';
import type { RawUse } from './raw/method.js';
import type { RawStep } from './raw/recipe.js';
import { taken } from './taken.js';

type PlacedLeaf = Extract<PlacedNode, { readonly kind: 'leaf' }>;

export interface BuiltRecipe extends Recipe {
  /** Goalposts that the methods of the leaf read, by leaf. */
  readonly posts: ReadonlyMap<string, Posts>;
}

const madeName: Readonly<Record<StepKind, string>> = {
  screen: 'screened',
  denominate: 'denominated',
  impute: 'imputed',
  treat: 'treated',
  transform: 'transformed',
  normalise: 'normalised',
};

/** Leaves below each node by id, a leaf standing for itself. */
const leavesBelow = (index: PlacedIndex): ReadonlyMap<string, ReadonlyArray<PlacedLeaf>> => {
  const found = new Map<string, ReadonlyArray<PlacedLeaf>>();
  const visit = (node: PlacedNode): ReadonlyArray<PlacedLeaf> => {
    const leaves = node.kind === 'leaf' ? [node] : node.children.flatMap(visit);
    found.set(node.raw.id, leaves);
    return leaves;
  };
  found.set(index.raw.id, index.children.flatMap(visit));
  return found;
};

interface Run {
  readonly below: ReadonlyMap<string, ReadonlyArray<PlacedLeaf>>;
  /** Leaves that steps can touch: grades are on the scale already. */
  readonly leaves: ReadonlyArray<PlacedLeaf>;
  readonly problems: Problem[];
}

export const buildRecipe = (index: PlacedIndex, problems: Problem[]): BuiltRecipe => {
  const { raw, cursor } = index;
  const below = leavesBelow(index);
  const leaves = (below.get(raw.id) ?? []).filter((leaf) => leaf.raw.kind !== 'graded');
  const run: Run = { below, leaves, problems };
  const steps = completed(raw.recipe ?? [], leaves);
  checkOrder(steps, cursor, problems);

  const names = new Map<string, Location>();
  const built: Step[] = [];
  for (const { raw: step, position } of steps) {
    if (step.step === 'weight' || step.step === 'aggregate') continue;
    const here: Cursor =
      position === null ? cursor : { source: cursor.source, path: [...cursor.path, 'recipe', position] };
    const name = step.name ?? freeName(madeName[step.step], names);
    const before = names.get(name);
    if (name === 'raw') problems.push(problem('StepNameReserved', { name }, at(here, 'name')));
    else if (step.name !== undefined && before !== undefined)
      problems.push(taken(name, 'step_name', before, at(here, 'name')));
    names.set(name, at(here, step.name === undefined ? 'step' : 'name'));
    if (step.step === 'screen') built.push(screenStep(step, name, here));
    else if (step.step === 'denominate') built.push(denominateStep(run, step, name, here));
    else built.push(methodStep(run, { ...step, step: step.step }, steps, name, here));
    const last = built[built.length - 1]!;
    const isWritten = position !== null && last.step !== 'screen';
    if (isWritten && last.uses.size === 0 && problems.length === 0)
      problems.push(problem('StepDoesNothing', { step: step.step }, at(here, 'step')));
  }
  const last = built.findLast((step): step is MethodStep => step.step === 'normalise')!;
  const posts = new Map(leaves.map((leaf) => [leaf.raw.id, postsOf(leaf, last.uses.get(leaf.raw.id), problems)]));
  return { steps: built, scale: scaleOf(built, last, below.get(raw.id) ?? []), posts };
};

interface Positioned {
  readonly raw: RawStep;
  /** In the recipe; null for a step that stands by default. */
  readonly position: number | null;
}

/** The steps as written, with the ones that always are: normalise, and transform where an indicator asks for it. */
const completed = (given: ReadonlyArray<RawStep>, leaves: ReadonlyArray<PlacedLeaf>): ReadonlyArray<Positioned> => {
  const steps: Positioned[] = given.map((raw, position) => ({ raw, position }));
  const byDefault = (step: StepKind, method: string): Positioned => ({
    raw: { step, use: { method, settings: {} }, shares: {}, overrides: [] },
    position: null,
  });
  if (!given.some(({ step }) => step === 'normalise')) {
    const end = steps.findIndex(({ raw }) => raw.step === 'weight' || raw.step === 'aggregate');
    steps.splice(end === -1 ? steps.length : end, 0, byDefault('normalise', 'min-max'));
  }
  if (!given.some(({ step }) => step === 'transform') && leaves.some(({ raw }) => raw.transform !== undefined)) {
    const first = steps.findIndex(({ raw }) => raw.step === 'normalise');
    steps.splice(first, 0, byDefault('transform', 'none'));
  }
  return steps;
};

const checkOrder = (steps: ReadonlyArray<Positioned>, cursor: Cursor, problems: Problem[]): void => {
  const first = new Map<string, number>();
  for (const { raw, position } of steps) {
    if (position === null) continue;
    const here = at(cursor, 'recipe', position, 'step');
    const before = first.get(raw.step);
    if (before !== undefined && (raw.step === 'aggregate' || raw.step === 'weight'))
      problems.push(taken(raw.step, 'step', at(cursor, 'recipe', before), here));
    first.set(raw.step, before ?? position);
    const late = raw.step === 'weight' || raw.step === 'aggregate' ? null : lateAfter(raw.step, first);
    if (late !== null) problems.push(problem('RecipeNotOrdered', { step: raw.step, after: late }, here));
  }
};

/** Values are divided before they become scores, and become scores before these are put together. */
const lateAfter = (step: StepKind, seen: ReadonlyMap<string, number>): string | null => {
  if (seen.has('aggregate')) return 'aggregate';
  return step === 'denominate' && seen.has('normalise') ? 'normalise' : null;
};

const freeName = (name: string, names: ReadonlyMap<string, unknown>): string => {
  let free = name;
  for (let n = 2; names.has(free); n++) free = `${name}-${n}`;
  return free;
};

const screenStep = ({ screen }: RawStep, name: string, here: Cursor): ScreenStep => ({
  step: 'screen',
  name,
  at: at(here, 'step'),
  settings: {
    by: screen?.by ?? 'missing',
    minAvailable: screen?.min_available ?? 2 / 3,
    minNonZero: screen?.min_nonzero ?? 0.05,
    keep: screen?.keep ?? [],
    drop: screen?.drop ?? [],
  },
});

/** The leaves that ids name, a block standing for all below it; ids that nobody has are told. */
const leavesNamed = (run: Run, ids: ReadonlyArray<string>, place: (i: number) => Cursor): ReadonlyArray<PlacedLeaf> =>
  ids.flatMap((id, i) => {
    const found = run.below.get(id);
    if (found === undefined) {
      const known = [...run.below.keys()];
      run.problems.push(
        problem(
          'UnknownReference',
          { id, nearest: nearest(id, known), known: known.slice(0, 12).join(', ') },
          at(place(i)),
        ),
      );
      return [];
    }
    if (found.length === 1 && found[0]!.raw.kind === 'graded')
      run.problems.push(problem('StepOnGrades', { id }, at(place(i))));
    return found.filter(({ raw }) => raw.kind !== 'graded');
  });

const further = (cursor: Cursor, ...path: ReadonlyArray<string | number>): Cursor => ({
  source: cursor.source,
  path: [...cursor.path, ...path],
});

const targetsOf = (run: Run, step: RawStep, here: Cursor): ReadonlyArray<PlacedLeaf> =>
  step.only === undefined
    ? run.leaves
    : leavesNamed(run, step.only, (i) => (step.only!.length === 1 ? further(here, 'only') : further(here, 'only', i)));

/** Leaves of an override, and the place of the override; `level` belongs to groups. */
const overridden = (run: Run, step: RawStep, here: Cursor, i: number): ReadonlyArray<PlacedLeaf> => {
  const override = step.overrides[i]!;
  const cursor = further(here, 'overrides', i);
  if (override.level !== undefined)
    run.problems.push(problem('LevelOfIndicators', { step: step.step }, atKey(cursor, 'level')));
  if (override.for === undefined) {
    if (override.level === undefined)
      run.problems.push(
        problem('MissingKey', { key: 'for', allowed: '', example: `[${run.leaves[0]?.raw.id ?? 'gdp'}]` }, at(cursor)),
      );
    return [];
  }
  return leavesNamed(run, override.for, (n) =>
    override.for!.length === 1 ? further(cursor, 'for') : further(cursor, 'for', n),
  );
};

const denominateStep = (run: Run, step: RawStep, name: string, here: Cursor): DenominateStep => {
  const uses = new Map<string, { readonly by: string; readonly scale: number }>();
  const usesAt = new Map<string, Location>();
  if (step.by !== undefined)
    for (const { raw } of targetsOf(run, step, here)) {
      uses.set(raw.id, { by: step.by, scale: step.scale ?? 1 });
      usesAt.set(raw.id, at(here, 'step'));
    }
  if (step.by === undefined && step.overrides.length === 0)
    run.problems.push(problem('MissingKey', { key: 'by', allowed: '', example: 'population' }, at(here)));
  step.overrides.forEach((override, i) => {
    const { by = step.by, scale = step.scale ?? 1 } = override.use.settings as { by?: string; scale?: number };
    for (const { raw } of overridden(run, step, here, i)) {
      if (by === undefined)
        run.problems.push(
          problem('MissingKey', { key: 'by', allowed: '', example: 'population' }, at(here, 'overrides', i)),
        );
      else {
        uses.set(raw.id, { by, scale });
        usesAt.set(raw.id, at(here, 'overrides', i));
      }
    }
  });
  return { step: 'denominate', name, uses, usesAt, at: at(here, 'step') };
};

const methodStep = (
  run: Run,
  step: RawStep & { readonly step: MethodKind },
  steps: ReadonlyArray<Positioned>,
  name: string,
  here: Cursor,
): MethodStep => {
  const uses = new Map<string, Use>();
  const usesAt = new Map<string, Location>();
  const base = step.use ?? { method: 'none', settings: {} };
  // A step that stands by default has no line of its own.
  const ownLine = here.path.at(-2) === 'recipe' ? at(here, 'step') : undefined;
  const put = ({ raw }: PlacedLeaf, use: RawUse, place: Location | undefined): void => {
    if (place !== undefined) usesAt.set(raw.id, place);
    if (use.method === 'none' && step.step !== 'normalise') uses.delete(raw.id);
    else uses.set(raw.id, filledIn(step.step, onTheScale(step.step, base, use)));
  };
  // The score of another index stands on its scale already.
  for (const leaf of targetsOf(run, step, here))
    if (step.step === 'normalise' && leaf.raw.kind === 'index') put(leaf, { method: 'none', settings: {} }, ownLine);
    else put(leaf, base, ownLine);
  const overriddenAt = new Map<string, number>();
  step.overrides.forEach(({ use }, i) => {
    const merged = use.method === base.method ? { ...use, settings: { ...base.settings, ...use.settings } } : use;
    for (const leaf of overridden(run, step, here, i)) {
      const before = overriddenAt.get(leaf.raw.id);
      if (before !== undefined)
        run.problems.push(taken(leaf.raw.id, 'override', at(here, 'overrides', before), at(here, 'overrides', i)));
      overriddenAt.set(leaf.raw.id, i);
      put(leaf, merged, at(here, 'overrides', i));
    }
  });
  if (step.step === 'normalise' || step.step === 'transform') ownMethods(run, step.step, steps, put, uses);
  if (step.step === 'normalise') checkPoints(run, uses, here);
  return { step: step.step, name, uses, usesAt, pooled: step.over === 'periods', at: at(here, 'step') };
};

/** Points that do not rise or that go against the direction are seen before there are data. */
const checkPoints = (run: Run, uses: ReadonlyMap<string, Use>, here: Cursor): void => {
  for (const { raw, cursor } of run.leaves) {
    const use = uses.get(raw.id);
    const fault = use === undefined ? null : pointsFault(use, raw.direction ?? 'up');
    if (fault === null) continue;
    const where = raw.normalise === undefined ? at(here, 'step') : atKey(cursor, 'normalise');
    run.problems.push(problem(fault.code, { ...fault.args, id: raw.id }, where));
  }
};

/** What indicators say of themselves goes before what the recipe says; with several steps of the kind nobody knows which is meant. */
const ownMethods = (
  run: Run,
  kind: 'normalise' | 'transform',
  steps: ReadonlyArray<Positioned>,
  put: (leaf: PlacedLeaf, use: RawUse, place: Location) => void,
  uses: ReadonlyMap<string, Use>,
): void => {
  const several = steps.filter(({ raw }) => raw.step === kind).length > 1;
  for (const leaf of run.leaves) {
    const own = leaf.raw[kind];
    const bounded = leaf.raw.floor !== undefined || leaf.raw.goal !== undefined;
    if (own !== undefined && several) {
      const told = run.problems.some(({ code, args }) => code === 'OwnStepUnclear' && args['id'] === leaf.raw.id);
      if (!told)
        run.problems.push(problem('OwnStepUnclear', { id: leaf.raw.id, step: kind }, atKey(leaf.cursor, kind)));
    } else if (own !== undefined) put(leaf, own, atKey(leaf.cursor, kind));
    else if (kind === 'normalise' && bounded) {
      const inherited = uses.get(leaf.raw.id);
      if (inherited === undefined || readsOf(inherited).length > 0) continue;
      // One post alone asks for goalposts only where values stay in proportion: to a rank it means nothing, and is told so.
      const [first, second] = [leaf.raw.floor, leaf.raw.goal];
      if (inherited.method !== 'min-max' && (first === undefined || second === undefined)) continue;
      put(leaf, { method: 'goalposts', settings: {} }, atKey(leaf.cursor, first === undefined ? 'goal' : 'floor'));
    }
  }
};

/** The ends of the scale hold for every method of the step that has ends, unless it is told others. */
export const onTheScale = (kind: MethodKind, base: RawUse, { method, settings }: RawUse): RawUse => {
  const own = kind === 'normalise' ? normaliseMethods.find(({ name }) => name === method)?.parameters : undefined;
  if (own === undefined || !('lower' in own)) return { method, settings };
  const { lower, upper } = base.settings;
  return {
    method,
    settings: {
      ...(lower === undefined ? {} : { lower }),
      ...(upper === undefined ? {} : { upper }),
      ...settings,
    },
  };
};

const methodsOf = (kind: MethodKind) => families[kind].methods;

export const filledIn = (kind: MethodKind, { method, settings }: RawUse): Use => {
  const parameters = methodsOf(kind).find(({ name }) => name === method)?.parameters ?? {};
  return { method, settings: settingsOf(parameters, settings) };
};

/** The scale that every indicator ends on; null where they differ or a method has no bounds. */
const scaleOf = (
  steps: ReadonlyArray<Step>,
  last: MethodStep,
  leaves: ReadonlyArray<PlacedLeaf>,
): readonly [number, number] | null => {
  if (steps.slice(steps.indexOf(last) + 1).some(({ step }) => step === 'treat' || step === 'transform')) return null;
  let scale: readonly [number, number] | null = null;
  for (const { raw } of leaves) {
    const use = last.uses.get(raw.id);
    if (use === undefined) continue;
    const own = normaliseMethods.find(({ name }) => name === use.method)?.scale(use.settings) ?? null;
    if (own === null || (scale !== null && (scale[0] !== own[0] || scale[1] !== own[1]))) return null;
    scale = own;
  }
  return scale ?? [0, 100];
};
