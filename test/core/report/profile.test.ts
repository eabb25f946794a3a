import { expect, test } from 'vitest';
import { profilePage } from '../../../src/core/report/profile.js';
import { prepareReport } from '../../../src/core/report/report.js';
import { positionOf, smallInput, wordsIn } from './small-report.js';

const input = smallInput();
const report = prepareReport(input);
const en = wordsIn('en');
const of = (name: string) => profilePage(report, positionOf(input, name), en);

test('a shared rank is marked, and the list of all is called not like with like', () => {
  expect(of('Alpha').figures[0]).toMatchObject({
    value: '1',
    of: 'of 5',
    lines: ['in the list of all: 1 of 5', '(not like with like)'],
  });
  expect(of('Beta').figures[0]!.value).toBe('2=');
  expect(of('Gamma').sentence).toContain('Rank 2 of 5 among units of the level “district”, shared with others.');
});

test('score, band, change and coverage are told with what they rest on', () => {
  const { figures } = of('Alpha');
  expect(figures.map(({ label }) => label)).toEqual([
    'Rank within the level',
    'Score',
    'Band',
    'Change since 2024',
    'Coverage',
  ]);
  expect(figures[2]).toMatchObject({ value: 'High', lines: ['50–100'] });
  expect(of('Epsilon').figures[4]).toMatchObject({ value: '83%', lines: ['3 of 4 criteria', 'no\u00a0data\u00a01'] });
  expect(of('Delta').figures[4]!.lines[1]).toBe('no\u00a0evidence\u00a01');
});

test('a unit without a rank says why', () => {
  const page = of('Eta');
  expect(page.figures[0]).toMatchObject({ value: '–', lines: ['too few criteria with data for a score'] });
  expect(page.sentence).toBe('No rank in this period: too few criteria with data for a score.');
  expect(page.steps).toBeNull();
});

test('strong and weak points follow the printed rule', () => {
  expect(of('Alpha').points.strengths.map(({ code }) => code)).toEqual(['PA-01-01', 'PD-01-01', 'PD-01-02']);
  expect(of('Alpha').points.weaknesses).toEqual([]);
  // Two units share the last place: neither has a peer below.
  expect(of('Delta').points.weaknesses.map(({ code }) => code)).toContain('PD-01-01');
  // A city has two peers with scores, too few for a fifth of them to mean anything.
  expect(of('Zeta').points).toEqual({ strengths: [], weaknesses: [] });
});

test('first steps: by gain in the total, of the bodies of the ranking view only', () => {
  const { steps } = of('Delta');
  expect(steps!.first.map(({ code, from, to, gain, body }) => [code, from, to, gain, body])).toEqual([
    ['PD-01-01', 'no evidence', 'In part', '+16.67', 'maslikhat'],
    ['PA-01-01', 'No', 'Yes', '+16.67', 'maslikhat'],
    ['PD-01-02', '40%', '60%', '+6.67', 'maslikhat and akimat'],
    ['PD-01-03', 'working days: 20', 'working days: 17', '+3.33', 'maslikhat'],
  ]);
  expect(steps!.together).toBe('+43.33');
  expect(of('Alpha').steps!.first.map(({ code, to }) => [code, to])).toEqual([['PD-01-02', '100%']]);
});

test('what is missing or does not apply is no step', () => {
  expect(of('Epsilon').steps!.first.map(({ code }) => code)).not.toContain('PD-01-03');
  expect(of('Zeta').steps?.first.map(({ code }) => code) ?? []).not.toContain('PD-01-01');
});

test('each criterion carries value, points, state, proofs and remarks', () => {
  const [alpha] = of('Alpha').criteria.groups;
  expect(alpha!.rows.map(({ code, value, points, max, star }) => [code, value, points, max, star])).toEqual([
    ['01-01', 'In full', '2.00', '2', false],
    ['01-02', '80%', '1.60', '2', true],
    ['01-03', 'working days: 5', '1.00', '1', false],
  ]);
  expect(alpha!.rows[0]!.proofs).toEqual([
    { number: 1, href: 'https://example.org/a' },
    { number: 2, href: null },
  ]);
  expect(of('Beta').criteria.groups[0]!.rows[0]!.remarks).toEqual(['Assessor: Annexes are missing.']);
  expect(of('Zeta').criteria.groups[0]!.rows[0]).toMatchObject({
    value: 'not applicable',
    points: '–',
    max: '–',
    rank: '',
    remarks: ['Reason: New unit'],
  });
  expect(of('Epsilon').criteria.groups[0]!.rows[2]).toMatchObject({ value: 'no data', points: '…', rank: '' });
});

test('only an act that was seen makes a duty', () => {
  const { legal } = of('Alpha');
  expect(legal!.duties).toEqual([{ text: 'Law 1', codes: ['PD-01-01'] }]);
  expect(legal!.practice).toEqual([{ text: 'Law 2', codes: ['PD-01-02'] }]);
});

test('an index without bands, points and bodies reads as well', () => {
  const plain = smallInput({
    yaml: (text) =>
      text
        .replace(/^ +(body|points): .*\n/gm, '')
        .replace(', bodies: [maslikhat, both]', '')
        .replace(/bands:\n( {2}- .*\n)+/, '')
        .replace('weights: points', 'weights: equal')
        .replace(', within: level', ''),
  });
  const page = profilePage(prepareReport(plain), positionOf(plain, 'Alpha'), en);
  expect(page.fourFigures).toBe(true);
  expect(page.steps).toBeNull();
  expect(page.criteria.hasPoints).toBe(false);
  expect(page.criteria.groups[0]!.rows[0]!.points).toBe('100.0');
});

test.each(['kk', 'ru', 'en'] as const)('no word is missing in %s', (lang) => {
  for (const name of ['Alpha', 'Delta', 'Zeta', 'Eta']) {
    expect(JSON.stringify(profilePage(report, positionOf(input, name), wordsIn(lang)))).not.toMatch(
      /[⟦⟧]|undefined|NaN/,
    );
  }
});
