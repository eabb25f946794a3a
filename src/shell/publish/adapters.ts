// Everything a report run needs from this room, joined: templates compiled, folders, the browser, hashes and a clock.
import { performance } from 'node:perf_hooks';
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { Editions, PageTemplates, Printer, RunningProcess } from '../ports.js';
import { editionFolders } from './folder.js';
import { sha256 } from './manifest.js';
import { openPrinter } from './print.js';
import { compileTemplates } from './render.js';

export interface PublishAdapters {
  readonly templates: PageTemplates;
  readonly editions: Editions;
  readonly openPrinter: TE.TaskEither<Problems, Printer>;
  readonly hash: (text: string) => string;
  readonly now: () => number;
}

/** `templates` is the folder that holds `report/`. Left: TemplateBroken, FileMissing. */
export const publishAdapters =
  (templates: string, self: RunningProcess): TE.TaskEither<Problems, PublishAdapters> =>
  async () => {
    const compiled = await compileTemplates(templates)();
    if (E.isLeft(compiled)) return compiled;
    return E.right({
      templates: compiled.right,
      editions: editionFolders(self),
      openPrinter: openPrinter(),
      hash: sha256,
      now: () => performance.now(),
    });
  };
