// Fillings by one statistic: of the whole column, or of the values in the unit's group.
import { written } from '../arithmetic.js';
import type { Imputed, ToImpute } from '../families.js';
import { name } from '../parameters.js';
import { present } from '../statistics.js';
import { fillEach } from './filling.js';

type Statistic = (values: Float64Array) => number;

/** Every gap of a column gets the statistic of its values; a column without values keeps its gaps. */
export const fillByColumn = (input: ToImpute, figure: string, statistic: Statistic): Imputed =>
  fillEach(input, (column) => {
    const values = input.columns[column]!;
    const n = present(values).length;
    const value = statistic(values);
    return {
      valueAt: () => value,
      figures: n === 0 ? { n } : { [figure]: value, n },
      expressionAt: () => written(value),
    };
  });

export const groupParameters = {
  group: name('What makes units a group: level, region, or an attribute of the register of units.', [
    'level',
    'kind_of_city',
  ]),
};

/** Every gap gets the statistic of its unit's group; a group without values, and a unit without group, keep their gaps. */
export const fillByGroup = (input: ToImpute, statistic: Statistic): Imputed => {
  const { groupOf } = input;
  if (groupOf === null) return fillEach(input, () => ({ valueAt: () => Number.NaN }));
  const count = groupOf.reduce((most, group) => Math.max(most, group + 1), 0);
  const members: number[][] = Array.from({ length: count }, () => []);
  groupOf.forEach((group, unit) => {
    if (group >= 0) members[group]!.push(unit);
  });
  return fillEach(input, (column) => {
    const values = input.columns[column]!;
    const byGroup = members.map((units) => statistic(Float64Array.from(units, (unit) => values[unit]!)));
    const valueAt = (unit: number): number => (groupOf[unit]! < 0 ? Number.NaN : byGroup[groupOf[unit]!]!);
    return {
      valueAt,
      figures: { groups: byGroup.filter((value) => !Number.isNaN(value)).length },
      expressionAt: (unit) => written(valueAt(unit)),
    };
  });
};
