// The made-up residents of a made-up unit and what each of them would answer: a whole population, so that the truth behind a sample
// of it is known. Places differ, neighbours resemble one another, and not everybody is asked everything.
import type { Instrument, Question } from '../define/instrument.js';
import type { ResponseColumns } from '../model/responses.js';
import { type Chance, chanceFor } from './chance.js';

export interface Residents extends ResponseColumns {
  /** By stratum, the rows of each cluster (a street or a village). */
  readonly clusters: ReadonlyArray<ReadonlyArray<Int32Array>>;
}

export const strataOfUnit = 2;
const clustersOfStratum = 30;
const fewest = 30;
const most = 70;

/** Who a question is put to, where the form itself does not say; all others are put to everybody. */
const bases: ReadonlyArray<{ readonly share: number; readonly questions: ReadonlyArray<string> }> = [
  { share: 0.55, questions: ['edu1', 'edu2', 'edu3', 'edu4', 'edu5'] },
  { share: 0.25, questions: ['edu6'] },
  { share: 0.2, questions: ['edu8'] },
  { share: 0.8, questions: ['hea1', 'hea2', 'hea3', 'hea4', 'hea5'] },
  { share: 0.3, questions: ['soc1', 'soc3', 'soc5'] },
  { share: 0.3, questions: ['soc7'] },
  { share: 0.7, questions: ['cit6'] },
];

/** All residents of a unit; equal input gives equal answers. */
export const residentsOf = (instrument: Instrument, unit: string, period: string, seed: number): Residents => {
  const rows: { readonly stratum: number; readonly cluster: number }[] = [];
  const clusters: Int32Array[][] = [];
  for (let stratum = 0; stratum < strataOfUnit; stratum++) {
    const own: Int32Array[] = [];
    for (let cluster = 0; cluster < clustersOfStratum; cluster++) {
      const size = chanceFor(seed, unit, String(stratum), String(cluster), 'size').whole(fewest, most);
      own.push(Int32Array.from({ length: size }, (_, i) => rows.length + i));
      for (let i = 0; i < size; i++) rows.push({ stratum, cluster });
    }
    clusters.push(own);
  }
  const answers = new Map(instrument.questions.map(({ id }) => [id, new Float64Array(rows.length).fill(Number.NaN)]));
  const ofUnit = 0.38 + 0.28 * chanceFor(seed, unit, 'residents').share();
  const levels = new Map(
    instrument.questions.map(({ id, module }) => [
      id,
      ofUnit + 0.12 * chanceFor(seed, unit, module).spread() + 0.22 * chanceFor(seed, id, 'asked').spread(),
    ]),
  );
  rows.forEach(({ stratum, cluster }, row) => {
    const nearby = 0.08 * stratum + 0.14 * chanceFor(seed, unit, String(stratum), String(cluster), 'mood').spread();
    const chance = chanceFor(seed, unit, period, String(row));
    answer(instrument, levels, nearby + 0.3 * chance.spread(), chance, row, answers);
  });
  return {
    instrument: instrument.id,
    period,
    rows: rows.length,
    unit: rows.map(() => unit),
    weight: null,
    stratum: rows.map(({ stratum }) => `${unit.slice(0, 5)}${stratum}`),
    cluster: rows.map(({ stratum, cluster }) => `${unit.slice(0, 5)}${stratum}-${String(cluster).padStart(2, '0')}`),
    cluster2: null,
    fpc: null,
    fpc2: null,
    answers,
    hash: '',
    clusters,
  };
};

const answer = (
  { questions }: Instrument,
  levels: ReadonlyMap<string, number>,
  person: number,
  chance: Chance,
  row: number,
  answers: ReadonlyMap<string, Float64Array>,
): void => {
  const outside = new Set(bases.flatMap(({ share, questions: own }) => (chance.share() < share ? [] : own)));
  for (const question of questions) {
    // Drawn for everybody, so that a filter moves nobody else's answers.
    const drawn = drawAnswer(question, levels.get(question.id)! + person + 0.35 * chance.spread(), chance);
    const { askedIf } = question;
    const asked = askedIf === null || askedIf.codes.includes(answers.get(askedIf.question)?.[row] ?? Number.NaN);
    if (asked && !outside.has(question.id)) answers.get(question.id)![row] = drawn;
  }
};

/** `good`: about 0 to 1. */
const drawAnswer = ({ scale, direction, sensitive }: Question, good: number, chance: Chance): number => {
  const [silent, anyway] = [chance.share(), chance.share()];
  if (silent < 0.03 && scale.missing[0] !== undefined) return scale.missing[0].code;
  if (silent < (sensitive ? 0.07 : 0.04) && scale.missing[1] !== undefined) return scale.missing[1].code;
  const inside = Math.min(0.999, Math.max(0, direction === 'none' ? anyway : direction === 'up' ? good : 1 - good));
  if (scale.type === 'single') return scale.choices[Math.floor(inside * scale.choices.length)]!.code;
  return Math.round(scale.least + inside * (scale.most - scale.least));
};
