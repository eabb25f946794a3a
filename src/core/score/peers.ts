// Which units are compared with one another: by level, region, size class, or the nearest in an attribute.
import type { PeerRule } from '../define/definition.js';
import type { Unit } from '../model/unit.js';
import { numericAttribute } from './columns.js';

/**
 * For each unit the positions of its peer group, itself included, in the order of `units`. Without a rule all are peers.
 * Units whose attribute is not known are peers of one another in `size`, and of all in `nearest`.
 */
export const peersOf = (units: ReadonlyArray<Unit>, rule: PeerRule | null): ReadonlyArray<ReadonlyArray<number>> => {
  const everyone = [...units.keys()];
  if (rule === null) return units.map(() => everyone);
  const keys = units.map((unit) => groupKey(unit, rule));
  const groups = new Map<string, number[]>();
  keys.forEach((key, p) => {
    const members = groups.get(key);
    if (members === undefined) groups.set(key, [p]);
    else members.push(p);
  });
  if (rule.nearest === null) return keys.map((key) => groups.get(key)!);
  const { nearest, attribute } = rule;
  return units.map((unit, p) =>
    nearestTo(units, p, groups.get(keys[p]!)!, nearest, numericAttribute(unit, attribute ?? ''), attribute ?? ''),
  );
};

const groupKey = (unit: Unit, rule: PeerRule): string =>
  rule.by
    .map((what) => {
      if (what === 'level') return unit.level;
      if (what === 'region') return unit.parent ?? unit.code;
      return String(sizeClass(numericAttribute(unit, rule.attribute ?? ''), rule.classes));
    })
    .join('\n');

/** 0 below the first limit, 1 from it on, ...; -1 where the size is not known. */
export const sizeClass = (value: number, limits: ReadonlyArray<number>): number =>
  Number.isNaN(value) ? -1 : limits.filter((limit) => value >= limit).length;

const nearestTo = (
  units: ReadonlyArray<Unit>,
  p: number,
  candidates: ReadonlyArray<number>,
  k: number,
  own: number,
  attribute: string,
): ReadonlyArray<number> => {
  if (Number.isNaN(own)) return candidates;
  const away = (q: number): number => Math.abs(numericAttribute(units[q]!, attribute) - own);
  const others = candidates.filter((q) => q !== p && !Number.isNaN(away(q))).sort((a, b) => away(a) - away(b) || a - b);
  return [p, ...others.slice(0, k)].sort((a, b) => a - b);
};
