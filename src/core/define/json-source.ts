// JSON as the YAML that it also is: values by the language's own parser, and places by the full reader once one is asked for.
import { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import { depthLimit, readSource, type Source, sizeLimit } from './source.js';

/** As `readSource`, for files that are JSON in all likelihood: a fiftieth of its time where they are, and the same findings. */
export const readJsonSource = (file: string, text: string): E.Either<Problems, Source> => {
  const value = plainJson(text);
  if (value === undefined) return readSource(file, text);
  let read: E.Either<Problems, Source> | null = null;
  const full = (): Source | null => {
    read ??= readSource(file, text);
    return E.isLeft(read) ? null : read.right;
  };
  return E.right({
    file,
    value,
    locate: (path) => full()?.locate(path) ?? { file },
    locateKey: (path) => full()?.locateKey(path) ?? { file },
    locateText: (path) => full()?.locateText(path) ?? { file },
  });
};

/**
 * undefined where the two languages might see different things: the text must be, but for blanks, what its value is written as.
 * So no key comes twice, no number is rounded, and no sign is written in an unusual way.
 */
const plainJson = (text: string): unknown => {
  // A sign takes three bytes of UTF-8 at most.
  if (text.length * 3 > sizeLimit || text.includes('__proto__')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    const isFull = typeof value === 'object' && value !== null && depthOf(value) < depthLimit;
    return isFull && JSON.stringify(value) === withoutBlanks(text) ? value : undefined;
  } catch {
    return undefined;
  }
};

const withoutBlanks = (text: string): string => text.replace(/("(?:[^"\\]|\\.)*")|[ \t\r\n]+/g, '$1');

const depthOf = (value: unknown): number =>
  typeof value !== 'object' || value === null
    ? 0
    : 1 + Object.values(value).reduce<number>((most, inner) => Math.max(most, depthOf(inner)), 0);
