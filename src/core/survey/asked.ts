// What one call asks of a sample, worked out as the lines of one table: domains, and in each the variables and categories.
import type { Codes } from './codes.js';
import type { Design } from './design.js';
import { domainMeans, domainTotals, planDomains } from './domains.js';
import { domainOf, type Estimate, estimateRatio, indicatorOf } from './estimate.js';
import { type IntervalMethod, shareInterval, waldInterval } from './intervals.js';
import { type QuantileRule, quantileOf } from './quantile.js';
import { kishDeff } from './weighting.js';

export interface NamedValues {
  readonly name: string;
  readonly values: Float64Array;
}

export type Asked =
  | { readonly kind: 'mean' | 'total'; readonly variables: ReadonlyArray<NamedValues> }
  | { readonly kind: 'share'; readonly name: string; readonly codes: Codes }
  | { readonly kind: 'ratio'; readonly numerator: NamedValues; readonly denominator: NamedValues }
  | {
      readonly kind: 'quantile';
      readonly share: number;
      readonly rule: QuantileRule;
      readonly variables: ReadonlyArray<NamedValues>;
    };

/** Why a line has no error, or one that says little. */
export type LineReason = 'no_answers' | 'df_zero' | 'all_equal' | 'no_design' | 'no_denominator';

export interface EstimateLine {
  /** null: all rows. */
  readonly domain: string | null;
  readonly variable: string;
  readonly category: string | null;
  readonly n: number;
  /** NaN, as all below, where there is nothing to say. */
  readonly estimate: number;
  readonly se: number;
  readonly df: number;
  readonly deff: number;
  readonly low: number;
  readonly high: number;
  readonly reason: LineReason | null;
}

export interface AskedHow {
  readonly level: number;
  /** Of shares, and of means of variables that are 0 or 1 throughout; all else has the Wald one. */
  readonly interval: IntervalMethod;
  /** Nobody was drawn by chance: there is no sampling error. */
  readonly convenience: boolean;
}

/** Domains in the order of their names; `by` null: one domain of all rows. */
export const estimateLines = (
  design: Design,
  by: Codes | null,
  asked: Asked,
  how: AskedHow,
): ReadonlyArray<EstimateLine> => {
  const domains = by ?? { of: new Int32Array(design.rows), names: [''] };
  const columns = columnsOf(design, domains, asked, how);
  return domains.names.flatMap((name, at) =>
    columns.map((column) => {
      const line = { domain: by === null ? null : name, ...column(at) };
      return how.convenience && line.reason !== 'no_answers'
        ? { ...line, ...withoutError, reason: 'no_design' as const }
        : line;
    }),
  );
};

type Column = (domain: number) => Omit<EstimateLine, 'domain'>;

const withoutError = { se: Number.NaN, df: Number.NaN, deff: Number.NaN, low: Number.NaN, high: Number.NaN };

const columnsOf = (design: Design, domains: Codes, asked: Asked, how: AskedHow): ReadonlyArray<Column> => {
  const { level } = how;
  const plan = () => planDomains(design, domains);
  switch (asked.kind) {
    case 'mean':
    case 'total': {
      const made = plan();
      return asked.variables.map(({ name, values }) => {
        const estimates = asked.kind === 'mean' ? domainMeans(made, values) : domainTotals(made, values);
        const isShare =
          asked.kind === 'mean' && values.every((value) => value === 0 || value === 1 || Number.isNaN(value));
        return (at) =>
          lineOf(
            design,
            estimates[at]!,
            { variable: name, category: null },
            how,
            isShare ? kishOf(design, domains, values) : null,
            at,
          );
      });
    }
    case 'share': {
      const made = plan();
      return asked.codes.names.map((category, code) => {
        const values = indicatorOf(asked.codes, code);
        const estimates = domainMeans(made, values);
        return (at) =>
          lineOf(design, estimates[at]!, { variable: asked.name, category }, how, kishOf(design, domains, values), at);
      });
    }
    case 'ratio': {
      const { numerator, denominator } = asked;
      const variable = `${numerator.name}/${denominator.name}`;
      return [
        (at) => {
          const e = estimateRatio(design, numerator.values, denominator.values, domainOf(domains, at));
          const line = lineOf(design, e, { variable, category: null }, how, null, at);
          return e.n > 0 && Number.isNaN(e.estimate) ? { ...line, reason: 'no_denominator' } : line;
        },
      ];
    }
    case 'quantile':
      return asked.variables.map(({ name, values }) => (at) => {
        const q = quantileOf(design, values, asked.share, asked.rule, level, domainOf(domains, at));
        const reason = q.n === 0 ? 'no_answers' : q.df === 0 ? 'df_zero' : q.se === 0 ? 'all_equal' : null;
        return { variable: name, category: null, ...q, deff: Number.NaN, reason };
      });
  }
};

const deffOf = (design: Design, { deffWor, deffWr }: Estimate): number => (design.countsPeople ? deffWor : deffWr);

/** `kish`: design effect of the weights in a domain, for shares; null: the estimate is none. */
const lineOf = (
  design: Design,
  e: Estimate,
  names: Pick<EstimateLine, 'variable' | 'category'>,
  { level, interval }: AskedHow,
  kish: ((domain: number) => number) | null,
  domain: number,
): Omit<EstimateLine, 'domain'> => {
  const { low, high } =
    kish === null
      ? waldInterval(e.estimate, e.se, e.df, level)
      : shareInterval(interval, e, level, e.se > 0 ? e.n : e.n / kish(domain));
  const isFlat = e.df > 0 && !(e.se > 1e-12 * Math.abs(e.estimate));
  const reason =
    e.n === 0 ? 'no_answers' : e.df === 0 ? 'df_zero' : isFlat && Number.isNaN(e.deffWr) ? 'all_equal' : null;
  return { ...names, n: e.n, estimate: e.estimate, se: e.se, df: e.df, deff: deffOf(design, e), low, high, reason };
};

const kishOf =
  (design: Design, domains: Codes, values: Float64Array) =>
  (domain: number): number =>
    kishDeff(
      design.weights,
      Uint8Array.from(values, (value, row) => (domains.of[row] === domain && !Number.isNaN(value) ? 1 : 0)),
    );
