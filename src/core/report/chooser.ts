// The page at the door of an edition: it chooses the language.
import type { Lang } from '../model/text.js';
import type { Words } from '../words/words.js';
import { editionText, frameOf, indexLine, languageNames } from './frame.js';
import type { Frame } from './pages.js';
import type { Report } from './report.js';

export interface ChooserPage extends Frame {
  readonly choices: ReadonlyArray<Choice>;
}

export interface Choice {
  readonly lang: Lang;
  readonly language: string;
  readonly href: string;
  readonly pdfHref: string | null;
  readonly title: string;
  readonly edition: string;
  readonly madeUpWords: string | null;
  readonly openWords: string;
}

/** `words`: those of the languages made; the first is the page's own. */
export const chooserPage = (report: Report, words: ReadonlyArray<Words>): ChooserPage => {
  const own = words[0]!;
  return {
    ...frameOf(report, own, {
      title: indexLine(report, own),
      section: own.say('report.ranking'),
      root: '.',
      path: 'index.html',
    }),
    choices: words.map((each) => ({
      lang: each.lang,
      language: languageNames[each.lang],
      href: `${each.lang}/index.html`,
      pdfHref: report.pdf ? `${each.lang}/ranking.pdf` : null,
      title: indexLine(report, each),
      edition: editionText(report, each),
      madeUpWords: report.madeUp ? each.say('report.made_up') : null,
      openWords: each.say('report.ranking'),
    })),
  };
};
