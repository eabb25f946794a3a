// The copy that goes back to the office: their own workbook or their table, cells at fault marked and explained, nothing else changed.
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import exceljs, { type Cell, type Workbook } from 'exceljs';
import { expect, test } from 'vitest';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { problemFault } from '../../../src/core/model/problem.js';
import { langs } from '../../../src/core/model/text.js';
import { wordsIn } from '../../core/report/small-report.js';
import { codesOf, newBench, reportOf, unitsCsv } from '../programs/import-fixture.js';

const words = wordsIn('en');

const benchWithUnits = async () => {
  const bench = newBench();
  reportOf(await bench.run([bench.write('units.csv', unitsCsv)]));
  const copy = join(bench.folder, 'back', 'copy.xlsx');
  return { ...bench, copy, marked: { path: copy, words } };
};

const opened = async (path: string): Promise<Workbook> => {
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book;
};
const colourOf = (cell: Cell): string | null =>
  cell.fill?.type === 'pattern' && cell.fill.pattern === 'solid' ? (cell.fill.fgColor?.argb ?? null) : null;
const noteOf = (cell: Cell): string => {
  const note = cell.note as Cell['note'] | undefined;
  return typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
};
const red = 'FFFFC7CE';
const yellow = 'FFFFEB9C';

test('a text table: every cell as it was, those at fault red with a comment, mended codes yellow, a list before it', async () => {
  const bench = await benchWithUnits();
  const csv =
    'unit;variable;value;note\n"=""100000000""";roads_km;12,5;@x\nnobody;roads_km;=1+1;-2\n\n110000000;roads_km;+3;=2\n';
  const file = bench.write('roads: all?.csv', csv);
  const report = reportOf(await bench.run([file], { marked: bench.marked, dryRun: true, period: '2025' }));
  expect(report.marked).toEqual([{ file: 'roads: all?.csv', copy: bench.copy }]);
  const book = await opened(bench.copy);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['To mend', 'roads  all']);
  const [list, sheet] = book.worksheets;
  const texts = [1, 2, 3, 5].map((row) => [1, 2, 3, 4].map((column) => sheet?.getCell(row, column).value));
  expect(texts).toEqual([
    ['unit', 'variable', 'value', 'note'],
    ['="100000000"', 'roads_km', '12,5', '@x'],
    ['nobody', 'roads_km', '=1+1', '-2'],
    ['110000000', 'roads_km', '+3', '=2'],
  ]);
  sheet?.eachRow((row) => {
    row.eachCell((cell) => {
      expect(cell.type, cell.address).toBe(exceljs.ValueType.String);
      expect(cell.numFmt).toBe('@');
    });
  });
  const marks = ['A2', 'A3', 'C3', 'C5'].map((at) => colourOf(sheet!.getCell(at)));
  expect(marks).toEqual([yellow, red, red, red]);
  expect(['C2', 'D3', 'A5'].map((at) => colourOf(sheet!.getCell(at)))).toEqual([null, null, null]);
  expect(noteOf(sheet!.getCell('A3'))).toMatch(
    /^There is no unit “nobody” in the register\.\nWrite the full official name/,
  );
  expect(noteOf(sheet!.getCell('A2'))).toContain('was read as 100000000');
  const rows = [5, 6, 7].map((row) => [1, 2, 5].map((column) => list?.getCell(row, column).text));
  expect(rows).toEqual([
    ['3:1', 'nobody', 'UnknownUnit'],
    ['3:17', '=1+1', 'NotANumber'],
    ['5:20', '+3', 'NotANumber'],
  ]);
  expect(list?.getCell('A6').hyperlink).toBe("#'roads  all'!$C$3");
});

test('a workbook keeps its formats, formulas, widths, comments and other sheets', async () => {
  const bench = await benchWithUnits();
  const office = new exceljs.Workbook();
  office.addWorksheet('Cover').getCell('B2').value = 'Road statistics, 2025';
  const sheet = office.addWorksheet("Roads' 1");
  sheet.columns = [{ width: 33 }, { width: 9 }, { width: 14 }, { width: 20 }];
  sheet.addRow(['unit', 'period', 'variable', 'value']);
  for (const [code, value] of [
    ['100000000', 12.5],
    ['nobody', 7],
    ['110000000', 'many'],
  ]) {
    const row = sheet.addRow([code, '2025', 'roads_km', value]);
    row.getCell(4).numFmt = '0.00';
    row.getCell(4).fill = { type: 'pattern', pattern: 'solid', fgColor: { argb: 'FFDDEEFF' } };
  }
  sheet.getCell('D2').value = { formula: '10+2.5', result: 12.5 };
  sheet.getCell('D4').note = 'ask Aigul';
  const bytes = new Uint8Array(await office.xlsx.writeBuffer());
  const file = bench.write('office.xlsx', bytes);
  const mapping = bench.write('m.yaml', `sheet: "Roads' 1"\nkey: unit\nperiod: "2025"\ncolumns: {value: roads_km}\n`);
  const report = reportOf(await bench.run([file], { marked: bench.marked, mapping }));
  expect(report.accepted).toBe(false);
  expect(report.files[0]?.formulas.cells).toBe(1);
  expect(readFileSync(file).equals(bytes)).toBe(true);

  const book = await opened(bench.copy);
  expect(book.worksheets.map(({ name }) => name)).toEqual(['To mend', 'Cover', "Roads' 1"]);
  expect(book.getWorksheet('Cover')?.getCell('B2').value).toBe('Road statistics, 2025');
  const copied = book.getWorksheet("Roads' 1")!;
  expect(copied.getColumn(1).width).toBe(33);
  expect(copied.getCell('D2').value).toEqual({ formula: '10+2.5', result: 12.5 });
  expect(copied.getCell('D3').numFmt).toBe('0.00');
  // The cells shared one look: only those at fault have changed theirs.
  expect(['D2', 'D3', 'D4', 'A3'].map((at) => colourOf(copied.getCell(at)))).toEqual([
    'FFDDEEFF',
    'FFDDEEFF',
    red,
    red,
  ]);
  expect(noteOf(copied.getCell('D4'))).toMatch(/^ask Aigul\n\n“many”/);
  expect(book.worksheets[0]?.getCell('A5').hyperlink).toMatch(/^#'Roads'' 1'!\$[AD]\$[34]$/);
});

test('nothing to mark, no copy; several files, a copy each; never in the place of a file of the call', async () => {
  const bench = await benchWithUnits();
  const good = bench.write('good.csv', 'unit,period,roads_km\n100000000,2025,1\n');
  const bad = bench.write('bad.csv', 'unit,period,roads_km\n100000000,2024,x\n');
  const worse = bench.write('sub/bad.csv', 'unit,period,roads_km\nnobody,2023,1\n');
  expect(reportOf(await bench.run([good], { marked: bench.marked })).marked).toEqual([]);
  expect(existsSync(bench.copy)).toBe(false);
  const { marked } = reportOf(await bench.run([good, bad, worse], { marked: bench.marked }));
  expect(marked.map(({ copy }) => copy.slice(bench.folder.length))).toEqual([
    '/back/copy-bad.xlsx',
    '/back/copy-bad 2.xlsx',
  ]);
  for (const { copy } of marked) expect((await opened(copy)).worksheets.length).toBe(2);
  expect(codesOf(await bench.run([bad], { marked: { path: 'copy.csv', words } }))).toEqual(['BadOption']);
  const book = new exceljs.Workbook();
  book.addWorksheet('x').addRows([
    ['unit', 'period', 'roads_km'],
    ['nobody', '2025', 1],
  ]);
  const own = bench.write('own.xlsx', new Uint8Array(await book.xlsx.writeBuffer()));
  const before = readFileSync(own);
  expect(codesOf(await bench.run([own], { marked: { path: own, words } }))).toEqual(['BadOption']);
  expect(readFileSync(own).equals(before)).toBe(true);
});

test('of a very long table the copy holds the rows at fault, each behind its line', async () => {
  const bench = await benchWithUnits();
  const months = Array.from(
    { length: 50_100 },
    (_, i) => `${1000 + Math.floor(i / 12)}-${String((i % 12) + 1).padStart(2, '0')}`,
  );
  const lines = months.map((month, i) => `${i === 40_000 ? 'nobody' : '100000000'},${month},${i === 50_000 ? 'x' : 1}`);
  const file = bench.write('long.csv', `unit,period,roads_km\n${lines.join('\n')}\n`);
  const report = reportOf(await bench.run([file], { marked: bench.marked, dryRun: true }));
  expect(report.files[0]?.refused.map(({ place }) => place)).toEqual(['long.csv:40002:1', 'long.csv:50002:19']);
  const [list, sheet] = (await opened(bench.copy)).worksheets;
  const rows = [1, 2, 3].map((row) => [1, 2, 3, 4].map((column) => sheet?.getCell(row, column).text));
  expect(rows).toEqual([
    ['', 'unit', 'period', 'roads_km'],
    ['40002', 'nobody', months[40_000], '1'],
    ['50002', '100000000', months[50_000], 'x'],
  ]);
  expect(sheet?.rowCount).toBe(3);
  expect(['B2', 'D3', 'C2'].map((at) => colourOf(sheet!.getCell(at)))).toEqual([red, red, null]);
  expect(list?.getCell('A6').hyperlink).toBe("#'long'!$D$3");
});

test('where the copy cannot be written nothing is imported', async () => {
  const bench = await benchWithUnits();
  const before = readFileSync(bench.db);
  const file = bench.write('f.csv', 'unit,period,roads_km\n100000000,2025,1\nnobody,2025,1\n');
  const path = join(file, 'copy.xlsx');
  const result = await bench.run([file], { marked: { path, words }, skipBadRows: true });
  expect(E.isLeft(result) && result.left.map(({ code }) => code)).toEqual(['FolderUnwritable']);
  expect(readFileSync(bench.db).equals(before)).toBe(true);
});

/** What is at fault in a whole file or mapping stands at no cell. */
const ofNoCell = ['MappingNotFound', 'MappingConflict', 'TableUnknown'];
const inCells = [
  ...new Set(
    ['keys', 'observations', 'assessments', 'units', 'register', 'figures', 'written-numbers', 'mapped-rows', 'settled']
      .map((name) => readFileSync(`src/core/intake/${name}.ts`, 'utf8'))
      .flatMap((source) => [...source.matchAll(/'([A-Z][A-Za-z]+)'/g)].map((found) => found[1]!))
      .filter((code) => code in problemFault && !ofNoCell.includes(code)),
  ),
];

test.each(langs)('what an office reads at a cell speaks of no option, command or file of the program: %s', (lang) => {
  const own = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (E.isLeft(own)) throw new Error(JSON.stringify(own.left));
  expect(inCells.length).toBeGreaterThan(15);
  for (const code of [...inCells, 'ColumnUnknown', 'CellUnreadable']) {
    const told = own.right.get(`problem.${code}.office`) ?? own.right.get(`problem.${code}.hint`);
    expect(told, code).not.toMatch(/--|\blsg\b|datapackage|mapping|measured_in|made_up|aliases|\bskip\b/);
  }
});

test.each(langs)('the list speaks %s', async (lang) => {
  const bench = await benchWithUnits();
  const own = wordsIn(lang);
  const file = bench.write('f.csv', 'unit,period,roads_km\nnobody,2025,1\n');
  reportOf(await bench.run([file], { marked: { path: bench.copy, words: own }, dryRun: true }));
  const list = (await opened(bench.copy)).worksheets[0];
  expect(list?.name).toBe(own.say('import.marked.sheet'));
  expect(list?.getCell('C5').text).toBe(
    own.say('problem.UnknownUnit.text', { value: 'nobody', near: 'no', nearest: '' }),
  );
});
