// What a unit's score and rank would be in each of the 16 states between A and B. A state says for four things whether they are
// as in A or as in B: the definition, the unit's own values, the other units with all they have, and which of the unit's own
// cells are missing, filled in or not applicable.
import type { Definition, View } from '../define/definition.js';
import { E } from '../fp.js';
import { roundHalfAway } from '../model/round.js';
import { howManyUpTo } from '../model/sorted.js';
import type { Unit } from '../model/unit.js';
import { score } from '../score/score.js';
import type { Columns, Scores } from '../score/scores.js';
import { type QuickList, quickList, takesEachColumnAlone } from './columnwise.js';
import { scoresEachUnitAlone } from './locality.js';
import { columnsOfRows, mixedRow, type Row, rowOf, sameRow, substituteFor } from './rows.js';
import { isSwitched, nStates } from './shapley.js';

/** One definition over the data of both sides. */
export interface Reading {
  readonly definition: Definition;
  readonly view: View;
  /** The list and its data as in A, and as in B. */
  readonly columns: readonly [Columns, Columns];
  /** Scores of these columns; null where the definition has no answer for them. */
  readonly scores: readonly [Scores | null, Scores | null];
}

/** By state: NaN where there is no score, or no rank. */
export interface StateValues {
  readonly score: Float64Array;
  readonly rank: Float64Array;
}

/** `readings`: the definition of A and that of B, the same object where they are one. In the order of `units`. */
export const stateValues = (
  readings: readonly [Reading, Reading],
  units: ReadonlyArray<Unit>,
): ReadonlyArray<StateValues> => {
  const [a, b] = readings.map((reading, i) =>
    i === 1 && reading === readings[0] ? null : valuesUnder(reading, units),
  );
  const under = [a!, b ?? a!] as const;
  return units.map((_unit, u) => {
    const made = { score: new Float64Array(nStates), rank: new Float64Array(nStates) };
    for (let state = 0; state < nStates; state++) {
      const found = under[isSwitched(state, 'definition') ? 1 : 0][u]![within(state)]!;
      made.score[state] = found.score;
      made.rank[state] = found.rank;
    }
    return made;
  });
};

interface Found {
  readonly score: number;
  readonly rank: number;
}

const none: Found = { score: Number.NaN, rank: Number.NaN };

/** The eight states of one definition: 1 for own values, 2 for peers, 4 for gaps as in B. */
const eighth = (values: number, peers: number, gaps: number): number => values + 2 * peers + 4 * gaps;
const within = (state: number): number =>
  eighth(isSwitched(state, 'data') ? 1 : 0, isSwitched(state, 'peers') ? 1 : 0, isSwitched(state, 'missing') ? 1 : 0);

const sides = [0, 1] as const;

/** The four rows a unit may have under a definition: values and gaps of either side. */
interface Rows {
  readonly unit: Unit;
  readonly of: ReadonlyArray<ReadonlyArray<Row>>;
}

const valuesUnder = (reading: Reading, units: ReadonlyArray<Unit>): ReadonlyArray<ReadonlyArray<Found>> => {
  const positions = reading.columns.map((columns) => new Map(columns.units.map(({ code }, p) => [code, p])));
  const rows = units.map((unit): Rows => {
    const own = sides.map((side) => rowOf(reading.columns[side], positions[side]!.get(unit.code) ?? -1));
    return {
      unit,
      of: sides.map((values) =>
        sides.map((gaps) => (values === gaps ? own[gaps]! : mixedRow(own[values]!, own[gaps]!))),
      ),
    };
  });
  const alone = scoresEachUnitAlone(reading.definition) ? scoredAlone(reading, rows) : null;
  if (alone !== null) return alone;
  const isQuick = takesEachColumnAlone(reading.definition);
  const lists = reading.scores.map((scored) => (isQuick && scored !== null ? quickList(scored) : null));
  return rows.map((each) => scoredAmongOthers(reading, each, lists));
};

// Where each unit is scored alone: all rows in one run, and ranks by counting

const scoredAlone = (reading: Reading, rows: ReadonlyArray<Rows>): ReadonlyArray<ReadonlyArray<Found>> | null => {
  const { definition, view, columns, scores } = reading;
  const all = rows.flatMap(({ of }) => of.flat());
  const listed = rows.flatMap(({ unit }) => [unit, unit, unit, unit]);
  const run = score(definition, view, columnsOfRows(columns[0], listed, all));
  // One state that has no answer must not take those of the others with it.
  if (E.isLeft(run)) return null;
  const lists = sides.map((peers) => (scores[peers] === null ? null : rankedLists(scores[peers])));
  return rows.map(({ unit }, u) => {
    const found: Found[] = [];
    for (const values of sides)
      for (const gaps of sides) {
        const { score: own, reason } = run.right.units[4 * u + 2 * values + gaps]!;
        for (const peers of sides) {
          const list = lists[peers];
          const isRanked = list != null && reason === null && !Number.isNaN(own);
          found[eighth(values, peers, gaps)] =
            list == null ? none : { score: own, rank: isRanked ? list.rankOf(unit, own) : Number.NaN };
        }
      }
    return found;
  });
};

/** Ranked scores of each list, and the rank that a unit with another score than its own would have. */
const rankedLists = ({ definition, columns, units }: Scores) => {
  const { decimals, within: which } = definition.ranks;
  const listOf = (unit: Unit): string => (which === 'level' ? unit.level : '');
  const members = new Map<string, number[]>();
  const own = new Map<string, number>();
  columns.units.forEach((unit, p) => {
    const { reason, score: value } = units[p]!;
    if (reason !== null || Number.isNaN(value)) return;
    const rounded = roundHalfAway(value, decimals);
    own.set(unit.code, rounded);
    const list = members.get(listOf(unit)) ?? [];
    members.set(listOf(unit), list);
    list.push(rounded);
  });
  const sorted = new Map([...members].map(([list, values]) => [list, Float64Array.from(values).sort()]));
  return {
    rankOf: (unit: Unit, value: number): number => {
      const list = sorted.get(listOf(unit));
      if (list === undefined) return 1;
      const rounded = roundHalfAway(value, decimals);
      const above = list.length - howManyUpTo(list, rounded);
      const itself = own.get(unit.code);
      return 1 + above - (itself !== undefined && itself > rounded ? 1 : 0);
    },
  };
};

// Where others decide too: the list is scored again with the unit's row in the place of its own

const scoredAmongOthers = (
  reading: Reading,
  { unit, of }: Rows,
  lists: ReadonlyArray<QuickList | null>,
): ReadonlyArray<Found> => {
  const found: Found[] = new Array<Found>(8).fill(none);
  for (const peers of sides) {
    const scored = reading.scores[peers];
    if (scored === null) continue;
    const known: { readonly row: Row; readonly found: Found }[] = [];
    const position = reading.columns[peers].units.findIndex(({ code }) => code === unit.code);
    if (position !== -1) known.push({ row: of[peers]![peers]!, found: resultOf(scored, position) });
    if (position !== -1) {
      const here = of[peers]![peers]!;
      const there = of[1 - peers]![1 - peers]!;
      const rows = distinctRows([there, of[0]![1]!, of[1]![0]!], here);
      const placed = rows.length === 0 ? null : (lists[peers]?.place(position, here, there, rows) ?? null);
      placed?.forEach((each, k) => {
        known.push({ row: rows[k]!, found: each });
      });
    }
    let substitute: ReturnType<typeof substituteFor> | null = null;
    for (const values of sides)
      for (const gaps of sides) {
        const row = of[values]![gaps]!;
        let here = known.find((each) => sameRow(each.row, row))?.found;
        if (here === undefined) {
          substitute ??= substituteFor(reading.columns[peers], unit);
          substitute.put(row);
          const run = score(reading.definition, reading.view, substitute.columns);
          here = E.isLeft(run) ? none : resultOf(run.right, substitute.position);
          known.push({ row, found: here });
        }
        found[eighth(values, peers, gaps)] = here;
      }
  }
  return found;
};

const resultOf = ({ units }: Scores, p: number): Found => {
  const { score: value, rank } = units[p]!;
  return { score: value, rank: rank === 0 ? Number.NaN : rank };
};

const distinctRows = (rows: ReadonlyArray<Row>, known: Row): ReadonlyArray<Row> =>
  rows.filter((row, i) => !sameRow(row, known) && !rows.slice(0, i).some((each) => sameRow(each, row)));
