// Comments at cells. The library draws every one two columns wide and four rows high; ours are as large as their text.
import type { Cell, Worksheet } from 'exceljs';

/** Signs to a line of a comment, and the width of a column in signs where none is set. */
const lineLength = 48;
const plainColumn = 9;

/** Added below a comment that stands there already. */
export const putNote = (sheet: Worksheet, cell: Cell, text: string): void => {
  const own = textOf(cell.note);
  const whole = own === '' ? text : `${own}\n\n${text}`;
  const left = cell.fullAddress.col;
  const top = Math.max(0, cell.fullAddress.row - 2);
  let right = left;
  for (let width = 0; width < lineLength; right++) width += sheet.getColumn(right + 1).width ?? plainColumn;
  const lines = whole.split('\n').reduce((total, line) => total + Math.max(1, Math.ceil(line.length / lineLength)), 0);
  cell.note = { texts: [{ text: whole }] };
  // The size goes with the comment to the file, and the library has no other way to say it.
  const anchor = { left: left + 0.2, top: top + 0.2, right, bottom: top + 2 + lines };
  const note = Reflect.get(cell, '_comment');
  if (typeof note !== 'object' || note === null) return;
  const model: unknown = Reflect.get(note, 'model');
  if (typeof model === 'object') Object.defineProperty(note, 'model', { value: { ...model, anchor } });
};

const textOf = (note: Cell['note'] | undefined): string =>
  typeof note === 'string' ? note : (note?.texts ?? []).map(({ text }) => text).join('');
