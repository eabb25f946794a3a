// Codes of units become names of files, parts of addresses and keys of rows: whatever the pattern takes must be sound as all three.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { byCode, codePattern, isMadeUpCode } from '../../../src/core/model/unit.js';
import { isSafeName } from '../../../src/shell/publish/safe-name.js';

const sign = fc.constantFrom(...'ABCNOPRUX0189-');
const code = fc
  .oneof(
    fc.string({ unit: sign, minLength: 1, maxLength: 40 }),
    fc.string({ unit: fc.constantFrom(...'0123456789'), minLength: 8, maxLength: 10 }),
    fc.constantFrom('CON', 'PRN', 'AUX', 'NUL', 'COM1', 'LPT9', 'CON-1', 'AUXX'),
  )
  .filter((text) => codePattern.test(text));

test.each([
  ['750000000', true],
  ['DEP-014', true],
  ['KAZ', true],
  ['P', true],
  [`A${'9'.repeat(31)}`, true],
  [`A${'9'.repeat(32)}`, false],
  ['75000000', false],
  ['7500000000', false],
  ['dep-014', false],
  ['DEP 014', false],
  ['DEP_014', false],
  ['-DEP', false],
  ['ДЕП', false],
  ['КAZ', false],
  ['DEP.HTML', false],
  ['../A', false],
  ['CON', false],
  ['COM7', false],
  ['CON-1', true],
  ['A\n', false],
  ['', false],
])('%j', (text, expected) => expect(codePattern.test(text)).toBe(expected));

test('every code is a safe name of a file and needs no signs in an address', () => {
  fc.assert(
    fc.property(code, (each) => {
      expect(isSafeName(each)).toBe(true);
      expect(isSafeName(`${each}.html`)).toBe(true);
      expect(encodeURIComponent(each)).toBe(each);
    }),
  );
});

test('codes that differ, differ where case is not told apart', () => {
  fc.assert(fc.property(code, code, (a, b) => (a === b) === (a.toLowerCase() === b.toLowerCase())));
});

test('their order is that of their bytes: digits before letters', () => {
  fc.assert(
    fc.property(code, code, (a, b) => {
      const bytes = Buffer.compare(Buffer.from(a), Buffer.from(b));
      expect(Math.sign(byCode({ code: a }, { code: b }))).toBe(bytes);
    }),
  );
  expect([...['DEP-10', 'DEP-9', '750000000', 'A']].sort((a, b) => byCode({ code: a }, { code: b }))).toEqual([
    '750000000',
    'A',
    'DEP-10',
    'DEP-9',
  ]);
});

test('a code with letters is never one of the made-up territories', () => {
  fc.assert(fc.property(code, (each) => !isMadeUpCode(each) || /^990[0-9]{6}$/.test(each)));
});
