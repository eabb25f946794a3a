// The steps stay on the first sheet: fewer are shown where long words take the room.
import { expect, test } from 'vitest';
import { roomForSteps, stepsThatFit } from '../../../src/core/report/sections/room.js';

const step = (title: string) => ({ title, from: 'no', to: 'yes' });
const short = Array.from({ length: 12 }, () => step('Budget published'));
const long = Array.from({ length: 12 }, () => step('Бекітілген бюджетті барлық қосымшаларымен жариялау '.repeat(4)));
const sheet = { note: '', figures: [], sentence: 'One.', rows: [], points: { strengths: [], weaknesses: [] } };

test('four steps where there is room, fewer where there is not, one at the least', () => {
  expect(stepsThatFit(short, 4, 300)).toBe(4);
  expect(stepsThatFit(short, 4, 40)).toBe(2);
  expect(stepsThatFit(long, 4, 80)).toBe(2);
  expect(stepsThatFit(long, 4, -50)).toBe(1);
  expect(stepsThatFit([], 4, 300)).toBe(0);
});

test('every line more leaves less room', () => {
  const rows = Array.from({ length: 19 }, () => 'Мемлекеттік сатып алу');
  const wrapped = rows.with(3, 'Коммуналдық кәсіпорындар және квазимемлекеттік сектор субъектілері');
  expect(roomForSteps({ ...sheet, rows: wrapped })).toBe(roomForSteps({ ...sheet, rows }) - 10);
  expect(roomForSteps({ ...sheet, note: 'ә'.repeat(200) })).toBe(roomForSteps(sheet) - 20);
});

test('Latin letters are narrower than Cyrillic ones', () => {
  expect(roomForSteps({ ...sheet, note: 'a'.repeat(140) })).toBeGreaterThan(
    roomForSteps({ ...sheet, note: 'а'.repeat(140) }),
  );
});
