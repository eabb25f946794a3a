// The page of an audit: the verdicts first, then what they rest on, section by section.
import type { Audit } from '../../audit/audit.js';
import type { Lang } from '../../model/text.js';
import type { Words } from '../../words/words.js';
import { periodText, shortHash } from '../figures.js';
import { languageNames } from '../frame.js';
import { cssString } from '../html.js';
import type { Frame } from '../pages.js';
import { conceptSection } from './concept.js';
import { dataSection } from './data.js';
import { sensitivitySection } from './sensitivity.js';
import { structureSection } from './structure.js';
import type { AuditSection } from './table.js';
import { uncertaintySection } from './uncertainty.js';
import { verdictSection } from './verdicts.js';
import { weightsSection } from './weights.js';

export interface AuditPage extends Frame {
  readonly name: string;
  readonly index: string;
  /** What was looked at: version, view, hashes. */
  readonly about: string;
  readonly contents: string;
  readonly sections: ReadonlyArray<AuditSection>;
}

export interface AuditFacts {
  readonly definitionHash: string;
  readonly dataHash: string;
  readonly engine: string;
  /** Languages that are made. */
  readonly langs: ReadonlyArray<Lang>;
}

export const auditPage = (audit: Audit, facts: AuditFacts, words: Words): AuditPage => {
  const { definition, columns, view } = audit.scores;
  const name = words.say('audit.name');
  const index = `${words.text(definition.title)}, ${periodText(words, columns.period)}`;
  return {
    lang: words.lang,
    title: `${name}: ${index}`,
    root: '..',
    skip: words.say('report.skip'),
    madeUp: audit.madeUp ? words.say('report.made_up') : null,
    note: definition.note === null ? null : words.text(definition.note),
    languagesLabel: words.say('report.languages'),
    languages: facts.langs.map((lang) => ({
      lang,
      name: languageNames[lang],
      href: `../${lang}/audit.html`,
      current: lang === words.lang,
    })),
    printStyle: {
      html: `@page{@bottom-left{content:${cssString(`${name} · ${definition.id} ${columns.period}`)}}@bottom-right{content:${cssString(`${words.say('report.data')} ${shortHash(facts.dataHash)}   `)} counter(page) " / " counter(pages)}}${
        audit.madeUp ? `@page{@top-left{content:${cssString(words.say('report.made_up'))}}}` : ''
      }`,
    },
    name,
    index,
    about: words.say('audit.line.about', {
      version: definition.version,
      view: words.text(view.title),
      definition: shortHash(facts.definitionHash),
      data: shortHash(facts.dataHash),
      engine: facts.engine,
    }),
    contents: words.say('audit.line.contents'),
    sections: [
      verdictSection(audit, words),
      conceptSection(audit, words),
      dataSection(audit, words),
      structureSection(audit, words),
      weightsSection(audit, words),
      uncertaintySection(audit, words),
      sensitivitySection(audit, words),
    ],
  };
};
