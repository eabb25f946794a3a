// A first mapping from the shape of a file: it decodes, names the right columns, and with its gaps filled imports the file.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E, TE } from '../../../src/core/fp.js';
import { decodeMapping } from '../../../src/core/intake/mapping.js';
import { langs } from '../../../src/core/model/text.js';
import { wordsOf } from '../../../src/core/words/words.js';
import { suggestFor } from '../../../src/shell/programs/suggest-mapping.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { openStore } from '../../../src/shell/store/store.js';
import { cp1251 } from '../readers/encoded.js';
import { filesIn } from './disk-files.js';
import { newBench, reportOf, testDefinition, unitsCsv } from './import-fixture.js';

const wordsIn = (lang: (typeof langs)[number]) => {
  const file = `templates/i18n/${lang}.yaml`;
  const found = catalogueOf({ file, text: readFileSync(file, 'utf8') });
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left));
  return wordsOf(lang, found.right);
};

const office = `Дороги по регионам;;
;;
Регион;Roads km;Год
Казахстан;1 234,5;2025
область Абай;610,5;2025
Акмолинская область;-;2025
Примечание: предварительные данные;;
`;

const suggested = async (content: string | Uint8Array, lang: (typeof langs)[number] = 'en') => {
  const bench = newBench();
  const file = bench.write('f.csv', content);
  const ports = {
    files: filesIn(bench.folder),
    readTables: readTableFile,
    openStore,
    loadDefinitions: () => TE.right([testDefinition]),
  };
  const text = await suggestFor(ports, { file, db: bench.db, indicators: 'indicators' }, wordsIn(lang))();
  return { bench, file, text };
};

test.each(langs)('in %s: every key has its comment, and the suggestion imports the file as it stands', async (lang) => {
  const { bench, file, text } = await suggested(cp1251(office), lang);
  if (E.isLeft(text)) throw new Error(JSON.stringify(text.left));
  expect(text.right).not.toContain('⟦');
  const mapping = decodeMapping('map.yaml', text.right);
  expect(E.isRight(mapping) && mapping.right.tables[0]).toMatchObject({
    header: [3],
    key: { column: 'Регион', by: 'name' },
    period: { column: 'Год' },
    skip: ['Казахстан'],
    stop: 'Примечание: предварительные данные',
  });
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  const report = reportOf(await bench.run([file], { mapping: bench.write('map.yaml', text.right) }));
  expect(report.problems).toEqual([]);
  expect(report.files[0]).toMatchObject({ stored: 1, states: { total: 3, zero: 1 } });
});

test('a choice that only a person can make is left open', async () => {
  const { text } = await suggested('Region;Roads 2024\nAbai;1,234\nAkmola;5,678\n');
  expect(E.isRight(text) && text.right).toMatch(
    /MIND: in “Roads 2024” the cell 1,234 can be 1234 or 1.234.*\n# decimal: comma/,
  );
  expect(E.isRight(text) && text.right).toContain('"Roads 2024": {variable: roads, period: "2024"}');
});

test('a file without figures has nothing to suggest', async () => {
  const { text } = await suggested('a,b\nc,d\n');
  expect(E.isLeft(text) && text.left.map(({ code }) => code)).toEqual(['NoFigures']);
});
