import { expect, test } from 'vitest';
// The start script runs before anything is installed, so it chooses the language by itself: both must choose alike.
import { chooseLang } from '../../scripts/start-words.mjs';
import { chosenLang } from '../../src/cli/lang.js';

test.each([
  [['--lang', 'kk'], { LSG_LANG: 'en' }, 'ru-RU', 'kk'],
  [['score', '--lang=en'], {}, 'ru-RU', 'en'],
  [[], { LSG_LANG: 'kk', LANG: 'ru_RU.UTF-8' }, 'en-US', 'kk'],
  [[], { LC_ALL: 'ru_RU.UTF-8', LANG: 'en_US.UTF-8' }, 'en-US', 'ru'],
  [[], { LANG: 'kk_KZ.UTF-8' }, 'en-US', 'kk'],
  [[], { LANG: 'C.UTF-8' }, 'en-US', 'ru'],
  [[], {}, 'en-US', 'en'],
  [[], {}, 'de-DE', 'ru'],
  [['--lang', 'fr'], { LSG_LANG: 'en' }, 'ru-RU', 'en'],
] as const)('%j %j %s: %s', (argv, env, locale, expected) => {
  expect(chosenLang(argv, env, locale)).toBe(expected);
  expect(chooseLang([...argv], env, locale)).toBe(expected);
});
