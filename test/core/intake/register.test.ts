// Which unit a name means: exact names and spellings alone; near ones and look-alikes are named and never taken.
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { mixedName } from '../../../src/core/intake/lookalikes.js';
import { isProblem, registerOf } from '../../../src/core/intake/register.js';
import type { Unit } from '../../../src/core/model/unit.js';

const unit = (code: string, kk: string, ru: string, en: string): Unit => ({
  code,
  level: 'region',
  name: { kk, ru, en },
  parent: null,
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: false,
  attributes: {},
});
const units = [
  unit('100000000', 'Абай облысы', 'область Абай', 'Abai Region'),
  unit('710000000', 'Астана қаласы', 'город Астана', 'Astana City'),
  unit('391000000', 'Қостанай қаласы', 'город Костанай', 'Kostanay City'),
];
const register = registerOf(units);
const find = (cell: string) => {
  const found = register.find(cell, new Map([['Абайская обл.', '100000000']]), () => ({ file: 'f.csv' }));
  return isProblem(found) ? found : found.code;
};

test('a code, a name in any language, a spelling of the file; blanks between words are all one', () => {
  for (const cell of ['100000000', 'Абай облысы', 'область Абай', 'Abai Region', 'Абайская обл.']) {
    expect(find(cell)).toBe('100000000');
  }
  expect(find('область\u00a0 Абай ')).toBe('100000000');
  expect(find('область Аба\u0438\u0306')).toBe('100000000');
});

test('near names are shown, the nearest first', () => {
  expect(find('Astana city')).toMatchObject({
    code: 'UnknownUnit',
    args: { nearest: expect.stringMatching(/^Astana City \(710000000\)/) },
  });
});

test('letters of two alphabets are named as such', () => {
  expect(find('oблacть Абай')).toMatchObject({
    code: 'NameMixedScripts',
    args: { letters: 'o, a, c', script: 'latin', nearest: 'область Абай (100000000)' },
  });
  expect(find('Аbai Region')).toMatchObject({ args: { letters: 'А', script: 'cyrillic', near: 'yes' } });
  expect(mixedName('Abai облысы')).toBeNull();
});

const lookalike: ReadonlyMap<string, string> = new Map([
  ['а', 'a'],
  ['А', 'A'],
  ['о', 'o'],
  ['с', 'c'],
  ['р', 'p'],
]);

test('1,000 names with some letters swapped for look-alikes: never joined, always named', () => {
  const names = units.flatMap(({ name }) => [name.kk, name.ru]);
  fc.assert(
    fc.property(fc.constantFrom(...names), fc.infiniteStream(fc.boolean()), (name, swap) => {
      const swapped = [...name]
        .map((letter) => (swap.next().value === true ? (lookalike.get(letter) ?? letter) : letter))
        .join('');
      const found = find(swapped);
      if (swapped === name) expect(typeof found).toBe('string');
      else expect(found).toMatchObject({ code: 'NameMixedScripts' });
    }),
    { numRuns: 1000 },
  );
});
