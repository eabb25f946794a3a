// Ways to spoil a file: bytes, pieces of text, and words that have broken other programs.
import type { Chance } from '../formula/chance.js';

const hostile: ReadonlyArray<string> = [
  '__proto__',
  'constructor',
  'prototype',
  'toString',
  '"',
  '""',
  "'",
  '\0',
  '\r',
  '\n\n',
  '\ufeff',
  '\ufffd',
  '\u202e',
  ';',
  '\t',
  ',,,,',
  '1e999',
  '-0',
  'NaN',
  '0x1F',
  '1.234',
  '1,234',
  '99999999999999999999',
  'null',
  '~',
  '&a',
  '*a',
  '<<: *a',
  '!!js/function',
  '---\n',
  ': ',
  '- ',
  '? ',
  '{',
  '}',
  '[',
  ']',
  '|',
  '>',
  '%',
  '#',
  '\\',
  '../../etc/passwd',
  '=1+1',
  'Қ?ла',
  '<!DOCTYPE a>',
  '<![CDATA[',
  '&amp;',
  '&b;',
  '&#0;',
  '&#xFFFFFF;',
  '_x0000_',
  '[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[[',
  'a'.repeat(5000),
];

/** One to eight changes to the bytes. */
export const spoilBytes = (bytes: Uint8Array, chance: Chance): Uint8Array => {
  let spoilt = Buffer.from(bytes);
  for (let n = 1 + chance.below(8); n > 0 && spoilt.length > 0; n--) {
    const at = chance.below(spoilt.length);
    const end = Math.min(spoilt.length, at + 1 + chance.below(40));
    const [head, piece, tail] = [spoilt.subarray(0, at), spoilt.subarray(at, end), spoilt.subarray(end)];
    const way = chance.below(7);
    if (way === 0) spoilt[at] = chance.below(256);
    else if (way === 1) spoilt[at] = spoilt[at]! ^ (1 << chance.below(8));
    else if (way === 2) spoilt = Buffer.concat([head, tail]);
    else if (way === 3) spoilt = Buffer.concat([head, piece, piece, tail]);
    else if (way === 4) spoilt = Buffer.concat([head, Buffer.from(chance.one(hostile)), tail]);
    else if (way === 5) spoilt = Buffer.concat([head, Buffer.from(chance.one(hostile)), piece, tail]);
    else if (chance.once(4)) spoilt = Buffer.from(head);
  }
  return spoilt;
};

/** One to four changes to the words, tags and signs of a text, which stays a text. */
export const spoilText = (text: string, chance: Chance): string => {
  const tokens = text.match(/<[^<>]*>|[\p{L}\p{N}_.]+|\s+|[^\p{L}\p{N}\s]/gu) ?? [text];
  for (let n = 1 + chance.below(4); n > 0; n--) {
    const at = chance.below(tokens.length);
    const other = chance.below(tokens.length);
    const way = chance.below(6);
    if (way === 0) tokens.splice(at, 1 + chance.below(3));
    else if (way === 1) tokens.splice(at, 0, tokens[other] ?? '');
    else if (way === 2) tokens[at] = chance.one(hostile);
    else if (way === 3) [tokens[at], tokens[other]] = [tokens[other] ?? '', tokens[at] ?? ''];
    else if (way === 4) tokens.splice(at, 0, ...tokens.slice(other, other + 1 + chance.below(30)));
    else tokens[at] = (tokens[at] ?? '').replace(/[0-9]+|[a-z]+/i, chance.one(hostile));
  }
  return tokens.join('');
};
