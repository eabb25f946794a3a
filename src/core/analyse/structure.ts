// Whether the children of a group belong together: Cronbach's alpha, principal components, and how far one is made of the others.
import { cronbach } from '../statistics/alpha.js';
import { correlationMatrix, listwise } from '../statistics/correlation.js';
import { principal, symmetricEigen } from '../statistics/eigen.js';
import { linearModel } from '../statistics/linear-model.js';
import { type Cell, type Note, type Sheet, sheet } from './sheet.js';
import { speaking, type Variables } from './variables.js';

type Row = Readonly<Record<string, Cell>>;

/** Components with less than this of a variance of 1 carry nothing but rounding. */
const nothingLeft = 1e-8;
/** From here on an indicator is mostly made of the others (JRC handbook's reading of the variance inflation factor). */
const mostInflation = 10;
/** A loading so near 0 has no sign to speak of. */
const leastLoading = 0.1;

/** Alpha of each group and each item's part in it; children that do not vary are left out. */
export const reliability = (variables: Variables): ReadonlyArray<Sheet> => {
  const alphas: Row[] = [];
  const items: Row[] = [];
  for (const { id: group, children } of variables.groups) {
    const { ids } = speaking(variables, children);
    const columns = ids.map((id) => variables.columns.get(id)!);
    const [made, whole] = [cronbach(columns, 'pairwise'), cronbach(columns, 'listwise')];
    alphas.push({
      group,
      items: ids.length,
      left_out: children.length - ids.length,
      complete: made.complete,
      alpha: made.alpha,
      alpha_standardised: made.standardised,
      alpha_complete: whole.alpha,
      verdict: alphaVerdict(made.alpha),
    });
    if (ids.length < 2) continue;
    ids.forEach((id, i) => {
      const { rest, alphaWithout } = made.perItem[i]!;
      const flag = rest < 0 ? 'against' : alphaWithout > made.alpha ? 'better_without' : 'ok';
      items.push({ group, id, rest, alpha_without: alphaWithout, flag });
    });
  }
  return [
    sheet(
      'alpha',
      ['group', 'items', 'left_out', 'complete', 'alpha', 'alpha_standardised', 'alpha_complete', 'verdict'],
      alphas,
    ),
    sheet('items', ['group', 'id', 'rest', 'alpha_without', 'flag'], items),
  ];
};

/** 0.7 is the line that the OECD/JRC handbook takes from Nunnally (1978). */
const alphaVerdict = (alpha: number): string => {
  if (Number.isNaN(alpha)) return 'unknown';
  if (alpha < 0) return 'against';
  return alpha >= 0.7 ? 'consistent' : 'inconsistent';
};

/** Components of each group, loadings, and the children whose sign on the first runs against the rest. */
export const componentsOf = (variables: Variables): ReadonlyArray<Sheet> => {
  const components: Row[] = [];
  const loadings: Row[] = [];
  const notes: Note[] = [];
  for (const { id: group, children } of variables.groups) {
    const { ids } = speaking(variables, children);
    if (ids.length < 2) continue;
    const made = principal(ids.map((id) => variables.columns.get(id)!));
    if ('why' in made) {
      const name = made.why === 'constant' ? ids[made.column]! : '';
      notes.push({ id: `components_${made.why}`, args: { group, name, n: made.why === 'constant' ? 0 : made.n } });
      continue;
    }
    let before = 0;
    made.eigenvalues.forEach((eigenvalue, k) => {
      before += eigenvalue;
      components.push({
        group,
        component: k + 1,
        n: made.rows.length,
        eigenvalue,
        share: eigenvalue / ids.length,
        cumulative: before / ids.length,
        flag: eigenvalue < nothingLeft ? 'nothing_left' : eigenvalue > 1 ? 'kept' : 'ok',
      });
      ids.forEach((id, j) => {
        const loading = made.loadings[k]![j]!;
        const turned = k === 0 && loading < -leastLoading;
        const flag = turned ? 'against' : 'ok';
        loadings.push({ group, component: k + 1, id, loading, correlation: loading * Math.sqrt(eigenvalue), flag });
      });
    });
  }
  return [
    sheet('components', ['group', 'component', 'n', 'eigenvalue', 'share', 'cumulative', 'flag'], components, notes),
    sheet('loadings', ['group', 'component', 'id', 'loading', 'correlation', 'flag'], loadings),
  ];
};

/** How far the children of each group are made of each other. */
export const collinearity = (variables: Variables): ReadonlyArray<Sheet> => {
  const groups: Row[] = [];
  const inflation: Row[] = [];
  for (const { id: group, children } of variables.groups) {
    const { ids } = speaking(variables, children);
    if (ids.length < 2) continue;
    const columns = listwise(ids.map((id) => variables.columns.get(id)!));
    const n = columns[0]!.length;
    const moving = ids.filter((_id, j) => columns[j]!.some((value) => value !== columns[j]![0]));
    const kept = columns.filter((column) => column.some((value) => value !== column[0]));
    const nothing = { group, n, items: moving.length, condition: null, near_zero: null };
    if (n < 3 || kept.length < 2) {
      groups.push({ ...nothing, flag: n < 3 ? 'few_units' : 'constant' });
      continue;
    }
    const { values } = symmetricEigen(correlationMatrix(kept));
    const nearZero = values.filter((value) => value < nothingLeft).length;
    const [largest, smallest] = [values[0]!, values[values.length - 1]!];
    const condition = nearZero > 0 ? Number.NaN : Math.sqrt(largest / smallest);
    const flag = nearZero > 0 ? (n <= kept.length ? 'few_units' : 'singular') : condition > 30 ? 'collinear' : 'ok';
    groups.push({ ...nothing, condition, near_zero: nearZero, flag });
    kept.forEach((column, j) => {
      const others = kept.filter((_other, k) => k !== j);
      const made = linearModel(column, others);
      const vif = 'why' in made ? Number.NaN : made.r2 > 1 - 1e-12 ? Number.NaN : 1 / (1 - made.r2);
      const own = 'why' in made ? made.why : Number.isNaN(vif) ? 'singular' : vif > mostInflation ? 'collinear' : 'ok';
      inflation.push({ group, id: moving[j]!, r2: 'why' in made ? null : made.r2, vif, flag: own });
    });
  }
  return [
    sheet('collinearity', ['group', 'n', 'items', 'condition', 'near_zero', 'flag'], groups),
    sheet('inflation', ['group', 'id', 'r2', 'vif', 'flag'], inflation),
  ];
};
