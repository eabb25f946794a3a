// The other process that makes marked copies: where it falls or takes too long, less is sent back, and always the list.
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import exceljs from 'exceljs';
import { afterAll, expect, test } from 'vitest';
import { bytesOf } from '../../../src/shell/marking/write-marked.js';
import type { MarkedCopy } from '../../../src/shell/ports.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-marking-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));
const program = (name: string, text: string): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

const sheetsOf = async (bytes: Uint8Array): Promise<ReadonlyArray<string>> => {
  const path = join(folder, 'read.xlsx');
  writeFileSync(path, bytes);
  const book = new exceljs.Workbook();
  await book.xlsx.readFile(path);
  return book.worksheets.map(({ name, actualRowCount }) => `${name} ${actualRowCount}`);
};

const cell = { sheet: 'Roads', row: 2, column: 0 };
const copy: MarkedCopy = {
  workbook: null,
  sheets: [{ name: 'Roads', headerRow: 1, rows: [1, 2].map((row) => ({ row, cells: ['a', 'b'] })) }],
  marks: [{ ...cell, kind: 'refused', comment: 'Mend it' }],
  list: { name: 'To mend', about: ['f.xlsx'], head: ['Place'], rows: [{ cells: ['A2'], cell }], after: '' },
};

test('a workbook that cannot be read again is sent as plain texts', async () => {
  const office = new exceljs.Workbook();
  office.addWorksheet('Roads').addRows([['x'], ['y'], ['z']]);
  const workbook = new Uint8Array(await office.xlsx.writeBuffer());
  expect(await sheetsOf(await bytesOf({ ...copy, workbook }))).toEqual(['To mend 3', 'Roads 3']);
  expect(await sheetsOf(await bytesOf({ ...copy, workbook: workbook.slice(0, 900) }))).toEqual([
    'To mend 3',
    'Roads 2',
  ]);
});

test('where the other process falls, ends, eats memory, hangs or is not there, the list stands alone', async () => {
  const limits = { megabytes: 64, milliseconds: 20_000 };
  const onMessage = (text: string) => `process.on('message', () => { ${text} });`;
  for (const [name, text] of [
    ['falls.mjs', onMessage('process.abort();')],
    ['ends.mjs', onMessage('process.exit(0);')],
    ['eats.mjs', onMessage('const a = []; for (;;) a.push({ a: [a.length] });')],
  ] as const) {
    expect(await sheetsOf(await bytesOf(copy, limits, program(name, text))), name).toEqual(['To mend 3']);
  }
  const hangs = program('hangs.mjs', onMessage('for (;;);'));
  expect(await sheetsOf(await bytesOf(copy, { megabytes: 64, milliseconds: 500 }, hangs))).toEqual(['To mend 3']);
  expect(await sheetsOf(await bytesOf(copy, limits, join(folder, 'none.mjs')))).toEqual(['To mend 3']);
});
