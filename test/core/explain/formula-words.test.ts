import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../../fuzz/formula/chance.js';
import { numberTree, truthTree } from '../../../fuzz/formula/trees.js';
import { functions } from '../../../src/core/define/formula/functions.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { inWords } from '../../../src/core/explain/formula-words.js';
import { E } from '../../../src/core/fp.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { type Words, wordsOf } from '../../../src/core/words/words.js';
import { formulaOf } from '../define/formula/trees.js';

const wordsIn = (lang: Lang): Words => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
};
const [kk, ru, en] = langs.map(wordsIn) as [Words, Words, Words];

const titles: Readonly<Record<string, Readonly<Record<Lang, string>>>> = {
  births: { kk: 'Туғандар', ru: 'Родившиеся', en: 'Births' },
  people: { kk: 'Халық саны', ru: 'Население', en: 'Population' },
};
const said = (text: string, words: Words): string =>
  inWords(formulaOf(text).tree, words, (name) => titles[name]?.[words.lang] ?? null).replaceAll('\u00a0', ' ');

describe('in words', () => {
  test.each([
    [
      'births / people * 1000',
      '“Births” divided by “Population”, times 1,000',
      '«Родившиеся» разделить на «Население», умножить на 1 000',
      '«Туғандар» мәнін «Халық саны» мәніне бөлу, 1 000 санына көбейту',
    ],
    [
      'births - people + x - 2.5',
      '“Births” minus “Population”, plus x, minus 2.5',
      '«Родившиеся» минус «Население», плюс x, минус 2,5',
      '«Туғандар» мәнінен «Халық саны» мәнін алу, x мәнін қосу, 2,5 санын алу',
    ],
    [
      'births + people * 2',
      '“Births” plus (“Population” times 2)',
      '«Родившиеся» плюс («Население» умножить на 2)',
      '«Туғандар» мәніне («Халық саны» мәнін 2 санына көбейту) нәтижесін қосу',
    ],
    [
      '(births + people) * 2',
      '(“Births” plus “Population”) times 2',
      '(«Родившиеся» плюс «Население») умножить на 2',
      '(«Туғандар» мәніне «Халық саны» мәнін қосу) нәтижесін 2 санына көбейту',
    ],
    [
      'births / (people / 2)',
      '“Births” divided by (“Population” divided by 2)',
      '«Родившиеся» разделить на («Население» разделить на 2)',
      '«Туғандар» мәнін («Халық саны» мәнін 2 санына бөлу) нәтижесіне бөлу',
    ],
    [
      '-(births - 50) / people',
      'minus (“Births” minus 50) divided by “Population”',
      'минус («Родившиеся» минус 50) разделить на «Население»',
      'минус («Туғандар» мәнінен 50 санын алу) нәтижесін «Халық саны» мәніне бөлу',
    ],
    [
      'share(births, people)',
      '“Births” as a percentage of “Population”',
      '«Родившиеся» в процентах от «Население»',
      '«Халық саны» мәніне шаққандағы «Туғандар» мәнінің пайызы',
    ],
    [
      'rate_per(1000, births, people)',
      '“Births” for every 1,000 of “Population”',
      '«Родившиеся» на каждые 1 000 показателя «Население»',
      '«Халық саны» мәнінің әр 1 000 бірлігіне шаққандағы «Туғандар»',
    ],
    [
      'change_pct(births, previous(births))',
      'the change from “Births” one period earlier to “Births” in per cent',
      'изменение от «Родившиеся» за предыдущий период до «Родившиеся» в процентах',
      'алдыңғы кезеңдегі «Туғандар» мәнінен «Туғандар» мәніне дейінгі өзгеріс, пайызбен',
    ],
    [
      'if(births >= 10 and not is_missing(people), births, 0)',
      'if “Births” is at least 10 and it is not so that “Population” has no value, then “Births”, otherwise 0',
      'если «Родившиеся» не меньше 10 и неверно, что «Население»: нет значения, то «Родившиеся», иначе 0',
      'егер «Туғандар» 10 санынан кіші емес және «Халық саны»: мәні жоқ деген дұрыс емес болса, онда «Туғандар», әйтпесе 0',
    ],
    [
      'if((x > 1 or x < 0) and x != 5, 1, 2)',
      'if (x is more than 1 or x is less than 0) and x differs from 5, then 1, otherwise 2',
      'если (x больше 1 или x меньше 0) и x не равно 5, то 1, иначе 2',
      'егер (x 1 санынан үлкен немесе x 0 санынан кіші) және x 5 санына тең емес болса, онда 1, әйтпесе 2',
    ],
    [
      'round(sqrt(coalesce(births, -1)), 1)',
      '(the square root of (the first known of: “Births”; −1)) rounded to 1 decimal',
      '(квадратный корень из (первое известное из: «Родившиеся»; −1)), округлить до 1 знака после запятой',
      '((мыналардың алғашқы белгілісі: «Туғандар»; −1) нәтижесінен алынған квадрат түбір), үтірден кейінгі 1 таңбаға дейін дөңгелектеу',
    ],
    [
      'clamp(mean(births, x / 2), 0, 100)',
      '(the mean of: “Births”; x divided by 2), but not less than 0 and not more than 100',
      '(среднее из: «Родившиеся»; x разделить на 2), но не меньше 0 и не больше 100',
      '(мыналардың орташасы: «Туғандар»; x мәнін 2 санына бөлу), бірақ 0 санынан кем емес және 100 санынан артық емес',
    ],
  ])('%s', (text, inEnglish, inRussian, inKazakh) => {
    expect([said(text, en), said(text, ru), said(text, kk)]).toEqual([inEnglish, inRussian, inKazakh]);
  });

  test('every function can be told in three languages', () => {
    for (const [fn, { least, most }] of functions) {
      for (const count of new Set([least, Math.min(most, least + 1)])) {
        const args = Array.from({ length: count }, (_, i) => (fn === 'if' && i === 0 ? 'x > 1' : 'births'));
        for (const words of [kk, ru, en]) {
          const text = said(fn === 'is_missing' ? 'if(is_missing(births), 1, 2)' : `${fn}(${args.join(', ')})`, words);
          expect(text, `${fn} in ${words.lang}`).toMatch(/[«“]/);
          expect(text).not.toMatch(/[⟦{}]/);
        }
      }
    }
  });

  test('whatever is written, brackets are in pairs and nothing is left untold', () => {
    const chance = chanceFrom(11);
    for (let i = 0; i < 80; i++) {
      const tree = chance.once(3) ? truthTree(chance, 3) : numberTree(chance, 4);
      for (const words of [kk, ru, en]) {
        const text = inWords(tree, words, () => null);
        expect(text).not.toMatch(/[⟦{}]/);
        let open = 0;
        for (const sign of text) {
          if (sign === '(') open++;
          if (sign === ')') open--;
          expect(open).toBeGreaterThanOrEqual(0);
        }
        expect(open).toBe(0);
      }
    }
  });
});
