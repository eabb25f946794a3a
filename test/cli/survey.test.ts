import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { read } from '../core/survey/samples.js';
import { json, lsg } from '../run-cli.js';

const data = 'test/fixtures/survey/data';
const folder = mkdtempSync(join(tmpdir(), 'lsg-survey-'));
afterAll(() => rmSync(folder, { recursive: true }));

const written = (name: string, text: string | Uint8Array): string => {
  const path = join(folder, name);
  writeFileSync(path, text);
  return path;
};

interface Line {
  readonly domain: string | null;
  readonly variable: string;
  readonly category: string | null;
  readonly n: number;
  readonly estimate: number | null;
  readonly se: number | null;
  readonly df: number | null;
  readonly deff: number | null;
  readonly low: number | null;
  readonly high: number | null;
}
interface Document {
  readonly estimates: ReadonlyArray<Line>;
  readonly design: Readonly<Record<string, string | number | null>>;
  readonly notes: ReadonlyArray<string>;
}

const estimate = async (...argv: ReadonlyArray<string>): Promise<Document> => {
  const ran = await lsg('survey', 'estimate', ...argv, '--json');
  expect(ran.err).toBe('');
  expect(ran.status).toBe(0);
  return json(ran);
};

const strat = [`${data}/apistrat.csv`, '--weight', 'pw', '--strata', 'stype', '--fpc', 'fpc'];
const near = (ours: number | null, theirs: string | undefined): void => {
  expect(Math.abs((ours ?? Number.NaN) / Number(theirs) - 1)).toBeLessThan(1e-10);
};

describe('lsg survey estimate', () => {
  it('gives the figures of R for means of several variables', async () => {
    const { estimates } = await estimate(...strat, '--mean', 'api00,api99');
    const expected = read('means_totals.csv').filter(
      (row) => row.design === 'strat_fpc' && row.statistic === 'mean' && row.variable!.startsWith('api'),
    );
    expect(estimates.map(({ variable }) => variable)).toEqual(['api00', 'api99']);
    estimates.forEach((line, at) => {
      const row = expected[at]!;
      near(line.estimate, row.estimate);
      near(line.se, row.se);
      near(line.deff, row.deff_wor);
      near(line.low, row.ci95_t_low);
      near(line.high, row.ci95_t_high);
      expect([line.domain, line.category, line.n, line.df]).toEqual([null, null, 200, 197]);
    });
  });

  it('gives those of the two-stage design with weights from its population counts, by domain', async () => {
    const { estimates, design } = await estimate(
      `${data}/apiclus2.csv`,
      ...['--cluster', 'dnum,snum', '--fpc', 'fpc1,fpc2', '--by', 'stype', '--total', 'api00'],
    );
    expect(design).toMatchObject({ psus: 40, clusters: 126, assumed: null, deff_against: 'without_replacement' });
    for (const line of estimates) {
      const row = read('domain_means.csv').find(
        (each) => each.design === 'clus2_fpc' && each.domain === line.domain && each.variable === 'api00',
      )!;
      near(line.estimate, row.total);
      near(line.se, row.se_total);
      expect(line.df).toBe(Number(row.df_domain));
    }
    expect(estimates.map(({ domain }) => domain)).toEqual(['E', 'H', 'M']);
  });

  it('shares, ratios and quantiles', async () => {
    const { estimates: shares } = await estimate(...strat, '--share', 'awards', '--interval', 'beta');
    expect(shares.map(({ category }) => category)).toEqual(['No', 'Yes']);
    const beta = read('proportion_ci.csv').find(
      (row) =>
        row.design === 'strat_fpc' && row.variable === 'awd' && row.method === 'beta' && Number(row.level) === 0.95,
    )!;
    near(shares[1]!.low, beta.low);
    near(shares[1]!.high, beta.high);
    const { estimates: ratios } = await estimate(...strat, '--ratio', 'api_stu/enroll');
    const ratio = read('ratios.csv').find((row) => row.design === 'strat_fpc' && row.numerator === 'api_stu')!;
    near(ratios[0]!.estimate, ratio.ratio);
    near(ratios[0]!.se, ratio.se);
    near(ratios[0]!.deff, ratio.deff);
    const { estimates: quantiles } = await estimate(...strat, '--quantile', '0.25', '--of', 'api00', '--rule', 'hf7');
    const quantile = read('quantiles.csv').find(
      (row) => row.design === 'strat_fpc' && row.rule === 'hf7' && Number(row.p) === 0.25,
    )!;
    near(quantiles[0]!.estimate, quantile.quantile);
    near(quantiles[0]!.low, quantile.ci_low);
  });

  it('says that nothing can be said of the error where df is 0, and gives no zero', async () => {
    const likert = 'test/fixtures/survey/likert_health_microdata.csv';
    const call = [likert, '--weight', 'weight', '--strata', 'municipality', '--cluster', 'psu', '--by', 'municipality'];
    const refused = await lsg('survey', 'estimate', ...call, '--mean', 'h1');
    expect(refused.status).toBe(1);
    expect(refused.err).toContain(`${likert}:208:`);
    expect(refused.err).toContain('The stratum KZ06 has only one PSU');
    const { estimates, notes } = await estimate(...call, '--mean', 'h1', '--missing', '98,99', '--lonely', 'adjust');
    expect(estimates.find(({ domain }) => domain === 'KZ06')).toMatchObject({
      n: 4,
      se: null,
      df: 0,
      deff: null,
      low: null,
      high: null,
    });
    expect(notes.join('\n')).toContain('Not estimable');
    const text = await lsg('survey', 'estimate', ...call, '--mean', 'h1', '--lonely', 'adjust', '--lang', 'ru');
    expect(text.out).toMatch(/KZ06 +h1 +\d+ +[\d,]+ +– +0 +– +– +–/);
    expect(text.out).toContain('Не оценивается');
  });

  it('reads semicolons, decimal commas and Windows-1251 as the figures of the plain file', async () => {
    const [plain, other] = [
      written('plain.csv', 'вес,балл,район\n1.5,10.25,А\n2.5,11.5,А\n1,NA,Б\n3,9.75,Б\n2,8,Б\n'),
      written(
        'other.csv',
        Uint8Array.from('вес;балл;район\r\n1,5;10,25;А\r\n2,5;11,5;А\r\n1;;Б\r\n3;9,75;Б\r\n2;8;Б\r\n', (sign) => {
          const code = sign.charCodeAt(0);
          return code < 0x80 ? code : code - 0x350;
        }),
      ),
    ];
    const asked = ['--weight', 'вес', '--mean', 'балл', '--by', 'район'];
    const [one, two] = [await estimate(plain, ...asked), await estimate(other, ...asked)];
    expect(one.estimates.map(({ n }) => n)).toEqual([2, 2]);
    expect(two.estimates).toEqual(one.estimates);
  });

  it('gives a convenience sample no error and says so; without a design it says what it took the rows for', async () => {
    const { estimates, design, notes } = await estimate(`${data}/apisrs.csv`, '--mean', 'api00', '--convenience');
    expect(estimates[0]).toMatchObject({
      n: 200,
      estimate: 656.585,
      se: null,
      df: null,
      deff: null,
      low: null,
      high: null,
    });
    expect(design.assumed).toBe('convenience');
    expect(notes.join()).toContain('Convenience sample');
    const random = await estimate(`${data}/apisrs.csv`, '--mean', 'api00');
    expect(random.design).toMatchObject({ assumed: 'simple_random', deff_against: 'with_replacement' });
    expect(random.estimates[0]!.deff).toBeCloseTo(1, 10);
  });

  it('tells a share of nobody by its Wilson interval, an item nobody answered, and rows of no domain', async () => {
    const rows = Array.from({ length: 12 }, (_, at) => `${at < 6 ? 'a' : at < 11 ? 'b' : ''},${at < 6 ? 0 : at % 2},`);
    const file = written('ends.csv', `area,bribe,never\n${rows.join('\n')}\n`);
    const { estimates, notes, design } = await estimate(file, '--by', 'area', '--mean', 'bribe,never');
    const [bribe, never] = estimates;
    expect(bribe).toMatchObject({ domain: 'a', n: 6, estimate: 0, se: 0, low: 0 });
    expect(bribe!.high).toBeGreaterThan(0.4);
    expect(never).toMatchObject({ n: 0, estimate: null, se: null });
    expect(design.outside).toBe(1);
    expect(notes.join('\n')).toMatch(/Nobody answered: a, never; b, never\.[\s\S]*All answers are the same/);
  });

  it.each([
    [['--mean', 'api0'], 2, /NoSuchColumn.*“api0”.*“api00”/],
    [['--mean', 'stype'], 1, /apistrat\.csv:2:1 {2}AnswerNotNumber/],
    [['--mean', 'api00', '--weight', 'ell'], 1, /WeightNotPositive|DesignBlank/],
    [['--mean', 'api00', '--fpc', 'meals', '--strata', 'stype'], 1, /PopulationDiffers|PopulationBelowSample/],
    [['--mean', 'api00', '--strata', 'target'], 1, /DesignBlank.*“target”/],
    [['--mean', 'api00', '--level', '95'], 2, /BadOption.*95/],
    [['--mean', 'api00', '--lonely', 'guess'], 2, /BadOption.*guess/],
    [['--ratio', 'api00'], 2, /BadOption.*api00/],
    [['--quantile', '0.5'], 2, /OptionNeeds.*--of/],
    [['--mean', 'api00', '--of', 'api99'], 2, /OptionNeeds.*--quantile/],
    [[], 2, /OneEstimateAtATime/],
    [['--mean', 'api00', '--total', 'api00'], 2, /OneEstimateAtATime.*2/],
    [['--men', 'api00'], 2, /“--mean”/],
  ])('refuses %j and says why', async (options, status, told) => {
    const ran = await lsg('survey', 'estimate', `${data}/apistrat.csv`, ...options);
    expect(ran.err).toMatch(told);
    expect([ran.status, ran.out]).toEqual([status, '']);
  });

  it('names the cell of a weight of zero, once for all of its kind', async () => {
    const file = written('weights.csv', 'w,y\n1,2\n0,3\n-2,4\n,5\n');
    const ran = await lsg('survey', 'estimate', file, '--weight', 'w', '--mean', 'y', '--json');
    const { problems } = json<{ problems: ReadonlyArray<{ code: string; line: number }> }>(ran);
    expect(problems.map(({ code, line }) => [code, line])).toEqual([
      ['WeightNotPositive', 3],
      ['WeightNotPositive', 4],
      ['DesignBlank', 5],
    ]);
  });

  it('shows what the group of commands offers, in the three languages', async () => {
    for (const lang of ['kk', 'ru', 'en']) {
      const group = await lsg('survey', '--lang', lang);
      expect(group.err).toContain('estimate');
      const help = await lsg('survey', 'estimate', '--help', '--lang', lang);
      expect(help.out).toContain('--lonely');
      expect(help.out).not.toContain('⟦');
    }
  });
});
