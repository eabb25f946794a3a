// Encodings: the same table in each of those that offices send, and a refusal of those that only look like one.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { decodeText } from '../../../src/shell/readers/encoding.js';
import { bytesOf, cp866, cp1251, koi8r } from './encoded.js';

const russian = 'unit;period;население\r\nобласть Абай;2025;610 189\r\nАкмолинская область;2025;787 971\r\n';
const kazakh = `${russian}Қызылорда облысы;2025;841 929\r\nТүркістан облысы — «Оңтүстік»;2025;2 145 283\r\n`;

const read = (bytes: Uint8Array) => decodeText('f.csv', bytes);
const codes = (bytes: Uint8Array) => {
  const result = read(bytes);
  return E.isLeft(result) ? result.left.map(({ code }) => code) : [result.right.encoding];
};

test.each([
  ['UTF-8', kazakh, bytesOf(kazakh, 'utf-8')],
  ['UTF-8', kazakh, Uint8Array.from([0xef, 0xbb, 0xbf, ...bytesOf(kazakh, 'utf-8')])],
  ['UTF-16LE', kazakh, Uint8Array.from([0xff, 0xfe, ...bytesOf(kazakh, 'utf-16le')])],
  ['UTF-16BE', kazakh, Uint8Array.from([0xfe, 0xff, ...bytesOf(kazakh, 'utf-16be')])],
  ['UTF-16LE', kazakh, bytesOf(kazakh, 'utf-16le')],
  ['UTF-16BE', kazakh, bytesOf(kazakh, 'utf-16be')],
  ['Windows-1251', russian, cp1251(russian)],
] as const)('%s is read letter by letter', (encoding, text, bytes) => {
  expect(read(bytes)).toEqual(E.right({ text, encoding }));
});

test.each([
  ['DOS', cp866(russian)],
  ['KOI8-R', koi8r(russian)],
  ['Latin-1', Uint8Array.from([...bytesOf('unit;name\n1;Caf', 'utf-8'), 0xe9, 10])],
  ['UTF-8 cut in a letter', bytesOf(russian, 'utf-8').subarray(0, 'unit;period;'.length + 3)],
  ['half UTF-8, half Windows-1251', Uint8Array.from([...bytesOf(russian, 'utf-8'), ...cp1251(russian)])],
])('%s is refused', (_name, bytes) => expect(codes(bytes)).toEqual(['EncodingNotUtf8']));

test('10,000 random texts of bytes: refused, or read in an encoding in which they are sound', () => {
  fc.assert(
    fc.property(fc.uint8Array({ minLength: 24, maxLength: 200 }), (bytes) => {
      const result = read(bytes);
      if (E.isLeft(result)) return result.left.length > 0;
      return result.right.encoding !== 'Windows-1251' && !result.right.text.includes('\0');
    }),
    { numRuns: 10_000 },
  );
});
