// Periods in the words of tables, names with footnote signs, multipliers without binary dust: each with its answer, the doubtful ones with none.
import { expect, test } from 'vitest';
import { scaled } from '../../../src/core/intake/grid.js';
import { periodOfDay } from '../../../src/core/intake/mapped-rows.js';
import { periodInWords } from '../../../src/core/intake/periods-in-words.js';
import { withoutFootnotes } from '../../../src/core/intake/placed.js';
import { periodKind } from '../../../src/core/model/period.js';

test.each([
  ['2024', '2024'],
  ['2024 г.', '2024'],
  ['2024 год', '2024'],
  ['2024 жыл', '2024'],
  ['I полугодие 2023', '2023-H1'],
  ['2023 жылғы II жартыжылдық', '2023-H2'],
  ['1 квартал 2024 г.', '2024-Q1'],
  ['IV тоқсан 2024', '2024-Q4'],
  ['Ноябрь 2019 г.', '2019-11'],
  ['2024 жылғы қаңтар', '2024-01'],
  ['May 2020', '2020-05'],
  ['2015-2023', '2015/2023'],
  ['2015–2023', '2015/2023'],
])('%s is %s', (text, period) => {
  expect(periodInWords(text)).toBe(period);
  expect(periodKind(period)).not.toBeNull();
});

test.each([
  '',
  'not stated',
  '2024/2023',
  '3 полугодие 2023',
  '5 квартал 2024',
  'январь-март 2024',
  '2024 (projects of 2015)',
  'фев.24',
  '12024',
  'n=80',
])('%s is no period that is certain', (text) => expect(periodInWords(text)).toBeNull());

test.each([
  ['Абай облысы*', 'Абай облысы'],
  ['Ақмола облысы ¹', 'Ақмола облысы'],
  ['город Алматы 1)', 'город Алматы'],
  ['Абай облысы**', 'Абай облысы'],
  ['2024*', '2024'],
  ['Abai Region', 'Abai Region'],
  ['(1)', '(1)'],
  ['', ''],
])('%s without footnote signs is %s', (text, bare) => expect(withoutFootnotes(text)).toBe(bare));

test('a day lies in one period of each kind', () => {
  const kinds = ['year', 'half', 'quarter', 'month', 'day'] as const;
  expect(kinds.map((take) => periodOfDay('2024-07-01', take))).toEqual([
    '2024',
    '2024-H2',
    '2024-Q3',
    '2024-07',
    '2024-07-01',
  ]);
  expect(kinds.map((take) => periodOfDay('2024-06-30', take)).slice(1, 3)).toEqual(['2024-H1', '2024-Q2']);
});

test('powers of ten move the point and nothing else', () => {
  expect([scaled(0.07, 100), scaled(4.35, 100), scaled(1e-7, 1000), scaled(23.4, 1000), scaled(5, 0.001)]).toEqual([
    7, 435, 0.0001, 23400, 0.005,
  ]);
  expect([scaled(2, 3), scaled(-1.5, 2), scaled(0, 1000)]).toEqual([6, -3, 0]);
});
