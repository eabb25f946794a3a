// Treatment of outliers in two steps: winsorise up to so many points; where skewness and kurtosis are still too large, take the
// values as they were (or the winsorised ones, combined) through a transform. A column within the limits passes unchanged.
import { written } from '../arithmetic.js';
import type { StepRecord, TransformMethod, Treated, TreatMethod } from '../families.js';
import { choice, flag, number, optionalNumber, whole } from '../parameters.js';
import { type Shape, shapeOf } from '../statistics.js';
import { boxCox } from '../transform/box-cox.js';
import { logByTail } from '../transform/log-by-tail.js';
import { logFromOne } from '../transform/log-from-one.js';
import { logGii } from '../transform/log-gii.js';
import { logShifted } from '../transform/log-shifted.js';
import { hasOutliers } from './rule.js';
import { type Winsorised, winsorise } from './winsorising.js';

const parameters = {
  points: whole(0, 1000, 'How many cells may be winsorised at most; cells that are equal move together.', [5, 3], 5),
  skewness: number(
    { least: 0 },
    'A column is treated where the amount of its skewness reaches this and kurtosis its own limit.',
    [2, 2.25],
    2,
  ),
  kurtosis: number(
    {},
    'A column is treated where its excess kurtosis reaches this and skewness its own limit.',
    [3.5, 3],
    3.5,
  ),
  transform: choice(
    ['log-by-tail', 'log-shifted', 'log-from-one', 'log-gii', 'box-cox', 'none'],
    'What is done where winsorising does not suffice.',
    ['log-by-tail', 'box-cox'],
    'log-by-tail',
  ),
  lambda: optionalNumber(
    { least: -5, most: 5 },
    'The power of box-cox; left out, the most likely one is found.',
    [0.5, 0],
  ),
  factor: number({ least: 0 }, 'The factor of log-gii, which multiplies the largest value.', [1, 100], 1),
  combine: flag('Transform the winsorised values, not the ones they were.', [true, false], false),
  force: choice(
    ['none', 'winsorise', 'transform'],
    'Treat whatever skewness and kurtosis say: winsorise all the points, or transform at once.',
    ['winsorise', 'transform'],
    'none',
  ),
};

/**
 * Marks are of what stands in the result: winsorised values that were thrown away for a transform leave none. Figures: skewness
 * and kurtosis before, after winsorising, after the transform; `points` winsorised; `passes` 1 where the result is within
 * the limits.
 */
export const winsoriseThenTransform: TreatMethod<typeof parameters> = {
  name: 'winsorise',
  parameters,
  source: 'OECD/JRC Handbook (2008), step 4; Becker et al., COINr (JOSS 2022), Treat',
  compute: (values, { points, skewness, kurtosis, transform, lambda, factor, combine, force }) => {
    const limits = { skewness, kurtosis };
    const fails = (shape: Shape): boolean => hasOutliers(shape, limits);
    const before = shapeOf(values);
    const passes = (shape: Shape) => ({ passes: fails(shape) ? 0 : 1 });
    const figures = { ...shapeFigures(before, 'before') };
    if (force === 'none' && !fails(before)) return unchanged(values, { ...figures, points: 0, ...passes(before) });

    const winsorised =
      force === 'transform' ? null : winsorise(values, points, force === 'winsorise' ? () => true : fails);
    const after = { ...figures, points: winsorised?.count ?? 0, ...shapeFigures(winsorised?.shape, 'winsorised') };
    if (winsorised !== null && (transform === 'none' || !fails(winsorised.shape))) {
      return lowered(values, winsorised, { ...after, ...passes(winsorised.shape) });
    }
    if (transform === 'none') return unchanged(values, { ...after, ...passes(before) });

    const kept = combine && winsorised !== null;
    const from = kept ? winsorised.values : values;
    const transformed = transforms(lambda, factor)[transform](from);
    if (transformed.fault !== null) return { ...unchanged(values, after), fault: transformed.fault };
    const shape = shapeOf(transformed.values);
    return {
      values: transformed.values,
      record: {
        ...transformed.record,
        figures: { ...transformed.record.figures, ...after, ...shapeFigures(shape, 'transformed'), ...passes(shape) },
        marks: marksOf(values, from, transformed.values),
      },
      fault: null,
    };
  },
};

const transforms = (lambda: number | null, factor: number) => ({
  'log-by-tail': by(logByTail, {}),
  'log-shifted': by(logShifted, {}),
  'log-from-one': by(logFromOne, {}),
  'log-gii': by(logGii, { factor }),
  'box-cox': by(boxCox, { lambda, shift: true }),
});

const by =
  <P extends TransformMethod>(method: P, settings: Parameters<P['compute']>[1]) =>
  (values: Float64Array): Treated =>
    method.compute(values, settings);

const shapeFigures = (shape: Shape | undefined, when: string): StepRecord['figures'] =>
  shape === undefined || Number.isNaN(shape.kurtosis)
    ? {}
    : { [`skewness_${when}`]: shape.skewness, [`kurtosis_${when}`]: shape.kurtosis };

const unchanged = (values: Float64Array, figures: StepRecord['figures']): Treated => ({
  values: values.slice(),
  record: { figures, expression: () => null, marks: new Uint8Array(values.length) },
  fault: null,
});

const lowered = (
  values: Float64Array,
  { values: out, upper, lower }: Winsorised,
  figures: StepRecord['figures'],
): Treated => ({
  values: out,
  record: {
    figures: { ...figures, ...(Number.isNaN(upper) ? {} : { upper }), ...(Number.isNaN(lower) ? {} : { lower }) },
    expression: (unit) =>
      out[unit]! < values[unit]!
        ? `min(${written(values[unit]!)}, ${written(upper)})`
        : out[unit]! > values[unit]!
          ? `max(${written(values[unit]!)}, ${written(lower)})`
          : null,
    owners: [...ownerOf('upper', upper, values), ...ownerOf('lower', lower, values)],
    marks: marksOf(values, out, out),
  },
  fault: null,
});

/** The first unit whose own value the moved cells were set to. */
const ownerOf = (name: string, value: number, values: Float64Array): NonNullable<StepRecord['owners']> => {
  const unit = values.indexOf(value);
  return unit === -1 ? [] : [{ name, value, unit }];
};

const marksOf = (before: Float64Array, winsorised: Float64Array, result: Float64Array): Uint8Array =>
  Uint8Array.from(before, (value, unit) => {
    if (Number.isNaN(value)) return 0;
    const moved = winsorised[unit]! < value ? 1 : winsorised[unit]! > value ? 2 : 0;
    return moved + (result === winsorised ? 0 : 4);
  });
