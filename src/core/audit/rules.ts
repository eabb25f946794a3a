// The rules that verdicts follow: each has a figure, two thresholds and a source, and all of them are printed. A rule whose figure
// is not there gives no verdict.
import { type Group, isAssessed, isLeaf, type Node } from '../define/definition.js';
import { viewTree } from '../score/view-tree.js';
import { againstBelow } from '../uncertainty/influence.js';
import type { RankShift } from '../uncertainty/remove-one.js';
import type { Spread } from '../uncertainty/summary.js';
import { leastKnown } from './data.js';
import type { Figures } from './figures.js';

export const sections = ['concept', 'data', 'structure', 'weights', 'uncertainty', 'sensitivity'] as const;
export type Section = (typeof sections)[number];

export const verdicts = ['met', 'doubtful', 'not_met', 'not_judged'] as const;
export type Verdict = (typeof verdicts)[number];

export interface Rule {
  readonly id: string;
  readonly section: Section;
  /** How figure and thresholds are printed. */
  readonly as: 'share' | 'count' | 'number';
  readonly better: 'low' | 'high';
  /** Up to here (or from here on, where high is better) the rule is met, ... */
  readonly met: number;
  /** ... up to here it is doubtful; the same as `met` where there is nothing between. */
  readonly doubtful: number;
  readonly find: (figures: Figures) => Finding | null;
}

export interface Finding {
  readonly figure: number;
  /** Ids of nodes, codes of units or names of factors behind the figure. */
  readonly named: ReadonlyArray<string>;
}

export interface Judged {
  readonly rule: Rule;
  readonly verdict: Verdict;
  readonly finding: Finding | null;
}

export const judgedBy = (rule: Rule, figures: Figures): Judged => {
  const finding = rule.find(figures);
  if (finding === null || Number.isNaN(finding.figure)) return { rule, verdict: 'not_judged', finding: null };
  const isUpTo = (threshold: number): boolean =>
    rule.better === 'low' ? finding.figure <= threshold + tolerance : finding.figure >= threshold - tolerance;
  return { rule, finding, verdict: isUpTo(rule.met) ? 'met' : isUpTo(rule.doubtful) ? 'doubtful' : 'not_met' };
};

/** A share of exactly the threshold must not fail by its last bit. */
const tolerance = 1e-12;

const share = (named: ReadonlyArray<string>, of: number): Finding | null =>
  of === 0 ? null : { figure: named.length / of, named };
const count = (named: ReadonlyArray<string>): Finding => ({ figure: named.length, named });

const low = (
  id: string,
  section: Section,
  as: Rule['as'],
  [met, doubtful]: readonly [number, number],
  find: Rule['find'],
): Rule => ({ id, section, as, better: 'low', met, doubtful, find });
const high = (
  id: string,
  section: Section,
  as: Rule['as'],
  [met, doubtful]: readonly [number, number],
  find: Rule['find'],
): Rule => ({ id, section, as, better: 'high', met, doubtful, find });

export const rules: ReadonlyArray<Rule> = [
  low('sources', 'concept', 'share', [0, 0.2], ({ indicators }) => {
    const read = indicators.filter(({ leaf }) => !isAssessed(leaf) && leaf.kind !== 'index');
    const unnamed = read.filter(({ leaf: { source } }) => (source?.publisher ?? source?.title ?? null) === null);
    return share(unnamed.map(idOf), read.length);
  }),
  low('direction', 'concept', 'count', [0, 0], ({ indicators }) =>
    count(
      indicators
        .filter(({ leaf: { source, direction } }) => (source?.declaredDirection ?? direction) !== direction)
        .map(idOf),
    ),
  ),
  low('size', 'concept', 'count', [0, 0], ({ indicators, scores }) =>
    count(
      indicators
        .filter(({ leaf: { id, quantity, variable, formula } }) => {
          const isSize = (quantity === 'stock' || quantity === 'count') && variable !== null && formula === null;
          return isSize && !scores.nodes.get(id)!.trail.some(({ step }) => step === 'denominate');
        })
        .map(idOf),
    ),
  ),
  low('single', 'concept', 'count', [0, 1], ({ scores }) =>
    count(
      groupsIn(viewTree(scores.definition, scores.view))
        .filter(({ children }) => children.length === 1)
        .map(({ id }) => id),
    ),
  ),
  low('judgements', 'concept', 'number', [0.1, 0.2], ({ scores }) => {
    const judged = groupsIn(scores.definition.root).flatMap(({ id, aggregate: { weights } }) =>
      weights.kind === 'ahp' ? [{ id, ratio: weights.consistencyRatio }] : [],
    );
    if (judged.length === 0) return null;
    const figure = Math.max(...judged.map(({ ratio }) => ratio));
    return { figure, named: judged.filter(({ ratio }) => ratio === figure).map(({ id }) => id) };
  }),
  high('cases', 'concept', 'number', [3, 1], ({ scores, indicators }) =>
    indicators.length === 0
      ? null
      : { figure: scores.units.filter(({ rank }) => rank > 0).length / indicators.length, named: [] },
  ),
  low('excluded', 'data', 'count', [0, Number.POSITIVE_INFINITY], ({ scores }) =>
    count(scores.definition.units.exclude),
  ),
  low('indicator_coverage', 'data', 'share', [0, 0.1], ({ indicators }) =>
    share(
      indicators.filter(({ known, applies }) => applies > 0 && known < applies * leastKnown).map(idOf),
      indicators.length,
    ),
  ),
  low('unit_coverage', 'data', 'share', [0.05, 0.2], ({ units, scores }) =>
    share(
      units
        .filter(({ coverage }) => !(coverage >= 2 / 3 - tolerance))
        .map(({ unit }) => scores.columns.units[unit]!.code),
      units.length,
    ),
  ),
  low('filled', 'data', 'share', [0.05, 0.15], ({ indicators }) => {
    const shares = indicators
      .filter(({ applies }) => applies > 0)
      .map((own) => ({ id: idOf(own), part: own.filled / own.applies }));
    if (shares.length === 0) return null;
    const figure = Math.max(...shares.map(({ part }) => part));
    return { figure, named: figure === 0 ? [] : shares.filter(({ part }) => part === figure).map(({ id }) => id) };
  }),
  low('outliers', 'data', 'share', [0, 0.1], ({ indicators }) =>
    share(indicators.filter(({ flags }) => flags.includes('outliers_left')).map(idOf), indicators.length),
  ),
  low('constant', 'data', 'count', [0, 0], ({ indicators }) =>
    count(indicators.filter(({ flags }) => flags.includes('constant')).map(idOf)),
  ),
  low('against_group', 'structure', 'share', [0, 0.1], ({ structure: { indicators } }) =>
    share(indicators.filter(({ own }) => own.r < againstBelow).map(idOf), indicators.length),
  ),
  low('against_total', 'structure', 'share', [0, 0.1], ({ structure: { indicators } }) =>
    share(indicators.filter(({ total }) => total.r < againstBelow).map(idOf), indicators.length),
  ),
  low('own_group', 'structure', 'share', [0.1, 0.3], ({ structure: { indicators, tops } }) =>
    tops.length < 2 ? null : share(indicators.filter(({ nearer }) => nearer !== null).map(idOf), indicators.length),
  ),
  low('twins', 'structure', 'share', [0, 0.1], ({ structure: { indicators, twins } }) =>
    share([...new Set(twins.flatMap(({ a, b }) => [a, b]))], indicators.length),
  ),
  low('alpha', 'structure', 'share', [0, 1 / 3], ({ structure: { groups } }) => {
    const judged = groups.filter(({ alpha }) => !Number.isNaN(alpha));
    return share(
      judged.filter(({ alpha }) => alpha < 0.7).map(({ group }) => group.id),
      judged.length,
    );
  }),
  low('components', 'structure', 'share', [0, 1 / 3], ({ structure: { groups } }) => {
    const judged = groups.filter(({ first }) => !Number.isNaN(first));
    return share(
      judged.filter(({ above }) => above > 1).map(({ group }) => group.id),
      judged.length,
    );
  }),
  low('influence', 'weights', 'share', [0.1, 1 / 3], ({ influence }) => {
    const leaves = influence.filter(({ kind, flag }) => kind === 'indicator' && flag !== 'few');
    return share(
      leaves.filter(({ flag }) => flag !== null).map(({ node }) => node),
      leaves.length,
    );
  }),
  low('failed', 'uncertainty', 'share', [0.01, 0.1], ({ drawn }) =>
    drawn === null ? null : { figure: drawn.summary.failed / drawn.summary.draws, named: [] },
  ),
  high('draws', 'uncertainty', 'share', [0.95, 0.8], ({ drawn }) =>
    drawn === null ? null : { figure: drawn.summary.convergence.within, named: [] },
  ),
  low('width', 'uncertainty', 'share', [0.1, 0.25], (figures) => {
    const widths = placesIn(figures)
      .map(({ of, p05, p95 }) => (p95 - p05) / of)
      .sort((a, b) => a - b);
    return widths.length === 0 ? null : { figure: widths[widths.length >> 1]!, named: [] };
  }),
  low('outside', 'uncertainty', 'share', [0.05, 0.1], (figures) => {
    const places = placesIn(figures);
    const outside = places.filter(({ rank, p05, p95 }) => rank < Math.floor(p05) || rank > Math.ceil(p95));
    return share(
      outside.map(({ code }) => code),
      places.length,
    );
  }),
  low('one_choice', 'sensitivity', 'share', [0.5, 0.8], ({ drawn }) => {
    const indices = drawn?.sensitivity.shift?.indices ?? [];
    if (drawn === null || indices.length < 2) return null;
    const totals = indices.map(({ total }) => total.value);
    const figure = Math.max(...totals);
    return { figure, named: [drawn.sensitivity.factors[totals.indexOf(figure)]!] };
  }),
  low('remove_one', 'sensitivity', 'share', [0.025, 0.05], ({ without, scores }) => {
    const leaves = new Set(scores.definition.leaves.map(({ id }) => id));
    return farthest(
      without.filter(({ alternative }) => alternative.kind === 'without' && leaves.has(alternative.node)),
    );
  }),
  low('method', 'sensitivity', 'share', [0.05, 0.1], ({ otherwise }) => farthest(otherwise)),
];

const idOf = ({ leaf }: { readonly leaf: { readonly id: string } }): string => leaf.id;

const groupsIn = (root: Group): ReadonlyArray<Group> => {
  const groups: Group[] = [];
  const visit = (node: Node): void => {
    if (isLeaf(node)) return;
    groups.push(node);
    node.children.forEach(visit);
  };
  visit(root);
  return groups;
};

interface Place extends Pick<Spread, 'p05' | 'p95'> {
  readonly code: string;
  readonly rank: number;
  readonly of: number;
}

const placesIn = ({ drawn, scores }: Figures): ReadonlyArray<Place> =>
  (drawn?.summary.units ?? []).flatMap(({ code, rank: spread }, p) => {
    const { rank, rankOf } = scores.units[p]!;
    return spread === null || rank === 0 ? [] : [{ code, rank, of: rankOf, p05: spread.p05, p95: spread.p95 }];
  });

/** The largest mean shift, in parts of the list. */
const farthest = (shifts: ReadonlyArray<RankShift>): Finding | null => {
  const found = shifts.flatMap(({ alternative, shift }) =>
    shift === null || shift.units === 0
      ? []
      : [
          {
            name: alternative.kind === 'without' ? alternative.node : alternative.factor.name,
            part: shift.mean / shift.units,
          },
        ],
  );
  if (found.length === 0) return null;
  const figure = Math.max(...found.map(({ part }) => part));
  return { figure, named: figure === 0 ? [] : [found.find(({ part }) => part === figure)!.name] };
};
