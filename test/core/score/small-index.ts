// An index of one or two blocks put together inside a test: a recipe, and for each indicator its values, null where one is missing.
import { stringify } from 'yaml';
import type { Definition } from '../../../src/core/define/definition.js';
import { columnsOf } from '../../../src/core/score/columns.js';
import { score } from '../../../src/core/score/score.js';
import { decoded, observation, snapshot, unit } from '../../example-index.js';

type Values = ReadonlyArray<number | null>;
type Part = Readonly<Record<string, unknown>>;

const title = (text: string) => ({ kk: text, ru: text, en: text });

export interface Small {
  readonly recipe?: ReadonlyArray<Part>;
  /** By block: its indicators and their values, all of one length. */
  readonly blocks: Readonly<Record<string, Readonly<Record<string, Values>>>>;
  /** Values of variables that no indicator reads. */
  readonly beside?: Readonly<Record<string, Values>>;
  readonly leaf?: (id: string) => Part;
}

export const smallDefinition = ({ recipe, blocks, leaf = () => ({}) }: Small): Definition =>
  decoded(
    stringify({
      id: 'small',
      version: '1',
      title: title('Small'),
      ...(recipe === undefined ? {} : { recipe }),
      children: Object.entries(blocks).map(([id, leaves]) => ({
        id,
        title: title(id),
        children: Object.keys(leaves).map((name) => ({
          id: name,
          title: title(name),
          kind: 'measure',
          variable: name.toLowerCase(),
          direction: 'up',
          measured_in: 'points',
          ...leaf(name),
        })),
      })),
    }),
    'small/index.yaml',
  );

/** Scored for 2025; the units are 100000000, 100000001, ... */
export const scoreSmall = (small: Small) => {
  const definition = smallDefinition(small);
  const columns = { ...Object.assign({}, ...Object.values(small.blocks)), ...small.beside } as Record<string, Values>;
  const units = Array.from({ length: Math.max(...Object.values(columns).map((values) => values.length)) }, (_, i) =>
    unit(i),
  );
  const rows = Object.entries(columns).flatMap(([name, values]) =>
    values.map((value, i) => observation(units[i]!.code, name.toLowerCase(), value)),
  );
  const made = columnsOf(definition, snapshot(units, rows, []), '2025');
  if (made._tag === 'Left') throw new Error(JSON.stringify(made.left));
  return { cells: made.right.cells, result: score(definition, definition.views[0]!, made.right.columns) };
};
