// Decoded nodes with their places in the files, includes resolved: what `decode.ts` hands to `build.ts`.
import type { Location } from '../model/problem.js';
import type { RawIndex } from './raw/index.js';
import type { RawLeaf } from './raw/leaf.js';
import type { RawGroup } from './raw/node.js';
import type { TextPlace } from './scalar.js';
import type { Path, Source } from './source.js';

/** A place in a file that can be followed further. */
export interface Cursor {
  readonly source: Source;
  readonly path: Path;
}
export const at = (cursor: Cursor, ...further: Path): Location => cursor.source.locate([...cursor.path, ...further]);
export const atKey = (cursor: Cursor, ...further: Path): Location =>
  cursor.source.locateKey([...cursor.path, ...further]);
export const atText = (cursor: Cursor, ...further: Path): TextPlace =>
  cursor.source.locateText([...cursor.path, ...further]);

/** A group or leaf as decoded, with its place; includes are resolved. */
export type PlacedNode =
  | {
      readonly kind: 'group';
      readonly raw: RawGroup;
      readonly children: ReadonlyArray<PlacedNode>;
      readonly cursor: Cursor;
    }
  | { readonly kind: 'leaf'; readonly raw: RawLeaf; readonly cursor: Cursor };

export interface PlacedIndex {
  readonly raw: RawIndex;
  readonly children: ReadonlyArray<PlacedNode>;
  readonly cursor: Cursor;
}
