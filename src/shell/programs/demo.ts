// `lsg demo`: the shipped data into a database of its own, made anew, and the shipped reports from it.
import type { Node } from '../../core/define/definition.js';
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { Printer } from '../ports.js';
import { type ImportPorts, type ImportReport, importData } from './import.js';
import { makeReports } from './report.js';
import type { ReportOutcome, ReportPorts, ReportRequest } from './report-request.js';
import { responsesBeside } from './responses-file.js';

export const demoDatasets = ['data/units', 'data/kz-regions', 'data/demo', 'data/demo-survey'] as const;

/** Real figures of real regions, and two years of made-up grades of a made-up oblast; the last is the one to look at first. */
export const demoEditions = [
  { index: 'kz-regions', period: '2023' },
  { index: 'lsgi-kz', period: '2024' },
  { index: 'lsgi-kz', period: '2025' },
] as const;

export interface DemoPorts {
  readonly imports: ImportPorts;
  /** Lets `fill` make a database under another name and puts it in the place of `path` only when it is whole. */
  readonly replaceDatabase: <A>(
    path: string,
    fill: (draft: string) => TE.TaskEither<Problems, A>,
  ) => TE.TaskEither<Problems, A>;
  /** Scores an index of the database for a period and gathers what its pages tell. */
  readonly prepare: (request: {
    readonly db: string;
    readonly indicators: string;
    readonly index: string;
    readonly period: string;
  }) => TE.TaskEither<Problems, Pick<ReportRequest, 'input' | 'scoresJson' | 'uncertaintyJson'>>;
  readonly reports: ReportPorts;
}

export interface DemoRequest extends Pick<ReportRequest, 'langs' | 'out' | 'stop'> {
  readonly cwd: string;
  readonly db: string;
  /** The database of answers; the one beside `db` unless told. */
  readonly responses?: string | null;
  readonly indicators: string;
}

export interface DemoOutcome {
  readonly imported: ImportReport;
  /** In the order of `demoEditions`. */
  readonly editions: ReadonlyArray<ReportOutcome>;
  /** The first block of the last index: the weight that a newcomer is told to change. */
  readonly block: Node;
}

/** Left: what stopped it. Reports that were finished before stand, each whole. */
export const makeDemo =
  (ports: DemoPorts, request: DemoRequest): TE.TaskEither<Problems, DemoOutcome> =>
  async () => {
    const { log, words } = ports.reports;
    log.line(words.say('demo.importing', { db: request.db }));
    const imported = await ports.replaceDatabase(request.db, (draft) => importInto(draft, ports, request))();
    if (E.isLeft(imported)) return imported;

    const printing = sharedPrinter(ports.reports.openPrinter);
    try {
      const editions: ReportOutcome[] = [];
      let block: Node | null = null;
      for (const { index, period } of demoEditions) {
        log.line(words.say('demo.reporting', { index, period }));
        const prepared = await ports.prepare({ db: request.db, indicators: request.indicators, index, period })();
        if (E.isLeft(prepared)) return prepared;
        const { langs, out, stop } = request;
        const made = await makeReports(
          { ...ports.reports, openPrinter: printing.open },
          { ...prepared.right, langs, out, stop, formats: ['html', 'pdf'], units: null },
        )();
        if (E.isLeft(made)) return made;
        editions.push(made.right);
        const { root } = prepared.right.input.scores.definition;
        block = root.children[0] ?? root;
      }
      if (block === null) throw new Error('the demo has no edition');
      return E.right({ imported: imported.right, editions, block });
    } finally {
      await printing.close();
    }
  };

const importInto =
  (
    db: string,
    { imports }: DemoPorts,
    { cwd, indicators, db: target, responses }: DemoRequest,
  ): TE.TaskEither<Problems, ImportReport> =>
  async () => {
    const call = {
      paths: demoDatasets,
      cwd,
      db,
      // The database is made under another name first; its answers are not.
      responses: responses ?? responsesBeside(target),
      indicators,
      as: null,
      period: null,
      dryRun: false,
      skipBadRows: false,
    };
    const done = await importData(imports, call)();
    return E.isRight(done) && !done.right.accepted ? E.left(done.right.problems) : done;
  };

/** One browser for all editions: each run opens and closes it, and only `close` here really does. */
const sharedPrinter = (open: TE.TaskEither<Problems, Printer>) => {
  let opened: Promise<E.Either<Problems, Printer>> | null = null;
  return {
    open: async (): Promise<E.Either<Problems, Printer>> => {
      opened ??= open();
      const printer = await opened;
      return E.isLeft(printer) ? printer : E.right({ ...printer.right, close: () => Promise.resolve() });
    },
    close: async (): Promise<void> => {
      const printer = opened === null ? null : await opened;
      if (printer !== null && E.isRight(printer)) await printer.right.close();
    },
  };
};
