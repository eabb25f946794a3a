// Which documents an edition consists of, and what each of them shows.
import type { E } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { Lang } from '../../core/model/text.js';
import { profilePage } from '../../core/report/profile.js';
import { rankingPage } from '../../core/report/ranking.js';
import type { Report } from '../../core/report/report.js';
import type { Words } from '../../core/words/words.js';
import type { PageTemplates } from '../ports.js';

/** A page that is published as HTML, as PDF or as both. */
export interface Document {
  readonly html: string;
  readonly pdf: string;
  /** Works out what the page shows, once for its two forms: with style and fonts beside it (`linked`) or in it (`inline`, for printing). */
  readonly compose: () => (assets: 'inline' | 'linked') => E.Either<Problems, string>;
}

/** The ranking and one profile for each position in `units`, language by language. */
export const documentsOf = (
  report: Report,
  units: ReadonlyArray<number>,
  words: ReadonlyArray<Words>,
  templates: PageTemplates,
): ReadonlyArray<Document> =>
  words.flatMap((inLang) => [
    {
      html: rankingPath(inLang.lang, 'html'),
      pdf: rankingPath(inLang.lang, 'pdf'),
      compose: () => {
        const page = rankingPage(report, inLang);
        return (assets) => templates.render('ranking', page, assets);
      },
    },
    ...units.map((unit): Document => {
      const { code } = report.scores.columns.units[unit]!;
      return {
        html: profilePath(inLang.lang, code, 'html'),
        pdf: profilePath(inLang.lang, code, 'pdf'),
        compose: () => {
          const page = profilePage(report, unit, inLang);
          return (assets) => templates.render('profile', page, assets);
        },
      };
    }),
  ]);

export type Format = 'html' | 'pdf';

const rankingPath = (lang: Lang, format: Format): string =>
  `${lang}/${format === 'html' ? 'index.html' : 'ranking.pdf'}`;

export const profilePath = (lang: Lang, code: string, format: Format): string => `${lang}/units/${code}.${format}`;
