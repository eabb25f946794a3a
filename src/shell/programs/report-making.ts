// Makes the documents of an edition, as many at once as there are pages to print on. A PDF that was printed before from the
// same HTML by the same browser is taken over; one that cannot be printed is noted, and the rest goes on.
import { E } from '../../core/fp.js';
import { periodBounds } from '../../core/model/period.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { EditionDraft, Printer } from '../ports.js';
import { progressOf } from './progress.js';
import type { Document } from './report-documents.js';
import type { ReportPorts, ReportRequest } from './report-request.js';

export interface Made {
  readonly html: number;
  readonly printed: number;
  readonly kept: number;
  /** By path of the PDF: the hash of the HTML it was printed from. */
  readonly sources: ReadonlyMap<string, string>;
  /** By path of the PDF that could not be printed: why. */
  readonly notMade: ReadonlyMap<string, Problem>;
}

export type MakingPorts = Pick<ReportPorts, 'hash' | 'log' | 'words' | 'now'>;

/** What documents of any kind are made for. */
export interface MakingRequest extends Pick<ReportRequest, 'formats' | 'stop'> {
  readonly input: Pick<ReportRequest['input'], 'scores' | 'engine'>;
}

/** Left where the disk, a template or a signal ends the run: then nobody will see what was written. */
export const makeDocuments = async (
  draft: EditionDraft,
  printer: Printer | null,
  documents: ReadonlyArray<Document>,
  ports: MakingPorts,
  request: MakingRequest,
): Promise<E.Either<Problems, Made>> => {
  const making = new Making(draft, printer, ports, request);
  const progress = progressOf(documents.length, ports.log, ports.words, ports.now);
  let next = 0;
  let failed: Problems | null = null;
  const work = async (): Promise<void> => {
    while (failed === null && next < documents.length) {
      const document = documents[next++]!;
      const problems = request.stop.aborted ? [problem('Interrupted')] : await making.make(document);
      if (problems.length > 0) failed ??= problems;
      else progress.step();
    }
  };
  // One more than there are pages: while they print, the next document is composed.
  await Promise.all(Array.from({ length: printer === null ? 1 : printer.pages + 1 }, work));
  if (request.stop.aborted) return E.left([problem('Interrupted')]);
  return failed === null ? E.right(making) : E.left(failed);
};

class Making implements Made {
  html = 0;
  printed = 0;
  kept = 0;
  readonly sources = new Map<string, string>();
  readonly notMade = new Map<string, Problem>();
  private readonly date: string;

  constructor(
    private readonly draft: EditionDraft,
    private readonly printer: Printer | null,
    private readonly ports: MakingPorts,
    private readonly request: MakingRequest,
  ) {
    // A draft has no day of its own: its PDFs carry the last day of the period, and so stay the same from run to run.
    this.date = periodBounds(request.input.scores.columns.period)?.last ?? '2000-01-01';
  }

  /** Empty where the document stands, or its PDF alone does not. */
  async make(document: Document): Promise<Problems> {
    const render = document.compose();
    if (this.request.formats.includes('html')) {
      const page = render('linked');
      if (E.isLeft(page)) return page.left;
      const written = await this.draft.write(document.html, page.right)();
      if (E.isLeft(written)) return written.left;
      this.html++;
    }
    if (this.printer === null) return [];
    const sheet = render('inline');
    return E.isLeft(sheet) ? sheet.left : this.makePdf(document.pdf, sheet.right, this.printer);
  }

  private async makePdf(path: string, html: string, printer: Printer): Promise<Problems> {
    const source = this.ports.hash(html);
    if (this.isCurrent(path, source, printer)) {
      const kept = await this.draft.keep(path)();
      if (E.isLeft(kept)) return kept.left;
      if (kept.right) {
        this.kept++;
        this.sources.set(path, source);
        return [];
      }
    }
    const pdf = await printer.print({ name: path, html, date: this.date })();
    if (E.isLeft(pdf)) {
      this.notMade.set(path, pdf.left[0]!);
      return [];
    }
    const written = await this.draft.write(path, pdf.right)();
    if (E.isLeft(written)) return written.left;
    this.printed++;
    this.sources.set(path, source);
    return [];
  }

  private isCurrent(path: string, source: string, printer: Printer): boolean {
    const { before } = this.draft;
    return (
      before !== null &&
      before.sources[path] === source &&
      before.browser === printer.browser &&
      before.engine === this.request.input.engine
    );
  }
}
