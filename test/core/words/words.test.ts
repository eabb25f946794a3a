import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { type Words, wordsOf } from '../../../src/core/words/words.js';

const catalogue = new Map([
  ['plain', 'Жай сөз'],
  ['quote', "It's {what}"],
  ['councils.en', '{n, plural, one {# council} other {# councils}}'],
  ['councils.ru', '{n, plural, one {# маслихат} few {# маслихата} many {# маслихатов} other {# маслихата}}'],
  ['councils.kk', '{n, plural, other {# мәслихат}}'],
  ['tags', '<b>{what}</b>'],
]);
const words: Readonly<Record<Lang, Words>> = {
  kk: wordsOf('kk', catalogue),
  ru: wordsOf('ru', catalogue),
  en: wordsOf('en', catalogue),
};

/** No-break spaces are shown as `_`. */
const seen = (text: string): string => text.replaceAll('\u00a0', '_');

test.each(langs)('whole numbers in a sentence are written as Intl writes them: %s', (lang) => {
  const said = wordsOf(lang, new Map([['n', '{n, number}; {n, plural, other {#}}']]));
  const intl = new Intl.NumberFormat(lang);
  const sizes = Array.from({ length: 15 }, (_, i) => 10 ** i).flatMap((ten) => [ten - 1, ten, 7 * ten + 3]);
  for (const n of [0, -0, 0.5, 1234.5, ...sizes, ...sizes.map((size) => -size)])
    expect(said.say('n', { n })).toBe(`${intl.format(n)}; ${intl.format(n)}`);
});

describe('numbers', () => {
  test.each([
    [0, 0, '0', '0'],
    [-0, 0, '0', '0'],
    [-0, 2, '0,00', '0.00'],
    [-0.04, 1, '0,0', '0.0'],
    [0.5, 0, '1', '1'],
    [-0.5, 0, '−1', '−1'],
    [1.5, 0, '2', '2'],
    [2.5, 0, '3', '3'],
    [1.005, 2, '1,01', '1.01'],
    [2.675, 2, '2,68', '2.68'],
    [-1.005, 2, '−1,01', '−1.01'],
    [61.25, 1, '61,3', '61.3'],
    [61.25, 2, '61,25', '61.25'],
    [61.25, 4, '61,2500', '61.2500'],
    [99.96, 1, '100,0', '100.0'],
    [100, 1, '100,0', '100.0'],
    [999, 0, '999', '999'],
    [1000, 0, '1_000', '1,000'],
    [1234, 1, '1_234,0', '1,234.0'],
    [-1234.5, 1, '−1_234,5', '−1,234.5'],
    [1234567.891, 2, '1_234_567,89', '1,234,567.89'],
    [1234567.891, 0, '1_234_568', '1,234,568'],
    [1e21, 0, '1_000_000_000_000_000_000_000', '1,000,000,000,000,000,000,000'],
    [1e-9, 2, '0,00', '0.00'],
    [0.1 + 0.2, 10, '0,3000000000', '0.3000000000'],
  ])('%d with %d decimals', (value, decimals, kkAndRu, en) => {
    expect(seen(words.kk.number(value, decimals))).toBe(kkAndRu);
    expect(seen(words.ru.number(value, decimals))).toBe(kkAndRu);
    expect(seen(words.en.number(value, decimals))).toBe(en);
  });

  test.each([
    [0, '0', '0'],
    [-0, '0', '0'],
    [-1e-12, '0', '0'],
    [5, '5', '5'],
    [0.1 + 0.2, '0,3', '0.3'],
    [-61.25, '−61,25', '−61.25'],
    [1234567.891, '1_234_567,891', '1,234,567.891'],
    [1 / 3, '0,3333333333', '0.3333333333'],
  ])('%d with as many decimals as it needs', (value, kkAndRu, en) => {
    expect(seen(words.kk.plain(value))).toBe(kkAndRu);
    expect(seen(words.ru.plain(value))).toBe(kkAndRu);
    expect(seen(words.en.plain(value))).toBe(en);
  });

  test('and up to a given number of decimals', () => {
    expect(words.en.plain(1.005, 2)).toBe('1.01');
    expect(words.ru.plain(1 / 3, 2)).toBe('0,33');
  });

  test.each([
    [2.5, 1, '+2,5'],
    [-2.5, 1, '−2,5'],
    [0, 1, '0,0'],
    [-0, 0, '0'],
    [0.04, 1, '0,0'],
    [-0.04, 1, '0,0'],
    [0.05, 1, '+0,1'],
    [1234.5, 0, '+1_235'],
  ])('%d as a change with %d decimals', (value, decimals, expected) => {
    expect(seen(words.kk.signed(value, decimals))).toBe(expected);
    expect(seen(words.ru.signed(value, decimals))).toBe(expected);
    expect(seen(words.en.signed(value, decimals))).toBe(expected.replace(',', '.').replace('_', ','));
  });

  test.each([
    [0, 0, '0_%', '0%'],
    [1, 0, '100_%', '100%'],
    [0.285, 0, '29_%', '29%'],
    [0.125, 1, '12,5_%', '12.5%'],
    [0.9995, 1, '100,0_%', '100.0%'],
    [-0.1, 0, '−10_%', '−10%'],
    [12.345, 1, '1_234,5_%', '1,234.5%'],
  ])('%d as per cent with %d decimals', (share, decimals, kkAndRu, en) => {
    expect(seen(words.kk.percent(share, decimals))).toBe(kkAndRu);
    expect(seen(words.ru.percent(share, decimals))).toBe(kkAndRu);
    expect(seen(words.en.percent(share, decimals))).toBe(en);
  });
});

describe('dates', () => {
  test.each([
    ['2025-01-05', '2025_жылғы 5_қаңтар', '5_января 2025_г.', '5_January 2025'],
    ['2024-02-29', '2024_жылғы 29_ақпан', '29_февраля 2024_г.', '29_February 2024'],
    ['2025-05-01', '2025_жылғы 1_мамыр', '1_мая 2025_г.', '1_May 2025'],
    ['2025-12-31', '2025_жылғы 31_желтоқсан', '31_декабря 2025_г.', '31_December 2025'],
    ['2025-12-31T23:59:59Z', '2025_жылғы 31_желтоқсан', '31_декабря 2025_г.', '31_December 2025'],
  ])('%s', (iso, kk, ru, en) => {
    expect(seen(words.kk.date(iso))).toBe(kk);
    expect(seen(words.ru.date(iso))).toBe(ru);
    expect(seen(words.en.date(iso))).toBe(en);
  });

  test('do not move with the time zone', () => {
    const before = process.env.TZ;
    for (const zone of ['Pacific/Kiritimati', 'Pacific/Pago_Pago', 'Asia/Almaty']) {
      process.env.TZ = zone;
      expect(seen(words.en.date('2025-01-01'))).toBe('1_January 2025');
    }
    if (before === undefined) delete process.env.TZ;
    else process.env.TZ = before;
  });
});

describe('order', () => {
  const kazakh = [...'АӘБВГҒДЕЁЖЗИЙКҚЛМНҢОӨПРСТУҰҮФХҺЦЧШЩЪЫІЬЭЮЯ'];

  test('Kazakh letters stand in the order of the Kazakh alphabet', () => {
    expect(kazakh).toHaveLength(42);
    expect([...kazakh].reverse().sort(words.kk.compare)).toEqual(kazakh);
    const small = kazakh.map((letter) => letter.toLowerCase());
    expect([...small].reverse().sort(words.kk.compare)).toEqual(small);
  });

  test('names of districts in Kazakh', () => {
    const names = [
      'Іле',
      'Ұлытау',
      'Үржар',
      'Қордай',
      'Көксу',
      'Ақтоғай',
      'Әйтеке би',
      'Алакөл',
      'Өскемен',
      'Орал',
      'Шу',
    ];
    expect(names.sort(words.kk.compare)).toEqual([
      ...['Ақтоғай', 'Алакөл', 'Әйтеке би', 'Көксу', 'Қордай', 'Орал', 'Өскемен', 'Ұлытау', 'Үржар', 'Шу', 'Іле'],
    ]);
  });

  test('Russian letters and numbers inside names', () => {
    expect(['Яя', 'Ёж', 'Ель', 'Жук', 'Аул 10', 'Аул 9'].sort(words.ru.compare)).toEqual([
      ...['Аул 9', 'Аул 10', 'Ёж', 'Ель', 'Жук', 'Яя'],
    ]);
    expect(['Zhetisu', 'abai', 'Akmola'].sort(words.en.compare)).toEqual(['abai', 'Akmola', 'Zhetisu']);
  });
});

describe('sentences', () => {
  test.each([
    [0, '0 мәслихат', '0 маслихатов', '0 councils'],
    [1, '1 мәслихат', '1 маслихат', '1 council'],
    [2, '2 мәслихат', '2 маслихата', '2 councils'],
    [5, '5 мәслихат', '5 маслихатов', '5 councils'],
    [11, '11 мәслихат', '11 маслихатов', '11 councils'],
    [21, '21 мәслихат', '21 маслихат', '21 councils'],
    [112, '112 мәслихат', '112 маслихатов', '112 councils'],
    [1234, '1_234 мәслихат', '1_234 маслихата', '1,234 councils'],
  ])('%d councils', (n, kk, ru, en) => {
    expect(seen(words.kk.say('councils.kk', { n }))).toBe(kk);
    expect(seen(words.ru.say('councils.ru', { n }))).toBe(ru);
    expect(seen(words.en.say('councils.en', { n }))).toBe(en);
  });

  test('plain, quoted, with signs that mean something elsewhere, and missing ones', () => {
    expect(words.kk.say('plain')).toBe('Жай сөз');
    expect(words.en.say('quote', { what: 'here' })).toBe("It's here");
    expect(words.en.say('quote', { what: '{n} <b> # ’' })).toBe("It's {n} <b> # ’");
    expect(words.en.say('tags', { what: 'x' })).toBe('<b>x</b>');
    expect(words.en.say('nothing.here')).toBe('⟦nothing.here⟧');
    expect(words.en.has('plain')).toBe(true);
    expect(words.en.has('nothing.here')).toBe(false);
    expect(words.ru.text({ kk: 'бір', ru: 'один', en: 'one' })).toBe('один');
  });
});

test('the words files can be compiled, each sentence in its language', () => {
  for (const lang of langs) {
    const entries: Array<[string, string]> = [];
    const gather = (key: string, value: unknown): void => {
      if (typeof value === 'string') entries.push([key, value]);
      else for (const [name, inner] of Object.entries(value ?? {})) gather(key === '' ? name : `${key}.${name}`, inner);
    };
    gather('', parse(readFileSync(`templates/i18n/${lang}.yaml`, 'utf8')));
    const { say } = wordsOf(lang, new Map(entries));
    for (const [key] of entries) {
      try {
        expect(say(key)).not.toBe('');
      } catch (error) {
        // Arguments are not known here: a sentence may ask for one, but it must be well formed.
        expect(String(error), `${lang} ${key}`).toMatch(/was not provided/);
      }
    }
  }
});

describe('plain patterns are filled in without the full language', () => {
  const one = (pattern: string): Words => wordsOf('en', new Map([['one', pattern]]));
  const full = (pattern: string, args: Readonly<Record<string, string | number>>): string =>
    String(new IntlMessageFormat(pattern, 'en', undefined, { ignoreTag: true }).format(args));

  test.each([
    ['{a}', { a: 'x' }],
    ['{a} and {a}, {b}', { a: 1234.5, b: '$&' }],
    ['{a}', { a: 0 }],
    ['{a}', { a: '' }],
    ['{a}', { a: '{b}' }],
    ['<b>{toString}</b> #', { toString: -1 }],
    ["it's {a}", { a: 'x' }],
    ["'{'a'}' {a}", { a: 'x' }],
    ['{n, plural, one {#} other {# {a}}}', { n: 2, a: 'x' }],
  ])('%s', (pattern, args) => expect(one(pattern).say('one', args)).toBe(full(pattern, args)));

  test('an argument that is not given is told as before', () => {
    expect(() => one('{a} {b}').say('one', { a: 'x' })).toThrow('b');
  });
});
