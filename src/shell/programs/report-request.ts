// What a report run is asked for, what it needs from the machine, and what it tells when it has ended.
import type { TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { Lang } from '../../core/model/text.js';
import type { ReportInput } from '../../core/report/input.js';
import type { Words } from '../../core/words/words.js';
import type { Editions, Log, Manifest, PageTemplates, Printer } from '../ports.js';
import type { Format } from './report-documents.js';

export interface ReportPorts {
  readonly templates: PageTemplates;
  readonly editions: Editions;
  /** Starts the browser; called once, and only where PDFs are asked for. */
  readonly openPrinter: TE.TaskEither<Problems, Printer>;
  /** `sha256:` and the hexadecimal hash of a text. */
  readonly hash: (text: string) => string;
  readonly log: Log;
  /** For messages on standard error. */
  readonly words: Words;
  /** For the pages. */
  readonly wordsOf: (lang: Lang) => Words;
  /** Milliseconds of a clock that only goes forward. */
  readonly now: () => number;
}

export interface ReportRequest {
  /** What was scored; its languages, PDF links and profiles are set here from the rest of the request. */
  readonly input: ReportInput;
  /** The document of `lsg score --json`, which goes into the edition's data folder. */
  readonly scoresJson: string;
  /** The document of `lsg uncertainty --json`, which goes there too; null where the index names nothing unsure. */
  readonly uncertaintyJson: string | null;
  readonly langs: ReadonlyArray<Lang>;
  readonly formats: ReadonlyArray<Format>;
  /** Codes; null: every listed unit. */
  readonly units: ReadonlyArray<string> | null;
  /** The folder that holds `<index>/<period>`. */
  readonly out: string;
  /** Aborted when the run is to stop and to leave nothing behind. */
  readonly stop: AbortSignal;
}

export interface ReportOutcome {
  /** Where the edition stands now. */
  readonly folder: string;
  readonly manifest: Manifest;
  /** How many pages were written, PDFs printed and PDFs taken over because nothing in them has changed. */
  readonly html: number;
  readonly printed: number;
  readonly kept: number;
  /** Why something is not there; empty where the run is done, else it is partly done. */
  readonly failures: Problems;
}
