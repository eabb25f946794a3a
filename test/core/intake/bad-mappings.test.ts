// One mistake in a mapping, and the exact text a person sees for it, in three languages. `npm run golden` writes the texts anew.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { decodeMapping } from '../../../src/core/intake/mapping.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { problemAsText } from '../../../src/core/words/sentence.js';
import { wordsOf } from '../../../src/core/words/words.js';

const words = langs.map((lang: Lang) => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
});

const folder = 'test/bad-mappings';
const cases = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('mappings with one mistake', () => {
  test('are at least thirty', () => expect(cases.length).toBeGreaterThanOrEqual(30));

  test.each(cases)('%s', (name) => {
    const file = `${folder}/${name}`;
    const found = decodeMapping(file, readFileSync(file, 'utf8'));
    const problems = E.isLeft(found) ? found.left : [];
    expect(problems).toHaveLength(1);
    expect(problems.every(({ at }) => at?.line !== undefined && at.column !== undefined)).toBe(true);
    const text = words.map((each) => `${problems.map((one) => problemAsText(one, each)).join('\n')}\n`).join('\n');
    expect(text).not.toMatch(/⟦|undefined|\[object|@/);
    const golden = file.replace(/\.yaml$/, '.txt');
    if (process.env.GOLDEN === 'write' || !existsSync(golden)) {
      expect(process.env.CI, `${golden} is not there`).toBeUndefined();
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});

test('all mistakes of a mapping come at once, in its order, those of its tables at the table', () => {
  const text =
    'kye: Region\nperiod: 2025\ntables:\n  - sheet: A\n    percent: 1\n  - sheet: B\n    colums: {Roads: roads_km}\n';
  const found = decodeMapping('m.yaml', text);
  expect(E.isLeft(found) && found.left.map(({ code, at }) => `${at?.line} ${code}`)).toEqual([
    '1 UnknownKey',
    '2 CodeNotQuoted',
    '4 MissingKey',
    '5 WrongValue',
    '7 UnknownKey',
  ]);
});

test('what stands above the list of tables holds for each that does not say otherwise', () => {
  const text = `key: Region
period: "2024"
columns: {Roads: roads_km}
aliases: {Abay: "100000000"}
tables:
  - {sheet: A}
  - {sheet: B, period: "2025", variable: {column: I}, value: V, aliases: {Akmola: "110000000"}}
`;
  const found = decodeMapping('m.yaml', text);
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left));
  const [a, b] = found.right.tables;
  expect([a?.sheet, a?.period, [...(a?.columns.keys() ?? [])], a?.aliases.size]).toEqual(['A', '2024', ['Roads'], 1]);
  expect([b?.sheet, b?.period, [...(b?.columns.keys() ?? [])], b?.aliases.size]).toEqual(['B', '2025', ['V'], 2]);
  expect([a?.locate(['period']).line, b?.locate(['period']).line]).toEqual([2, 7]);
});
