// The audit of one small index in each language, as HTML that a reviewer can read. `npm run golden` writes them anew.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { auditOf } from '../../src/core/audit/audit.js';
import { langs } from '../../src/core/model/text.js';
import { auditPage } from '../../src/core/report/audit/page.js';
import { chosenOneByOne, leftOutOneByOne } from '../../src/core/uncertainty/remove-one.js';
import { compileTemplates } from '../../src/shell/publish/render.js';
import { right, smallInput, wordsIn } from '../core/report/small-report.js';

const folder = 'test/golden/report';
const { scores, madeUp, definitionHash, dataHash, engine } = smallInput();
const audit = auditOf({
  scores,
  madeUp,
  without: right(leftOutOneByOne(scores)),
  otherwise: right(chosenOneByOne(scores, [])),
  drawn: null,
});
const templates = right(await compileTemplates('templates')());

test.each(langs)('the audit in %s', (lang) => {
  const page = auditPage(audit, { definitionHash, dataHash, engine, langs }, wordsIn(lang));
  const html = right(templates.render('audit', page, 'linked'));
  const file = `${folder}/audit-${lang}.html`;
  if (process.env.GOLDEN === 'write') {
    mkdirSync(folder, { recursive: true });
    writeFileSync(file, html);
  }
  expect(existsSync(file), `${file} is missing: npm run golden`).toBe(true);
  expect(html).toBe(readFileSync(file, 'utf8'));
});
