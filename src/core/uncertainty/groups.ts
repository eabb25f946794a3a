// Who is above whom, and in how many of the draws; and units in groups that the draws cannot tell apart.
import { numberLists } from '../score/rank.js';
import type { Drawn } from './draws.js';
import type { Model } from './model.js';

/** A unit that is below the first of a group in more than this share of the draws begins the next group. */
export const groupShare = 0.95;

export interface UnitGroup {
  /** From 1, over the whole list it belongs to. */
  readonly number: number;
  /** null where all units are in one list. */
  readonly level: string | null;
  /** Codes, by the rank as it stands; their order inside the group says nothing. */
  readonly units: ReadonlyArray<string>;
  /**
   * Whether so many draws settle where the group begins: every share that decided it, here and for the groups before, is farther
   * from the limit than two of its standard errors.
   */
  readonly settled: boolean;
}

/** Standard errors of a share over the draws that it must be away from the limit. */
const errorsAway = 2;

/** Share of the kept draws in which unit `a` stands above `b`, among those where both have a rank; NaN where there are none. */
export const shareAbove = ({ ranks, nUnits }: Drawn, a: number, b: number): number => {
  let above = 0;
  let draws = 0;
  for (let at = 0; at < ranks.length; at += nUnits) {
    const [first, second] = [ranks[at + a]!, ranks[at + b]!];
    if (first === 0 || second === 0) continue;
    draws++;
    if (first < second) above++;
  }
  return draws === 0 ? Number.NaN : above / draws;
};

/** Ranked units only. Units of different lists are never in one group. */
export const groupsOf = (model: Model, drawn: Drawn): ReadonlyArray<UnitGroup> => {
  const { columns, units, definition, order } = model.nominal;
  const byLevel = definition.ranks.within === 'level';
  const lists = byLevel ? numberLists(columns.units.map(({ level }) => level)) : new Int32Array(units.length);
  const groups: UnitGroup[] = [];
  const draws = drawn.nUnits === 0 ? 0 : drawn.ranks.length / drawn.nUnits;
  const error = Math.sqrt((groupShare * (1 - groupShare)) / Math.max(1, draws));
  for (const list of new Set(lists)) {
    const ranked = order.filter((p) => lists[p] === list && units[p]!.rank > 0);
    ranked.sort((a, b) => units[a]!.rank - units[b]!.rank || a - b);
    let first = -1;
    let number = 0;
    let members: string[] = [];
    let settled = true;
    for (const p of ranked) {
      const share = first === -1 ? 1 : shareAbove(drawn, first, p);
      if (Math.abs(share - groupShare) <= errorsAway * error) settled = false;
      if (first === -1 || share > groupShare) {
        first = p;
        members = [];
        groups.push({ number: ++number, level: byLevel ? columns.units[p]!.level : null, units: members, settled });
      }
      members.push(columns.units[p]!.code);
    }
  }
  return groups;
};
