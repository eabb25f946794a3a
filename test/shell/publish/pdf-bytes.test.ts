import { expect, test } from 'vitest';
import { withoutTraces } from '../../../src/shell/publish/pdf-bytes.js';

const settled = (text: string): string =>
  Buffer.from(withoutTraces(new TextEncoder().encode(text), '2025-12-31')).toString('latin1');

// Two prints of one page: the browser has numbered the same two elements (objects 53 and 60) in another order.
const pdf = (first: string, second: string, tree: string, date: string): string =>
  `<</CreationDate (D:${date}+05'00')\n/ModDate (D:${date}+05'00')>>
53 0 obj <</S /TH /ID (node${first})>> 60 0 obj <</S /TH /ID (node${second})>> 61 0 obj <</Headers [(node${first}) (node${second})]>>
70 0 obj <</Limits [(${tree.slice(1, 13)}) (node99999999)]\n/Names [${tree}]>> endobj`;

test('the clock and the order in which elements were numbered leave no trace, and no length changes', () => {
  const one = pdf('00000007', '00000009', '(node00000007) 53 0 R (node00000009) 60 0 R', '20260101101010');
  const other = pdf('00000412', '00000411', '(node00000411) 60 0 R (node00000412) 53 0 R', '20260202202020');
  const expected = pdf('00000001', '00000002', '(node00000001) 53 0 R (node00000002) 60 0 R', '20251231000000');
  expect(settled(one)).toBe(settled(other));
  expect(settled(one)).toBe(expected.replaceAll('+05', '+00').replace('node99999999', 'node00000002'));
  expect(settled(one)).toHaveLength(one.length);
});

test('a file of another shape is left as it is', () => {
  for (const text of [
    '',
    '%PDF',
    '/Names [(node00000001) 5 0 R',
    '/Names [(node00000001) 5 0 R (other) 6 0 R]',
    '/ModDate (D:2026)',
  ]) {
    expect(settled(text)).toBe(text);
  }
});
