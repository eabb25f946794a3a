// The texts of an index folder to a Definition: parse, decode, follow includes, then build. Every problem of every file
// is gathered, in the order of the files.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { buildDefinition, type Decoded } from './build.js';
import { listOf } from './codec.js';
import { decodeFile, type SourceText } from './decode-file.js';
import { nearest } from './nearest.js';
import { at, type Cursor, type PlacedNode } from './placed.js';
import { indexCodec, type RawIndex } from './raw/index.js';
import { isRawInclude, isRawLeaf, nodeCodec, type RawNode } from './raw/node.js';
import type { Source } from './source.js';
import { withWeightSet } from './weight-sets.js';

export type { SourceText } from './decode-file.js';

/**
 * Decodes one index. `files` are the YAML files of its folder; `main` is the one that holds the index itself; `weightSet`
 * is a named set of weights to use in the place of the one in use. Fails with every problem found; warnings stop nothing.
 */
export const decodeIndex = (
  files: ReadonlyArray<SourceText>,
  main: string,
  weightSet?: string,
): E.Either<Problems, Decoded> => {
  const problems: Problem[] = [];
  const byName = new Map(files.map((file) => [baseName(file.file), file]));
  const mainText = files.find(({ file }) => file === main);
  if (mainText === undefined) return E.left([problem('FileMissing', { file: main }, { file: main })]);
  const opened = decodeFile(indexCodec, mainText);
  if (E.isLeft(opened)) return opened;

  const reader = new IncludeReader(byName, problems, baseName(main));
  const { value: raw, source } = opened.right;
  const cursor: Cursor = { source, path: [] };
  const children = reader.childrenOf(raw, cursor, [baseName(main)]);
  // A node that could not be read leaves a hole in the tree: judging the rest would only bring follow-on faults.
  if (problems.length > 0) return E.left(problems);
  if (weightSet === undefined) return buildDefinition({ raw, children, cursor });
  return E.flatMap((chosen: RawIndex) => buildDefinition({ raw: chosen, children, cursor }))(
    withWeightSet(raw, weightSet, cursor),
  );
};

const mostFilesNamed = 12;

/** Follows `include`; each file is parsed and decoded once. */
class IncludeReader {
  private readonly read = new Map<
    string,
    E.Either<Problems, { readonly value: RawNode | ReadonlyArray<RawNode>; readonly source: Source }>
  >();

  constructor(
    private readonly files: ReadonlyMap<string, SourceText>,
    private readonly problems: Problem[],
    private readonly main: string,
  ) {}

  childrenOf(
    raw: { readonly children?: ReadonlyArray<RawNode>; readonly include?: string | ReadonlyArray<string> },
    cursor: Cursor,
    trail: ReadonlyArray<string>,
  ): ReadonlyArray<PlacedNode> {
    const placed: PlacedNode[] = [];
    raw.children?.forEach((child, i) => {
      placed.push(...this.place(child, { source: cursor.source, path: [...cursor.path, 'children', i] }, trail));
    });
    if (raw.include !== undefined) placed.push(...this.follow(raw.include, cursor, trail));
    if (raw.children === undefined && raw.include === undefined) {
      this.problems.push(problem('ChildrenMissing', {}, at(cursor)));
    }
    return placed;
  }

  private place(raw: RawNode, cursor: Cursor, trail: ReadonlyArray<string>): ReadonlyArray<PlacedNode> {
    if (isRawInclude(raw)) return this.follow(raw.include, cursor, trail);
    if (isRawLeaf(raw)) return [{ kind: 'leaf', raw, cursor }];
    return [{ kind: 'group', raw, cursor, children: this.childrenOf(raw, cursor, trail) }];
  }

  private follow(
    include: string | ReadonlyArray<string>,
    cursor: Cursor,
    trail: ReadonlyArray<string>,
  ): ReadonlyArray<PlacedNode> {
    const names = typeof include === 'string' ? [include] : include;
    return names.flatMap((name, i) => {
      const where = typeof include === 'string' ? at(cursor, 'include') : at(cursor, 'include', i);
      if (trail.includes(name) || name === this.main) {
        this.problems.push(problem('IncludeCycle', { file: name, trail: [...trail, name].join(' → ') }, where));
        return [];
      }
      const file = this.files.get(name);
      if (file === undefined) {
        const others = [...this.files.keys()].filter((other) => !trail.includes(other) && !this.read.has(other));
        const args = { file: name, nearest: nearest(name, others), known: others.slice(0, mostFilesNamed).join(', ') };
        this.problems.push(problem('IncludeMissing', args, where));
        return [];
      }
      const first = !this.read.has(name);
      const opened = this.open(name, file);
      if (E.isLeft(opened)) {
        if (first) this.problems.push(...opened.left);
        return [];
      }
      const { value, source } = opened.right;
      const further = [...trail, name];
      if (!isList(value)) return this.place(value, { source, path: [] }, further);
      return value.flatMap((node, k) => this.place(node, { source, path: [k] }, further));
    });
  }

  private open(name: string, file: SourceText) {
    const known = this.read.get(name);
    if (known !== undefined) return known;
    const opened = decodeFile<RawNode | ReadonlyArray<RawNode>>(
      (value) => (Array.isArray(value) ? listOf(nodeCodec, 1) : nodeCodec),
      file,
    );
    this.read.set(name, opened);
    return opened;
  }
}

const isList = (value: RawNode | ReadonlyArray<RawNode>): value is ReadonlyArray<RawNode> => Array.isArray(value);

const baseName = (file: string): string => file.slice(file.lastIndexOf('/') + 1);
