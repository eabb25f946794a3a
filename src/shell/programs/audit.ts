// `lsg audit`: from a scored index to the pages of its audit, in a folder of its own beside the reports.
import { type Audit, auditOf } from '../../core/audit/audit.js';
import { auditDocument } from '../../core/audit/document.js';
import { E, type TE } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Lang } from '../../core/model/text.js';
import { auditPage } from '../../core/report/audit/page.js';
import { chosenOneByOne, leftOutOneByOne, type RankShift } from '../../core/uncertainty/remove-one.js';
import type { Sensitivity } from '../../core/uncertainty/sensitivity.js';
import type { EditionDraft, Printer } from '../ports.js';
import { editionName } from './report.js';
import type { Document, Format } from './report-documents.js';
import { type MakingPorts, makeDocuments } from './report-making.js';
import type { ReportOutcome, ReportPorts } from './report-request.js';
import type { ScoredIndex } from './score.js';
import type { DrawnIndex } from './uncertainty.js';

export type Draws = Pick<DrawnIndex, 'model' | 'summary'> & { readonly sensitivity: Sensitivity };

/** `drawn`: null where the index names nothing that is unsure. Left: the index cannot be scored without a part. */
export const auditFrom = (scored: ScoredIndex, drawn: Draws | null): E.Either<Problems, Audit> => {
  const { scores, definition, madeUp } = scored;
  const without = leftOutOneByOne(scores);
  if (E.isLeft(without)) return without;
  return E.map((otherwise: ReadonlyArray<RankShift>) =>
    auditOf({ scores, madeUp, without: without.right, otherwise, drawn }),
  )(chosenOneByOne(scores, definition.uncertainty?.factors ?? []));
};

export type AuditPorts = MakingPorts & Pick<ReportPorts, 'templates' | 'editions' | 'openPrinter' | 'wordsOf'>;

export interface AuditRequest {
  readonly audit: Audit;
  readonly definitionHash: string;
  readonly dataHash: string;
  readonly engine: string;
  readonly langs: ReadonlyArray<Lang>;
  readonly formats: ReadonlyArray<Format>;
  /** The folder that gets `<index>/<period>-audit`. */
  readonly out: string;
  readonly stop: AbortSignal;
}

/**
 * Left: nothing was changed. Right with `failures`: the pages stand and lack the PDFs that their manifest lists. A folder of its own,
 * since an edition of reports is put in its place whole, with everything that is in it.
 */
export const makeAudit =
  (ports: AuditPorts, request: AuditRequest): TE.TaskEither<Problems, ReportOutcome> =>
  async () => {
    const { definition, columns } = request.audit.scores;
    const name = `${editionName(columns.period)}-audit`;
    const opened = await ports.editions.open(request.out, definition.id, name)();
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

const fill = async (
  draft: EditionDraft,
  printer: E.Either<Problems, Printer> | null,
  ports: AuditPorts,
  request: AuditRequest,
): Promise<E.Either<Problems, ReportOutcome>> => {
  const { audit, definitionHash, dataHash, engine, langs, formats, stop } = request;
  const { templates } = ports;
  const running = printer !== null && E.isRight(printer) ? printer.right : null;
  const json = `${JSON.stringify(auditDocument(audit, { definitionHash, dataHash }), null, 2)}\n`;
  const files: ReadonlyArray<{ readonly path: string; readonly content: string | Uint8Array }> = [
    { path: 'data/audit.json', content: json },
    ...(formats.includes('html') ? templates.files.map(({ path, bytes }) => ({ path, content: bytes })) : []),
  ];
  for (const { path, content } of files) {
    if (stop.aborted) return E.left([problem('Interrupted')]);
    const written = await draft.write(path, content)();
    if (E.isLeft(written)) return written;
  }
  const documents = langs.map((lang): Document => {
    const words = ports.wordsOf(lang);
    return {
      html: `${lang}/audit.html`,
      pdf: `${lang}/audit.pdf`,
      compose: () => {
        const page = auditPage(audit, { definitionHash, dataHash, engine, langs }, words);
        return (assets) => templates.render('audit', page, assets);
      },
    };
  });
  const input = { scores: audit.scores, engine };
  const made = await makeDocuments(draft, running, documents, ports, { input, formats, stop });
  if (E.isLeft(made)) return made;
  const without = printer !== null && E.isLeft(printer) ? printer.left : [];
  const notMade = without.length === 0 ? made.right.notMade : new Map(documents.map(({ pdf }) => [pdf, without[0]!]));
  const finished = await draft.finish({
    index: audit.scores.definition.id,
    period: audit.scores.columns.period,
    edition: null,
    definition_hash: definitionHash,
    data_hash: dataHash,
    engine,
    templates: templates.hash.startsWith('sha256:') ? templates.hash : `sha256:${templates.hash}`,
    browser: running?.browser ?? null,
    not_made: [...notMade.keys()],
    reasons: Object.fromEntries([...notMade].map(([path, { code }]) => [path, code])),
    sources: Object.fromEntries(made.right.sources),
  })();
  if (E.isLeft(finished)) return finished;
  const { html, printed, kept } = made.right;
  const failures = [...without, ...made.right.notMade.values()];
  return E.right({ folder: draft.folder, manifest: finished.right, html, printed, kept, failures });
};
