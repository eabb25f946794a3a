// What every page carries: strip, note, languages, and head and foot of each printed sheet.
import type { Lang } from '../model/text.js';
import type { Words } from '../words/words.js';
import { periodText, shortHash } from './figures.js';
import { cssString } from './html.js';
import type { Frame } from './pages.js';
import type { Report } from './report.js';

/** Languages call themselves by their own name on every page. */
export const languageNames: Readonly<Record<Lang, string>> = { kk: 'Қазақша', ru: 'Русский', en: 'English' };

export interface FrameOf {
  readonly title: string;
  /** Stands at the left of the foot of each printed sheet. */
  readonly section: string;
  readonly root: string;
  /** The page's path inside its language's folder. */
  readonly path: string;
}

export const frameOf = (report: Report, words: Words, { title, section, root, path }: FrameOf): Frame => ({
  lang: words.lang,
  title,
  root,
  skip: words.say('report.skip'),
  madeUp: report.madeUp ? words.say('report.made_up') : null,
  note: report.scores.definition.note === null ? null : words.text(report.scores.definition.note),
  languagesLabel: words.say('report.languages'),
  languages: report.langs.map((lang) => ({
    lang,
    name: languageNames[lang],
    href: `${root}/${lang}/${path}`,
    current: lang === words.lang,
  })),
  printStyle: { html: sheetRules(report, words, section) },
});

export const indexLine = (report: Report, words: Words): string =>
  `${words.text(report.scores.definition.title)}, ${periodText(words, report.scores.columns.period)}`;

export const editionText = (report: Report, words: Words): string =>
  report.edition === null ? words.say('report.draft') : words.say('report.edition', { number: report.edition });

/** A foot has room for about this many letters beside the edition and the number of the page. */
const footLetters = 88;

/**
 * The foot's left side in one line: unit and index, shortened by rule where they are too long for it. First the bracketed
 * end of the title goes, then the title itself, then the period.
 */
export const footLine = (report: Report, words: Words, section: string): string => {
  const title = words.text(report.scores.definition.title).replace(/ *\([^()]*\)$/, '');
  const period = periodText(words, report.scores.columns.period);
  return (
    [`${section} · ${indexLine(report, words)}`, `${section} · ${title}, ${period}`, `${section} · ${period}`].find(
      (line) => line.length <= footLetters,
    ) ?? section
  );
};

/** Head and foot of each sheet; the first sheet has its own head in the page. */
const sheetRules = (report: Report, words: Words, section: string): string => {
  const index = indexLine(report, words);
  const foot = `${editionText(report, words)} · ${words.say('report.data')} ${shortHash(report.dataHash)}${'\u00a0'.repeat(6)}`;
  const head = report.madeUp
    ? `@top-left{content:${cssString(words.say('report.made_up'))}}@top-right{content:"\\a0";width:25%;background:${hatch} left 0 bottom 3mm/100% 3.5mm no-repeat}`
    : `@top-left{content:${cssString(index)}}@top-right{content:${cssString(section)}}`;
  return [
    `@page{${head}@bottom-left{content:${cssString(footLine(report, words, section))}}`,
    `@bottom-right{content:${cssString(foot)} counter(page) " / " counter(pages)}}`,
    '@page:first{@top-left{content:none}@top-right{content:none}}',
  ].join('');
};

const hatch = 'repeating-linear-gradient(135deg,#c3cbd2 0 4px,#fff 4px 8px)';
