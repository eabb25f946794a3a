// Correlations, linear models, alpha and components against COINr and R: over the small carried sets always, over the whole
// reference folder where a checkout has it beside.
import { describe, expect, test } from 'vitest';
import { acrossLevels, withinGroups } from '../../src/core/analyse/correlate.js';
import { descriptive } from '../../src/core/analyse/describe.js';
import type { Sheet } from '../../src/core/analyse/sheet.js';
import type { Variables } from '../../src/core/analyse/variables.js';
import { cronbach } from '../../src/core/statistics/alpha.js';
import {
  associate,
  kendall,
  pearsonInterval,
  pearsonP,
  spearmanS,
  spearmanSeriesP,
} from '../../src/core/statistics/association.js';
import { shapeOf } from '../../src/core/statistics/column.js';
import { pearson } from '../../src/core/statistics/correlation.js';
import { twoSidedNormal } from '../../src/core/statistics/distributions.js';
import { principal } from '../../src/core/statistics/eigen.js';
import { linearModel } from '../../src/core/statistics/linear-model.js';
import { hasFolder, inFolder, numberOf, type Table, tableOf } from './coinr-folder.js';

const folder = process.env['LSG_REFERENCE'] ?? '../shared/reference';

const columnOf = (table: Table, name: string): Float64Array =>
  Float64Array.from(table.rows, (row) => numberOf(row[name]));

/** |ours - theirs| over |theirs|; absolute below `near`, where theirs is zero but for rounding. */
const off = (ours: number, theirs: number, near = 1e-9): number =>
  Number.isNaN(ours) && Number.isNaN(theirs)
    ? 0
    : Number.isNaN(ours - theirs)
      ? Number.POSITIVE_INFINITY
      : Math.abs(ours - theirs) / Math.max(near, Math.abs(theirs));

const worstOf = (pairs: Iterable<readonly [number, number]>, near?: number): number => {
  let worst = 0;
  let n = 0;
  for (const [ours, theirs] of pairs) {
    worst = Math.max(worst, off(ours, theirs, near));
    n++;
  }
  expect(n).toBeGreaterThan(0);
  return worst;
};

/** Up to the sign of the whole. */
const worstUpToSign = (ours: ArrayLike<number>, theirs: ArrayLike<number>): number => {
  const all = (sign: number) => Math.max(...Array.from(theirs, (value, i) => Math.abs(sign * ours[i]! - value)));
  return Math.min(all(1), all(-1));
};

const correlations = (
  rows: Table['rows'],
  column: (row: Table['rows'][number], name: string) => Float64Array,
): number => {
  let worst = 0;
  for (const row of rows) {
    const [x, y] = [column(row, row['x']!), column(row, row['y']!)];
    const kept = [...x.keys()].filter((i) => !Number.isNaN(x[i]! + y[i]!));
    const [a, b] = [x, y].map((values) => Float64Array.from(kept, (i) => values[i]!)) as [Float64Array, Float64Array];
    const r = pearson(a, b);
    const spearman = associate.spearman(a, b);
    const tau = kendall(a, b);
    const [low, high] = pearsonInterval(r.r, r.n, 0.95);
    worst = Math.max(
      worst,
      worstOf(
        [
          [r.n, numberOf(row['n'])],
          [r.r, numberOf(row['pearson'])],
          [pearsonP(r.r, r.n), numberOf(row['pearson_p'])],
          [low, numberOf(row['pearson_ci95_low'])],
          [high, numberOf(row['pearson_ci95_high'])],
          [spearman.r, numberOf(row['spearman'])],
          [spearmanS(spearman.r, r.n), numberOf(row['spearman_S'])],
          [pearsonP(spearman.r, r.n), numberOf(row['spearman_p_t'])],
          [tau.tau, numberOf(row['kendall_tau_b'])],
          [tau.z, numberOf(row['kendall_z'])],
          [twoSidedNormal(tau.z), numberOf(row['kendall_p'])],
        ],
        1e-300,
      ),
    );
  }
  return worst;
};

const models = (rows: Table['rows'], table: (name: string) => Table): number => {
  let worst = 0;
  const names = [...new Set(rows.map((row) => row['model']!))];
  for (const name of names) {
    const wanted = rows.filter((row) => row['model'] === name);
    const data = table(name.slice(0, name.indexOf(':')));
    const made = linearModel(
      columnOf(data, 'api00'),
      wanted
        .slice(1)
        .map(({ term }) =>
          term!.startsWith('stype')
            ? Float64Array.from(data.rows, (row) => (row['stype'] === term!.slice(5) ? 1 : 0))
            : columnOf(data, term!),
        ),
      name.includes('weights') ? columnOf(data, 'pw') : null,
    );
    if ('why' in made) throw new Error(made.why);
    expect(made.coefficients.length).toBe(wanted.length);
    wanted.forEach((row, j) => {
      const ours = made.coefficients[j]!;
      const pairs: ReadonlyArray<readonly [number, string]> = [
        [ours.estimate, 'estimate'],
        [ours.se, 'se'],
        [ours.t, 't'],
        [ours.p, 'p_value'],
        [ours.low, 'ci95_low'],
        [ours.high, 'ci95_high'],
        [made.n, 'n'],
        [made.df, 'df_residual'],
        [made.r2, 'r2'],
        [made.adjustedR2, 'adj_r2'],
        [made.sigma, 'sigma'],
        [made.f, 'f'],
        [made.fP, 'f_p'],
      ];
      worst = Math.max(
        worst,
        worstOf(
          pairs.map(([value, key]) => [value, numberOf(row[key])] as const),
          1e-300,
        ),
      );
    });
  }
  return worst;
};

describe('R, carried: twelve schools and their models', () => {
  const at = (name: string): string => inFolder('test/fixtures/statistics', name);
  const schools = tableOf(at('apistrat.csv'));

  test('correlations of twelve rows', () => {
    const { rows } = tableOf(at('correlation.csv'));
    expect(correlations(rows, (_row, name) => columnOf(schools, name).slice(0, 12))).toBeLessThan(1e-10);
  });

  test('plain and weighted least squares', () => {
    expect(models(tableOf(at('ols.csv')).rows, () => schools)).toBeLessThan(1e-10);
  });
});

describe('COINr, the small carried set', () => {
  const at = (...parts: ReadonlyArray<string>): string => inFolder('test/fixtures/coinr-small', ...parts);
  const raw = tableOf(at('denominated.csv'));

  test('correlations of three kinds, pair by pair', () => {
    for (const row of tableOf(at('statistics', 'correlations.csv')).rows) {
      const [x, y] = [columnOf(raw, row['a']!), columnOf(raw, row['b']!)];
      const name = `${row['a']} ${row['b']}`;
      expect(off(associate.pearson(x, y).r, numberOf(row['pearson'])), name).toBeLessThan(1e-9);
      expect(off(associate.pearson(x, y).p, numberOf(row['p_value'])), name).toBeLessThan(1e-9);
      expect(off(associate.spearman(x, y).r, numberOf(row['spearman'])), name).toBeLessThan(1e-9);
      expect(off(associate.kendall(x, y).r, numberOf(row['kendall'])), name).toBeLessThan(1e-9);
    }
  });

  test('components of complete rows of raw data with gaps', () => {
    const loadings = tableOf(at('statistics', 'pca_S1_gaps_loadings.csv'));
    const made = principal(loadings.rows.map(({ code }) => columnOf(raw, code!)));
    if ('why' in made) throw new Error(made.why);
    tableOf(at('statistics', 'pca_S1_gaps_components.csv')).rows.forEach((row, k) => {
      expect(off(Math.sqrt(made.eigenvalues[k]!), numberOf(row['sdev']))).toBeLessThan(1e-9);
      expect(worstUpToSign(made.loadings[k]!, columnOf(loadings, `PC${k + 1}`))).toBeLessThan(1e-9);
    });
    expect(worstOf(loadings.rows.map((row, j) => [made.means[j]!, numberOf(row['center'])]))).toBeLessThan(1e-12);
    expect(worstOf(loadings.rows.map((row, j) => [made.deviations[j]!, numberOf(row['scale'])]))).toBeLessThan(1e-12);
  });
});

const survey = inFolder(folder, 'survey');
describe.runIf(hasFolder(survey))('R, the whole folder', () => {
  const at = (name: string): string => inFolder(survey, name);
  const data = (name: string): Table => tableOf(inFolder(survey, 'data', `${name}.csv`));

  test('correlations', () => {
    const worst = correlations(tableOf(at('correlation.csv')).rows, (row, name) => {
      const [file, ...few] = row['data']!.split(' ');
      const column = columnOf(data(file!), name);
      return few.length === 0 ? column : column.slice(0, 12);
    });
    expect(worst).toBeLessThan(1e-10);
  });

  test('least squares', () => {
    expect(models(tableOf(at('ols.csv')).rows, data)).toBeLessThan(1e-10);
  });

  test('Spearman without ties, by the series', () => {
    for (const row of tableOf(at('spearman_exact_small.csv')).rows) {
      const [x, y] = [row['x']!, row['y']!].map((cell) => Float64Array.from(cell.split(' '), Number)) as [
        Float64Array,
        Float64Array,
      ];
      const { r, n, p } = associate.spearman(x, y);
      expect(off(r, numberOf(row['spearman']))).toBeLessThan(1e-12);
      expect(off(p, numberOf(row['p_t']))).toBeLessThan(1e-10);
      expect(off(spearmanSeriesP(spearmanS(r, n), n), numberOf(row['p_exact_AS89']))).toBeLessThan(1e-10);
    }
  });

  test('alpha of six items, with and without each', () => {
    const answers = tableOf(at('likert_health_microdata.csv'));
    const turned = new Set(['h3', 'h5']);
    const items = ['h1', 'h2', 'h3', 'h4', 'h5', 'h6'].map((name) =>
      columnOf(answers, name).map((value) => (value > 5 ? Number.NaN : turned.has(name) ? 6 - value : value)),
    );
    for (const handling of ['pairwise', 'listwise'] as const) {
      const made = cronbach(items, handling);
      const row = tableOf(at('likert_health_alpha.csv')).rows.find((each) => each['handling'] === handling)!;
      expect(off(made.alpha, numberOf(row['raw_alpha']))).toBeLessThan(1e-12);
      expect(off(made.standardised, numberOf(row['std_alpha']))).toBeLessThan(1e-12);
      const perItem = tableOf(at('likert_health_alpha_items.csv')).rows.filter((each) => each['handling'] === handling);
      expect(perItem.length).toBe(6);
      perItem.forEach((item, i) => {
        expect(off(made.perItem[i]!.rest, numberOf(item['r_drop']))).toBeLessThan(1e-12);
        expect(
          off(made.perItem[i]!.alphaWithout, numberOf(item['alpha_if_deleted'] ?? item['raw_alpha_if_deleted'])),
        ).toBeLessThan(1e-12);
      });
    }
  });
});

const asem = inFolder(folder, 'coinr');
describe.runIf(hasFolder(asem))('COINr, statistics of 49 indicators', () => {
  const at = (...parts: ReadonlyArray<string>): string => inFolder(asem, ...parts);
  if (!hasFolder(asem)) return;
  const raw = tableOf(at('inputs', 'asem_indicators.csv'));
  const normalised = tableOf(at('p21_default_build', 'normalised.csv'));
  const parent = new Map(tableOf(at('inputs', 'asem_meta.csv')).rows.map((row) => [row['iCode']!, row['Parent']!]));

  test.each(['pearson', 'spearman', 'kendall'] as const)('%s inside the pillars', (kind) => {
    const { rows } = tableOf(at('p29_correlation', `within_pillar_${kind}.csv`));
    const cells = rows.filter((row) => row['Correlation'] !== '');
    const worst = worstOf(
      cells.map(
        (row) =>
          [
            associate[kind](columnOf(raw, row['Var1']!), columnOf(raw, row['Var2']!)).r,
            numberOf(row['Correlation']),
          ] as const,
      ),
    );
    expect(worst).toBeLessThan(1e-9);
  });

  test('p-values of a pillar', () => {
    const { header, rows } = tableOf(at('p29_correlation', 'pvalues_physical_pearson.csv'));
    for (const row of rows)
      for (const name of header.slice(1)) {
        if (name === row['iCode']) continue;
        expect(
          off(associate.pearson(columnOf(raw, name), columnOf(raw, row['iCode']!)).p, numberOf(row[name])),
        ).toBeLessThan(1e-9);
      }
  });

  test('alpha of each pillar', () => {
    for (const row of tableOf(at('p30_alpha_pca', 'cronbach_alpha.csv')).rows) {
      const data = row['dset'] === 'raw' ? raw : normalised;
      const items = [...parent]
        .filter(([id, group]) => group === row['group'] && raw.header.includes(id))
        .map(([id]) => columnOf(data, id));
      expect(
        off(cronbach(items, 'pairwise').alpha, numberOf(row['alpha'])),
        `${row['dset']} ${row['group']}`,
      ).toBeLessThan(1e-9);
    }
  });

  test.each([
    ['', normalised],
    ['_raw_gaps', raw],
  ] as const)('components of a pillar%s', (name, data) => {
    const loadings = tableOf(at('p30_alpha_pca', `pca_physical${name}_loadings.csv`));
    const made = principal(loadings.rows.map((row) => columnOf(data, row['iCode']!)));
    if ('why' in made) throw new Error(made.why);
    const components = tableOf(at('p30_alpha_pca', `pca_physical${name}_components.csv`)).rows;
    components.forEach((row, k) => {
      expect(off(Math.sqrt(made.eigenvalues[k]!), numberOf(row['sdev']))).toBeLessThan(1e-9);
      expect(worstUpToSign(made.loadings[k]!, columnOf(loadings, `PC${k + 1}`))).toBeLessThan(1e-9);
      if (name === '') {
        const scores = tableOf(at('p30_alpha_pca', 'pca_physical_scores.csv'));
        expect(worstUpToSign(made.scores[k]!, columnOf(scores, `PC${k + 1}`))).toBeLessThan(1e-9);
      }
    });
  });

  const recordsOf = ({ columns, rows: cells }: Sheet) =>
    cells.map((row) => Object.fromEntries(columns.map((name, c) => [name, row[c] ?? null])));
  const variables = (data: Table): Variables => {
    const indicators = raw.header.filter((id) => parent.has(id));
    const groups = [...new Set(indicators.map((id) => parent.get(id)!))];
    const chain = (id: string): ReadonlyArray<string> => {
      const next = parent.get(id);
      return next === undefined || next === '' ? [] : [next, ...chain(next)];
    };
    const names = [...indicators, ...data.header.filter((id) => parent.has(id) && !indicators.includes(id))];
    return {
      units: data.rows.map((row) => row['uCode']!),
      stage: '',
      columns: new Map(names.map((id) => [id, columnOf(data, id)])),
      indicators,
      groups: groups.map((id) => ({ id, children: indicators.filter((each) => parent.get(each) === id) })),
      above: new Map(indicators.map((id) => [id, chain(id)])),
    };
  };

  test.each([
    ['stats_raw.csv', raw],
    ['stats_treated.csv', tableOf(at('p21_default_build', 'treated.csv'))],
  ] as const)('fifteen statistics and four flags, %s', (file, data) => {
    const ours = new Map(recordsOf(descriptive(variables(data))).map((row) => [row['id'], row]));
    const numbers = {
      ...{ Min: 'min', Max: 'max', Mean: 'mean', Median: 'median', Std: 'sd', Skew: 'skew', Kurt: 'kurt' },
      ...{ 'N.Avail': 'n', 'N.NonZero': 'non_zero', 'N.Unique': 'unique', 'N.Same': 'same' },
      ...{
        'Frc.Avail': 'available',
        'Frc.NonZero': 'non_zero_share',
        'Frc.Unique': 'unique_share',
        'Frc.Same': 'same_share',
      },
    };
    const flags = {
      'Flag.Avail': 'flag_available',
      'Flag.NonZero': 'flag_non_zero',
      'Flag.Unique': 'flag_unique',
      'Flag.SkewKurt': 'flag_shape',
    };
    for (const row of tableOf(at('p28_stats', file)).rows) {
      const own = ours.get(row['iCode']!)!;
      for (const [theirs, name] of Object.entries(numbers))
        expect(off(Number(own[name]), numberOf(row[theirs])), `${row['iCode']} ${theirs}`).toBeLessThan(1e-9);
      for (const [theirs, name] of Object.entries(flags))
        expect(own[name] === 'ok', `${row['iCode']} ${theirs}`).toBe(row[theirs] === 'ok');
    }
  });

  test('pairs that agree too much and pairs that disagree', () => {
    const pairs = recordsOf(withinGroups(variables(normalised), { high: 0.75, low: -0.2 }));
    for (const [file, flag] of [
      ['flags_high.csv', 'high'],
      ['flags_low.csv', 'opposed'],
    ] as const) {
      const key = (a: unknown, b: unknown): string => [String(a), String(b)].sort().join(' ');
      const theirs = tableOf(at('p29_correlation', file)).rows.map((row) => key(row['Ind1'], row['Ind2']));
      const ours = pairs.filter((row) => row['flag'] === flag).map((row) => key(row['a'], row['b']));
      expect(ours.sort()).toEqual(theirs.sort());
    }
  });

  test('indicators with the levels above them', () => {
    const scores = tableOf(at('p21_default_build', 'aggregated.csv'));
    expect(scores.rows.map((row) => row['uCode'])).toEqual(normalised.rows.map((row) => row['uCode']));
    const both = {
      header: [...normalised.header, ...scores.header.slice(1)],
      rows: normalised.rows.map((row, i) => ({ ...row, ...scores.rows[i] })),
    };
    const found = acrossLevels(variables(both));
    const ours = new Map(recordsOf(found).map((row) => [`${row['group']} ${row['id']}`, row['pearson']]));
    const depth = ['Pillar', 'Sub-index', 'Index'];
    const { rows } = tableOf(at('p29_correlation', 'indicator_vs_parents_pearson.csv'));
    const chains = variables(normalised).above;
    const compared = rows.map((row) => {
      const group = chains.get(row['Var2']!)?.[depth.indexOf(row['Var1']!)];
      return [Number(ours.get(`${group} ${row['Var2']}`)), numberOf(row['Correlation'])] as const;
    });
    expect(worstOf(compared)).toBeLessThan(1e-9);
  });

  test('shape of the treated data', () => {
    const treated = tableOf(at('p21_default_build', 'treated.csv'));
    for (const row of tableOf(at('p28_stats', 'stats_treated.csv')).rows) {
      const shape = shapeOf(columnOf(treated, row['iCode']!));
      expect(off(shape.skewness, numberOf(row['Skew']))).toBeLessThan(1e-9);
      expect(off(shape.kurtosis, numberOf(row['Kurt']))).toBeLessThan(1e-9);
    }
  });
});
