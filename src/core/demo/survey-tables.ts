// The made-up survey as tables: what 200 residents of each made-up unit answer, and what all residents would have said.
import type { Instrument } from '../define/instrument.js';
import type { ResponseColumns } from '../model/responses.js';
import { residentsOf } from './residents.js';
import { sampleOf } from './sample.js';
import type { DemoTable } from './tables.js';
import { demoUnits } from './units.js';

export const surveyPeriod = '2025';

/** A figure of all residents that estimates are compared with. */
export type TruthOf = (
  residents: ResponseColumns,
) => ReadonlyArray<{ readonly variable: string; readonly value: number }>;

/** By file name, for `data/demo-survey`. */
export const surveyTables = (
  instrument: Instrument,
  seed: number,
  truthOf: TruthOf,
): ReadonlyMap<string, DemoTable> => {
  const ids = instrument.questions.map(({ id }) => id);
  const responses: (string | number | null)[][] = [
    ['instrument', 'respondent', 'unit', 'period', 'weight', 'stratum', 'cluster', 'fpc', 'fpc2', ...ids],
  ];
  const truth: (string | number | null)[][] = [['unit', 'period', 'variable', 'value']];
  for (const { code } of demoUnits) {
    const residents = residentsOf(instrument, code, surveyPeriod, seed);
    for (const { variable, value } of truthOf(residents)) truth.push([code, surveyPeriod, variable, value]);
    const sample = sampleOf(residents, seed);
    for (let row = 0; row < sample.rows; row++) {
      const person = `${code.slice(0, 5)}${String(row + 1).padStart(3, '0')}`;
      const figure = (column: Float64Array | null): number | null => column?.[row] ?? null;
      const answer = (id: string): number | null => {
        const value = sample.answers.get(id)?.[row] ?? Number.NaN;
        return Number.isNaN(value) ? null : value;
      };
      const drawn = [
        figure(sample.weight),
        sample.stratum![row]!,
        sample.cluster![row]!,
        figure(sample.fpc),
        figure(sample.fpc2),
      ];
      responses.push([instrument.id, person, code, surveyPeriod, ...drawn, ...ids.map(answer)]);
    }
  }
  return new Map([
    [`responses-${surveyPeriod}.csv`, responses],
    [`truth-${surveyPeriod}.csv`, truth],
  ]);
};
