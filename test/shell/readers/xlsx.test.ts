// Workbooks: plain cells are read to the last digit, everything doubtful is a fault at its cell.
import type { Worksheet } from 'exceljs';
import exceljs from 'exceljs';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';

const workbook = async (fill: (sheet: Worksheet) => void, second?: (sheet: Worksheet) => void): Promise<Uint8Array> => {
  const book = new exceljs.Workbook();
  fill(book.addWorksheet('Мәлімет'));
  if (second !== undefined) second(book.addWorksheet('2'));
  return new Uint8Array(await book.xlsx.writeBuffer());
};
const read = async (bytes: Uint8Array) => {
  const result = await readTableFile('a.xlsx', bytes)();
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right.tables;
};
const fault = async (bytes: Uint8Array) => {
  const result = await readTableFile('a.xlsx', bytes)();
  if (E.isRight(result)) throw new Error('was read');
  return result.left.map(({ code, args }) => `${code} ${args.reason ?? args.what ?? ''}`.trim());
};

test('codes, periods, texts and full doubles', async () => {
  const tables = await read(
    await workbook((sheet) => {
      sheet.addRow(['unit', 'period', 'variable', 'value', 'note']);
      sheet.addRow([100000000, 2025, 'x', 1 / 3, { richText: [{ text: 'Қа' }, { text: 'ла' }] }]);
      sheet.addRow([]);
      sheet.addRow(['110000000', '2025', 'x', { formula: '1+1', result: 2 }]);
    }),
  );
  expect(tables).toHaveLength(1);
  expect(tables[0]).toMatchObject({
    sheet: 'Мәлімет',
    headerRow: 1,
    rows: [
      { row: 2, cells: ['100000000', '2025', 'x', String(1 / 3), 'Қала'] },
      { row: 4, cells: ['110000000', '2025', 'x', '2', ''] },
    ],
    faults: [],
  });
  expect(placeAsText(tables[0]!.place(4, 27))).toBe('a.xlsx:Мәлімет!AB4');
});

test('dates only where dates belong', async () => {
  const day = new Date(Date.UTC(2025, 3, 1));
  const [table] = await read(
    await workbook((sheet) => {
      sheet.addRow(['unit', 'date', 'value']);
      sheet.addRow(['100000000', day, day]);
    }),
  );
  expect(table?.rows[0]?.cells[1]).toBe('2025-04-01');
  expect(table?.faults.map(({ problem }) => problem.args.reason)).toEqual(['date']);
});

test('every doubtful kind of cell is a fault at its place', async () => {
  const [table] = await read(
    await workbook((sheet) => {
      sheet.addRow(['unit', 'a', 'b', 'c', 'd', 'e']);
      sheet.addRow(['100000000', true, { error: '#N/A' }, { formula: 'A1+1' }, 0.25]);
      sheet.getCell('E2').numFmt = '0%';
      sheet.addRow(['110000000']);
      sheet.mergeCells('A3:B3');
    }),
  );
  const told = table?.faults.map(
    ({ problem }) =>
      `${problem.at === undefined ? '' : placeAsText(problem.at)} ${problem.code} ${problem.args.reason ?? ''}`,
  );
  expect(told).toEqual([
    'a.xlsx:Мәлімет!B2 CellUnreadable boolean',
    'a.xlsx:Мәлімет!C2 CellUnreadable error',
    'a.xlsx:Мәлімет!D2 CellUnreadable formula',
    'a.xlsx:Мәлімет!E2 NumberAmbiguous ',
    'a.xlsx:Мәлімет!A3 CellUnreadable merged',
    'a.xlsx:Мәлімет!B3 CellUnreadable merged',
  ]);
});

test('each sheet that holds anything is a table', async () => {
  const tables = await read(
    await workbook(
      (sheet) => sheet.addRow(['a']),
      (sheet) => sheet.addRow(['b']),
    ),
  );
  expect(tables.map(({ sheet }) => sheet)).toEqual(['Мәлімет', '2']);
});

test('an empty workbook, one far cell, a truncated file', async () => {
  expect(await fault(await workbook(() => {}))).toEqual(['FileEmpty']);
  expect(await fault(await workbook((sheet) => (sheet.getCell('XFD1048576').value = 1)))).toEqual([
    'LimitExceeded rows',
  ]);
  const whole = await workbook((sheet) => sheet.addRow(['unit', 'period']));
  for (const size of [5, 100, 1000, whole.length - 1]) {
    expect(await fault(whole.subarray(0, size))).toEqual(['FormatNotRead broken_workbook']);
  }
});

test('cells that are merged and blank are blank', async () => {
  const bytes = await workbook((sheet) => {
    sheet.addRow(['unit', 'value']);
    sheet.addRow(['100000000', 5]);
    sheet.mergeCells('A4:B5');
  });
  const found = await read(bytes);
  expect(found[0]).toMatchObject({ rows: [{ row: 2, cells: ['100000000', '5'] }], faults: [] });
});
