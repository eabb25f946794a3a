// What the parts of an explanation share: whom it tells of, where its lines go, and how numbers and places are written.
import type { Leaf, Node } from '../define/definition.js';
import { decimalOf } from '../model/decimal.js';
import type { Provenance } from '../model/observation.js';
import type { Location } from '../model/problem.js';
import type { CellFinder } from '../score/columns.js';
import type { Columns, LeafColumn, Scores } from '../score/scores.js';
import type { Words } from '../words/words.js';
import type { TraceLine } from './trace.js';

export interface Tell {
  readonly scores: Scores;
  /** The columns as the stored cells make them; a draw scores others. */
  readonly stored: Columns;
  readonly cells: CellFinder;
  readonly unit: number;
  readonly words: Words;
  readonly lines: TraceLine[];
}

/** The column of a leaf; a view of its own may hold a copy of the leaf, so the id decides. */
export const columnOf = ({ scores }: Tell, { leaves }: Columns, leaf: Leaf): LeafColumn =>
  leaves[scores.definition.leaves.findIndex(({ id }) => id === leaf.id)]!;

export const add = (
  tell: Tell,
  depth: number,
  label: string,
  expression: string | null,
  value: string,
  where: string | null,
): void => {
  // A value that was read and not computed needs no sign of equality: `12.9 = 12.9` says nothing.
  tell.lines.push({ depth, label, expression: expression === value ? null : expression, value, where });
};

/** A line whose value is no number and no single word. */
export const sentence = (tell: Tell, depth: number, label: string, value: string): void => {
  tell.lines.push({ depth, label, expression: null, value, where: null, isSentence: true });
};

/** A number inside an expression: shortest exact decimal, brackets round a negative. */
export const inside = (value: number): string => (value < 0 ? `(${decimalOf(value)})` : decimalOf(value));

export const placeOf = ({ file, line }: Location): string => (line === undefined ? file : `${file}:${line}`);

/** The cell, and the mapping that said what stands in it, with as much of its hash as tells one text from another. */
export const cellOf = ({ file, sheet, row, column, mapping }: Provenance): string => {
  const cell = `${file}:${sheet === null ? '' : `${sheet}!`}${row} ${column}`;
  return mapping === undefined ? cell : `${cell} (${mapping.file} ${mapping.hash.slice(0, shownHash)})`;
};

/** `sha256:` and twelve digits. */
const shownHash = 19;

export const titleOf = (tell: Tell, node: Node): string => `${node.id} ${tell.words.text(node.title)}`;
