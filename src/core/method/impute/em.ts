// Gaps get their expected value given what the unit has, under a multivariate normal distribution whose mean and covariance are
// estimated from all units, gaps and all, by the EM algorithm.
import type { Fault, Imputed, ImputeMethod } from '../families.js';
import { number, whole } from '../parameters.js';
import { present } from '../statistics.js';
import { fillEach, ownPeriod } from './filling.js';
import { normalOf } from './normal.js';
import { type Standardised, standardised } from './standardised.js';

const parameters = {
  tolerance: number(
    { least: 1e-12, most: 0.01 },
    'The largest change of an estimate, in standard deviations, at which it has settled.',
    [1e-8, 1e-6],
    1e-8,
  ),
  iterations: whole(1, 100000, 'After how many iterations without settling the step gives up.', [1000, 5000], 1000),
};

/**
 * Columns are standardised first, so that units of measurement change nothing. A column without spread is filled with its
 * constant and takes no part, one without values keeps its gaps. More than twice as many units as indicators are asked for; a
 * unit without any value takes no part and is filled with the means. Nothing is filled where there is a fault.
 * Source: Dempster, Laird and Rubin (JRSS B 39, 1977); Little and Rubin, Statistical Analysis with Missing Data, chapter 11.
 */
export const imputeEm: ImputeMethod<typeof parameters> = {
  name: 'em',
  parameters,
  source:
    'Little and Rubin, Statistical Analysis with Missing Data (2nd edition 2002), chapter 11; OECD/JRC Handbook (2008), step 3',
  reads: [],
  measuresOnly: true,
  reach: ownPeriod,
  compute: (input, { tolerance, iterations }): Imputed => {
    const { columns } = input;
    const scaled = columns.map(standardised);
    const active = scaled.flatMap((each, column) => (each === null ? [] : [{ ...each, column }]));
    const n = columns[0]?.length ?? 0;
    let units = 0;
    for (let unit = 0; unit < n; unit++) if (active.some(({ values }) => !Number.isNaN(values[unit]!))) units++;

    const refused = (fault: Fault): Imputed => ({
      ...fillEach(input, () => ({ valueAt: () => Number.NaN })),
      faults: [fault],
    });
    const gaps = active.some(({ column }) => columns[column]!.some((value) => Number.isNaN(value)));
    if (gaps && units <= 2 * active.length) {
      return refused({ code: 'EmTooFewUnits', args: { units, indicators: active.length } });
    }
    const estimated = gaps
      ? normalOf(
          active.map(({ values }) => values),
          tolerance,
          iterations,
        )
      : null;
    if (estimated !== null && 'collinear' in estimated) {
      return refused({ code: 'ImputeCollinear', args: {}, column: active[estimated.collinear]!.column });
    }
    if (estimated !== null && 'change' in estimated) {
      return refused({ code: 'EmNotConverged', args: { iterations, change: estimated.change, tolerance } });
    }
    return fillEach(input, (column) => {
      const own = active.findIndex((each) => each.column === column);
      if (own === -1 || estimated === null) {
        const [constant = Number.NaN] = present(columns[column]!);
        return { valueAt: () => constant, figures: { n: present(columns[column]!).length } };
      }
      const { mean, sd }: Standardised = active[own]!;
      return {
        valueAt: (unit) => mean + sd * estimated.expected[own]![unit]!,
        figures: {
          n: units,
          mean: mean + sd * estimated.mean[own]!,
          sd: sd * Math.sqrt(estimated.covariance[own]![own]!),
          iterations: estimated.iterations,
        },
      };
    });
  },
};
