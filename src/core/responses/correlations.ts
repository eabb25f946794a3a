// How the sampling errors of a unit's estimates move together: they were made by the same people.
import type { Instrument } from '../define/instrument.js';
import { E } from '../fp.js';
import type { ResponseColumns } from '../model/responses.js';
import type { SurveyFindings } from '../model/survey-estimate.js';
import type { Codes } from '../survey/codes.js';
import type { Design } from '../survey/design.js';
import { domainOf, meanOf } from '../survey/estimate.js';
import { covariances } from '../survey/variance.js';
import { designOf } from './sample-design.js';

interface Asked {
  readonly name: string;
  readonly values: Float64Array;
}

/** Worked out for a unit when it is first asked for. */
export const correlations = (
  asked: ReadonlyArray<Asked>,
  units: Codes,
  instrument: Instrument,
  columns: ResponseColumns,
  design: Design,
): SurveyFindings['correlation'] => {
  const places = new Map(asked.map(({ name }, i) => [name, i]));
  const known = new Map<string, ReadonlyArray<Float64Array>>();
  const apart = strataApart(columns);
  const make = (code: number): ReadonlyArray<Float64Array> => {
    // Strata that lie in one unit each: the rows of the unit are all that its errors are made of.
    const alone = apart ? aloneOf(asked, units, code, instrument, columns) : null;
    const domain = alone === null ? domainOf(units, code) : null;
    const { own, of } = alone ?? { own: asked.map(({ values }) => values), of: design };
    return covariances(
      of,
      own.map((values) => meanOf(of, values, domain).z),
    );
  };
  return (unit, a, b) => {
    const [i, j] = [places.get(a), places.get(b)];
    const code = units.names.indexOf(unit);
    if (i === undefined || j === undefined || code === -1) return null;
    let matrix = known.get(unit);
    if (matrix === undefined) known.set(unit, (matrix = make(code)));
    const spread = Math.sqrt(matrix[i]![i]! * matrix[j]![j]!);
    if (!(spread > 0)) return null;
    return Math.min(1, Math.max(-1, matrix[i]![j]! / spread));
  };
};

const strataApart = ({ stratum, unit }: ResponseColumns): boolean => {
  if (stratum === null) return false;
  const owner = new Map<string, string>();
  return stratum.every((name, row) => {
    const before = owner.get(name);
    if (before === undefined) owner.set(name, unit[row]!);
    return before === undefined || before === unit[row];
  });
};

const aloneOf = (
  asked: ReadonlyArray<Asked>,
  units: Codes,
  code: number,
  instrument: Instrument,
  columns: ResponseColumns,
): { readonly own: ReadonlyArray<Float64Array>; readonly of: Design } | null => {
  const rows: number[] = [];
  units.of.forEach((each, row) => {
    if (each === code) rows.push(row);
  });
  const figures = (column: Float64Array | null): Float64Array | null =>
    column === null ? null : Float64Array.from(rows, (row) => column[row]!);
  const texts = (column: ReadonlyArray<string> | null): ReadonlyArray<string> | null =>
    column === null ? null : rows.map((row) => column[row]!);
  const { weight, stratum, cluster, cluster2, fpc, fpc2 } = columns;
  const of = designOf(instrument, {
    ...columns,
    rows: rows.length,
    weight: figures(weight),
    stratum: texts(stratum),
    cluster: texts(cluster),
    cluster2: texts(cluster2),
    fpc: figures(fpc),
    fpc2: figures(fpc2),
  });
  return E.isLeft(of) ? null : { own: asked.map(({ values }) => figures(values)!), of: of.right };
};
