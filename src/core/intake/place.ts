// How a place in a file and a found value are written in one line.
import type { Location } from '../model/problem.js';

/** `file:line:column` or `file:sheet!cell`. */
export const placeAsText = (at: Location): string => {
  if (at.cell !== undefined) return `${at.file}:${at.sheet ?? ''}!${at.cell}`;
  if (at.line === undefined) return at.file;
  return at.column === undefined ? `${at.file}:${at.line}` : `${at.file}:${at.line}:${at.column}`;
};

/** A value as a sentence shows it: on one line, not too long. */
export const shortly = (value: string): string => {
  const line = value.replace(/\s+/gu, ' ').trim();
  return line.length > 60 ? `${line.slice(0, 57)}...` : line;
};
