import { describe, expect, test } from 'vitest';
import { problemFault } from '../../src/core/model/problem.js';
import { langs } from '../../src/core/model/text.js';
import { readModules } from './source.js';
import { argumentsOf, flatten, raisedProblems, readWords, saidKeys } from './words.js';

const words = new Map(langs.map((lang) => [lang, readWords(lang)]));
const english = words.get('en')!;
const modules = readModules('src');
const said = saidKeys(modules);
const raised = raisedProblems(modules, (text) => text in problemFault);

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

  test('every sentence is given what it asks for', () => {
    const inFull = new Set(said.filter(({ open }) => !open).map(({ key }) => key));
    const lacking = said.flatMap(({ place, key, open, given }) => {
      if (given === null || key === '') return [];
      // A member that is said in full elsewhere has arguments of its own.
      const keys = open ? [...english.keys()].filter((known) => known.startsWith(key) && !inFull.has(known)) : [key];
      return keys.flatMap((each) =>
        argumentsOf(english.get(each) ?? '', 'en')
          .filter((name) => !given.includes(name))
          .map((name) => `${place} ${each} lacks {${name}}`),
      );
    });
    expect(lacking).toEqual([]);
  });

  test('every problem is raised with what its sentences ask for', () => {
    const lacking = raised.flatMap(({ place, code, given }) => {
      if (given === null) return [];
      // `sentenceOf` adds whether a text is given; no name need be near.
      const known = new Set([...given, ...given.map((name) => `${name}_given`), 'nearest', 'nearest_given']);
      return ['text', 'hint'].flatMap((part) =>
        argumentsOf(english.get(`problem.${code}.${part}`) ?? '', 'en')
          .filter((name) => !known.has(name))
          .map((name) => `${place} ${code}.${part} lacks {${name}}`),
      );
    });
    expect(lacking).toEqual([]);
    expect(raised.filter(({ given }) => given !== null).length).toBeGreaterThan(60);
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
