import { describe, expect, test } from 'vitest';
import { problemFault } from '../../src/core/model/problem.js';
import { langs } from '../../src/core/model/text.js';
import { readModules } from './source.js';
import { argumentsOf, flatten, readWords, saidKeys } from './words.js';

const words = new Map(langs.map((lang) => [lang, readWords(lang)]));
const english = words.get('en')!;
const said = saidKeys(readModules('src'));

describe('words', () => {
  test.each(langs)('%s has the keys of the others', (lang) => {
    expect([...words.get(lang)!.keys()].sort()).toEqual([...english.keys()].sort());
    expect(english.size).toBeGreaterThan(100);
  });

  test.each(langs)('%s has no empty sentence and only sentences in ICU syntax', (lang) => {
    const broken = [...words.get(lang)!].flatMap(([key, text]) => {
      try {
        argumentsOf(text, lang);
        return text.trim() === '' ? [key] : [];
      } catch (error) {
        return [`${key}: ${error instanceof Error ? error.message : String(error)}`];
      }
    });
    expect(broken).toEqual([]);
  });

  test.each(langs.filter((lang) => lang !== 'en'))('%s asks for the same arguments as English', (lang) => {
    const different = [...english].flatMap(([key, text]) => {
      const there = words.get(lang)!.get(key);
      if (there === undefined) return [];
      const [own, other] = [argumentsOf(there, lang).join(', '), argumentsOf(text, 'en').join(', ')];
      return own === other ? [] : [`${key}: {${own}} and not {${other}}`];
    });
    expect(different).toEqual([]);
  });

  test('every problem has a sentence and a next step', () => {
    const missing = Object.keys(problemFault)
      .flatMap((code) => [`problem.${code}.text`, `problem.${code}.hint`])
      .filter((key) => !english.has(key));
    expect(missing).toEqual([]);
  });

  test('no sentence stands for a problem that there is not', () => {
    const codes = [...english.keys()].filter((key) => key.startsWith('problem.')).map((key) => key.split('.')[1]!);
    expect(codes.filter((code) => !(code in problemFault))).toEqual([]);
  });

  test('every key that the program says exists', () => {
    const keys = [...english.keys()];
    const missing = said
      .filter(({ key, open }) =>
        open ? key === '' || !keys.some((known) => known.startsWith(key)) : !english.has(key),
      )
      .filter(({ key }) => key !== '')
      .map(({ place, key }) => `${place} ${key}`);
    expect(missing).toEqual([]);
    expect(said.length).toBeGreaterThan(20);
  });

  test('the check sees arguments, nested ones too, and groups of texts only', () => {
    expect(argumentsOf('{n, plural, one {# of {all}} other {# {kind, select, a {x} other {{deep}}}}}', 'en')).toEqual([
      'all',
      'deep',
      'kind',
      'n',
    ]);
    expect(() => argumentsOf('{n, plural, one {x}', 'en')).toThrow();
    expect([...flatten({ a: { b: 'x' } }).keys()]).toEqual(['a.b']);
    expect(() => flatten({ a: ['x'] })).toThrow('a is neither');
  });
});
