import { describe, expect, test } from 'vitest';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { methodFamilies } from '../../../src/core/method/methods.js';
import { statuses } from '../../../src/core/model/observation.js';
import { type ProblemArgs, type ProblemCode, problem, problemFault } from '../../../src/core/model/problem.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { states, unrankedReasons } from '../../../src/core/score/scores.js';
import { placeOf, problemAsText, sentenceOf } from '../../../src/core/words/sentence.js';
import { type Words, wordsOf } from '../../../src/core/words/words.js';
import { argumentsOf, wordsFile } from '../../house/words.js';

const read = (lang: Lang): Words => {
  const catalogue = catalogueOf({ file: `${lang}.yaml`, text: wordsFile(lang) });
  if (E.isLeft(catalogue)) throw new Error(JSON.stringify(catalogue.left));
  return wordsOf(lang, catalogue.right);
};
const words: Readonly<Record<Lang, Words>> = { kk: read('kk'), ru: read('ru'), en: read('en') };
const sentences = new Map(
  langs.map((lang) => {
    const catalogue = catalogueOf({ file: lang, text: wordsFile(lang) });
    return [lang, E.isRight(catalogue) ? catalogue.right : new Map<string, string>()];
  }),
);
const codes = Object.keys(problemFault) as ReadonlyArray<ProblemCode>;

/** Arguments that the sentences ask for with numbers in them: a plural takes nothing else. */
const numeric = new Set(
  [...sentences.values()].flatMap((catalogue) =>
    [...catalogue.values()].flatMap((text) =>
      [...text.matchAll(/\{(\w+), (?:plural|number)/g)].map((found) => found[1]!),
    ),
  ),
);

/** Something for every argument of a code; `empty`: nothing for the texts that may be left empty. */
const samples = (code: ProblemCode, empty: boolean): ProblemArgs => {
  const names = ['text', 'hint'].flatMap((part) =>
    argumentsOf(sentences.get('en')?.get(`problem.${code}.${part}`) ?? '', 'en'),
  );
  const sample = (name: string): string | number => {
    if (numeric.has(name)) return 7;
    return empty && names.includes(`${name}_given`) ? '' : `<${name}>`;
  };
  return Object.fromEntries(names.filter((name) => !name.endsWith('_given')).map((name) => [name, sample(name)]));
};

describe('sentences', () => {
  describe.each(langs)('in %s', (lang) => {
    test('every problem is said in full', () => {
      for (const code of codes) {
        for (const empty of [false, true]) {
          const { message, hint } = sentenceOf(problem(code, samples(code, empty)), words[lang]);
          for (const said of [message, hint]) {
            expect(said, code).toMatch(/\S/);
            // Lines of an example stand indented below the sentence.
            const sentence = said.replace(/\n +.*$/gm, '');
            expect(sentence, code).not.toMatch(/\{\w*\}|[⟦⟧]|undefined|NaN| {2}|^\s|\s$/);
          }
        }
      }
    });

    test('a code has something to say about every argument that it is told by name', () => {
      for (const code of codes) {
        const args = samples(code, false);
        const { message, hint } = sentenceOf(problem(code, args), words[lang]);
        const choices = /select|plural/.test(
          `${sentences.get(lang)?.get(`problem.${code}.text`)}${sentences.get(lang)?.get(`problem.${code}.hint`)}`,
        );
        if (!choices) for (const value of Object.values(args)) expect(`${message} ${hint}`).toContain(String(value));
      }
    });

    test('every word of a closed list', () => {
      const keys = [
        ...states.map((state) => `explain.state.${state}`),
        ...statuses.map((status) => `explain.status.${status}`),
        ...unrankedReasons.map((reason) => `explain.reason.${reason}`),
        ...Object.entries(methodFamilies).flatMap(([family, methods]) =>
          methods.flatMap(({ name }) => ['title', 'about'].map((part) => `method.${family}.${name}.${part}`)),
        ),
      ];
      expect(keys.filter((key) => !words[lang].has(key))).toEqual([]);
    });
  });

  test('the nearest name is named, and where none is near nothing is asked', () => {
    const near = sentenceOf(
      problem('UnknownKey', { key: 'wieght', nearest: 'weight', allowed: 'id, weight' }),
      words.en,
    );
    expect(near.hint).toBe('Did you mean “weight”? These can stand here: id, weight.');
    const far = sentenceOf(problem('UnknownKey', { key: 'x', nearest: '', allowed: 'id, weight' }), words.en);
    expect(far.hint).toBe('These can stand here: id, weight.');
    const untold = sentenceOf(problem('UnknownUnitCode', { unit: '1', index: 'a', period: '2025' }), words.ru);
    expect(untold.hint).toBe('Какие единицы есть, покажет «lsg score a --period 2025».');
  });

  test('an argument that is a key of words is said in the same language', () => {
    const found = problem('WrongType', { expected: '@expected.weight', found: 'x' });
    expect(sentenceOf(found, words.en).message).toBe('Expected a number not below 0, found “x”.');
    expect(sentenceOf(found, words.ru).message).toBe('Ожидается число не меньше 0, найдено: «x».');
    expect(sentenceOf(found, words.kk).message).toBe('Күтілетіні: 0-ден кем емес сан; табылғаны: «x».');
    expect(sentenceOf(problem('WrongType', { expected: '@no.such', found: '@' }), words.en).message).toBe(
      'Expected @no.such, found “@”.',
    );
  });

  test('Russian and English count', () => {
    const say = (lang: Lang, units: number): string =>
      sentenceOf(problem('MadeUpLeftOut', { units }), words[lang]).message.slice(0, 27);
    expect(say('ru', 1)).toMatch(/^Не учтена 1 вымышленная/);
    expect(say('ru', 3)).toMatch(/^Не учтены 3 вымышленные/);
    expect(say('ru', 17)).toMatch(/^Не учтено 17 вымышленных/);
    expect(say('en', 1)).toMatch(/^1 made-up unit is/);
  });
});

describe('a problem as text', () => {
  test('has its place, the line with carets under what is meant, and the next step', () => {
    const at = { file: 'a.yaml', line: 3, column: 5, width: 6, sourceLine: '    wieght: 2' };
    expect(problemAsText(problem('MissingKey', { key: 'id' }, at), words.en).split('\n')).toEqual([
      'a.yaml:3:5  MissingKey  The key “id” is missing here.',
      '        wieght: 2',
      '        ^^^^^^',
      '  Add a line “id:” with its value, with the same indent as its neighbours.',
    ]);
    expect(problemAsText(problem('NoIndicators'), words.en)).toMatch(/^NoIndicators {2}The index/);
  });

  test('cuts a long line round its place', () => {
    const at = {
      file: 'a.yaml',
      line: 1,
      column: 301,
      width: 4,
      sourceLine: `${'x'.repeat(300)}HERE${'y'.repeat(300)}`,
    };
    const [, line, carets] = problemAsText(problem('NoIndicators', {}, at), words.en).split('\n');
    expect(line!.trim()).toHaveLength(100);
    expect(line!.indexOf('HERE')).toBe(carets!.indexOf('^^^^'));
  });

  test('names a cell of a sheet', () => {
    expect(placeOf({ file: 'b.xlsx', sheet: 'Лист1', cell: 'C4' })).toBe('b.xlsx:Лист1!C4');
    expect(placeOf({ file: 'b.xlsx', sheet: 'Лист1' })).toBe('b.xlsx:Лист1!');
    expect(placeOf({ file: 'b.csv', line: 4 })).toBe('b.csv:4');
  });
});
