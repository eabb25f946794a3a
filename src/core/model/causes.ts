// Problems that repeat from row to row, told once: what is wrong, how often, and where first.
import type { Location, Problem, ProblemCode, Problems } from './problem.js';

export interface Cause {
  /** The first of them. */
  readonly problem: Problem;
  readonly count: number;
  /** Of the first few, in the order found. */
  readonly places: ReadonlyArray<Location>;
}

const placesKept = 4;

/** What is one and the same fault whatever the cell holds: these arguments only show the cell. */
const shownAlone: Partial<Record<ProblemCode, ReadonlyArray<string>>> = {
  NumberAmbiguous: ['value', 'one', 'other'],
  NumberStylesMixed: ['value'],
  DuplicateRow: ['key', 'first'],
  RowShort: ['found'],
  RowLong: ['found'],
  BadCode: ['value'],
  BadDate: ['value'],
  CellUnreadable: ['value'],
  AnswerNotNumber: ['value'],
  WeightNotPositive: ['value'],
};

const meant = ({ code, args }: Problem): unknown => {
  const alone = shownAlone[code];
  return alone === undefined ? args : Object.entries(args).filter(([name]) => !alone.includes(name));
};

/** The same code with the same arguments in the same file and sheet is one cause, in the order of the first. */
export const causesOf = (problems: Problems): ReadonlyArray<Cause> => {
  const found = new Map<string, { problem: Problem; count: number; places: Location[] }>();
  for (const each of problems) {
    const key = JSON.stringify([each.code, each.at?.file ?? '', each.at?.sheet ?? '', meant(each)]);
    const cause = found.get(key);
    if (cause === undefined) {
      found.set(key, { problem: each, count: 1, places: each.at === undefined ? [] : [each.at] });
      continue;
    }
    cause.count++;
    if (cause.places.length < placesKept && each.at !== undefined) cause.places.push(each.at);
  }
  return [...found.values()];
};

/**
 * At most `most` of the causes, in their order. Where there are more, no kind takes more than `ofKind` before every kind has
 * had its turn: a thousand doubled rows do not hide the one wrong code.
 */
export const foremost = (causes: ReadonlyArray<Cause>, most: number, ofKind: number): ReadonlyArray<Cause> => {
  if (causes.length <= most) return causes;
  const taken = new Map<ProblemCode, number>();
  const chosen = new Set<Cause>();
  for (const cause of causes) {
    const { code } = cause.problem;
    const before = taken.get(code) ?? 0;
    if (before >= ofKind || chosen.size === most) continue;
    taken.set(code, before + 1);
    chosen.add(cause);
  }
  for (const cause of causes) if (chosen.size < most) chosen.add(cause);
  return causes.filter((cause) => chosen.has(cause));
};
