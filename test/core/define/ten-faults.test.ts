// A stranger mends a definition with ten planted faults by doing only what each message says, at the place it names.
import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import type { Problem } from '../../../src/core/model/problem.js';
import { langs } from '../../../src/core/model/text.js';
import { sentenceOf } from '../../../src/core/words/sentence.js';
import { wordsOf } from '../../../src/core/words/words.js';

const faulty = `id: planted
version: 2.10
title: {kk: Аты, ru: Имя}
recpie:
  - {step: normalise, method: goalpost}
children:
  - id: PD 01
    title: {kk: Аты, ru: Имя, en: Name}
    kind: mesure
    variable: pay
    direction: up
    measured_in: tenge
    wieght: 2
    floor: 0,5
    goal: 100
  - id: PD-02
    title: {kk: Аты, ru: Имя, en: Name}
    kind: formula
    formula: shar(crimes; population)
    direction: down
    measured_in: "%"
    weight: 1
    floor: "100"
    goal: 0
`;

const words = langs.map((lang) => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
});

/** What the sentence tells to write in place of what is marked, in all three languages; null where it tells to add a line. */
const told = (found: Problem): string => {
  const { nearest, instead } = found.args;
  const written = found.code === 'CodeNotQuoted' ? `"${found.args.found}"` : String(nearest || instead || '');
  expect(written, JSON.stringify(found)).not.toBe('');
  for (const each of words) expect(sentenceOf(found, each).hint).toContain(written);
  return written;
};

const mended = (text: string, found: Problem): string => {
  const { line = 1, column = 1, width = 1 } = found.at ?? {};
  const lines = text.split('\n');
  const before = lines[line - 1] ?? '';
  if (found.code === 'TextMissingLanguage') {
    for (const each of words) expect(sentenceOf(found, each).hint).toContain(`${found.args.lang}:`);
    lines[line - 1] = before.replace(/\}$/, `, ${found.args.lang}: Name}`);
  } else {
    lines[line - 1] = before.slice(0, column - 1) + told(found) + before.slice(column - 1 + width);
  }
  return lines.join('\n');
};

test('ten planted faults are mended by what the messages say', () => {
  let text = faulty;
  let mends = 0;
  for (let round = 0; round < 5; round++) {
    const result = decodeIndex([{ file: 'planted.yaml', text }], 'planted.yaml');
    if (result._tag === 'Right') break;
    // From the end of the file, so that no mend moves the place of another.
    for (const found of [...result.left].reverse()) {
      text = mended(text, found);
      mends++;
    }
  }
  expect(decodeIndex([{ file: 'planted.yaml', text }], 'planted.yaml')._tag).toBe('Right');
  expect(mends).toBeGreaterThanOrEqual(10);
});
