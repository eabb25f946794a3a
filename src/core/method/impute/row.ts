// Filling from the unit's own row: what it has in the other indicators, each as a share of its range from worst to best.
import { written } from '../arithmetic.js';
import type { Imputed, ToImpute } from '../families.js';
import { whole } from '../parameters.js';
import { extremes } from '../statistics.js';
import { fillEach } from './filling.js';

export const withinParameters = {
  within: whole(
    0,
    100,
    'The level of the blocks whose indicators stand in for each other: 2 the groups right above the indicators, 0 all indicators.',
    [2, 0],
    2,
  ),
};

interface Range {
  readonly min: number;
  readonly width: number;
}

/**
 * `statistic` of the unit's shares in the other columns of the block, taken back to the range of the column. A share is
 * (x - min) / (max - min) where more is better, (max - x) / (max - min) where less is; a constant column has none. A unit without
 * any share keeps its gap.
 */
export const fillByRow = (input: ToImpute, statistic: (values: Float64Array) => number): Imputed => {
  const { columns, directions, blockOf } = input;
  const ranges: ReadonlyArray<Range> = columns.map((values) => {
    const { min, max } = extremes(values);
    return { min, width: max - min };
  });
  const shareAt = (column: number, unit: number): number => {
    const { min, width } = ranges[column]!;
    const share = width > 0 ? (columns[column]![unit]! - min) / width : Number.NaN;
    return directions[column] === 1 ? share : 1 - share;
  };
  const blocks = new Map<number, number[]>();
  blockOf.forEach((block, column) => {
    blocks.set(block, [...(blocks.get(block) ?? []), column]);
  });
  return fillEach(input, (column) => {
    const { min, width } = ranges[column]!;
    const others = blocks.get(blockOf[column]!)!.filter((other) => other !== column);
    const ownShare = (unit: number): number => {
      const share = statistic(Float64Array.from(others, (other) => shareAt(other, unit)));
      return directions[column] === 1 ? share : 1 - share;
    };
    return {
      valueAt: (unit) => ownShare(unit) * width + min,
      figures: Number.isNaN(min) ? {} : { min, max: min + width },
      expressionAt: (unit) => `${written(ownShare(unit))} * ${written(width)} + ${written(min)}`,
    };
  });
};
