import { expect, test } from 'vitest';
import { rankingPage } from '../../../src/core/report/ranking.js';
import { prepareReport } from '../../../src/core/report/report.js';
import { smallInput, wordsIn } from './small-report.js';

const en = wordsIn('en');
const page = rankingPage(prepareReport(smallInput()), en);

test('one list for each level, in the order of the definition, with the list of all beside', () => {
  expect(
    page.lists.map(({ title, groups }) => [
      title,
      groups.flatMap(({ rows }) => rows).map(({ rank, rankAll, name }) => `${rank} ${rankAll} ${name}`),
    ]),
  ).toEqual([['District', ['1 1 Alpha', '2= 2= Beta', '2= 2= Gamma', '4 4 Delta', '5 5 Epsilon']]]);
  expect(page.withAll).toBe(true);
});

test('units without a rank come last with the reason, those without data in one line', () => {
  expect(page.unranked.map(({ name, reason }) => [name, reason])).toEqual([
    ['Eta', 'too few criteria with data for a score'],
    ['Zeta', 'more than 20% of the points do not apply'],
  ]);
  expect(page.unlisted).toBe('1 unit has no data for this period: not listed, and not counted in any mean.');
});

test('the parts of a bar end at the score', () => {
  for (const row of page.lists.flatMap(({ groups }) => groups).flatMap(({ rows }) => rows)) {
    const ends = [...row.bar.html.matchAll(/<rect class="b\d" x="([0-9.]+)%" y="2" width="([0-9.]+)%"/g)].map(
      ([, x, width]) => Number(x) + Number(width),
    );
    expect(Math.abs(ends.at(-1)! - Number(row.score))).toBeLessThan(0.06);
  }
});

test('a profile that is not made is not linked to', () => {
  const some = rankingPage(prepareReport({ ...smallInput(), profiles: new Set(['990010000']) }), en);
  expect(
    some.lists
      .flatMap(({ groups }) => groups)
      .flatMap(({ rows }) => rows)
      .filter(({ href }) => href !== null)
      .map(({ name }) => name),
  ).toEqual(['Alpha']);
});
