// CSV to rows: places that an editor can jump to, one separator for the whole file, and a fault for everything else.
import { stringify } from 'csv-stringify/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { placeAsText } from '../../../src/core/intake/place.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';

const read = (content: string | Uint8Array, file = 'data.csv') =>
  readTableFile(file, typeof content === 'string' ? new TextEncoder().encode(content) : content)();
const table = async (content: string | Uint8Array) => {
  const result = await read(content);
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right.tables[0]!;
};
const fault = async (content: string | Uint8Array, file?: string) => {
  const result = await read(content, file);
  if (E.isRight(result)) throw new Error('was read');
  return result.left.map(({ code, at }) => `${code} ${at === undefined ? '' : placeAsText(at)}`);
};

test('rows carry the line on which they begin', async () => {
  const found = await table('\ufeffa,b\r\n1,"x\ny"\r\n\r\n3,"q""r, s"\r\n');
  expect(found.header).toEqual(['a', 'b']);
  expect(found.rows).toEqual([
    { row: 2, cells: ['1', 'x\ny'] },
    { row: 5, cells: ['3', 'q"r, s'] },
  ]);
  expect(placeAsText(found.place(5, 1))).toBe('data.csv:5:3');
  expect(found.place(5, 1)).toMatchObject({ sourceLine: '3,"q""r, s"', width: 9 });
});

test('blank lines and the last line without an end are no trouble', async () => {
  const found = await table('a,b\n\n1,2\n\n3,4');
  expect(found.rows.map(({ row, cells }) => [row, ...cells])).toEqual([
    [3, '1', '2'],
    [5, '3', '4'],
  ]);
});

test('the quick way and the full parser read the same', async () => {
  const cell = fc.stringMatching(/^[a-zA-Zә-ӯ0-9 .;-]{0,6}$/u);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.array(cell, { minLength: 2, maxLength: 4 }), { minLength: 1, maxLength: 8 }),
      async (rows) => {
        const text = stringify([['unit', 'b'], ...rows]);
        const quoted = stringify([['unit', 'b'], ...rows], { quoted: true });
        const plain = await table(text.replaceAll('"', ''));
        const full = await table(quoted);
        const filled = (given: typeof plain) => given.rows.filter(({ cells }) => cells.some((each) => each !== ''));
        expect(filled(full).map(({ cells }) => cells)).toEqual(filled(plain).map(({ cells }) => cells));
        expect(filled(full).map(({ row }) => row)).toEqual(filled(plain).map(({ row }) => row));
      },
    ),
    { numRuns: 60 },
  );
});

test.each([
  ['an empty file', '', 'FileEmpty data.csv'],
  ['only line ends', '\n\n', 'FileEmpty data.csv'],
  ['bars', 'unit|period|population\n100000000|2025|5,5\n', 'SeparatorNotComma data.csv:1:1'],
  ['a question mark for a lost letter', 'unit,b\n1,Алматы\n2,Т?ркістан\n', 'LettersLost data.csv:3:3'],
  ['a lost first letter', 'unit,b\n1,"?ызылорда"\n', 'LettersLost data.csv:2:4'],
  ['an open quote', 'a,b\n1,"x\n', 'CellUnreadable data.csv:2:1'],
  ['a quote inside a cell', 'a,b\n1,x"y\n', 'CellUnreadable data.csv:2:1'],
  ['a lost letter', 'a,b\n1,\ufffdбай\n', 'CellUnreadable data.csv:2:3'],
  ['a control sign', 'a,b\n1,x\u0007\n', 'CellUnreadable data.csv:2:4'],
  ['zero bytes', 'a,b\n1,\u0000\n', 'FormatNotRead data.csv:2:3'],
])('%s is refused with its place', async (_name, content, expected) =>
  expect(await fault(content)).toEqual([expected]),
);

test('a mixture of encodings is refused where it stops being UTF-8', async () => {
  const cyrillic = Uint8Array.from([...new TextEncoder().encode('unit,b\nА,'), 0xc0, 0xe1, 0xe0, 0xe9, 10]);
  expect(await fault(cyrillic)).toEqual(['EncodingNotUtf8 data.csv:2:3']);
});

test('what a name says and a file holds must agree', async () => {
  expect(await fault(Uint8Array.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1]), 'a.xls')).toEqual(['FormatNotRead a.xls']);
  expect(await fault(Uint8Array.from([0x50, 0x4b, 3, 4, 0]), 'a.csv')).toEqual(['FormatNotRead a.csv']);
  expect(await fault('a,b\n1,2\n', 'a.xlsx')).toEqual(['FormatNotRead a.xlsx']);
});

test('random bytes are refused, whatever they are, and never end the program', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.uint8Array({ minLength: 1, maxLength: 400 }),
      fc.constantFrom('a.csv', 'a.xlsx', 'a.bin'),
      fc.boolean(),
      async (noise, file, zip) => {
        const bytes = zip ? Uint8Array.from([0x50, 0x4b, 3, 4, ...noise]) : noise;
        const result = await readTableFile(file, bytes)();
        if (E.isLeft(result)) expect(result.left.length).toBeGreaterThan(0);
        else if (result.right.encoding === 'UTF-8')
          expect(() => new TextDecoder('utf-8', { fatal: true }).decode(bytes)).not.toThrow();
      },
    ),
    { numRuns: 200 },
  );
});

test.each([
  ['semicolons', 'unit;period;roads_km\n100000000;2025;5,5\n', ';', ['100000000', '2025', '5,5']],
  ['tabs', 'unit\tperiod\troads_km\n100000000\t2025\t5,5\n', '\t', ['100000000', '2025', '5,5']],
  ['quoted names', '"unit";"period";"a,b"\n1;2025;"5;5"\n', ';', ['1', '2025', '5;5']],
  ["Excel's own line", 'sep=;\nunit;period;roads_km\n1;2025;5,5\n', ';', ['1', '2025', '5,5']],
  ['no known name', 'Өңір;Халқы\nАбай;610 189,5\nЖетісу;1,5\n', ';', ['Абай', '610 189,5']],
  ['blank columns at the end', 'unit;period;a;;\n1;2025;3;;\n', ';', ['1', '2025', '3']],
  ['carriage returns alone', 'unit,period\r1,2025\r2,2025', ',', ['1', '2025']],
  ['a question at the end', 'unit,note\n1,Неге?\n', ',', ['1', 'Неге?']],
  ['a query in an address', 'unit,note\n1,https://a.kz/?қала\n', ',', ['1', 'https://a.kz/?қала']],
] as const)('%s: the header line gives the separator of the file', async (_name, content, separator, cells) => {
  const found = await table(content);
  expect(found.separator).toBe(separator);
  expect(found.rows[0]?.cells).toEqual(cells);
  const row = found.rows[0]!.row;
  expect(found.place(row, 1).column).toBe(cells[0].length + 2);
});

test('line ends of every kind in one file count as one each', async () => {
  const found = await table('unit,b\r1,2\r\n3,4\n5,6');
  expect(found.rows.map(({ row, cells }) => [row, ...cells])).toEqual([
    [2, '1', '2'],
    [3, '3', '4'],
    [4, '5', '6'],
  ]);
  expect(placeAsText(found.place(4, 1))).toBe('data.csv:4:3');
});

test('a header of a hundred thousand columns is refused at once', async () => {
  const header = ['unit', 'period', ...Array.from({ length: 100_000 }, () => 'x')].join(',');
  const result = await read(`${header}\n`);
  const told = E.isLeft(result) ? result.left.map(({ code, args }) => [code, args.what]) : [];
  expect(told).toEqual([['LimitExceeded', 'columns']]);
});

test('long runs of signs cost no more than their length', async () => {
  const long = `unit,b\n1,${'ы'.repeat(300_000)}?\n2,${'*'.repeat(300_000)}\n`;
  const started = performance.now();
  expect((await table(long)).rows).toHaveLength(2);
  expect(performance.now() - started).toBeLessThan(2000);
});
