// One mistake in a file, and the exact text a person sees for it, in three languages. `npm run golden` writes the texts anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeIndex, type SourceText } from '../../../src/core/define/decode.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { problemAsText } from '../../../src/core/words/sentence.js';
import { wordsOf } from '../../../src/core/words/words.js';

const words = langs.map((lang: Lang) => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
});

const toldOf = (files: ReadonlyArray<SourceText>, main: string): string => {
  const result = decodeIndex(files, main);
  if (result._tag === 'Right') return '';
  return words.map((each) => `${result.left.map((found) => problemAsText(found, each)).join('\n')}\n`).join('\n');
};

const yamlFiles = (folder: string): ReadonlyArray<string> =>
  readdirSync(folder).filter((name) => name.endsWith('.yaml'));
const read = (file: string): SourceText => ({ file, text: readFileSync(file, 'utf8') });

/** A file alone, or a folder with an index.yaml and what it includes. */
const cases = readdirSync('test/bad', { withFileTypes: true }).flatMap((entry) => {
  const path = `test/bad/${entry.name}`;
  if (entry.isDirectory()) {
    const files = yamlFiles(path).map((name) => `${path}/${name}`);
    return [{ name: entry.name, golden: `${path}.txt`, files, main: `${path}/index.yaml` }];
  }
  if (!entry.name.endsWith('.yaml')) return [];
  return [{ name: entry.name, golden: path.replace(/\.yaml$/, '.txt'), files: [path], main: path }];
});

const expectGolden = (golden: string, text: string): void => {
  if (process.env.GOLDEN === 'write' || !existsSync(golden)) {
    expect(process.env.CI, `${golden} is not there`).toBeUndefined();
    writeFileSync(golden, text);
  }
  expect(text).toBe(readFileSync(golden, 'utf8'));
};

describe('definitions with one mistake', () => {
  test('are at least eighty', () => expect(cases.length).toBeGreaterThanOrEqual(80));

  test.each(cases)('$name', ({ golden, files, main }) => {
    const text = toldOf(files.map(read), main);
    expect(text).not.toBe('');
    expect(text).not.toMatch(/⟦|undefined|\[object|@/);
    expectGolden(golden, text);
  });

  test('a file that is too large', () => {
    const text = `# ${'x'.repeat(1_048_576)}\nid: bad\n`;
    expectGolden(
      'test/bad/too-large.txt',
      toldOf([{ file: 'test/bad/too-large.yaml', text }], 'test/bad/too-large.yaml'),
    );
  });
});

test('two thousand brackets, twice in one process, leave it alive', () => {
  for (let i = 0; i < 2; i++) {
    const result = decodeIndex([{ file: 'deep.yaml', text: `a: ${'['.repeat(2000)}` }], 'deep.yaml');
    expect(result._tag === 'Left' && result.left.map(({ code }) => code)).toEqual(['NestingTooDeep']);
  }
  const indented = Array.from({ length: 600 }, (_, i) => `${' '.repeat(i)}a:`).join('\n');
  for (const text of [indented, `${'- '.repeat(800)}x`, `a: "${'['.repeat(2000)}`, `a: '\n${'{'.repeat(2000)}`]) {
    const result = decodeIndex([{ file: 'deep.yaml', text }], 'deep.yaml');
    expect(result._tag).toBe('Left');
  }
});

test('all mistakes of a file come at once, in its order', () => {
  const text = `id: bad
version: 2.10
title: {kk: a, ru: b}
recipy: []
children:
  - id: "1st"
    title: {kk: a, ru: b, en: c}
    kind: graded
    points: zero
    grades: []
`;
  const result = decodeIndex([{ file: 'bad.yaml', text }], 'bad.yaml');
  if (result._tag === 'Right') throw new Error('expected problems');
  expect(result.left.map(({ code, at }) => `${at?.line}:${at?.column} ${code}`)).toEqual([
    '2:10 CodeNotQuoted',
    '3:1 TextMissingLanguage',
    '4:1 UnknownKey',
    '6:9 WrongType',
    '9:13 WrongType',
    '10:13 WrongType',
  ]);
});

test('hostile keys are reported like any other', () => {
  for (const key of ['__proto__', 'constructor', 'prototype', 'toString']) {
    const text = `id: bad\nversion: "1"\ntitle: {kk: a, ru: b, en: c}\n${key}: {polluted: 1}\nchildren: []\n`;
    const result = decodeIndex([{ file: 'bad.yaml', text }], 'bad.yaml');
    expect(
      result._tag === 'Left' && result.left.some(({ code, args }) => code === 'UnknownKey' && args.key === key),
      key,
    ).toBe(true);
    expect(({} as { polluted?: number }).polluted).toBeUndefined();
  }
});
