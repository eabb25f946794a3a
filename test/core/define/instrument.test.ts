// Questionnaires: one mistake in a file and the exact text a person sees for it, in three languages; and what the shipped one holds.
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { decodeInstrument } from '../../../src/core/define/build-instrument.js';
import { isOnScale, missingKindOf, scoreOf } from '../../../src/core/define/instrument.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { type Lang, langs } from '../../../src/core/model/text.js';
import { problemAsText } from '../../../src/core/words/sentence.js';
import { wordsOf } from '../../../src/core/words/words.js';

const words = langs.map((lang: Lang) => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (E.isLeft(read)) throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
});

const folder = 'test/bad-instruments';
const cases = readdirSync(folder).filter((name) => name.endsWith('.yaml'));

describe('questionnaires with one mistake', () => {
  test('are at least twenty', () => expect(cases.length).toBeGreaterThanOrEqual(20));

  test.each(cases)('%s', (name) => {
    const file = `${folder}/${name}`;
    const found = decodeInstrument({ file, text: readFileSync(file, 'utf8') });
    const problems = E.isLeft(found) ? found.left : [];
    expect(problems).toHaveLength(1);
    expect(problems.every(({ at }) => at?.line !== undefined && at.column !== undefined)).toBe(true);
    const text = words.map((each) => `${problems.map((one) => problemAsText(one, each)).join('\n')}\n`).join('\n');
    expect(text).not.toMatch(/⟦|undefined|\[object|@/);
    const golden = file.replace(/\.yaml$/, '.txt');
    if (process.env.GOLDEN === 'write' || !existsSync(golden)) {
      expect(process.env.CI, `${golden} is not there`).toBeUndefined();
      writeFileSync(golden, text);
    }
    expect(text).toBe(readFileSync(golden, 'utf8'));
  });
});

describe('the shipped questionnaire', () => {
  const file = 'indicators/surveys/lgpi-kz.yaml';
  const decoded = decodeInstrument({ file, text: readFileSync(file, 'utf8') });
  if (E.isLeft(decoded)) throw new Error(JSON.stringify(decoded.left[0]));
  const instrument = decoded.right;
  const question = (id: string) => instrument.questions.find((each) => each.id === id)!;

  test('has six modules of eight questions, each with a dimension', () => {
    expect(instrument.questions).toHaveLength(48);
    expect(instrument.modules).toHaveLength(6);
    for (const { id } of instrument.modules)
      expect(instrument.questions.filter(({ module }) => module === id)).toHaveLength(8);
    expect(instrument.questions.every(({ dimension }) => dimension !== null)).toBe(true);
  });

  test('scores answers by scale and direction', () => {
    expect([1, 3, 5].map((value) => scoreOf(question('edu1'), value))).toEqual([0, 50, 100]);
    expect([0, 45, 90, 200].map((value) => scoreOf(question('edu2'), value))).toEqual([100, 50, 0, 0]);
    expect([0, 1].map((value) => scoreOf(question('edu3'), value))).toEqual([100, 0]);
    expect([0, 1, 2, 3].map((value) => scoreOf(question('cit1'), value))).toEqual([0, 100 / 3, 200 / 3, 100]);
    expect([1, 10].map((value) => scoreOf(question('soc5'), value))).toEqual([100, 0]);
    expect(scoreOf(question('com3'), 2)).toBeNaN();
    expect(scoreOf(question('soc8'), 1)).toBeNaN();
    expect(scoreOf(question('edu1'), 98)).toBeNaN();
  });

  test('tells 98 minutes from the code 98', () => {
    expect(isOnScale(question('edu2'), 98)).toBe(true);
    expect(missingKindOf(question('edu2'), 98)).toBeNull();
    expect(missingKindOf(question('edu2'), -98)).toBe('do_not_know');
    expect(missingKindOf(question('edu1'), 98)).toBe('do_not_know');
    expect(missingKindOf(question('edu1'), 99)).toBe('refused');
    expect(isOnScale(question('edu1'), 6)).toBe(false);
    expect(isOnScale(question('edu2'), 2.5)).toBe(false);
    expect(isOnScale(question('soc5'), 0)).toBe(false);
  });
});
