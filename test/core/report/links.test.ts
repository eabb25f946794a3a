import { expect, test } from 'vitest';
import { cssString } from '../../../src/core/report/html.js';
import { proofsOf, safeHref } from '../../../src/core/report/links.js';

test.each([
  ['https://example.org/a?b=c', true],
  ['HTTP://example.org', true],
  ['mailto:office@example.org', true],
  ['javascript:alert(1)', false],
  [' JaVaScRiPt:alert(1)', false],
  ['java\nscript:alert(1)', false],
  ['data:text/html,<script>alert(1)</script>', false],
  ['vbscript:x', false],
  ['file:///etc/passwd', false],
  ['//example.org', false],
  ['https://a"onmouseover="x', false],
  ['https://a b', false],
])('%s may be linked to: %s', (address, allowed) => expect(safeHref(address) !== null).toBe(allowed));

test('proofs are parted into addresses and words', () => {
  expect(proofsOf('https://a.kz/1; letter of 3 May, see https://a.kz/2')).toEqual([
    { text: 'https://a.kz/1', href: 'https://a.kz/1' },
    { text: 'letter of 3 May, see', href: null },
    { text: 'https://a.kz/2', href: 'https://a.kz/2' },
  ]);
  expect(proofsOf(null)).toEqual([]);
});

test('a text inside a style element cannot end its string or the element', () => {
  expect(cssString('a"</style>\\Қ')).toBe('"a\\22 \\3c \\2f style\\3e \\5c Қ"');
});
