// Makes the reports of one index and period: pages, PDFs and data of an edition, put in their place all at once.
import { E, type TE } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import { chooserPage } from '../../core/report/chooser.js';
import { prepareReport, type Report } from '../../core/report/report.js';
import type { Words } from '../../core/words/words.js';
import type { EditionDraft, Manifest, Printer } from '../ports.js';
import { keepOtherProfiles, othersToKeep } from './other-profiles.js';
import { scoresAsCsv, scoresPackage } from './report-data.js';
import { documentsOf } from './report-documents.js';
import { type Made, makeDocuments } from './report-making.js';
import type { ReportOutcome, ReportPorts, ReportRequest } from './report-request.js';

/**
 * Left: nothing was changed. Right with `failures`: the edition stands and lacks the documents its manifest lists.
 * Without a browser the pages are made all the same, unless PDFs alone were asked for.
 */
export const makeReports =
  (ports: ReportPorts, request: ReportRequest): TE.TaskEither<Problems, ReportOutcome> =>
  async () => {
    const unknown = unknownUnits(request);
    if (unknown.length > 0) return E.left(unknown);
    const { definition, columns } = request.input.scores;
    const opened = await ports.editions.open(request.out, definition.id, editionName(columns.period))();
    if (E.isLeft(opened)) return opened;
    const draft = opened.right;
    const printer = request.formats.includes('pdf') ? await ports.openPrinter() : null;
    const stopPrinting = (): void => {
      if (printer !== null && E.isRight(printer)) void printer.right.close();
    };
    request.stop.addEventListener('abort', stopPrinting, { once: true });
    try {
      if (printer !== null && E.isLeft(printer) && !request.formats.includes('html')) return printer;
      return await fill(draft, printer, ports, request);
    } finally {
      request.stop.removeEventListener('abort', stopPrinting);
      if (printer !== null && E.isRight(printer)) await printer.right.close();
      await draft.abandon();
    }
  };

/** The folder of a period; a span's slash would be a folder of its own. */
export const editionName = (period: string): string => period.replace('/', '-');

const fill = async (
  draft: EditionDraft,
  printer: E.Either<Problems, Printer> | null,
  ports: ReportPorts,
  request: ReportRequest,
): Promise<E.Either<Problems, ReportOutcome>> => {
  const { templates } = ports;
  const running = printer !== null && E.isRight(printer) ? printer.right : null;
  const words = request.langs.map(ports.wordsOf);
  const others = othersToKeep(draft.before, request, { templates: templates.hash, browser: running?.browser ?? null });
  const report = prepareReport({
    ...request.input,
    langs: request.langs,
    pdf: running !== null,
    profiles: request.units === null ? null : new Set([...request.units, ...others.codes]),
  });

  const fixed = await writeAll(draft, fixedFiles(report, words, ports, request));
  if (E.isLeft(fixed)) return fixed;
  const documents = documentsOf(report, positionsOf(request), words, templates);
  const made = await makeDocuments(draft, running, documents, ports, request);
  if (E.isLeft(made)) return made;
  const kept = await keepOtherProfiles(draft, others);
  if (E.isLeft(kept)) return kept;

  const without = printer !== null && E.isLeft(printer) ? printer.left : [];
  const notMade = without.length === 0 ? made.right.notMade : new Map(documents.map(({ pdf }) => [pdf, without[0]!]));
  const finished = await draft.finish({
    index: report.scores.definition.id,
    period: report.scores.columns.period,
    edition: report.edition,
    definition_hash: withPrefix(report.definitionHash),
    data_hash: withPrefix(report.dataHash),
    engine: report.engine,
    templates: withPrefix(templates.hash),
    browser: running?.browser ?? null,
    not_made: [...notMade.keys()],
    reasons: Object.fromEntries([...notMade].map(([path, { code }]) => [path, code])),
    sources: { ...Object.fromEntries(made.right.sources), ...kept.right },
  })();
  if (E.isLeft(finished)) return finished;
  return E.right(outcomeOf(draft, finished.right, made.right, without));
};

const outcomeOf = (draft: EditionDraft, manifest: Manifest, made: Made, without: Problems): ReportOutcome => ({
  folder: draft.folder,
  manifest,
  html: made.html,
  printed: made.printed,
  kept: made.kept,
  failures: [...without, ...made.notMade.values()],
});

interface FixedFile {
  readonly path: string;
  readonly content: E.Either<Problems, string | Uint8Array>;
}

/** What an edition has whatever its units are. */
const fixedFiles = (
  report: Report,
  words: ReadonlyArray<Words>,
  { templates }: ReportPorts,
  { scoresJson, uncertaintyJson, formats }: ReportRequest,
): ReadonlyArray<FixedFile> => [
  { path: 'data/scores.csv', content: E.right(scoresAsCsv(report)) },
  { path: 'data/scores.json', content: E.right(scoresJson) },
  ...(uncertaintyJson === null ? [] : [{ path: 'data/uncertainty.json', content: E.right(uncertaintyJson) }]),
  { path: 'data/datapackage.json', content: E.right(scoresPackage(report)) },
  ...(formats.includes('html')
    ? [
        { path: 'index.html', content: templates.render('chooser', chooserPage(report, words), 'linked') },
        ...templates.files.map(({ path, bytes }) => ({ path, content: E.right(bytes) })),
      ]
    : []),
];

const writeAll = async (draft: EditionDraft, files: ReadonlyArray<FixedFile>): Promise<E.Either<Problems, void>> => {
  for (const { path, content } of files) {
    if (E.isLeft(content)) return content;
    const written = await draft.write(path, content.right)();
    if (E.isLeft(written)) return written;
  }
  return E.right(undefined);
};

const unknownUnits = ({ units, input }: ReportRequest): ReadonlyArray<Problem> => {
  const { columns, definition } = input.scores;
  const listed = new Set(columns.units.map(({ code }) => code));
  return (units ?? [])
    .filter((code) => !listed.has(code))
    .map((unit) => problem('UnknownUnitCode', { unit, index: definition.id, period: columns.period }));
};

/** Positions of the units whose profiles are made, each once, best first. */
const positionsOf = ({ units, input }: ReportRequest): ReadonlyArray<number> => {
  const { order, columns } = input.scores;
  const wanted = units === null ? null : new Set(units);
  return order.filter((position) => wanted === null || wanted.has(columns.units[position]!.code));
};

const withPrefix = (hash: string): string => (hash.startsWith('sha256:') ? hash : `sha256:${hash}`);
