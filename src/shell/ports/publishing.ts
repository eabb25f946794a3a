// What reports need from the machine: templates, pages, a printer, and folders of an edition that are swapped in whole.
import type { E, TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { PageModels, PageName } from '../../core/report/models.js';

/** Makes HTML of a page's model. */
export interface PageTemplates {
  /** `inline`: style and fonts stand in the document, for printing; `linked`: they stand in the edition's assets. */
  readonly render: <N extends PageName>(
    page: N,
    model: PageModels[N],
    assets: 'inline' | 'linked',
  ) => E.Either<Problems, string>;
  /** What linked pages need, by path inside the edition. */
  readonly files: ReadonlyArray<{ readonly path: string; readonly bytes: Uint8Array }>;
  readonly hash: string;
}

/** Left: FolderUnwritable, DiskFull. The file is there whole or not at all; one of that name is replaced. */
export type WritePage = (path: string, html: string) => TE.TaskEither<Problems, void>;

/** One document to print. */
export interface Paper {
  /** Its path in the edition, for messages. */
  readonly name: string;
  /** Whole in itself: what it would fetch is not there. */
  readonly html: string;
  /** ISO date that the PDF carries instead of the clock's, so that equal input gives equal bytes. */
  readonly date: string;
}

/** Prints on a few pages at once; further documents wait for their turn. */
export interface Printer {
  /** Name and version of the browser: the bytes of a PDF are the same within one version only. */
  readonly browser: string;
  /** How many documents print at the same time. */
  readonly pages: number;
  /** Left: PrintFailed, after three tries. */
  readonly print: (paper: Paper) => TE.TaskEither<Problems, Uint8Array>;
  readonly close: () => Promise<void>;
}

/** What manifest.json says of an edition; a draft has no number yet. */
export interface EditionFacts {
  readonly index: string;
  readonly period: string;
  readonly edition: number | null;
  readonly definition_hash: string;
  readonly data_hash: string;
  readonly engine: string;
  /** Hash of the templates that the pages were made with. */
  readonly templates: string;
  /** The browser that printed the PDFs; null where there are none. */
  readonly browser: string | null;
  /** Paths of documents that were asked for and are not there. */
  readonly not_made: ReadonlyArray<string>;
  /** Why: the code of a problem for each path of `not_made`. */
  readonly reasons: Readonly<Record<string, string>>;
  /** Hash of the HTML that each PDF was printed from. */
  readonly sources: Readonly<Record<string, string>>;
}

export interface Manifest extends EditionFacts {
  /** sha256 of every file but the manifest itself, by path with forward slashes. */
  readonly files: Readonly<Record<string, string>>;
}

/** An edition in the making: nobody sees it before `finish`, and until then the one before it stands. */
export interface EditionDraft {
  /** Where it will stand. */
  readonly folder: string;
  /** What the edition says that stands there now; null where there is none. */
  readonly before: Manifest | null;
  readonly write: (path: string, content: string | Uint8Array) => TE.TaskEither<Problems, void>;
  /** Takes a file over from the edition before; false where it is not there or not as its manifest says. */
  readonly keep: (path: string) => TE.TaskEither<Problems, boolean>;
  /** Writes the manifest and puts the edition in its place, whole. */
  readonly finish: (facts: EditionFacts) => TE.TaskEither<Problems, Manifest>;
  /** Removes what was made so far; nothing happens after `finish`. */
  readonly abandon: () => Promise<void>;
}

export interface Editions {
  /** Left: OutputBusy, FolderUnwritable, OutputIsLink, OutputForeign, DiskFull. */
  readonly open: (root: string, index: string, name: string) => TE.TaskEither<Problems, EditionDraft>;
}
