// Which units are most like a unit, over the indicators that both have.
import { standardised } from './standardised.js';

export interface Neighbour {
  readonly unit: number;
  readonly distance: number;
}

/**
 * For each unit of `of` and each column asked there: the nearest units that have a value in it, of those with at least `shared`
 * indicators in common; equal distances in the order of the units. Distance: the root of the mean squared difference of
 * standardised values. Indicators without spread tell nobody apart and count for nothing. Time: units asked times units times
 * indicators.
 */
export const nearestOf = (
  columns: ReadonlyArray<Float64Array>,
  of: ReadonlyMap<number, ReadonlyArray<number>>,
  { neighbours, shared }: { readonly neighbours: number; readonly shared: number },
): ReadonlyMap<number, ReadonlyMap<number, ReadonlyArray<Neighbour>>> => {
  const scaled = columns.flatMap((values) => standardised(values)?.values ?? []);
  const n = columns[0]?.length ?? 0;
  const squares = new Float64Array(n);
  const common = new Int32Array(n);
  const found = new Map<number, ReadonlyMap<number, ReadonlyArray<Neighbour>>>();
  for (const [unit, asked] of of) {
    squares.fill(0);
    common.fill(0);
    for (let c = 0; c < scaled.length; c++) addSquares(scaled[c]!, unit, squares, common);
    for (let other = 0; other < n; other++) {
      const enough = other !== unit && common[other]! >= shared && common[other]! > 0;
      squares[other] = enough ? Math.sqrt(squares[other]! / common[other]!) : Number.NaN;
    }
    found.set(unit, new Map(asked.map((column) => [column, nearest(squares, columns[column]!, neighbours)])));
  }
  return found;
};

const addSquares = (values: Float64Array, unit: number, squares: Float64Array, common: Int32Array): void => {
  const own = values[unit]!;
  if (Number.isNaN(own)) return;
  for (let other = 0; other < values.length; other++) {
    const apart = values[other]! - own;
    if (Number.isNaN(apart)) continue;
    squares[other]! += apart * apart;
    common[other]!++;
  }
};

/** The first `count` by distance among the units that have a value; NaN is no distance. */
const nearest = (distances: Float64Array, values: Float64Array, count: number): ReadonlyArray<Neighbour> => {
  const best: Neighbour[] = [];
  for (let unit = 0; unit < values.length; unit++) {
    const distance = distances[unit]!;
    if (Number.isNaN(distance) || Number.isNaN(values[unit]!)) continue;
    if (best.length === count && distance >= best[count - 1]!.distance) continue;
    let at = best.length;
    while (at > 0 && best[at - 1]!.distance > distance) at--;
    best.splice(at, 0, { unit, distance });
    if (best.length > count) best.pop();
  }
  return best;
};
