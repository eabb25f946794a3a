// Which units are most like a unit, over the indicators that both have.
import { standardised } from './standardised.js';

export interface Neighbour {
  readonly unit: number;
  readonly distance: number;
}

/**
 * For each unit of `of`, every unit with at least `shared` indicators in common, nearest first, equal distances in the order of the
 * units. Distance: the root of the mean squared difference of standardised values. Indicators without spread tell nobody apart and
 * count for nothing. Time: units asked times units times indicators.
 */
export const neighboursOf = (
  columns: ReadonlyArray<Float64Array>,
  of: ReadonlySet<number>,
  shared: number,
): ReadonlyMap<number, ReadonlyArray<Neighbour>> => {
  const scaled = columns.flatMap((values) => standardised(values)?.values ?? []);
  const n = columns[0]?.length ?? 0;
  const squares = new Float64Array(n);
  const common = new Int32Array(n);
  const found = new Map<number, ReadonlyArray<Neighbour>>();
  for (const unit of of) {
    squares.fill(0);
    common.fill(0);
    for (const values of scaled) {
      const own = values[unit]!;
      if (Number.isNaN(own)) continue;
      for (let other = 0; other < n; other++) {
        const apart = values[other]! - own;
        if (Number.isNaN(apart)) continue;
        squares[other]! += apart * apart;
        common[other]!++;
      }
    }
    const list: Neighbour[] = [];
    for (let other = 0; other < n; other++) {
      if (other !== unit && common[other]! >= shared) {
        list.push({ unit: other, distance: Math.sqrt(squares[other]! / common[other]!) });
      }
    }
    found.set(
      unit,
      list.sort((a, b) => a.distance - b.distance || a.unit - b.unit),
    );
  }
  return found;
};
