// What cells of a workbook mean, written as programs write them: each kind by itself, and every table says what its cells were.
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { cellKey } from '../../../src/core/intake/table.js';
import { isoOfSerial, kindOfFormat } from '../../../src/shell/readers/number-format.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { type BookParts, bookOf, bookParts, dataOf, textRow, zipOf } from './zip-files.js';

const gridOf = async (bytes: Uint8Array) => {
  const result = await readTableFile('a.xlsx', bytes, { separator: null })();
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right.tables;
};
const firstRow = async (cells: string, more: Partial<BookParts> = {}) => {
  const [table] = await gridOf(bookOf({ sheets: [dataOf(cells)], ...more }));
  const faults = (table?.faults ?? []).map(({ column, value, problem }) => [
    column,
    problem.args.reason ?? problem.code,
    value,
  ]);
  return { cells: table?.rows[0]?.cells, faults, table };
};

test('texts: shared, inline, of formulas, rich, with readings, signs and line ends', async () => {
  const texts =
    '<si><t>бір</t></si><si><r><t>е</t></r><r><rPr><b/></rPr><t xml:space="preserve">кі </t></r></si><si><t>үш</t><rPh sb="0" eb="1"><t>ҮШ</t></rPh></si>';
  const { cells, table } = await firstRow(
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
      '<c r="D1" t="inlineStr"><is><r><t>a&lt;b</t></r><r><t>&amp;&#x4D8;</t></r></is></c>' +
      '<c r="E1" t="str"><f>"x"&amp;"y"</f><v>xy</v></c><c r="F1" t="inlineStr"><is><t><![CDATA[<7>]]></t></is></c>' +
      '<c r="G1" t="inlineStr"><is><t>a_x000D_\nb_x0041_</t></is></c><c r="H1" t="str"><f>""</f><v></v></c>',
    { texts },
  );
  expect(cells).toEqual(['бір', 'екі ', 'үш', 'a<b&Ә', 'xy', '<7>', 'a\nbA']);
  expect([...(table?.formulas ?? [])]).toEqual([cellKey(1, 4)]);
  expect([...(table?.written ?? [])]).toEqual([cellKey(1, 5)]);
});

test('what is struck through, as a whole or in part, is refused and never read', async () => {
  const run = (strike: string, text: string) =>
    `<r><rPr>${strike}<sz val="9"/></rPr><t xml:space="preserve">${text}</t></r>`;
  const texts = `<si>${run('<strike/>', '345')}${run('', ' 354')}</si><si>${run('<strike val="0"/>', '7')}</si><si>${run('', '8')}${run('<strike/>', ' ')}</si>`;
  const { cells, faults } = await firstRow(
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c><c r="C1" t="s"><v>2</v></c>' +
      `<c r="D1" t="inlineStr"><is>${run('<strike/>', 'Абай')}</is></c><c r="E1" t="inlineStr"><is>${run('', '9')}</is></c>`,
    { texts },
  );
  expect(cells).toEqual(['', '7', '8 ', '', '9']);
  expect(faults).toEqual([
    [0, 'struck', '345 354'],
    [3, 'struck', 'Абай'],
  ]);
});

test('a number in a struck cell is refused, whatever its format', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('a');
  sheet.addRow([150, 150, 0.5, 'Абай']);
  sheet.getCell('B1').font = { strike: true };
  sheet.getCell('C1').font = { strike: true, bold: true };
  sheet.getCell('C1').numFmt = '0%';
  sheet.getCell('D1').font = { bold: true };
  const [table] = await gridOf(new Uint8Array(await book.xlsx.writeBuffer()));
  expect(table?.rows[0]?.cells).toEqual(['150', '', '', 'Абай']);
  expect(table?.faults.map(({ column, problem }) => [column, problem.code, problem.args.reason])).toEqual([
    [1, 'CellUnreadable', 'struck'],
    [2, 'CellUnreadable', 'struck'],
  ]);
});

test('a raised figure is a footnote sign, never a digit of the number before it', async () => {
  const run = (text: string, raised: string) =>
    `<r><t>${text}</t></r><r><rPr><vertAlign val="superscript"/><sz val="9"/></rPr><t>${raised}</t></r>`;
  const { cells } = await firstRow(
    '<c r="A1" t="s"><v>0</v></c><c r="B1" t="s"><v>1</v></c>' +
      `<c r="C1" t="inlineStr"><is>${run('7', '1')}</is></c><c r="D1" t="inlineStr"><is><t>71</t></is></c>` +
      '<c r="E1" t="inlineStr"><is><r><rPr><vertAlign val="subscript"/></rPr><t>2</t></r></is></c>',
    { texts: `<si>${run('1430117', '1')}</si><si>${run('Roads, km', '2')}<r><t> 12)</t></r></si>` },
  );
  expect(cells).toEqual(['1430117¹', 'Roads, km² 12)', '7¹', '71', '2']);
});

test('numbers keep their double; per cents and dates say what they are', async () => {
  const styles =
    '<numFmts><numFmt numFmtId="164" formatCode="0.0%"/><numFmt numFmtId="165" formatCode="[$-419]mmmm\\ yyyy;@"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="165"/><xf numFmtId="9"/></cellXfs><dxfs><dxf><numFmt numFmtId="164" formatCode="0"/></dxf></dxfs>';
  const { cells, faults, table } = await firstRow(
    '<c r="A1"><v>0.33333333333333331</v></c><c r="B1"><v>1.5E-7</v></c><c r="C1" s="1"><v>7.0000000000000007E-2</v></c>' +
      '<c r="D1" s="2"><v>45292</v></c><c r="E1" t="d"><v>2024-02-29</v></c><c r="F1" s="3"><f>A1</f><v>0.25</v></c><c r="G1"><v>1E999</v></c><c r="H1"><v>12a</v></c>',
    { styles },
  );
  expect(cells?.slice(0, 2)).toEqual([String(1 / 3), '1.5e-7']);
  expect(faults).toEqual([
    [2, 'NumberAmbiguous', '0.07'],
    [3, 'date', '2024-01-01'],
    [4, 'date', '2024-02-29'],
    [5, 'NumberAmbiguous', '0.25'],
    [6, 'unknown_kind', '1E999'],
    [7, 'unknown_kind', '12a'],
  ]);
  expect([...(table?.formats ?? [])]).toEqual([
    [cellKey(1, 2), '0.0%'],
    [cellKey(1, 5), '0%'],
  ]);
  expect([...(table?.dates ?? [])]).toEqual([
    [cellKey(1, 3), '2024-01-01'],
    [cellKey(1, 4), '2024-02-29'],
  ]);
  expect(table?.faults[0]?.problem.args).toMatchObject({ value: '7%', one: '7', other: '0.07' });
});

test('formulas without a kept result are refused with their text, shared ones too; errors by their name', async () => {
  const { cells, faults, table } = await firstRow(
    '<c r="A1"><f t="shared" ref="A1:C1" si="0">B9*2</f><v>4</v></c><c r="B1"><f t="shared" si="0"/><v>6</v></c><c r="C1"><f t="shared" si="0"/></c>' +
      '<c r="D1"><f>NOW()</f><v/></c><c r="E1" t="e"><v>#DIV/0!</v></c><c r="F1" t="e"><f>A0</f><v>#REF!</v></c><c r="G1" t="b"><v>1</v></c><c r="H1" t="zz"><v>1</v></c>',
  );
  expect(cells?.slice(0, 2)).toEqual(['4', '6']);
  expect(faults).toEqual([
    [2, 'formula', 'B9*2'],
    [3, 'formula', 'NOW()'],
    [4, 'error', '#DIV/0!'],
    [5, 'error', '#REF!'],
    [6, 'boolean', 'TRUE'],
    [7, 'unknown_kind', '1'],
  ]);
  expect([...(table?.formulas ?? [])]).toEqual([0, 1, 2, 3, 5].map((column) => cellKey(1, column)));
});

test('a merge counts once, and what lies unseen under it is a fault', async () => {
  const sheet = `${dataOf(textRow(1, 'a', 'unseen'), textRow(2, 'b'))}<mergeCells><mergeCell ref="A1:C2"/></mergeCells>`;
  const [table] = await gridOf(bookOf({ sheets: [sheet] }));
  expect(table?.rows[0]?.cells).toEqual(['a', '']);
  expect(table?.covered?.get(cellKey(2, 1))).toBe(cellKey(1, 0));
  expect(table?.faults.map(({ row, column, value }) => [row, column, value])).toEqual([
    [1, 1, 'unseen'],
    [2, 0, 'b'],
  ]);
});

test('hidden sheets, rows and columns are read, and said', async () => {
  const cols = '<cols><col min="2" max="9" hidden="1"/></cols>';
  const rows = `<sheetData><row r="1">${textRow(1, 'a', 'b')}</row><row r="2" hidden="1">${textRow(2, 'c')}</row><row r="3" hidden="1"/></sheetData>`;
  const tables = await gridOf(
    bookOf({ sheets: [cols + rows, dataOf(textRow(1, 'x'))], states: ['', ' state="veryHidden"'] }),
  );
  expect(tables.map(({ hidden }) => hidden)).toEqual([
    { sheet: false, rows: 1, columns: 1 },
    { sheet: true, rows: 0, columns: 0 },
  ]);
});

test('rows and cells without addresses, prefixed names and names in capitals are read alike', async () => {
  const sheet =
    '<?xml version="1.0"?><x:worksheet xmlns:x="u"><x:sheetData><x:row><x:c><x:v>1</x:v></x:c><x:c t="inlineStr"><x:is><x:t>b</x:t></x:is></x:c></x:row></x:sheetData></x:worksheet>';
  const parts = bookParts({ sheets: [sheet] }).map((part) =>
    part.name.endsWith('sheet1.xml') ? { ...part, name: 'XL\\Worksheets\\Sheet1.xml' } : part,
  );
  expect((await gridOf(zipOf(parts)))[0]?.rows[0]?.cells).toEqual(['1', 'b']);
});

test('the calendar: 1900 with the day that never was, 1904, times', () => {
  expect([1, 59, 60, 61, 45351, 45351.5, 0.25, -1, 3e6].map((serial) => isoOfSerial(serial, false))).toEqual([
    '1900-01-01',
    '1900-02-28',
    null,
    '1900-03-01',
    '2024-02-29',
    '2024-02-29T12:00:00',
    '06:00:00',
    null,
    null,
  ]);
  expect(isoOfSerial(43889, true)).toBe('2024-02-29');
});

test('1904 is taken from the workbook', async () => {
  const styles = '<cellXfs><xf numFmtId="14"/></cellXfs>';
  const { table } = await firstRow('<c r="A1" s="0"><v>43889</v></c>', {
    styles,
    properties: '<workbookPr date1904="1"/>',
  });
  expect([...(table?.dates?.values() ?? [])]).toEqual(['2024-02-29']);
});

test.each([
  ['General', 'plain'],
  ['#,##0.00\\ "₽"', 'plain'],
  ['0.0"%"', 'plain'],
  ['0.0%', 'percent'],
  ['[Red]0%;-0%', 'percent'],
  ['dd.mm.yyyy', 'date'],
  ['[$-419]d mmm;@', 'date'],
  ['[h]:mm', 'date'],
  ['#,##0_-;[Red]-#,##0"days"', 'plain'],
  ['0.00E+00', 'plain'],
  ['@', 'plain'],
] as const)('the format %s is %s', (code, kind) => expect(kindOfFormat(code)).toBe(kind));

test('counts by kind are those of another library, on a workbook that it wrote', async () => {
  const book = new exceljs.Workbook();
  const sheet = book.addWorksheet('1');
  for (let i = 0; i < 50; i++) {
    sheet.addRow([
      i / 3,
      `т${i}`,
      i % 2 === 0,
      new Date(Date.UTC(2024, 0, i + 1)),
      { formula: 'A1', result: i },
      { error: '#N/A' },
    ]);
    sheet.getCell(i + 1, 7).value = { text: 'сілтеме', hyperlink: 'https://example.org' };
    sheet.getCell(i + 1, 8).value = i / 100;
    sheet.getCell(i + 1, 8).numFmt = '0%';
  }
  const [table] = await gridOf(new Uint8Array(await book.xlsx.writeBuffer()));
  const count = (reason: string) =>
    table?.faults.filter(({ problem: { code, args } }) => (args.reason ?? code) === reason).length;
  const { date, boolean, error, percent, formulas } = {
    date: count('date'),
    boolean: count('boolean'),
    error: count('error'),
    percent: count('NumberAmbiguous'),
    formulas: table?.formulas?.size,
  };
  expect({ date, boolean, error, percent, formulas }).toEqual({
    date: 50,
    boolean: 50,
    error: 50,
    percent: 50,
    formulas: 50,
  });
  expect(table?.rows[49]?.cells.filter((cell) => cell !== '')).toEqual([String(49 / 3), 'т49', '49', 'сілтеме']);
});
