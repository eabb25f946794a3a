// A questionnaire file decoded and judged as a whole: names that must be there, codes that could be answers, scores a direction needs.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { decodeFile, type SourceText } from './decode-file.js';
import type { Instrument, MissingCode, Question, Scale } from './instrument.js';
import { nearest } from './nearest.js';
import { at, type Cursor } from './placed.js';
import { instrumentCodec, type RawInstrument } from './raw/instrument.js';
import { type TakenKind, taken, takenTwice } from './taken.js';

/** Left: every problem of the file, in its order of judging. */
export const decodeInstrument = (file: SourceText): E.Either<Problems, Instrument> =>
  E.flatMap(({ value, source }: { readonly value: RawInstrument; readonly source: Cursor['source'] }) =>
    build(value, { source, path: [] }),
  )(decodeFile(instrumentCodec, file));

type RawScale = RawInstrument['scales'][number];

const leastOf = { residents: 5, staff: 10 } as const;

const build = (raw: RawInstrument, cursor: Cursor): E.Either<Problems, Instrument> => {
  const problems: Problem[] = [];
  const twice = (key: 'modules' | 'dimensions' | 'scales' | 'questions', what: TakenKind): void => {
    problems.push(...takenTwice(raw[key] ?? [], what, (i) => at(cursor, key, i, 'id')));
  };
  twice('modules', 'module');
  twice('dimensions', 'dimension');
  twice('scales', 'scale');
  twice('questions', 'question');
  const scales = new Map(raw.scales.map((each, i) => [each.id, scaleOf(each, i, raw.missing ?? [], cursor, problems)]));
  const known = (id: string, ids: ReadonlyArray<string>, ...path: ReadonlyArray<string | number>): void => {
    if (ids.includes(id)) return;
    const args = { id, nearest: nearest(id, ids), known: ids.join(', ') };
    problems.push(problem('UnknownReference', args, at(cursor, ...path)));
  };
  const modules = raw.modules.map(({ id }) => id);
  const dimensions = (raw.dimensions ?? []).map(({ id }) => id);
  const questions: Question[] = [];
  raw.questions.forEach((each, i) => {
    known(each.module, modules, 'questions', i, 'module');
    known(each.scale, [...scales.keys()], 'questions', i, 'scale');
    if (each.dimension !== undefined) known(each.dimension, dimensions, 'questions', i, 'dimension');
    const scale = scales.get(each.scale);
    if (scale === undefined) return;
    const scored = scale.type === 'number' || scale.choices.every(({ score }) => score !== null);
    if (each.direction !== 'none' && !scored)
      problems.push(
        problem(
          'DirectionWithoutScores',
          { question: each.id, scale: scale.id },
          at(cursor, 'questions', i, 'direction'),
        ),
      );
    if (each.asked_if !== undefined) {
      const before = raw.questions.slice(0, i).map(({ id }) => id);
      known(each.asked_if.question, before, 'questions', i, 'asked_if', 'question');
      const filter = questions.find(({ id }) => id === each.asked_if?.question);
      const allowed = filter?.scale.choices.map(({ code }) => String(code)) ?? [];
      if (filter?.scale.type === 'single')
        each.asked_if.codes.forEach((code, k) => {
          known(String(code), allowed, 'questions', i, 'asked_if', 'codes', k);
        });
    }
    questions.push({
      id: each.id,
      module: each.module,
      dimension: each.dimension ?? null,
      text: each.text,
      scale,
      direction: each.direction,
      sensitive: each.sensitive ?? false,
      askedIf: each.asked_if ?? null,
      at: at(cursor, 'questions', i, 'id'),
    });
  });
  if (problems.length > 0) return E.left(problems);
  const { disclosure = {}, sampling } = raw;
  return E.right({
    id: raw.id,
    version: raw.version,
    title: raw.title,
    note: raw.note ?? null,
    respondents: raw.respondents,
    sampling: { kind: sampling.kind, lonely: sampling.lonely ?? 'average', level: sampling.level ?? 0.95 },
    disclosure: {
      least: disclosure.least ?? leastOf[raw.respondents],
      reliable: disclosure.reliable ?? 30,
      range: disclosure.range ?? 30,
      width: disclosure.width ?? 30,
      relativeWidth: disclosure.relative_width ?? 1.3,
      narrow: disclosure.narrow ?? 5,
      variation: disclosure.variation ?? 1 / 3,
    },
    modules: raw.modules,
    dimensions: raw.dimensions ?? [],
    questions,
    at: at(cursor, 'id'),
  });
};

const scaleOf = (
  raw: RawScale,
  i: number,
  shared: ReadonlyArray<MissingCode>,
  cursor: Cursor,
  problems: Problem[],
): Scale => {
  const lacks = (key: string, example: string): void => {
    problems.push(problem('MissingKey', { key, allowed: '', example }, at(cursor, 'scales', i, 'id')));
  };
  if (raw.type === 'single' && raw.choices === undefined)
    lacks('choices', '[{code: 0, score: 0, title: {kk: Жоқ, ru: Нет, en: No}}, ...]');
  if (raw.type === 'number') {
    if (raw.least === undefined) lacks('least', '0');
    if (raw.most === undefined) lacks('most', '90');
  }
  const [least, most] = [raw.least ?? 0, raw.most ?? 100];
  if (raw.type === 'number' && raw.least !== undefined && raw.most !== undefined && !(least < most))
    problems.push(problem('BoundsNotRising', { scale: raw.id, least, most }, at(cursor, 'scales', i, 'most')));
  const choices = (raw.choices ?? []).map((each) => ({ ...each, score: each.score ?? null }));
  choices.forEach(({ code }, k) => {
    const before = choices.findIndex((each) => each.code === code);
    if (before < k)
      problems.push(
        taken(
          String(code),
          'answer',
          at(cursor, 'scales', i, 'choices', before, 'code'),
          at(cursor, 'scales', i, 'choices', k, 'code'),
        ),
      );
  });
  const missing = raw.missing ?? shared;
  missing.forEach(({ code }, k) => {
    const isAnswer = raw.type === 'single' ? choices.some((each) => each.code === code) : code >= least;
    if (!isAnswer) return;
    const where =
      raw.missing === undefined ? at(cursor, 'scales', i, 'id') : at(cursor, 'scales', i, 'missing', k, 'code');
    problems.push(problem('MissingCodeIsAnswer', { code, scale: raw.id, type: raw.type }, where));
  });
  return { id: raw.id, type: raw.type, choices, least, most, measuredIn: raw.measured_in ?? null, missing };
};
