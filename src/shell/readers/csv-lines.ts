// Where a sign or a cell of a text stands: line and column, with the line itself for the caret.
import type { Location } from '../../core/model/problem.js';

export interface LineFinder {
  readonly placeOf: (file: string, offset: number) => Location;
  readonly lineStart: (file: string, line: number) => Location;
  readonly placeOfCell: (file: string, line: number, column: number) => Location;
}

/** Offsets and cells to lines and columns; the lines are looked for only when the first place is asked for. */
export const lineFinder = (text: string, separator: string): LineFinder => {
  let starts: number[] | null = null;
  const startOf = (line: number): number => {
    if (starts === null) {
      starts = [0];
      for (let at = text.indexOf('\n'); at !== -1; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
    }
    return starts[Math.min(line, starts.length) - 1] ?? 0;
  };
  const lineOf = (offset: number): number => {
    startOf(1);
    let low = 0;
    let high = starts!.length - 1;
    while (low < high) {
      const middle = (low + high + 1) >> 1;
      if (starts![middle]! <= offset) low = middle;
      else high = middle - 1;
    }
    return low + 1;
  };
  const at = (file: string, offset: number, width: number): Location => {
    const line = lineOf(offset);
    const start = startOf(line);
    const end = text.indexOf('\n', start);
    const sourceLine = text.slice(start, end === -1 ? text.length : end).replace(/\r$/, '');
    const column = offset - start + 1;
    return { file, line, column, sourceLine, width: Math.max(1, Math.min(width, sourceLine.length - column + 1)) };
  };
  return {
    placeOf: (file, offset) => at(file, offset, 1),
    lineStart: (file, line) => at(file, startOf(line), 1),
    placeOfCell: (file, line, column) => {
      let offset = startOf(line);
      for (let i = 0; i < column; i++) {
        const end = cellEnd(text, offset, separator);
        if (text[end] !== separator) return at(file, end, 1);
        offset = end + 1;
      }
      return at(file, offset, cellEnd(text, offset, separator) - offset);
    },
  };
};

/** Where the cell that begins at `offset` ends: at the separator, the end of the line or the end of the text. */
const cellEnd = (text: string, offset: number, separator: string): number => {
  let quoted = false;
  for (let i = offset; i < text.length; i++) {
    const sign = text[i];
    if (sign === '"') quoted = !quoted;
    else if (!quoted && (sign === separator || sign === '\n' || (sign === '\r' && text[i + 1] === '\n'))) return i;
  }
  return text.length;
};
