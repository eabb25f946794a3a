import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { rankingPage } from '../../../src/core/report/ranking.js';
import { prepareReport } from '../../../src/core/report/report.js';
import { compileTemplates } from '../../../src/shell/publish/render.js';
import { right, smallInput, wordsIn } from '../../core/report/small-report.js';

let folder: string;

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'lsg-templates-'));
  await cp('templates/report', join(folder, 'report'), { recursive: true });
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const edit = async (file: string, change: (text: string) => string): Promise<string> => {
  const path = join(folder, 'report', file);
  await writeFile(path, change(await readFile(path, 'utf8')));
  return path;
};

const page = rankingPage(prepareReport(smallInput()), wordsIn('en'));

test('a template that cannot be read is named with its line, together with all others', async () => {
  const first = await edit('ranking.hbs', (text) => text.replace('{{#if note}}', '{{#if note}'));
  const second = await edit('partials/method.hbs', (text) => text.replace('{{/each}}', '{{/if}}'));
  const compiled = await compileTemplates(folder)();
  expect(E.isLeft(compiled) && compiled.left.map(({ code, at }) => [code, at?.file])).toEqual([
    ['TemplateBroken', first],
    ['TemplateBroken', second],
  ]);
  expect(E.isLeft(compiled) && compiled.left.every(({ at }) => (at?.line ?? 0) > 1)).toBe(true);
});

test('a field that no model has is named with its partial and line', async () => {
  const file = await edit('partials/method.hbs', (text) => text.replace('{{words.method}}', '{{words.methodd}}'));
  const rendered = right(await compileTemplates(folder)()).render('ranking', page, 'linked');
  expect(rendered).toMatchObject({ left: [{ code: 'TemplateBroken', at: { file, line: 2 } }] });
});

test('a plain text cannot pass where markup is written', async () => {
  const file = await edit('ranking.hbs', (text) => text.replace('{{name}}', '{{> raw name}}'));
  const rendered = right(await compileTemplates(folder)()).render('ranking', page, 'linked');
  expect(rendered).toMatchObject({
    left: [{ code: 'TemplateBroken', at: { file: file.replace('ranking.hbs', join('partials', 'raw.hbs')) } }],
  });
});

test('a missing folder is a missing file', async () => {
  const compiled = await compileTemplates(join(folder, 'nowhere'))();
  expect(compiled).toMatchObject({ left: [{ code: 'FileMissing' }] });
});

test('the hash follows templates, style and fonts', async () => {
  const before = right(await compileTemplates(folder)()).hash;
  expect(right(await compileTemplates('templates')()).hash).toBe(before);
  await edit('report.css', (text) => `${text}\n`);
  expect(right(await compileTemplates(folder)()).hash).not.toBe(before);
});

test('linked pages bring their style and fonts as files', async () => {
  const { files } = right(await compileTemplates(folder)());
  expect(files.map(({ path }) => path).filter((path) => !path.endsWith('.woff2'))).toEqual(['assets/report.css']);
  expect(files.length).toBe(19);
});
