// How the children of each group move together, and each indicator with the groups above it: three kinds of correlation, p-values
// corrected for how many pairs were looked at, and the pairs that a reviewer asks about.
import { benjaminiHochberg, holm } from '../statistics/adjust.js';
import { associate, associationKinds } from '../statistics/association.js';
import { type Cell, type Sheet, sheet } from './sheet.js';
import { speaking, type Variables } from './variables.js';

export interface PairRule {
  /** Above it two indicators of a group measure nearly the same. */
  readonly high: number;
  /** Below it they work against each other. */
  readonly low: number;
}

interface Pair {
  readonly of: Readonly<Record<string, Cell>>;
  readonly x: Float64Array;
  readonly y: Float64Array;
}

/** Every pair of children inside each group. */
export const withinGroups = (variables: Variables, { high, low }: PairRule): Sheet => {
  const silent: string[] = [];
  const pairs = variables.groups.flatMap(({ id: group, children }) => {
    const spoken = speaking(variables, children);
    silent.push(...spoken.silent);
    return spoken.ids.flatMap((a, i) =>
      spoken.ids
        .slice(i + 1)
        .map((b): Pair => ({ of: { group, a, b }, x: variables.columns.get(a)!, y: variables.columns.get(b)! })),
    );
  });
  const rows = measured(pairs).map((row) => {
    const r = row['pearson'];
    const flag = typeof r !== 'number' || Number.isNaN(r) ? 'unknown' : r > high ? 'high' : r < low ? 'opposed' : 'ok';
    return { ...row, flag };
  });
  return sheet(
    'correlations',
    ['group', 'a', 'b', 'n', ...measures, 'flag'],
    rows,
    silent.length === 0 ? [] : [{ id: 'silent', args: { n: silent.length, ids: [...new Set(silent)].join(', ') } }],
  );
};

/** An indicator that tells less than this of its group is lost in it. */
const leastWithGroup = 0.3;

/** Below it an indicator runs against its group; nearer to zero only where chance alone would hardly give as much. */
const against = -0.2;
const enoughP = 0.05;

const levelFlag = (r: Cell | undefined, p: Cell | undefined): string => {
  if (typeof r !== 'number' || Number.isNaN(r)) return 'unknown';
  if (r < against || (r < 0 && typeof p === 'number' && p < enoughP)) return 'opposed';
  if (r < 0) return 'not_told';
  return r < leastWithGroup ? 'weak' : 'ok';
};

/** Each indicator with every group above it. */
export const acrossLevels = (variables: Variables): Sheet => {
  const pairs = variables.indicators.flatMap((id) =>
    speaking(variables, [id]).ids.flatMap(() =>
      speaking(variables, variables.above.get(id) ?? []).ids.map(
        (group): Pair => ({ of: { id, group }, x: variables.columns.get(id)!, y: variables.columns.get(group)! }),
      ),
    ),
  );
  const rows = measured(pairs).map((row) => {
    return { ...row, flag: levelFlag(row['pearson'], row['pearson_p_holm']) };
  });
  return sheet('levels', ['id', 'group', 'n', ...measures, 'flag'], rows);
};

const measures = associationKinds.flatMap((kind) => [kind, `${kind}_p`, `${kind}_p_holm`, `${kind}_p_bh`]);

/** Holm and Benjamini-Hochberg over all the pairs of one kind. */
const measured = (pairs: ReadonlyArray<Pair>): ReadonlyArray<Readonly<Record<string, Cell>>> => {
  const rows: Record<string, Cell>[] = pairs.map(({ of }) => ({ ...of }));
  for (const kind of associationKinds) {
    const found = pairs.map(({ x, y }) => associate[kind](x, y));
    const p = found.map((each) => each.p);
    const [strict, mild] = [holm(p), benjaminiHochberg(p)];
    found.forEach(({ r, n }, i) => {
      const row = rows[i]!;
      row['n'] = n;
      row[kind] = r;
      row[`${kind}_p`] = p[i]!;
      row[`${kind}_p_holm`] = strict[i]!;
      row[`${kind}_p_bh`] = mild[i]!;
    });
  }
  return rows;
};
