// Gaps get what the most similar units have, similar over all the indicators that both have.
import { written } from '../arithmetic.js';
import type { ImputeMethod } from '../families.js';
import { choice, whole } from '../parameters.js';
import { median } from '../statistics.js';
import { fillEach, gapsOf, ownPeriod } from './filling.js';
import { type Neighbour, nearestOf } from './neighbours.js';

const parameters = {
  neighbours: whole(
    1,
    100,
    'How many of the most similar units that have a value give theirs; fewer, where there are not so many.',
    [5, 3],
    5,
  ),
  shared: whole(1, 1000, 'How many indicators two units must both have to be compared.', [3, 5], 3),
  combine: choice(
    ['mean', 'median', 'by-distance'],
    'The mean of their values, the median, or the mean weighted by one over the distance.',
    ['mean', 'by-distance'],
    'mean',
  ),
};

/**
 * Distance of two units: the root of the mean squared difference of standardised values over the indicators that both have, so
 * that pairs with more gaps are not nearer for it. Equal distances: the unit that comes first in the order of codes. A unit with
 * nobody to compare keeps its gap. Figures: `donors`, how many units gave a value on average.
 * Source: Troyanskaya et al., Missing value estimation methods (Bioinformatics 17, 2001); distance after Dixon (1979).
 */
export const imputeNearestNeighbours: ImputeMethod<typeof parameters> = {
  name: 'nearest-neighbours',
  parameters,
  source: 'Troyanskaya et al., Missing value estimation methods for DNA microarrays, Bioinformatics 17 (2001)',
  reads: [],
  reach: ownPeriod,
  compute: (input, settings) => {
    const { combine } = settings;
    const { columns } = input;
    const asked = new Map<number, number[]>();
    columns.forEach((_, column) => {
      for (const unit of gapsOf(input, column)) asked.set(unit, [...(asked.get(unit) ?? []), column]);
    });
    const near = nearestOf(columns, asked, settings);
    return fillEach(input, (column, units) => {
      const values = columns[column]!;
      const donors = new Map(units.map((unit) => [unit, near.get(unit)!.get(column)!]));
      const numberOf = [...donors.values()].map(({ length }) => length).filter((length) => length > 0);
      return {
        valueAt: (unit) => combined(donors.get(unit)!, values, combine).value,
        figures:
          numberOf.length === 0 ? {} : { donors: numberOf.reduce((sum, each) => sum + each, 0) / numberOf.length },
        expressionAt: (unit) => combined(donors.get(unit)!, values, combine).expression,
      };
    });
  },
};

const combined = (
  donors: ReadonlyArray<Neighbour>,
  values: Float64Array,
  how: 'mean' | 'median' | 'by-distance',
): { readonly value: number; readonly expression: string | null } => {
  // Units that are equal in all they share count alone: one over a distance of zero has no value.
  const equal = donors.filter(({ distance }) => distance === 0);
  const weighted = how === 'by-distance' && equal.length === 0;
  const used = how === 'by-distance' && equal.length > 0 ? equal : donors;
  const given = Float64Array.from(used, ({ unit }) => values[unit]!);
  if (given.length === 0) return { value: Number.NaN, expression: null };
  if (how === 'median') return { value: median(given), expression: null };
  if (!weighted) {
    const sum = given.reduce((total, value) => total + value, 0);
    return { value: sum / given.length, expression: `(${[...given].map(written).join(' + ')}) / ${given.length}` };
  }
  let above = 0;
  let below = 0;
  used.forEach(({ distance }, i) => {
    above += given[i]! / distance;
    below += 1 / distance;
  });
  const parts = used.map(({ distance }, i) => [written(given[i]!), written(distance)] as const);
  const top = parts.map(([value, distance]) => `${value} / ${distance}`).join(' + ');
  const bottom = parts.map(([, distance]) => `1 / ${distance}`).join(' + ');
  return { value: above / below, expression: `(${top}) / (${bottom})` };
};
