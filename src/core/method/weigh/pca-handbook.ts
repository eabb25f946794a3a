// Weights from principal components as the OECD/JRC handbook derives them, after Nicoletti and others: rotated loadings, squared.
import type { Weighed, WeighMethod } from '../families.js';
import { number, optionalWhole } from '../parameters.js';
import { type Components, isFault, principalComponents, signed } from './components.js';
import { varimax } from './varimax.js';

const parameters = {
  least_eigenvalue: number({ least: 0 }, 'Components with a larger eigenvalue are kept (Kaiser: 1).', [1, 0.9], 1),
  least_share: number(
    { least: 0, most: 1 },
    'Of these, components that explain at least this share of the variance by themselves are kept.',
    [0.1, 0],
    0,
  ),
  least_explained: number(
    { least: 0, most: 1 },
    'The next components are added until together they explain this share of the variance.',
    [0.6, 0],
    0,
  ),
  components: optionalWhole(1, 100, 'How many components to keep, whatever the rules say.', [2, 4]),
};

/** Loadings this close are the same: the component that explains more takes the indicator. */
const sameLoading = 1e-9;

export interface Grouped {
  /** They add up to 1. */
  readonly weights: ReadonlyArray<number>;
  /** The component of each indicator, and its squared loading as a share of all squared loadings on that component. */
  readonly group: ReadonlyArray<number>;
  readonly inside: ReadonlyArray<number>;
  /** For each component its share of the variance that all of them explain. */
  readonly share: ReadonlyArray<number>;
}

/**
 * Rotated loadings (component by component) to weights: each indicator goes with the component it loads highest on; its
 * squared loading over the sum of squared loadings of that component, times the component's share of the explained variance;
 * then all scaled to add up to 1.
 */
export const groupedWeights = (loadings: ReadonlyArray<Float64Array>): Grouped => {
  const explained = loadings.map((of) => of.reduce((sum, x) => sum + x * x, 0));
  const total = explained.reduce((a, b) => a + b, 0);
  const share = explained.map((of) => of / total);
  const group = Array.from(loadings[0] ?? [], (_, i) => {
    let best = 0;
    for (let k = 1; k < loadings.length; k++) {
      if (loadings[k]![i]! ** 2 > loadings[best]![i]! ** 2 + sameLoading) best = k;
    }
    return best;
  });
  const inside = group.map((k, i) => loadings[k]![i]! ** 2 / explained[k]!);
  const raw = inside.map((of, i) => of * share[group[i]!]!);
  const sum = raw.reduce((a, b) => a + b, 0);
  return { weights: raw.map((w) => w / sum), group, inside, share };
};

const kept = ({ eigenvalues }: Components, settings: Rules): number => {
  const m = eigenvalues.length;
  if (settings.components !== null) return Math.min(settings.components, m);
  let count = 0;
  while (
    count < m &&
    eigenvalues[count]! > settings.least_eigenvalue + 1e-9 &&
    eigenvalues[count]! / m + 1e-12 >= settings.least_share
  ) {
    count++;
  }
  let explained = eigenvalues.slice(0, count).reduce((a, b) => a + b, 0) / m;
  while (count < m && explained + 1e-12 < settings.least_explained) explained += eigenvalues[count++]! / m;
  return count;
};

interface Rules {
  readonly least_eigenvalue: number;
  readonly least_share: number;
  readonly least_explained: number;
  readonly components: number | null;
}

const rotated = ({ eigenvalues, vectors }: Components, count: number): ReadonlyArray<Float64Array> => {
  const loadings = vectors.slice(0, count).map((of, k) => of.map((x) => x * Math.sqrt(eigenvalues[k]!)));
  return (count > 1 ? varimax(loadings) : loadings)
    .map((of) => ({ of: signed(of), explained: of.reduce((sum, x) => sum + x * x, 0) }))
    .sort((a, b) => b.explained - a.explained)
    .map(({ of }) => of);
};

export const pcaHandbook: WeighMethod<typeof parameters> = {
  name: 'pca-handbook',
  parameters,
  source:
    'OECD/JRC, Handbook on Constructing Composite Indicators (2008), step 6: principal components, after Nicoletti, Scarpetta and Boylaud (2000)',
  compute: (input, settings): Weighed => {
    const equal = input.ids.map(() => 1);
    if (input.ids.length < 2) return { weights: equal, figures: {}, fault: null };
    const found = principalComponents(input);
    if (isFault(found)) return { weights: equal, figures: {}, fault: found };
    const count = kept(found, settings);
    if (count === 0) return { weights: equal, figures: {}, fault: { code: 'NoCommonComponent', args: {} } };
    const loadings = rotated(found, count);
    const { weights, group, inside, share } = groupedWeights(loadings);
    const m = input.ids.length;
    const named = (name: string, of: ReadonlyArray<number>) =>
      of.map((x, i) => [`${name}.${input.ids[i]!}`, x] as const);
    const numbered = (name: string, of: ReadonlyArray<number>) => of.map((x, k) => [`${name}.${k + 1}`, x] as const);
    return {
      weights,
      figures: {
        units: found.units,
        components: count,
        explained: found.eigenvalues.slice(0, count).reduce((a, b) => a + b, 0) / m,
        rank: found.eigenvalues.filter((value) => value > 1e-9).length,
        ...Object.fromEntries(numbered('eigenvalue', found.eigenvalues)),
        ...Object.fromEntries(numbered('share', share)),
        ...Object.fromEntries(
          named(
            'component',
            group.map((k) => k + 1),
          ),
        ),
        ...Object.fromEntries(
          named(
            'loading',
            group.map((k, i) => loadings[k]![i]!),
          ),
        ),
        ...Object.fromEntries(named('inside', inside)),
      },
      fault: null,
    };
  },
};
