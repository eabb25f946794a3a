// Names that stand twice where each may stand once.
import { type Location, type Problem, problem } from '../model/problem.js';

export type TakenKind =
  | 'id'
  | 'step'
  | 'grade'
  | 'reason'
  | 'view'
  | 'band'
  | 'peers'
  | 'override'
  | 'step_name'
  | 'weights'
  | 'factor'
  | 'module'
  | 'dimension'
  | 'scale'
  | 'question'
  | 'answer';

/** `first` is the place that has the name already. */
export const taken = (id: string, what: TakenKind, first: Location, where: Location): Problem =>
  problem('DuplicateId', { id, what, first: `${first.file}:${first.line ?? 1}` }, where);

/** Every entry whose id an earlier one of the list has; `place` gives the place of an entry's id. */
export const takenTwice = (
  entries: ReadonlyArray<{ readonly id: string }>,
  what: TakenKind,
  place: (i: number) => Location,
): ReadonlyArray<Problem> => {
  const first = new Map<string, number>();
  const problems: Problem[] = [];
  entries.forEach(({ id }, i) => {
    const before = first.get(id);
    if (before === undefined) first.set(id, i);
    else problems.push(taken(id, what, place(before), place(i)));
  });
  return problems;
};
