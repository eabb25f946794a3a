// The sign between the columns of a text table: one for the whole file, taken from its header line.
import { canonicalColumns } from '../../core/intake/header.js';
import { type Separator, separators } from '../../core/intake/table.js';

/** A first line `sep=;`, as Excel writes and reads it. */
export const declaredSeparator = (text: string): Separator | null => {
  const sign = /^sep=(.)\r?\n/.exec(text)?.[1];
  return separators.find((separator) => separator === sign) ?? null;
};

/**
 * The sign that parts the header into the most known column names. A header without any belongs to a file that is read by a
 * mapping, or not at all: there it is the sign that parts the most of the first lines into equally many columns.
 */
export const separatorOf = (text: string): Separator => {
  const lines = firstLines(text, 50);
  const known = (separator: Separator): number =>
    cellsOf(lines[0] ?? '', separator).filter((name) => canonicalColumns.has(unquoted(name).toLowerCase())).length;
  const byName = best(known);
  if (byName !== null) return byName;
  return best((separator) => regularity(lines, separator)) ?? ',';
};

const best = (of: (separator: Separator) => number): Separator | null => {
  const rated = separators.map((separator) => ({ separator, rate: of(separator) }));
  rated.sort((a, b) => b.rate - a.rate);
  return rated[0]!.rate > 0 ? rated[0]!.separator : null;
};

/** How many of the lines have the commonest number of columns, where that is above one. */
const regularity = (lines: ReadonlyArray<string>, separator: Separator): number => {
  const widths = new Map<number, number>();
  for (const line of lines) {
    const width = cellsOf(line, separator).length;
    if (width > 1) widths.set(width, (widths.get(width) ?? 0) + 1);
  }
  return Math.max(0, ...widths.values());
};

const firstLines = (text: string, most: number): ReadonlyArray<string> => {
  const lines: string[] = [];
  let start = 0;
  while (start < text.length && lines.length < most) {
    const found = text.indexOf('\n', start);
    const end = found === -1 ? text.length : found;
    const line = text.slice(start, end).replace(/\r$/, '');
    if (line.trim() !== '') lines.push(line);
    start = end + 1;
  }
  return lines;
};

const cellsOf = (line: string, separator: Separator): ReadonlyArray<string> =>
  line.replace(/"[^"]*"/g, (quoted) => quoted.replaceAll(separator, ' ')).split(separator);

const unquoted = (name: string): string =>
  name
    .trim()
    .replace(/^"(.*)"$/, '$1')
    .trim();
