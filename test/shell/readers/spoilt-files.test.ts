// A small share of the fuzz of files, the same on every run; `npm run fuzz -- files` tries ten thousand of each kind.
import { expect, test } from 'vitest';
import { fuzz } from '../../../fuzz/files/fuzz.js';

test('spoilt files of every kind are taken or refused, and a refusal changes nothing', async () => {
  const { kinds, faults } = await fuzz(25, 5, () => {});
  expect(faults.filter(({ what }) => !/^took \d+ ms$/.test(what))).toEqual([]);
  for (const [kind, { tried, refused }] of Object.entries(kinds)) {
    expect(tried, kind).toBe(25);
    expect(refused, kind).toBeGreaterThan(5);
  }
});
