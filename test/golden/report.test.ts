// One small profile and ranking in each language, as HTML that a reviewer can read. `npm run golden` writes them anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { langs } from '../../src/core/model/text.js';
import { chooserPage } from '../../src/core/report/chooser.js';
import { profilePage } from '../../src/core/report/profile.js';
import { rankingPage } from '../../src/core/report/ranking.js';
import { prepareReport } from '../../src/core/report/report.js';
import { compileTemplates } from '../../src/shell/publish/render.js';
import { positionOf, right, smallInput, unsureInput, wordsIn } from '../core/report/small-report.js';

const folder = 'test/golden/report';
const input = smallInput();
const report = prepareReport(input);
const unsure = prepareReport(unsureInput());
const templates = right(await compileTemplates('templates')());

const same = (name: string, html: string): void => {
  const file = `${folder}/${name}.html`;
  if (process.env.GOLDEN === 'write') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, html);
  }
  expect(existsSync(file), `${file} is missing: npm run golden`).toBe(true);
  expect(html).toBe(readFileSync(file, 'utf8'));
};

test.each(langs)('the profile in %s', (lang) => {
  const page = profilePage(report, positionOf(input, 'Delta'), wordsIn(lang));
  same(`profile-${lang}`, right(templates.render('profile', page, 'linked')));
});

test.each(langs)('the ranking in %s', (lang) => {
  same(`ranking-${lang}`, right(templates.render('ranking', rankingPage(report, wordsIn(lang)), 'linked')));
});

test.each(langs)('both pages of an index that names what is unsure, in %s', (lang) => {
  const words = wordsIn(lang);
  const page = profilePage(unsure, positionOf(unsure, 'Gamma'), words);
  same(`unsure-profile-${lang}`, right(templates.render('profile', page, 'linked')));
  same(`unsure-ranking-${lang}`, right(templates.render('ranking', rankingPage(unsure, words), 'linked')));
});

test('the page that chooses the language', () => {
  same('chooser', right(templates.render('chooser', chooserPage(report, langs.map(wordsIn)), 'linked')));
});

test('the printed page differs from the one on screen only in what it carries with it', () => {
  const page = profilePage(report, positionOf(input, 'Delta'), wordsIn('kk'));
  const printed = right(templates.render('profile', page, 'inline'));
  expect(printed).toContain('data:font/woff2;base64,');
  expect(printed).not.toMatch(/url\("noto|<link|<details/);
  expect(right(templates.render('profile', page, 'inline'))).toBe(printed);
});
