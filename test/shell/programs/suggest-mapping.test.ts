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

const register = `code,level,name_kk,name_ru,name_en,parent
100000000,region,Абай облысы,область Абай,Abai Region,
350000000,region,Қарағанды облысы,Карагандинская область,Karaganda Region,
710000000,republican_city,Астана қаласы,город Астана,Astana City,
103200000,district,Абай ауданы,Абайский район,Abay District,100000000
353200000,district,Абай ауданы,Абайский район,Abay District,350000000
353600000,district,Ақтоғай ауданы,Актогайский район,Aktogay District,350000000
`;

/** The suggested mapping of a file with that register, and what an import by it keeps, once `mend` has said what was open. */
const kept = async (content: string | Uint8Array, name = 'f.csv', mend = (text: string) => text) => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', register)]));
  const file = bench.write(name, content);
  const ports = {
    files: filesIn(bench.folder),
    readTables: readTableFile,
    openStore,
    loadDefinitions: () => TE.right([testDefinition]),
  };
  const text = await suggestFor(ports, { file, db: bench.db, indicators: 'indicators' }, wordsIn('en'))();
  if (E.isLeft(text)) throw new Error(JSON.stringify(text.left));
  const mapping = bench.write('map.yaml', mend(text.right));
  const report = reportOf(await bench.run([file], { mapping }));
  return { text: text.right, problems: report.problems.map(({ code }) => code), file: report.files[0]! };
};

test('the region in the column beside the districts is seen, and the table comes in as it stands', async () => {
  const { text, problems, file } = await kept(
    'Roads 2025;;\nОбласть;Район;Roads km\nобласть Абай;Всего;9\n;Абайский район;1,5\nКарагандинская область;Абайский район;2,5\n' +
      ';Актогайский район;3,5\nгород Астана;город Астана;4\nИТОГО;;20\n',
  );
  expect(text).toContain('  within: {column: "Область"}');
  expect(text).toContain('skip: ["Всего", "ИТОГО"]');
  expect(problems).toEqual([]);
  expect(file).toMatchObject({ stored: 4, states: { total: 4 } });
});

test('regions as headings above their districts are seen, cities of their own among them', async () => {
  const { text, problems, file } = await kept(
    'Roads 2025;\nНазвание;Roads km\nобласть Абай;\nАбайский район;1,5\nКарагандинская область;9\nАбайский район;2,5\nгород Астана;4\n',
  );
  expect(text).toMatch(/rows:\n {6}- "область Абай"\n {6}- "Карагандинская область"\n {6}- "город Астана"\n/);
  expect(problems).toEqual([]);
  expect(file.stored).toBe(4);
});

test('tables side by side are two, each with the units of its own column; quarters are periods', async () => {
  const { text, problems, file } = await kept(
    'People;;;;Roads km;;\nName;I кв. 2024;II квартал 2024;;Name;2023;2024\nобласть Абай;1;2;;город Астана;3;4\nгород Астана;5;6;;область Абай;7;8\n',
    'f.csv',
    (text) => text.replaceAll(/: \{variable: people/g, ': {variable: roads_km'),
  );
  expect(text.match(/\bkey: /g)).toHaveLength(2);
  expect(text).toContain('{variable: people, period: "2024-Q1"}');
  expect(text).toContain('{variable: roads_km, period: "2023"}');
  expect(problems).toEqual([]);
  expect(file.stored).toBe(8);
});

test('a last unit without figures does not end the table', async () => {
  const { text } = await kept('Name;Roads km 2025\nобласть Абай;1\nKaraganda Region;3\nгород Астана;\n');
  expect(text).toContain('# stop: "*"');
});
