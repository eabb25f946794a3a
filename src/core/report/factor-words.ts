// What a factor and each of its choices are called, so that no two choices of one factor read alike.
import type { Use } from '../define/definition.js';
import type { Factor } from '../define/uncertainty.js';
import { methodTitle } from '../explain/method-words.js';
import type { Words } from '../words/words.js';

/** The name that the definition gives; where it gives none, the word of the factor in the reader's language. */
export const factorName = (factor: Factor, words: Words): string => {
  const word = factor.factor === 'method' ? factor.step : factor.factor;
  return factor.name === word ? words.say(`uncertainty.word.${word}`) : factor.name;
};

/** `choices[at]`, with the settings that tell it from others of the same title. */
export const choiceText = (family: string, choices: ReadonlyArray<Use | null>, at: number, words: Words): string => {
  const use = choices[at] ?? null;
  const own = useText(family, use, words);
  if (use === null) return own;
  const alike = choices.filter((other): other is Use => other !== null && useText(family, other, words) === own);
  const keys = [...new Set(alike.flatMap(({ settings }) => Object.keys(settings)))];
  const told = keys.flatMap((key): ReadonlyArray<string> => {
    const values = alike.map(({ settings }) => settingText(settings[key], words));
    return new Set(values).size > 1 ? [`${key} ${settingText(use.settings[key], words)}`] : [];
  });
  return told.length === 0 ? own : `${own} (${told.join(', ')})`;
};

export const choicesText = (family: string, choices: ReadonlyArray<Use | null>, words: Words): string =>
  choices.map((_use, at) => choiceText(family, choices, at, words)).join(', ');

const useText = (family: string, use: Use | null, words: Words): string =>
  use === null ? words.say('uncertainty.factor.nothing') : methodTitle(words, family, use);

const settingText = (value: unknown, words: Words): string => {
  if (typeof value === 'number') return words.plain(value);
  return typeof value === 'string' ? value : (JSON.stringify(value ?? null) ?? '');
};
