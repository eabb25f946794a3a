// What the pages say of the places in the draws, and that they say nothing where an index names nothing unsure.
import { expect, test } from 'vitest';
import { langs } from '../../../src/core/model/text.js';
import { profilePage } from '../../../src/core/report/profile.js';
import { rankingPage } from '../../../src/core/report/ranking.js';
import { prepareReport } from '../../../src/core/report/report.js';
import { placesText } from '../../../src/core/report/uncertainty-words.js';
import { groupNumbers } from '../../../src/core/uncertainty/document.js';
import { positionOf, smallInput, unsureInput, wordsIn } from './small-report.js';

const input = unsureInput();
const report = prepareReport(input);
const en = wordsIn('en');
const { summary } = input.uncertainty!;
const ofUnit = (code: string) => summary.units.find((each) => each.code === code)!;
const ranking = rankingPage(report, en);
const rows = ranking.lists.flatMap(({ groups }) => groups).flatMap((group) => group.rows);

test('every ranked unit has its places in the row and stands under the head of its group', () => {
  expect(ranking.placesLabel).toBe('Places in 90% of the draws');
  expect(rows.map(({ code, places }) => [code, places?.text])).toEqual(
    rows.map(({ code }) => [code, placesText(ofUnit(code).rank)]),
  );
  const numbers = groupNumbers(summary);
  for (const { title, rows: members } of ranking.lists.flatMap(({ groups }) => groups))
    expect(members.map(({ code }) => `Group ${numbers.get(code)}`)).toEqual(members.map(() => title));
  // The tests need groups of more than one, and more than one of them.
  expect(ranking.lists[0]!.groups.length).toBeGreaterThan(1);
  expect(ranking.lists[0]!.groups.length).toBeLessThan(rows.length);
});

test('the bar of a row spans its places on the rail of its list', () => {
  const last = Number(ranking.lists[0]!.rail.at(-1));
  for (const { places } of rows) {
    const [, from, to] = /class="range" x1="([0-9.]+)%" x2="([0-9.]+)%"/.exec(places!.bar.html)!;
    const [best, worst = best] = places!.text.split('–').map(Number);
    expect(Number(from) / 100).toBeCloseTo((best! - 1) / (last - 1), 3);
    expect(Number(to) / 100).toBeCloseTo((worst! - 1) / (last - 1), 3);
  }
});

test('a profile gives places, group, scores and shares of the draws, and says in words what is unsure', () => {
  const unit = positionOf(input, 'Gamma');
  const page = profilePage(report, unit, en);
  const own = summary.units[unit]!;
  expect(page.figures[0]!.lines[0]).toBe(`places ${placesText(own.rank)} in 90% of the draws`);
  expect(page.figures[0]!.lines[1]).toMatch(/^group \d of \d$/);
  expect(page.sentence).toContain(`In 90% of the draws: places ${placesText(own.rank)}.`);
  expect(page.distribution!.own!.range).toEqual([own.score!.p05, own.score!.p95]);
  expect(page.unsure!.about).toContain('how much each part counts; whether each grade is right; whether any one part');
  // Nothing to draw: the data have no standard errors.
  expect(page.unsure!.about).not.toContain('sample');
  expect(page.unsure!.shares.map(({ share }) => Number(share.replace(/[^0-9]/g, ''))).reduce((a, b) => a + b)).toBe(
    100,
  );
});

test('a change is filled and called clear only where it keeps its sign in at least 95 % of the draws', () => {
  const shares = input.uncertainty!.changeShare!;
  for (const { code, sign } of rows) {
    if (sign === null || sign.html === '') continue;
    expect(sign.html.includes(' clear'), code).toBe((shares.get(code)?.score ?? 0) >= 0.95);
  }
  const { figures } = profilePage(report, positionOf(input, 'Beta'), en);
  expect(figures[3]!.lines.join(' ')).toMatch(/(clear|cannot be told): same sign in [<>\d]/);
});

test('the method tells what is drawn and where that is declared, the seed, and whether the draws were enough', () => {
  const { facts } = ranking.method;
  const texts = facts.find(({ name }) => name === 'Uncertainty')!.texts.join('\n');
  expect(texts).toMatch(/300 draws, seed 5/);
  expect(texts).toMatch(/weights: \d+ weights.*small\/index\.yaml:\d+/);
  expect(texts).toContain('Nothing to draw for “sampling”');
  expect(texts).toMatch(/There were (enough|too few) draws/);
  expect(texts).not.toContain('--draws');
});

test('where no draw gave a ranking, only the method says so', () => {
  const none = { ...summary, failed: summary.draws };
  const failed = prepareReport({ ...input, uncertainty: { ...input.uncertainty!, summary: none } });
  const page = rankingPage(failed, en);
  expect([page.placesLabel, page.lists[0]!.groups.map(({ title }) => title)]).toEqual([null, [null]]);
  expect(JSON.stringify(page.method)).toContain('No draw gave a ranking.');
  expect(profilePage(failed, positionOf(input, 'Beta'), en).unsure).toBeNull();
});

test.each(langs)('an index that names nothing unsure has no word of draws in %s', (lang) => {
  const plain = smallInput();
  const words = wordsIn(lang);
  const both = [rankingPage(prepareReport(plain), words), profilePage(prepareReport(plain), 1, words)];
  expect(JSON.stringify(both)).not.toMatch(/\bdraws?\b|озыгрыш|ынақ/);
  expect(JSON.stringify([rankingPage(report, words), profilePage(report, 1, words)])).not.toMatch(/[⟦⟧]|undefined|NaN/);
});

test.each(langs)('nobody is told of a confidence interval in %s', (lang) => {
  const words = wordsIn(lang);
  const both = [rankingPage(report, words), profilePage(report, 1, words)];
  expect(JSON.stringify(both)).not.toMatch(/confidence|доверительн|сенімділік аралығы/i);
});
