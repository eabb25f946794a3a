// Uncertainty in words: what each factor draws, what one draw did, the places of a unit, and whether there were draws enough.
import type { Definition } from '../define/definition.js';
import type { Factor } from '../define/uncertainty.js';
import type { Model } from '../uncertainty/model.js';
import type { Outcome } from '../uncertainty/outcomes.js';
import type { Spread, Summary } from '../uncertainty/summary.js';
import { sentenceOf } from '../words/sentence.js';
import type { Words } from '../words/words.js';
import { choicesText, choiceText, factorName } from './factor-words.js';
import { noBreakSpace, nothing } from './figures.js';

/** `3–8`: whole places that hold the two ends; one number where they are the same. */
export const placesText = (rank: Spread | null): string => {
  if (rank === null) return nothing;
  const { best, worst } = placesOf(rank);
  return best === worst ? String(best) : `${best}–${worst}`;
};

/** The ends of the places outwards to whole ones. */
export const placesOf = ({ p05, p95 }: Spread): { readonly best: number; readonly worst: number } => ({
  best: Math.floor(p05),
  worst: Math.ceil(p95),
});

export const factorText = (factor: Factor, definition: Definition, words: Words): string => {
  const name = factorName(factor, words);
  const say = (kind: string, args: Readonly<Record<string, string | number>>): string =>
    words.say(`uncertainty.factor.${kind}`, { name, ...args });
  switch (factor.factor) {
    case 'weights': {
      const n = factor.nodes.length;
      const { draw } = factor;
      if (draw.kind === 'noise') return say('noise', { n, share: shareText(draw.share, words) });
      if (draw.kind === 'dirichlet') return say('dirichlet', { n, concentration: words.plain(draw.concentration) });
      return say('sets', { list: draw.sets.map((set) => set.name).join(', ') });
    }
    case 'method': {
      const step = definition.recipe.steps[factor.position]?.name ?? factor.step;
      const list = choicesText(factor.step, factor.choices, words);
      return say('method', { n: factor.nodes.length, step, list });
    }
    case 'aggregate': {
      const list = choicesText('aggregate', factor.choices, words);
      return say('aggregate', { n: factor.nodes.length, list });
    }
    case 'imputation':
      return say('imputation', {});
    case 'drop':
      return say('drop', { n: factor.nodes.length });
    case 'grades':
      return say('grades', { n: factor.nodes.length, error: shareText(factor.error, words) });
    case 'sampling':
      return say('sampling', { correlation: words.plain(factor.correlation) });
  }
};

/** Whole per cent; what is not all or nothing is not printed as such. */
export const shareOfDraws = (share: number, words: Words): string => {
  if (share > 0 && share < 0.005) return `<${noBreakSpace}${words.percent(0.01, 0)}`;
  if (share < 1 && share >= 0.995) return `>${noBreakSpace}${words.percent(0.99, 0)}`;
  return words.percent(share, 0);
};

/** Whole per cent where the share is such. */
const shareText = (share: number, words: Words): string =>
  words.percent(share, Math.abs(share * 100 - Math.round(share * 100)) < 1e-9 ? 0 : 1);

/** So many of the weights that moved are named. */
const namedWeights = 3;

export const outcomeText = ({ factor, choice, weights, left, cells }: Outcome, words: Words): string => {
  const name = factorName(factor, words);
  const say = (kind: string, args: Readonly<Record<string, string | number>> = {}): string =>
    words.say(`uncertainty.outcome.${kind}`, { name, ...args });
  switch (factor.factor) {
    case 'weights': {
      const set = factor.draw.kind === 'sets' ? factor.draw.sets[choice ?? -1] : undefined;
      if (set !== undefined) return say('chosen', { choice: set.name });
      if (weights.length === 0) return say('same');
      const most = [...weights].sort((a, b) => change(b) - change(a)).slice(0, namedWeights);
      const list = most.map(({ node, before, after }) =>
        words.say('uncertainty.outcome.weight', { node, before: words.plain(before, 4), after: words.plain(after, 4) }),
      );
      return say('weights', { n: weights.length, list: list.join(', ') });
    }
    case 'method':
      return say('chosen', { choice: choiceText(factor.step, factor.choices, choice ?? 0, words) });
    case 'aggregate':
      return say('chosen', { choice: choiceText('aggregate', factor.choices, choice ?? 0, words) });
    case 'drop':
      return left === null ? say('stays') : say('left', { node: left });
    case 'grades':
    case 'sampling':
    case 'imputation':
      return say(factor.factor, { n: cells });
  }
};

const change = ({ before, after }: Outcome['weights'][number]): number =>
  before === 0 ? Math.abs(after) : Math.abs(after / before - 1);

/** `left`: seconds; NaN where nobody can tell. */
export const progressText = (done: number, total: number, left: number, words: Words): string =>
  words.say('uncertainty.progress', {
    done,
    total,
    known: left > 0 ? 'yes' : 'no',
    seconds: left > 0 ? Math.ceil(left) : 0,
  });

/** What factors had nothing to draw, one sentence each. */
export const idleTexts = (
  { factors }: Pick<Model, 'factors'>,
  { idle }: Summary,
  words: Words,
): ReadonlyArray<string> =>
  factors
    .filter(({ name }) => idle.includes(name))
    .map((factor) => words.say('uncertainty.idle', { name: factorName(factor, words), factor: factor.factor }));

/** How many draws failed and why, a line each; empty where none did. */
export const failureTexts = ({ draws, failed, reasons }: Summary, words: Words): ReadonlyArray<string> =>
  failed === 0
    ? []
    : [
        words.say('uncertainty.failed', { draws, failed }),
        ...reasons.map(({ problem, draws: n, example }) =>
          words.say('uncertainty.failed_reason', { draws: n, example, reason: sentenceOf(problem, words).message }),
        ),
      ];

export const convergenceText = ({ convergence }: Summary, words: Words): string => {
  const { enough, within, tolerance, places, needed } = convergence;
  if (needed === null) return words.say('uncertainty.all_failed');
  return words.say(`uncertainty.${enough ? 'enough' : 'not_enough'}`, {
    within: words.percent(within, 0),
    tolerance: words.plain(tolerance, 1),
    places: words.plain(places, 1),
    ...(enough ? {} : { needed, needed_plain: String(needed) }),
  });
};

/** The same for a reader who cannot run it again. */
export const enoughText = (summary: Summary, words: Words): string => {
  if (summary.convergence.enough) return convergenceText(summary, words);
  const { within, tolerance, needed } = summary.convergence;
  if (needed === null) return words.say('uncertainty.all_failed');
  return words.say('report.unsure.too_few', {
    within: words.percent(within, 0),
    tolerance: words.plain(tolerance, 1),
    needed,
  });
};
