// What moves the ranks, in words: the name of an alternative, and why there is none.
import type { Definition } from '../define/definition.js';
import type { Scores } from '../score/scores.js';
import type { Influence } from '../uncertainty/influence.js';
import type { Alternative } from '../uncertainty/remove-one.js';
import type { Estimate, Sensitivity } from '../uncertainty/sensitivity.js';
import type { Words } from '../words/words.js';
import { choiceText, factorName } from './factor-words.js';
import { nothing } from './figures.js';

/** `weights: set B`, `normalise: z-score`; a node by its id. */
export const alternativeText = (alternative: Alternative, words: Words): string => {
  if (alternative.kind === 'without') return alternative.node;
  const { factor, choice } = alternative;
  const name = factorName(factor, words);
  if (factor.factor === 'weights' && factor.draw.kind === 'sets') return `${name}: ${factor.draw.sets[choice]!.name}`;
  if (factor.factor === 'aggregate') return `${name}: ${choiceText('aggregate', factor.choices, choice, words)}`;
  if (factor.factor !== 'method') return name;
  return `${name}: ${choiceText(factor.step, factor.choices, choice, words)}`;
};

/** How many sets failed, and whether what is left still holds; empty where none did. */
export const failedLine = (
  { failed, sets, holds }: Pick<Sensitivity, 'failed' | 'sets' | 'holds'>,
  words: Words,
): ReadonlyArray<string> =>
  failed === 0 ? [] : [words.say(`moves.sensitivity.${holds ? 'failed' : 'not_held'}`, { failed, sets })];

/** What chance alone explains among so many units; empty where none has three. */
export const chanceLine = (
  influence: ReadonlyArray<Pick<Influence, 'n' | 'chance'>>,
  words: Words,
): ReadonlyArray<string> => {
  const most = influence.reduce<Pick<Influence, 'n' | 'chance'> | null>(
    (best, each) => (each.n > (best?.n ?? 0) ? each : best),
    null,
  );
  if (most === null || Number.isNaN(most.chance)) return [];
  return [words.say('moves.influence.chance', { n: most.n, ratio: words.number(most.chance, 2) })];
};

export const nodeTitle = ({ nodes }: Pick<Scores, 'nodes'>, id: string, words: Words): string => {
  const found = nodes.get(id);
  return found === undefined ? id : words.text(found.node.title);
};

/** The title of an alternative: of a node its own, of a choice what is chosen. */
export const alternativeTitle = (scores: Scores, alternative: Alternative, words: Words): string =>
  alternative.kind === 'without' ? nodeTitle(scores, alternative.node, words) : alternativeText(alternative, words);

export const estimateText = ({ value }: Estimate, words: Words): string => words.number(value, 2);

/** `0.31–0.44` */
export const intervalText = ({ low, high }: Estimate, words: Words): string =>
  Number.isNaN(low) ? nothing : `${words.number(low, 2)}…${words.number(high, 2)}`;

export const unitName = ({ columns }: Pick<Scores, 'columns'>, unit: number, words: Words): string =>
  words.text(columns.units[unit]!.name);

export const titleLine = (definition: Definition, period: string, words: Words): string =>
  `${words.text(definition.title)}, ${period}`;
