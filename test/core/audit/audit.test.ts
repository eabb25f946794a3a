import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Audit, auditOf } from '../../../src/core/audit/audit.js';
import type { Figures } from '../../../src/core/audit/figures.js';
import { judgedBy, type Rule, rules } from '../../../src/core/audit/rules.js';
import { enoughUnits } from '../../../src/core/audit/structure.js';
import { E } from '../../../src/core/fp.js';
import { auditPage } from '../../../src/core/report/audit/page.js';
import { score } from '../../../src/core/score/score.js';
import { stateCode } from '../../../src/core/score/scores.js';
import { chosenOneByOne, leftOutOneByOne } from '../../../src/core/uncertainty/remove-one.js';
import { wordsOf } from '../../../src/core/words/words.js';
import { decoded, unit } from '../../example-index.js';
import { readWords } from '../../house/words.js';
import { randomCase } from '../uncertainty/random-index.js';

const t = (text: string): string => `{kk: ${text}, ru: ${text}, en: ${text}}`;
const right = <A>(made: E.Either<unknown, A>): A => {
  if (E.isLeft(made)) throw new Error(JSON.stringify(made.left));
  return made.right;
};

const text = `
id: audited
version: "1"
title: ${t('Audited')}
units: {levels: [district], exclude: ["100000099"]}
recipe:
  - {step: normalise, method: min-max}
  - {step: aggregate, method: arithmetic}
children:
  - id: One
    title: ${t('One')}
    children:
      - {id: a, title: ${t('a')}, kind: measure, variable: a, direction: up, measured_in: x, source: {publisher: ${t('Office')}, declared_direction: down}}
      - {id: twin, title: ${t('twin')}, kind: measure, variable: twin, direction: up, measured_in: x, source: {publisher: ${t('Office')}}}
      - {id: size, title: ${t('size')}, kind: measure, variable: size, quantity: stock, direction: up, measured_in: people}
  - id: Two
    title: ${t('Two')}
    children:
      - {id: against, title: ${t('against')}, kind: measure, variable: against, direction: up, measured_in: x}
`;

const n = 24;
/** Evenly spread and unlike one another. */
const spread = (root: number): ReadonlyArray<number> => Array.from({ length: n }, (_, i) => (i * Math.sqrt(root)) % 1);
const a = spread(2);
const columns = [
  a,
  a.map((value, i) => value + 0.02 * spread(3)[i]!),
  spread(5).map((value, i) => (i === 0 ? 1000 : value)),
  a.map((value) => 1 - value),
];

const audited = (): Audit => {
  const definition = decoded(text);
  const leaves = columns.map((values, c) => ({
    raw: Float64Array.from(values, (value, i) => (c === 1 && i < 6 ? Number.NaN : value)),
    state: Uint8Array.from(values, (_, i) => (c === 1 && i < 6 ? stateCode.missing : stateCode.scored)),
    imputed: Uint8Array.from(values, (_, i) => (c === 0 && i < 6 ? 1 : 0)),
  }));
  const units = Array.from({ length: n }, (_, i) => unit(i));
  const scores = right(score(definition, definition.views[0]!, { period: '2025', units, unlisted: 2, leaves }));
  return auditOf({
    scores,
    madeUp: false,
    without: right(leftOutOneByOne(scores)),
    otherwise: right(chosenOneByOne(scores, [])),
    drawn: null,
  });
};
const audit = audited();
const judged = (id: string) => {
  const found = audit.verdicts.find(({ rule }) => rule.id === id)!;
  return { verdict: found.verdict, figure: found.finding?.figure, named: found.finding?.named };
};

test('each fault that was built in is named by its rule', () => {
  expect(judged('direction')).toEqual({ verdict: 'not_met', figure: 1, named: ['a'] });
  expect(judged('size')).toEqual({ verdict: 'not_met', figure: 1, named: ['size'] });
  expect(judged('sources')).toEqual({ verdict: 'not_met', figure: 0.5, named: ['size', 'against'] });
  expect(judged('single')).toEqual({ verdict: 'doubtful', figure: 1, named: ['Two'] });
  expect(judged('excluded')).toEqual({ verdict: 'doubtful', figure: 1, named: ['100000099'] });
  expect(judged('filled')).toEqual({ verdict: 'not_met', figure: 0.25, named: ['a'] });
  expect(judged('outliers')).toEqual({ verdict: 'not_met', figure: 0.25, named: ['size'] });
  expect(judged('twins').named).toEqual(expect.arrayContaining(['a', 'twin', 'against']));
  expect(judged('own_group').verdict).not.toBe('not_judged');
  // 24 units over four indicators.
  expect(judged('cases')).toEqual({ verdict: 'met', figure: 6, named: [] });
});

test('what has no figure has no verdict', () => {
  for (const id of ['judgements', 'failed', 'draws', 'width', 'outside', 'one_choice', 'method'])
    expect(judged(id)).toEqual({ verdict: 'not_judged', figure: undefined, named: undefined });
});

test('data and structure are what the columns say', () => {
  const facts = new Map(audit.indicators.map((own) => [own.leaf.id, own]));
  expect([facts.get('twin')!.known, facts.get('twin')!.missing, facts.get('twin')!.applies]).toEqual([18, 6, 24]);
  expect(facts.get('a')!.filled).toBe(6);
  expect(facts.get('size')!.flags).toEqual(['outliers', 'outliers_left']);
  expect(audit.units[0]!.missing).toBe(1);
  const links = new Map(audit.structure.indicators.map((own) => [own.leaf.id, own]));
  expect(links.get('against')!.own.r).toBeCloseTo(1, 12);
  expect(links.get('a')!.tops[1]!.r).toBeCloseTo(-1, 12);
  expect(audit.structure.twins.map(({ a: one, b }) => `${one} ${b}`).sort()).toEqual([
    'a against',
    'a twin',
    'twin against',
  ]);
});

test('a verdict is met up to its threshold and no farther', () => {
  const figures = audit as Figures;
  for (const rule of rules)
    fc.assert(
      fc.property(fc.double({ min: 0, max: 10, noNaN: true }), (figure) => {
        const { verdict } = judgedBy({ ...rule, find: () => ({ figure, named: [] }) } satisfies Rule, figures);
        const isIn = (bound: number): boolean =>
          rule.better === 'low' ? figure <= bound + 1e-12 : figure >= bound - 1e-12;
        expect(verdict).toBe(isIn(rule.met) ? 'met' : isIn(rule.doubtful) ? 'doubtful' : 'not_met');
      }),
      { numRuns: 20 },
    );
  const rule = rules.find(({ id }) => id === 'alpha')!;
  expect(judgedBy({ ...rule, find: () => ({ figure: Number.NaN, named: [] }) }, figures).verdict).toBe('not_judged');
});

const facts = {
  definitionHash: 'sha256:aaaaaaa',
  dataHash: 'sha256:bbbbbbb',
  engine: 'lsg 0',
  langs: ['kk', 'ru', 'en'],
} as const;

test('the page prints every rule with its figure, its thresholds and its source, in three languages', () => {
  for (const lang of facts.langs) {
    const words = wordsOf(lang, readWords(lang));
    const page = auditPage(audit, facts, words);
    const [verdicts] = page.sections;
    const rows = verdicts!.tables[0]!.rows;
    expect(rows.length).toBe(rules.length);
    for (const [i, { first, cells }] of rows.entries()) {
      expect(first.text).toBe(words.say(`audit.rule.${rules[i]!.id}.ask`));
      expect(first.more.length).toBeGreaterThan(5);
      expect(cells[1]!.text.length).toBeGreaterThan(2);
    }
    expect(page.sections.map(({ id }) => id)).toEqual([
      'verdicts',
      'concept',
      'data',
      'structure',
      'weights',
      'uncertainty',
      'sensitivity',
    ]);
    // Every table is whole: a cell for each head.
    for (const { tables } of page.sections)
      for (const { head, rows: own } of tables) for (const row of own) expect(row.cells.length + 1).toBe(head.length);
  }
});

test('any index can be audited: no figure but a number, and few units are said to be few', () => {
  const words = wordsOf('en', readWords('en'));
  fc.assert(
    fc.property(randomCase, ({ definition, columns: drawn }) => {
      const scores = score(definition, definition.views[0]!, drawn);
      if (E.isLeft(scores)) return;
      const without = right(leftOutOneByOne(scores.right));
      const made = auditOf({ scores: scores.right, madeUp: true, without, otherwise: [], drawn: null });
      for (const { finding, verdict } of made.verdicts) {
        expect(verdict === 'not_judged').toBe(finding === null);
        if (finding !== null) expect(Number.isFinite(finding.figure)).toBe(true);
      }
      const page = auditPage(made, facts, words);
      const few = words.say('audit.line.few_units', {
        n: scores.right.units.filter(({ rank }) => rank > 0).length,
        least: enoughUnits,
      });
      expect(page.sections.find(({ id }) => id === 'structure')!.lines).toContain(few);
      expect(page.madeUp).not.toBeNull();
      expect(JSON.stringify(page).match(/.{0,60}(NaN|undefined|Infinity|∞).{0,20}/)?.[0]).toBeUndefined();
    }),
    { numRuns: 25 },
  );
});
