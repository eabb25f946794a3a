import { describe, expect, test } from 'vitest';
import { measureDoubts } from '../../../../src/core/define/formula/check-measures.js';
import { type Likeness, likeness, readLabel } from '../../../../src/core/define/formula/measure.js';
import { sameInAll, type Text } from '../../../../src/core/model/text.js';
import { formulaOf } from './trees.js';

const alike = (a: string, b: string): Likeness | 'unread' => {
  const [left, right] = [readLabel(a), readLabel(b)];
  if (left === null || right === null) return 'unread';
  expect(likeness(right, left)).toBe(likeness(left, right));
  return likeness(left, right);
};

describe('labels, as offices write them', () => {
  test.each<[string, string, Likeness | 'unread']>([
    ['tenge', 'tenge', 'same'],
    ['tenge', 'KZT', 'same'],
    ['тенге', 'теңге', 'same'],
    ['тыс. тенге', 'мың теңге', 'same'],
    ['млн тенге', 'million tenge', 'same'],
    ['1000 tenge', 'thousand tenge', 'same'],
    ['thousand tenge', 'tenge', 'size'],
    ['млрд теңге', 'млн теңге', 'size'],
    ['bn KZT', 'US dollars', 'kind'],
    ['tenge', 'people', 'kind'],
    ['теңге', 'адам', 'kind'],
    ['тенге', 'человек', 'kind'],
    ['people', 'residents', 'same'],
    ['человек', 'тыс. человек', 'size'],
    ['people', '%', 'kind'],
    ['tenge', '%', 'kind'],
    ['%', 'per cent', 'same'],
    ['%', 'percentage points', 'same'],
    ['%', '‰', 'size'],
    ['% of 4 quarters', '%', 'same'],
    ['days', 'calendar days', 'same'],
    ['days', 'hours', 'size'],
    ['календарные дни', 'тенге', 'kind'],
    ['km²', 'ha', 'size'],
    ['км²', 'қылмыс', 'kind'],
    ['per 1,000 residents', 'per 1,000 people', 'same'],
    ['per 1,000 residents', 'per 10,000 residents', 'size'],
    ['на 1000 жителей', 'на 100 000 жителей', 'size'],
    ['1000 тұрғынға шаққанда', '10 000 тұрғынға шаққанда', 'size'],
    ['crimes per 1,000 people', 'per 1,000 residents', 'same'],
    ['tenge per person', 'tenge/person', 'same'],
    ['тенге на душу населения', 'тенге на человека', 'same'],
    ['tenge per person', 'tenge', 'kind'],
    ['tenge a month', 'айына теңге', 'same'],
    ['tenge a month', 'тенге в месяц', 'same'],
    ['tenge a month', 'tenge a year', 'size'],
    ['tenge a month', 'people', 'kind'],
    // Not sure, so nothing is claimed: parts of a whole, figures labelled without their period, marks without a measure.
    ['pupils', 'teachers', 'open'],
    ['crimes', 'people', 'open'],
    ['registered crimes', 'crimes', 'open'],
    ['tenge a month', 'tenge', 'open'],
    ['per registered crime', '%', 'open'],
    ['crimes', '%', 'open'],
    ['thousand pupils', 'people', 'size'],
    ['index', 'tenge', 'unread'],
    ['баллов', '%', 'unread'],
    ['tenge (prices of 2015)', 'people', 'unread'],
    ['2020 = 100', '%', 'unread'],
    ['', 'tenge', 'unread'],
    ['constructor', '__proto__', 'unread'],
  ])('%s and %s: %s', (a, b, expected) => expect(alike(a, b)).toBe(expected));
});

const labels: Readonly<Record<string, Text>> = {
  budget: { kk: 'теңге', ru: 'тенге', en: 'tenge' },
  revenue: { kk: 'мың теңге', ru: 'тыс. тенге', en: 'thousand tenge' },
  population: { kk: 'адам', ru: 'человек', en: 'people' },
  халық: { kk: 'мың адам', ru: 'тыс. человек', en: 'thousand people' },
  crimes: { kk: 'қылмыс', ru: 'преступлений', en: 'crimes' },
  poor: sameInAll('%'),
  mark: sameInAll('балл'),
  days: sameInAll('days'),
};
const doubts = (text: string, own: string | null = null): ReadonlyArray<string> =>
  measureDoubts(formulaOf(text), (name) => labels[name] ?? null, own === null ? null : sameInAll(own)).map(
    (doubt) =>
      `${doubt.reason} ${doubt.in}: ${doubt.left} [${doubt.leftIn.en}]${doubt.right === '' ? '' : `, ${doubt.right}`} [${doubt.rightIn.en}] x${doubt.times} @${text.slice(doubt.from, doubt.to)}`,
  );

describe('formulas that join unlike figures', () => {
  test.each(
    [
      ['budget + population', 'kind +: budget [tenge], population [people] x1 @budget + population'],
      ['1 - (budget - revenue)', 'size -: budget [tenge], revenue [thousand tenge] x1000 @(budget - revenue)'],
      ['if(budget > population, 1, 2)', 'kind >: budget [tenge], population [people] x1 @budget > population'],
      [
        'if(1 > 0, revenue, budget)',
        'size if: revenue [thousand tenge], budget [tenge] x1000 @if(1 > 0, revenue, budget)',
      ],
      ['min(budget, 5, days)', 'kind min: budget [tenge], days [days] x1 @min(budget, 5, days)'],
      ['mean(poor, population)', 'kind mean: poor [%], population [people] x1 @mean(poor, population)'],
      [
        'coalesce(халық, population)',
        'size coalesce: халық [thousand people], population [people] x1000 @coalesce(халық, population)',
      ],
      ['share(revenue, budget)', 'size share: revenue [thousand tenge], budget [tenge] x1000 @share(revenue, budget)'],
      [
        'change_pct(budget, previous(revenue))',
        'size change_pct: budget [tenge], previous(revenue) [thousand tenge] x1000 @change_pct(budget, previous(revenue))',
      ],
      ['clamp(days, 0, population)', 'kind clamp: days [days], population [people] x1 @clamp(days, 0, population)'],
      [
        'budget / population + budget',
        'kind +: budget / population [tenge / people], budget [tenge] x1 @budget / population + budget',
      ],
      [
        'budget / population - revenue / population',
        'size -: budget / population [tenge / people], revenue / population [thousand tenge / people] x1000 @budget / population - revenue / population',
      ],
      [
        '0.3 * budget + 0.7 * revenue',
        'size +: 0.3 * budget [tenge], 0.7 * revenue [thousand tenge] x1000 @0.3 * budget + 0.7 * revenue',
      ],
      [
        'poor + budget / (1 * budget)',
        'size +: poor [%], budget / (1 * budget) [tenge / tenge] x100 @poor + budget / (1 * budget)',
      ],
      ['ln(budget)', 'pure ln: budget [tenge] [] x1 @ln(budget)'],
      ['ln(budget) + 1', 'pure ln: budget [tenge] [] x1 @ln(budget)'],
      ['2 * ln(population)', 'pure ln: population [people] [] x1 @ln(population)'],
      ['exp(-days)', 'pure exp: -days [days] [] x1 @exp(-days)'],
      ['is_missing(budget + population)', 'kind +: budget [tenge], population [people] x1 @budget + population'],
    ].map(([text, ...rest]) => [text!, rest] as const),
  )('%s', (text, expected) => {
    const needed =
      text.startsWith('is_missing') || text.startsWith('if(budget')
        ? `if(${text.startsWith('if') ? 'budget > population' : text}, 1, 2)`
        : text;
    expect(doubts(needed)).toEqual(expected);
  });

  test.each([
    '1000 * revenue + budget',
    'revenue + budget / 1000',
    'revenue * 10 / 10 + budget',
    'budget / population * 100000',
    '100 * crimes / population + poor',
    '100 * budget / budget + poor',
    'poor / 100 * budget + budget',
    'budget * 12 + 5',
    'budget > 0 and population > 20000 or not (days < 3)',
    'mark + poor',
    'mark + budget',
    'elsewhere + budget',
    'ln(budget) - ln(revenue)',
    '(ln(budget) - ln(100)) / (ln(75000) - ln(100))',
    'ln(budget / budget)',
    'ln(mark) + exp(mark / 50) + exp(poor)',
    'sqrt(budget * budget) + budget',
    'square(days) / days + days',
    'round(max(budget, previous(budget)), 2) + abs(budget)',
    'band(budget, 1000, 5000) + days',
    'rate_per(1000, crimes, population) + rate_per(1, crimes, халық)',
    'coalesce(budget, 0) / coalesce(population, 1)',
  ])('nothing is held against %s', (text) => {
    const needed = text.includes(' and ') ? `if(${text}, 1, 2)` : text;
    expect(doubts(needed)).toEqual([]);
  });

  test('the result is held against what its indicator is measured in, where that is sure', () => {
    expect(doubts('budget / population', 'people')).toEqual([
      'own_kind : budget / population [tenge / people] [people] x1 @budget / population',
    ]);
    expect(doubts('rate_per(1000, crimes, population)', 'per 10,000 residents')).toEqual([
      'own_size : rate_per(1000, crimes, population) [crimes / 1000 people] [per 10,000 residents] x10 @rate_per(1000, crimes, population)',
    ]);
    expect(doubts('revenue', 'tenge')).toEqual(['own_size : revenue [thousand tenge] [tenge] x1000 @revenue']);
    for (const [text, own] of [
      ['rate_per(1000, crimes, population)', 'per 1,000 residents'],
      ['rate_per(10, crimes, халық)', 'per 10,000 residents'],
      ['crimes / population * 100000', 'per 100,000 residents'],
      ['share(budget, budget)', '%'],
      ['budget / population', 'tenge per person'],
      ['budget / population', 'index'],
      ['revenue * 1000', 'tenge'],
      ['if(mark <= 50, mark / 100, 0.5)', 'index'],
    ] as const)
      expect([text, doubts(text, own)]).toEqual([text, []]);
  });

  test('a label that is the same in one language is no doubt in another', () => {
    const people = { kk: 'адам', ru: 'человек', en: 'people' };
    const half = { kk: 'адам', ru: 'тенге', en: 'tenge' };
    const found = (other: Text): number =>
      measureDoubts(formulaOf('a + b'), (name) => (name === 'a' ? people : other), null).length;
    expect([found(half), found({ ...half, kk: 'теңге' }), found({ ...half, kk: 'ұпай' })]).toEqual([0, 1, 1]);
  });
});
