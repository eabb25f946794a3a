// `lsg survey estimate`: one file of respondents in, one table of estimates with their errors out. Nothing is kept of the answers.
import { E, type TE } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import { type Asked, type EstimateLine, estimateLines } from '../../core/survey/asked.js';
import { type DesignRole, type LonelyRule, makeDesign } from '../../core/survey/design.js';
import type { IntervalMethod } from '../../core/survey/intervals.js';
import type { QuantileRule } from '../../core/survey/quantile.js';
import type { Files, ReadTables } from '../ports.js';
import { type SurveyColumns, surveyColumns } from './survey-columns.js';

export interface SurveyPorts {
  readonly files: Files;
  readonly readTables: ReadTables;
}

export interface SurveyRequest {
  readonly file: string;
  readonly weight: string | null;
  readonly strata: string | null;
  /** Names joined by commas, as they were given. */
  readonly cluster: string | null;
  readonly fpc: string | null;
  readonly by: string | null;
  /** Exactly one of them is not null. */
  readonly mean: string | null;
  readonly total: string | null;
  readonly share: string | null;
  readonly ratio: string | null;
  readonly quantile: { readonly share: number; readonly of: string; readonly rule: QuantileRule } | null;
  readonly missing: ReadonlyArray<string>;
  readonly level: number;
  readonly lonely: LonelyRule;
  /** null: logit for shares, Wald for all else. */
  readonly interval: IntervalMethod | null;
  readonly convenience: boolean;
}

export interface SurveyReport {
  readonly rows: number;
  readonly strata: number;
  readonly psus: number;
  /** Clusters of the second stage; null: there is none. */
  readonly clusters: number | null;
  /** What the design was taken for, where the call says little of it. */
  readonly assumed: 'convenience' | 'simple_random' | 'weights_alone' | null;
  readonly countsPeople: boolean;
  /** Rows that are in no domain. */
  readonly outside: number;
  readonly lines: ReadonlyArray<EstimateLine>;
}

/** Left: every problem of call and file, with its place; nothing is guessed and no row is left out. */
export const surveyEstimate =
  (ports: SurveyPorts, request: SurveyRequest): TE.TaskEither<Problems, SurveyReport> =>
  async () => {
    const bytes = await ports.files.readBytes(request.file)();
    if (E.isLeft(bytes)) return bytes;
    const read = await ports.readTables(request.file, bytes.right)();
    if (E.isLeft(read)) return read;
    const table = read.right.tables[0];
    if (table === undefined) return E.left([problem('FileEmpty', { file: request.file }, { file: request.file })]);
    return estimated(surveyColumns(table), request);
  };

const estimated = (columns: SurveyColumns, request: SurveyRequest): E.Either<Problems, SurveyReport> => {
  const design = designOf(columns, request);
  const missing = new Set(request.missing);
  const by = request.by === null ? null : columns.codes(request.by);
  const asked = askedOf(columns, request, missing);
  const problems: Problem[] = [...columns.problems];
  // What the columns hold is judged only where they are all there.
  if (E.isLeft(design) && problems.every(({ code }) => code !== 'NoSuchColumn')) {
    const told = new Set(problems.map(({ at }) => JSON.stringify(at)));
    problems.push(...design.left.filter(({ at }) => !told.has(JSON.stringify(at))));
  }
  if (E.isRight(design) && problems.length === 0) {
    const { first, second, rows, countsPeople } = design.right;
    const interval = request.interval ?? 'logit';
    const lines = estimateLines(design.right, by, asked, {
      level: request.level,
      interval,
      convenience: request.convenience,
    });
    return E.right({
      rows,
      strata: first.sampled.length,
      psus: first.groupOf.length,
      clusters: second === null ? null : second.groupOf.length,
      assumed: assumedOf(request),
      countsPeople,
      outside: by === null ? 0 : by.of.reduce((n, code) => n + (code === -1 ? 1 : 0), 0),
      lines,
    });
  }
  return E.left(problems);
};

const assumedOf = ({ convenience, weight, strata, cluster, fpc }: SurveyRequest): SurveyReport['assumed'] => {
  if (convenience) return 'convenience';
  if (strata !== null || cluster !== null || fpc !== null) return null;
  return weight === null ? 'simple_random' : 'weights_alone';
};

const designOf = (columns: SurveyColumns, { weight, strata, cluster, fpc, lonely }: SurveyRequest) => {
  const [psu = null, second = null] = namesOf(cluster, columns.header);
  const [fpc1 = null, fpc2 = null] = namesOf(fpc, columns.header);
  const names: Readonly<Record<DesignRole, string | null>> = { weight, stratum: strata, psu, second, fpc: fpc1, fpc2 };
  const text = (name: string | null) => (name === null ? null : columns.codes(name));
  const figures = (name: string | null) => (name === null ? null : columns.numbers(name));
  return makeDesign(
    {
      rows: columns.rows,
      weight: figures(weight),
      stratum: text(strata),
      psu: text(psu),
      second: text(second),
      fpc: figures(fpc1),
      fpc2: figures(fpc2),
    },
    lonely,
    {
      name: (role) => names[role] ?? '',
      at: (row, role) => columns.at(row, names[role] ?? names.psu ?? names.stratum ?? ''),
    },
  );
};

const askedOf = (columns: SurveyColumns, request: SurveyRequest, missing: ReadonlySet<string>): Asked => {
  const named = (name: string) => ({ name, values: columns.numbers(name, missing) });
  const { mean, total, share, ratio, quantile } = request;
  if (share !== null) return { kind: 'share', name: share, codes: columns.codes(share, missing) };
  if (ratio !== null) {
    const [numerator, denominator] = halvesOf(ratio, columns.header);
    return { kind: 'ratio', numerator: named(numerator), denominator: named(denominator) };
  }
  if (quantile !== null) {
    const variables = namesOf(quantile.of, columns.header).map(named);
    return { kind: 'quantile', share: quantile.share, rule: quantile.rule, variables };
  }
  return total !== null
    ? { kind: 'total', variables: namesOf(total, columns.header).map(named) }
    : { kind: 'mean', variables: namesOf(mean, columns.header).map(named) };
};

/** Names joined by commas; a column may have a comma in its own name. */
const namesOf = (text: string | null, header: ReadonlyArray<string>): ReadonlyArray<string> => {
  if (text === null) return [];
  if (header.includes(text.trim())) return [text.trim()];
  return text
    .split(',')
    .map((name) => name.trim())
    .filter((name) => name !== '');
};

/** N/D, where names may hold slashes themselves, as those of question groups do. */
const halvesOf = (text: string, header: ReadonlyArray<string>): readonly [string, string] => {
  const at = (slash: number) => [text.slice(0, slash).trim(), text.slice(slash + 1).trim()] as const;
  for (let slash = text.indexOf('/'); slash !== -1; slash = text.indexOf('/', slash + 1)) {
    const halves = at(slash);
    if (halves.every((name) => header.includes(name))) return halves;
  }
  return at(text.indexOf('/'));
};
