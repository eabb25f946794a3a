// Which encoding the bytes of a text are in: a mark, then what is certain, else a refusal. What was chosen is told to the reader.
import { isAscii } from 'node:buffer';
import { E } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import { lineFinder } from './csv-lines.js';

export type Encoding = 'UTF-8' | 'UTF-16LE' | 'UTF-16BE' | 'Windows-1251';

export interface DecodedText {
  /** Without a byte-order mark; a carriage return alone is a line end like any other. */
  readonly text: string;
  readonly encoding: Encoding;
}

/**
 * A byte-order mark decides; then strict UTF-8; then UTF-16 where every sign is one that our tables hold; then Windows-1251
 * where all bytes above ASCII are letters and signs of Russian or Kazakh text in words that look like words.
 * Fails: EncodingNotUtf8 at the first byte that is no UTF-8, FormatNotRead for bytes that are no text, and for damaged signs.
 */
export const decodeText = (file: string, bytes: Uint8Array): E.Either<Problems, DecodedText> => {
  const chosen = choose(bytes);
  if (chosen === null) {
    if (bytes.subarray(0, 4096).includes(0)) return E.left([problem('FormatNotRead', { reason: 'binary' }, { file })]);
    const before = new TextDecoder('utf-8').decode(bytes.subarray(0, soundLength(bytes)));
    return E.left([problem('EncodingNotUtf8', { encoding: '' }, lineFinder(before, ',').placeOf(file, before.length))]);
  }
  const { encoding } = chosen;
  const damaged = mayBeDamaged(bytes, encoding) ? damagedSign.exec(chosen.text) : null;
  if (damaged !== null) {
    const at = lineFinder(chosen.text, ',').placeOf(file, damaged.index);
    if (damaged[0] === '\0') return E.left([problem('FormatNotRead', { reason: 'binary' }, at)]);
    const sign = `U+${damaged[0].charCodeAt(0).toString(16).toUpperCase().padStart(4, '0')}`;
    return E.left([problem('CellUnreadable', { reason: 'damaged_sign', value: sign }, at)]);
  }
  // Line and column of every place stay the same: only the sign that ends the line is another.
  const isMended = chosen.text.includes('\r') && /\r(?!\n)/.test(chosen.text);
  return E.right({ text: isMended ? chosen.text.replace(/\r\n?/g, '\n') : chosen.text, encoding });
};

/** The text in UTF-8: the bytes it was read from, where they are that. */
export const utf8Of = (bytes: Uint8Array, { text, encoding }: DecodedText): Uint8Array => {
  const isMended = bytes.includes(13) && !text.includes('\r');
  return encoding === 'UTF-8' && !isMended ? withoutMark(bytes) : Buffer.from(text);
};

const withoutMark = (bytes: Uint8Array): Uint8Array =>
  bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf ? bytes.subarray(3) : bytes;

/** Signs that no table holds in earnest: control signs, and the mark of a letter lost on the way. */
// biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for.
const damagedSign = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f\ufffd]/;

/** The bytes that a damaged sign of a UTF-8 text has or begins with; U+FFFD begins like many a sound sign. */
const damagedBytes: ReadonlyArray<number> = [
  ...Array.from({ length: 32 }, (_, byte) => byte).filter((byte) => byte !== 9 && byte !== 10 && byte !== 13),
  127,
  0xef,
];

/** A search for one byte is so quick that all of them take half the time of one for the signs. */
const mayBeDamaged = (bytes: Uint8Array, encoding: Encoding): boolean =>
  encoding !== 'UTF-8' || damagedBytes.some((byte) => withoutMark(bytes).includes(byte));

const choose = (bytes: Uint8Array): DecodedText | null => {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return decodedAs('UTF-16LE', bytes);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return decodedAs('UTF-16BE', bytes);
  const wide = bytes.subarray(0, 4096).includes(0) ? wideOrder(bytes) : null;
  if (wide !== null) return decodedAs(wide, bytes);
  // Nothing to decode, in a tenth of the time.
  if (isAscii(bytes))
    return { text: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).toString('latin1'), encoding: 'UTF-8' };
  return decodedAs('UTF-8', bytes) ?? (looksLikeCyrillic(bytes) ? decodedAs('Windows-1251', bytes) : null);
};

const decodedAs = (encoding: Encoding, bytes: Uint8Array): DecodedText | null => {
  try {
    return { text: new TextDecoder(encoding.toLowerCase(), { fatal: true }).decode(bytes), encoding };
  } catch {
    return null;
  }
};

/** Upper halves of the signs in our tables: Latin, Cyrillic, dashes and quotes, the number sign. */
const upperHalves: ReadonlySet<number> = new Set([0x00, 0x04, 0x20, 0x21, 0x22]);

/** The order of UTF-16 without a mark, where only one of the two makes a text; null where neither does, or both might. */
const wideOrder = (bytes: Uint8Array): 'UTF-16LE' | 'UTF-16BE' | null => {
  if (bytes.length % 2 !== 0) return null;
  const fits = (upper: number): boolean => {
    for (let i = 0; i < bytes.length; i += 2) {
      const high = bytes[i + upper]!;
      if (!upperHalves.has(high) || (high === 0 && bytes[i + 1 - upper] === 0)) return false;
    }
    return true;
  };
  const little = fits(1);
  return little === fits(0) ? null : little ? 'UTF-16LE' : 'UTF-16BE';
};

/** Bytes of Windows-1251 that stand in Russian and Kazakh texts: А to я, Ё ё, І і, and the signs an office types. */
const cyrillicBytes: ReadonlySet<number> = new Set([
  ...Array.from({ length: 64 }, (_, i) => 0xc0 + i),
  ...[0xa8, 0xb8, 0xb2, 0xb3],
  // … ‘ ’ “ ” • – — no-break space § « ° ± № » ·
  ...[0x85, 0x91, 0x92, 0x93, 0x94, 0x95, 0x96, 0x97, 0xa0, 0xa7, 0xab, 0xb0, 0xb1, 0xb9, 0xbb, 0xb7],
]);

/**
 * DOS (866), Macintosh and KOI8 texts use bytes that Windows-1251 has for letters of other languages, or turn capitals and small
 * letters round: one such byte, more words with a capital inside than without, or few of the letters that make up two thirds of
 * any Russian or Kazakh text, and it is not Windows-1251.
 */
const looksLikeCyrillic = (bytes: Uint8Array): boolean => {
  for (const byte of bytes) {
    if (byte >= 0x80 ? !cyrillicBytes.has(byte) : byte === 0x7f) return false;
  }
  const decoded = decodedAs('Windows-1251', bytes)?.text ?? '';
  let sound = 0;
  let turned = 0;
  for (const [word] of decoded.matchAll(/[А-яЁёІі]{2,}/g)) {
    if (/[а-яёі][А-ЯЁІ]/.test(word)) turned++;
    else sound++;
  }
  if (sound <= turned || !/[А-яЁёІі]{3}/.test(decoded)) return false;
  const letters = decoded.match(/[А-яЁёІі]/g)?.length ?? 0;
  const frequent = decoded.match(/[аеиокнлрстыі]/gi)?.length ?? 0;
  return frequent / letters > 0.45;
};

/** How many bytes from the start are sound UTF-8, to the last whole sign. */
const soundLength = (bytes: Uint8Array): number => {
  let at = 0;
  while (at < bytes.length) {
    const first = bytes[at]!;
    const size =
      first < 0x80
        ? 1
        : first >= 0xc2 && first < 0xe0
          ? 2
          : first >= 0xe0 && first < 0xf0
            ? 3
            : first >= 0xf0 && first < 0xf5
              ? 4
              : 0;
    if (size === 0 || at + size > bytes.length) return at;
    for (let i = 1; i < size; i++) if ((bytes[at + i]! & 0xc0) !== 0x80) return at;
    const second = bytes[at + 1] ?? 0;
    const overlong = (first === 0xe0 && second < 0xa0) || (first === 0xf0 && second < 0x90);
    const outside = (first === 0xed && second > 0x9f) || (first === 0xf4 && second > 0x8f);
    if (overlong || outside) return at;
    at += size;
  }
  return at;
};
