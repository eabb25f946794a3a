// The trace of a bug, told by the lines of the sources instead of those of the joined files.
import { readFileSync } from 'node:fs';
import { SourceMap, type SourceMapPayload } from 'node:module';

/** Frames of files without a map beside them stay as they are. */
export const bySources = (stack: string): string =>
  stack.replace(/(file:\/\/\S+?\.js):(\d+):(\d+)/g, (frame, address: string, line: string, column: string) => {
    const map = mapOf(`${address}.map`);
    const entry = map?.findEntry(Number(line) - 1, Number(column) - 1);
    if (entry === undefined || !('originalSource' in entry)) return frame;
    const source = new URL(entry.originalSource, address).href;
    return `${source}:${entry.originalLine + 1}:${entry.originalColumn + 1}`;
  });

const mapOf = (address: string): SourceMap | null => {
  try {
    return new SourceMap(JSON.parse(readFileSync(new URL(address), 'utf8')) as SourceMapPayload);
  } catch {
    return null;
  }
};
