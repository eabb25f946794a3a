// The made-up oblast: the shipped files are what the generator gives, they show every state, and they touch no real unit.
import { readdirSync, readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import { stringify } from 'csv-stringify/sync';
import { describe, expect, it } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import type { Definition } from '../../../src/core/define/definition.js';
import { type DemoAssessment, demoAssessments } from '../../../src/core/demo/assessments.js';
import { type DemoPeriod, demoPeriods } from '../../../src/core/demo/quality.js';
import { demoTables, shippedSeed } from '../../../src/core/demo/tables.js';
import { demoUnits } from '../../../src/core/demo/units.js';
import { E } from '../../../src/core/fp.js';
import { isMadeUpCode, type Unit } from '../../../src/core/model/unit.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { score } from '../../../src/core/score/score.js';
import type { Scores } from '../../../src/core/score/scores.js';

const right = <A>(result: E.Either<unknown, A>): A => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

const definition: Definition = (() => {
  const folder = 'indicators/lsgi-kz';
  const files = readdirSync(folder).map((name) => ({
    file: `${folder}/${name}`,
    text: readFileSync(`${folder}/${name}`, 'utf8'),
  }));
  return right(decodeIndex(files, `${folder}/index.yaml`)).definition;
})();
const { leaves } = definition;

const rows = new Map(demoPeriods.map((period) => [period, demoAssessments(leaves, period, shippedSeed)] as const));
const all = [...rows.values()].flat();

const units: ReadonlyArray<Unit> = demoUnits.map(({ code, level, name, parent, population }) => ({
  code,
  level,
  name,
  parent,
  validFrom: null,
  validTo: null,
  replaces: null,
  madeUp: true,
  attributes: { population },
}));

const scored = (period: DemoPeriod): Scores => {
  const from = { importId: 1, file: 'demo', sheet: null, row: 2, column: 'grade' };
  const assessments = (rows.get(period) ?? []).map((row) => ({ ...row, from }));
  const { columns } = right(columnsOf(definition, { units, observations: [], assessments }, period));
  return right(score(definition, definition.views.find((view) => view.ranks)!, columns));
};

describe('the shipped files', () => {
  it.each([...demoTables(leaves, shippedSeed)])(
    'data/demo/%s is what the generator gives, to the byte',
    (name, rows) => {
      expect(readFileSync(`data/demo/${name}`, 'utf8') === stringify([...rows])).toBe(true);
    },
  );

  it('take no code and no name of the register', () => {
    const register: ReadonlyArray<Record<string, string>> = parse(readFileSync('data/units/units.csv'), {
      columns: true,
    });
    const taken = new Set(register.flatMap((row) => Object.values(row)));
    for (const { code, name, short } of demoUnits) {
      expect(isMadeUpCode(code)).toBe(true);
      for (const text of [code, ...Object.values(name), ...Object.values(short)]) expect(taken).not.toContain(text);
    }
    expect(demoUnits.map(({ level }) => level).filter((level) => level === 'district')).toHaveLength(19);
    expect(demoUnits).toHaveLength(24);
  });
});

describe('the generator', () => {
  it('draws each criterion apart: without one of them the others stay as they were', () => {
    const fewer = demoAssessments(
      leaves.filter(({ id }) => id !== 'PD-01-02'),
      '2024',
      shippedSeed,
    );
    expect(fewer).toEqual(rows.get('2024')?.filter(({ indicator }) => indicator !== 'PD-01-02'));
  });

  it('draws other grades from another seed', () => {
    expect(demoAssessments(leaves, '2024', 1)).not.toEqual(rows.get('2024'));
  });

  it('gives grades and reasons of the closed lists, and one row at most for a cell', () => {
    const byId = new Map(leaves.map((leaf) => [leaf.id, leaf]));
    const seen = new Set<string>();
    const faulty = all.filter((row) => {
      const key = `${row.unit} ${row.period} ${row.indicator}`;
      const leaf = byId.get(row.indicator);
      const ok = leaf !== undefined && !seen.has(key) && fits(row, leaf);
      seen.add(key);
      return !ok;
    });
    expect(faulty).toEqual([]);
  });

  it('shows every state, small numbers of cases, and remarks that say they are made up', () => {
    const has = (test: (row: DemoAssessment) => boolean): number => all.filter(test).length;
    expect(has(({ grade }) => grade === 'no_evidence')).toBeGreaterThan(20);
    expect(has(({ grade }) => grade === 'not_applicable')).toBeGreaterThan(20);
    expect(has(({ cases }) => cases !== null && cases < 3)).toBeGreaterThan(2);
    expect(
      has(({ comment }) => comment !== null && !/^(Вымышленный пример|Ойдан алынған мысал)\. /.test(comment)),
    ).toBe(0);
    expect(has(({ evidence }) => evidence !== null && !evidence.startsWith('https://example.org/'))).toBe(0);
  });
});

const fits = (row: DemoAssessment, leaf: Definition['leaves'][number]): boolean => {
  if (row.grade === 'not_applicable') return leaf.notApplicable.some(({ id }) => id === row.reason);
  if (row.grade === 'no_evidence') return row.value === null && row.evidence === null;
  if (leaf.kind === 'graded') return leaf.grades.some(({ id }) => id === row.grade);
  const isShare = leaf.quantity === 'share';
  return row.value !== null && row.value >= 0 && (!isShare || row.value <= 100);
};

describe('the scores of the made-up oblast', () => {
  const before = scored('2024');
  const after = scored('2025');
  const position = (code: string): number => after.columns.units.findIndex((unit) => unit.code === code);
  const result = (scores: Scores, code: string) =>
    scores.units[scores.columns.units.findIndex((unit) => unit.code === code)]!;

  it('has all 24 units in both years', () => {
    for (const scores of [before, after])
      expect([scores.columns.units.length, scores.columns.unlisted]).toEqual([24, 0]);
  });

  it('leaves a unit without a rank to which more than a fifth of the points does not apply', () => {
    expect(result(before, '990280000').rank).toBeGreaterThan(0);
    expect(result(after, '990280000')).toMatchObject({ rank: 0, reason: 'too_much_not_applicable' });
    expect(after.units.filter(({ rank }) => rank === 0)).toHaveLength(1);
  });

  it('leaves a sub-block without a score where hardly anyone looked, and ranks the unit all the same', () => {
    const at = position('990160000');
    expect(after.nodes.get('EG-04')!.score[at]).toBeNaN();
    expect(after.nodes.get('EG-04')!.coverage[at]).toBeLessThan(2 / 3);
    expect(result(after, '990160000').rank).toBeGreaterThan(0);
  });

  it('has units that share a rank', () => {
    const districts = after.units.filter(
      (_, i) => after.columns.units[i]!.level === 'district' && after.units[i]!.rank > 0,
    );
    expect(new Set(districts.map(({ rank }) => rank)).size).toBeLessThan(districts.length);
  });

  it('has weak units that improved, and a spread as wide as in life', () => {
    const byScore = [...before.units.keys()].sort((a, b) => before.units[a]!.score - before.units[b]!.score);
    const improved = byScore.slice(0, 8).filter((i) => after.units[i]!.score > before.units[i]!.score);
    expect(improved.length).toBeGreaterThan(5);
    const scores = after.units.map((unit) => unit.score);
    expect(Math.max(...scores) - Math.min(...scores)).toBeGreaterThan(30);
  });
});
