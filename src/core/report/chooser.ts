// The page that chooses the language.
import type { Words } from '../words/words.js';
import type { Frame } from './pages.js';
import type { Report } from './report.js';

export interface ChooserPage extends Frame {}

/** `words`: those of the languages made, the first being the page's own. */
export declare const chooserPage: (report: Report, words: ReadonlyArray<Words>) => ChooserPage;
