// The view models that the templates fill in: plain texts already in the reader's language, and marks.
import type { Lang } from '../model/text.js';
import type { Html } from './html.js';

/** What every page carries around its content. */
export interface Frame {
  readonly lang: Lang;
  readonly title: string;
  /** Relative way from the page to the edition's folder, such as `../..`. */
  readonly root: string;
  readonly skip: string;
  /** The strip over a page made from made-up units; null on real ones. */
  readonly madeUp: string | null;
  /** The statement that the index's definition puts on every page. */
  readonly note: string | null;
  readonly languagesLabel: string;
  readonly languages: ReadonlyArray<LanguageLink>;
  /** The page's own rules for print: foot and head of each sheet. */
  readonly printStyle: Html;
}

export interface LanguageLink {
  readonly lang: Lang;
  readonly name: string;
  readonly href: string;
  readonly current: boolean;
}
