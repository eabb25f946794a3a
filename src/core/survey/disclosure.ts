// What may be published of a sample: figures of few people are withheld, and so much beside them that nobody can work them out from
// sums; figures of wide intervals are marked. Rules are given; none is built in.
import { solve } from 'yalps';

export interface Rules {
  /** Fewer respondents: withheld. */
  readonly least: number;
  /** Fewer respondents, in number or in effect: not ranked. */
  readonly reliable: number;
  /** A sensitive share of 0 or 100 % of fewer: shown as a range. */
  readonly range: number;
  /** Points; and relative to the estimate, where the interval is wider than `narrow`. */
  readonly width: number;
  readonly relativeWidth: number;
  readonly narrow: number;
  /** Coefficient of variation. */
  readonly variation: number;
}

/** An estimate from 0 to 100; NaN where there is nothing to say. */
export interface ToJudge {
  readonly kind: 'share' | 'mean';
  readonly value: number;
  readonly n: number;
  readonly nEffective: number;
  readonly df: number;
  readonly se: number;
  readonly low: number;
  readonly high: number;
  /** false: a convenience sample. */
  readonly isDrawn: boolean;
}

export interface Judged {
  readonly isPublished: boolean;
  readonly ranks: boolean;
  readonly flags: ReadonlyArray<'few' | 'range' | 'unreliable' | 'no_error' | 'convenience' | 'wide' | 'variable'>;
  /** What is shown in the place of a share of everybody or nobody. */
  readonly range: { readonly low: number; readonly high: number } | null;
}

export const judged = (found: ToJudge, rules: Rules, sensitive: boolean): Judged => {
  const withheld = { isPublished: false, ranks: false, range: null };
  if (found.n < rules.least) return { ...withheld, flags: ['few'] };
  if (sensitive && found.n < rules.range && (found.value <= 0 || found.value >= 100))
    return { ...withheld, flags: ['range'], range: rangeOf(found) };
  const flags: Judged['flags'][number][] = [];
  if (!found.isDrawn) flags.push('convenience');
  else if (!(found.df > 0)) flags.push('no_error');
  if (found.n < rules.reliable || found.nEffective < rules.reliable) flags.push('unreliable');
  const ranks = flags.length === 0;
  const width = found.high - found.low;
  if (found.kind === 'share') {
    const relative = width / Math.min(found.value, 100 - found.value);
    if (width > rules.width || (width > rules.narrow && relative > rules.relativeWidth)) flags.push('wide');
  } else if (found.se > rules.variation * Math.abs(found.value)) flags.push('variable');
  return { isPublished: true, ranks, flags, range: null };
};

/** From the end to the next ten beyond the rule of three: so much could be, and the exact number does not show. */
const rangeOf = ({ value, n }: ToJudge): { readonly low: number; readonly high: number } => {
  const reach = Math.min(100, Math.ceil(300 / n / 10) * 10);
  return value <= 0 ? { low: 0, high: reach } : { low: 100 - reach, high: 100 };
};

/** Counts that are published together: cells, and which of them are sums of which others. */
export interface CountTable {
  readonly counts: ReadonlyArray<number>;
  /** Places of cells. A cell may be a part of several sums, and a sum a part of others. */
  readonly sums: ReadonlyArray<{ readonly total: number; readonly parts: ReadonlyArray<number> }>;
}

/**
 * 1 for each cell to withhold: those of 1 to `least` - 1 people, and as few and as small others as it takes until, of each of them, the
 * published cells leave open a stretch of at least `least`. Counts of nobody are published.
 */
export const withheldCells = (table: CountTable, least: number): Uint8Array => {
  const { counts, sums } = table;
  const withheld = Uint8Array.from(counts, (count) => (count > 0 && count < least ? 1 : 0));
  const primary = [...withheld.keys()].filter((cell) => withheld[cell] === 1);
  for (;;) {
    const open = primary.find((cell) => {
      const { low, high } = boundsOf(table, withheld, cell);
      return high - low < least;
    });
    if (open === undefined) return withheld;
    const next = partner(counts, sums, withheld, open);
    // Everything that could help is withheld already.
    if (next === null) return withheld.fill(1);
    withheld[next] = 1;
  }
};

/** The smallest published cell that shares a sum with this one or with a withheld one joined to it; totals only where no part is left. */
const partner = (
  counts: ReadonlyArray<number>,
  sums: CountTable['sums'],
  withheld: Uint8Array,
  cell: number,
): number | null => {
  const joined = new Set([cell]);
  const candidates = new Set<number>();
  for (let grew = true; grew; ) {
    grew = false;
    for (const { total, parts } of sums) {
      const all = [total, ...parts];
      if (!all.some((each) => joined.has(each))) continue;
      for (const each of all) {
        if (withheld[each] === 0) {
          if (counts[each]! > 0) candidates.add(each);
        } else if (!joined.has(each)) {
          joined.add(each);
          grew = true;
        }
      }
    }
    if (candidates.size > 0 && [...candidates].some((each) => !isTotal(sums, each))) break;
  }
  const order = [...candidates].sort(
    (a, b) => Number(isTotal(sums, a)) - Number(isTotal(sums, b)) || counts[a]! - counts[b]! || a - b,
  );
  return order[0] ?? null;
};

const isTotal = (sums: CountTable['sums'], cell: number): boolean => sums.some(({ total }) => total === cell);

/** What anybody can work out of a withheld cell from the published ones, by linear programming; counts are not negative. */
export const boundsOf = (
  { counts, sums }: CountTable,
  withheld: Uint8Array,
  cell: number,
): { readonly low: number; readonly high: number } => {
  // Of each withheld cell its place in the sums: a total less its parts is nothing.
  const variables = new Map<string, Map<string, number>>();
  const constraints = new Map<string, { readonly equal: number }>();
  sums.forEach(({ total, parts }, s) => {
    let known = 0;
    const place = (each: number, sign: 1 | -1): void => {
      if (withheld[each] === 0) {
        known += sign * counts[each]!;
        return;
      }
      const row = variables.get(`c${each}`) ?? new Map<string, number>();
      row.set(`s${s}`, (row.get(`s${s}`) ?? 0) + sign);
      variables.set(`c${each}`, row);
    };
    place(total, 1);
    for (const part of parts) place(part, -1);
    constraints.set(`s${s}`, { equal: -known });
  });
  if (withheld[cell] === 0) return { low: counts[cell]!, high: counts[cell]! };
  const own = variables.get(`c${cell}`) ?? new Map<string, number>();
  variables.set(`c${cell}`, own.set('aim', 1));
  const model = { objective: 'aim', variables, constraints };
  const least = solve({ ...model, direction: 'minimize' });
  const most = solve({ ...model, direction: 'maximize' });
  return {
    low: least.status === 'optimal' ? least.result : 0,
    high: most.status === 'optimal' ? most.result : Number.POSITIVE_INFINITY,
  };
};
