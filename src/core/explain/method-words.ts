// A method of the recipe in words: its title, and what it does with the settings it was given.
import type { Use } from '../define/definition.js';
import type { Words } from '../words/words.js';

export const methodTitle = (words: Words, family: string, use: Use): string =>
  words.say(`method.${family}.${use.method}.title`, settingsAsWords(words, use));

export const methodAbout = (words: Words, family: string, use: Use): string =>
  words.say(`method.${family}.${use.method}.about`, settingsAsWords(words, use));

/** Numbers as the language writes them; settings that were left out and have no default are no text. */
const settingsAsWords = (words: Words, { settings }: Use): Readonly<Record<string, string>> =>
  Object.fromEntries(
    Object.entries(settings).map(([key, value]) => [
      key,
      typeof value === 'number' ? words.plain(value) : String(value ?? ''),
    ]),
  );
