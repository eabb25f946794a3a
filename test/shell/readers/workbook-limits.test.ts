// Files made to harm, to mislead or by accident: each is refused by name, before it is unpacked or where it goes too far.
import { randomBytes } from 'node:crypto';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { bookOf, bookParts, dataOf, type Part, textRow, zipOf } from './zip-files.js';

const refusal = async (bytes: Uint8Array, name = 'a.xlsx') => {
  const result = await readTableFile(name, bytes)();
  if (E.isRight(result)) throw new Error('was read');
  return result.left
    .map(
      ({ code, args, at }) =>
        `${code} ${args.reason ?? args.what ?? ''} ${at === undefined ? '' : placeAsText(at).replace('a.xlsx:', '')}`,
    )
    .join('; ');
};
const small = dataOf(textRow(1, 'unit', 'value'), textRow(2, '100000000', '5'));
/** Bytes of which no packer can make much less. */
const noise = (size: number): string => randomBytes(size / 2).toString('hex');
const sound = bookParts({ sheets: [small] });

test('the sound workbook that the others are made from is read', async () => {
  expect(E.isRight(await readTableFile('a.xlsx', zipOf(sound))())).toBe(true);
});

const withPart = (part: Part): Uint8Array => zipOf([...sound, part]);
const changed = (name: string, change: Partial<Part>): Uint8Array =>
  zipOf(sound.map((part) => (part.name === name ? { ...part, ...change } : part)));
const sheetPart = 'xl/worksheets/sheet1.xml';

test.each<[string, () => Uint8Array, string]>([
  [
    '21 MB',
    () => new Uint8Array(Buffer.concat([Buffer.from('PK\x03\x04'), Buffer.alloc(21 * 1024 * 1024)])),
    'FileTooLarge  a.xlsx',
  ],
  [
    'unpacks to 300 times its size',
    () => withPart({ name: 'xl/media/a.bin', content: Buffer.alloc(30 * 1024 * 1024) }),
    'LimitExceeded ratio a.xlsx',
  ],
  [
    'says it unpacks to 300 MB',
    () => withPart({ name: 'xl/a.bin', content: noise(4096), says: { unpacked: 300 * 1024 * 1024 } }),
    'LimitExceeded unpacked_bytes a.xlsx',
  ],
  [
    'twenty parts of 12 MB',
    () => {
      const content = noise(300_000);
      const says = { unpacked: 12 * 1024 * 1024 };
      return zipOf([...sound, ...Array.from({ length: 20 }, (_, i) => ({ name: `xl/${i}.bin`, content, says }))]);
    },
    'LimitExceeded unpacked_bytes a.xlsx',
  ],
  [
    '2,001 parts',
    () => zipOf([...sound, ...Array.from({ length: 2001 }, (_, i) => ({ name: `xl/${i}`, content: '' }))]),
    'LimitExceeded entries a.xlsx',
  ],
  [
    'more unpacked than it says',
    () => changed(sheetPart, { says: { unpacked: 10 } }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'less unpacked than it says',
    () => changed(sheetPart, { says: { unpacked: 900_000 } }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'a checksum that is not that of its bytes',
    () => changed(sheetPart, { says: { crc: 1 } }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'a lie in a part that nobody reads',
    () => withPart({ name: 'xl/media/a.bin', content: 'abc', says: { unpacked: 2 } }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  [
    'two parts over each other',
    () => withPart({ name: 'xl/a.bin', content: noise(64), says: { offset: 0 } }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  [
    'one part twice',
    () => withPart({ name: 'XL/workbook.xml', content: '<a/>' }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  [
    'another name at its bytes',
    () => changed(sheetPart, { says: { localName: 'xl/worksheets/sheet9.xml' } }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  [
    'sizes of 64 bits',
    () => changed(sheetPart, { says: { unpacked: 0xffffffff } }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  ['a count of 64 bits', () => zipOf(sound, { count: 0xffff }), 'FormatNotRead broken_workbook a.xlsx'],
  ['a list that is elsewhere', () => zipOf(sound, { start: 0xffffffff }), 'FormatNotRead broken_workbook a.xlsx'],
  ['a count of parts less than there are', () => zipOf(sound, { count: 2 }), 'FormatNotRead broken_workbook a.xlsx'],
  ['a part under a password', () => changed(sheetPart, { says: { flags: 1 } }), 'FormatNotRead locked_workbook a.xlsx'],
  [
    'packed by another method',
    () => changed(sheetPart, { says: { method: 12 } }),
    'FormatNotRead broken_workbook a.xlsx',
  ],
  ['51 sheets', () => bookOf({ sheets: Array.from({ length: 51 }, () => small) }), 'LimitExceeded sheets a.xlsx'],
  [
    'a DOCTYPE in a sheet',
    () => bookOf({ sheets: ['<?xml version="1.0"?><!DOCTYPE a [<!ENTITY b "c">]><worksheet/>'] }),
    'FormatNotRead entities L1!A1',
  ],
  [
    'a DOCTYPE in the list of sheets',
    () => changed('xl/workbook.xml', { content: '<!DOCTYPE a><workbook/>' }),
    'FormatNotRead entities a.xlsx',
  ],
  [
    'a DOCTYPE in a part that nobody reads',
    () => withPart({ name: 'docProps/core.xml', content: '<?xml version="1.0"?> <!DOCTYPE a [<!ENTITY b "c">]><a/>' }),
    'FormatNotRead entities a.xlsx',
  ],
  [
    'an entity nobody declared',
    () => bookOf({ sheets: [dataOf(textRow(1, '&bomb;'))] }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'tags 100 deep',
    () => bookOf({ sheets: [`${'<a>'.repeat(100)}${'</a>'.repeat(100)}`] }),
    'LimitExceeded nesting L1!A1',
  ],
  ['a million open tags', () => bookOf({ sheets: ['<a b="0">'.repeat(100_000)] }), 'LimitExceeded nesting L1!A1'],
  [
    'eight million tags in two sheets, none with too many',
    () => {
      const rows = `<row>${'<c/>'.repeat(999)}</row>`.repeat(4_500);
      return bookOf({ sheets: [0, 1].map(() => `<sheetData>${rows}</sheetData><!--${noise(600_000)}-->`) });
    },
    'LimitExceeded tags L2!A1',
  ],
  [
    'eight million remarks',
    () => bookOf({ sheets: [`<sheetData>${'<!---->'.repeat(8_000_001)}</sheetData><!--${noise(900_000)}-->`] }),
    'LimitExceeded tags L1!A1',
  ],
  [
    'twelve thousand cells of six hundred attributes',
    () => {
      const rows = `<row>${`<c ${'a="b" '.repeat(600)}/>`.repeat(600)}</row>`.repeat(20);
      return bookOf({ sheets: [`<sheetData>${rows}</sheetData><!--${noise(900_000)}-->`] });
    },
    'LimitExceeded tags L1!A1',
  ],
  [
    'a tag of two megabytes',
    () => bookOf({ sheets: [`<sheetData x="${noise(2 * 1024 * 1024)}"/>`] }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'a cell of two hundred thousand signs',
    () => bookOf({ sheets: [dataOf(textRow(1, noise(200_000)))] }),
    'LimitExceeded text_signs L1!A1',
  ],
  [
    'the last cell there is',
    () => bookOf({ sheets: ['<sheetData><row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'] }),
    'LimitExceeded rows L1!XFD1048576',
  ],
  [
    'row 100,001',
    () => bookOf({ sheets: ['<sheetData><row r="100001"><c r="A100001"><v>1</v></c></row></sheetData>'] }),
    'LimitExceeded rows L1!A100001',
  ],
  ['column 1,001', () => bookOf({ sheets: [dataOf('<c r="ALM1"><v>1</v></c>')] }), 'LimitExceeded columns L1!ALM1'],
  [
    'a cell that stands in another row',
    () => bookOf({ sheets: [dataOf('<c r="A2"><v>1</v></c>')] }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'a cell twice',
    () => bookOf({ sheets: [dataOf('<c r="A1"><v>1</v></c><c r="A1"><v>2</v></c>')] }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'a text that is not there',
    () => bookOf({ sheets: [dataOf('<c r="A1" t="s"><v>7</v></c>')], texts: '<si><t>a</t></si>' }),
    'FormatNotRead broken_workbook L1!A1',
  ],
  [
    'half a million shared texts and one',
    () =>
      bookOf({ sheets: [small], texts: Array.from({ length: 500_001 }, (_, i) => `<si><t>${i}</t></si>`).join('') }),
    'LimitExceeded strings a.xlsx',
  ],
  [
    '100,001 merges',
    () =>
      bookOf({
        sheets: [
          `${small}<mergeCells>${Array.from({ length: 100_001 }, (_, i) => `<mergeCell ref="A${i + 1}:B${i + 1}"/>`).join('')}</mergeCells>`,
        ],
      }),
    'LimitExceeded merged L1!A100001',
  ],
  [
    'merges of a million cells over each other',
    () => {
      const merges = Array.from({ length: 6_000 }, (_, i) => `<mergeCell ref="A1:XFD${1_048_576 - i}"/>`).join('');
      const data = `<sheetData><row r="1">${textRow(1, 'a')}</row><row r="99">${textRow(99, 'b', 'c')}</row></sheetData>`;
      return bookOf({ sheets: [`${data}<mergeCells>${merges}</mergeCells>`] });
    },
    'LimitExceeded merged L1!A1',
  ],
  [
    'more than 300,000 cells that cannot be read',
    () => {
      const rows = `<row>${'<c t="b"><v>1</v></c>'.repeat(300)}</row>`.repeat(1_002);
      return bookOf({
        sheets: [`<sheetData><row>${textRow(1, 'a')}</row>${rows}</sheetData><!--${noise(200_000)}-->`],
      });
    },
    'LimitExceeded faults L1!A1002',
  ],
])('%s', async (_, make, told) => {
  expect(await refusal(make())).toBe(told);
});

test('blank cells and rows that only a format reaches are no size', async () => {
  const far = `<sheetData><row r="1">${textRow(1, 'unit')}</row><row r="1048576" s="1"><c r="XFD1048576" s="1"/></row></sheetData>`;
  const result = await readTableFile('a.xlsx', bookOf({ sheets: [far] }))();
  expect(result).toMatchObject({ right: { tables: [{ header: ['unit'], rows: [] }] } });
});

test('a merge down to the last cell there is costs nothing', async () => {
  const bytes = bookOf({ sheets: [`${small}<mergeCells><mergeCell ref="C3:XFD1048576"/></mergeCells>`] });
  expect(E.isRight(await readTableFile('a.xlsx', bytes)())).toBe(true);
});

test('a workbook inside a workbook is a part like any other, and is not opened', async () => {
  const inner = withPart({ name: 'xl/a.bin', content: noise(4096), says: { unpacked: 300 * 1024 * 1024 } });
  const bytes = withPart({ name: 'xl/embeddings/inner.xlsx', content: inner });
  expect(E.isRight(await readTableFile('a.xlsx', bytes)())).toBe(true);
});

test('a sheet that lies outside the file is never fetched', async () => {
  const outside = bookParts({ sheets: [small] }).map((part) =>
    part.name === 'xl/_rels/workbook.xml.rels'
      ? {
          ...part,
          content: String(part.content).replace(
            'Target="worksheets',
            'TargetMode="External" Target="http://127.0.0.1/',
          ),
        }
      : part,
  );
  expect(await refusal(zipOf(outside))).toBe('FormatNotRead broken_workbook a.xlsx');
});

test('cut off at any of its bytes', async () => {
  const whole = zipOf(sound);
  for (let size = 4; size < whole.length; size += 61) {
    expect(await refusal(whole.subarray(0, size)), `${size} bytes`).toMatch(
      /^FormatNotRead (broken_workbook|archive) a.xlsx$/,
    );
  }
});
