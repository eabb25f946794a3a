// Definitions of a workspace: every folder of `indicators` that holds an index.yaml, decoded, and checked against one another.

import { decodeIndex, type SourceText } from '../../core/define/decode.js';
import type { Definition } from '../../core/define/definition.js';
import { checkFormulaNames, checkIndexes } from '../../core/define/indexes.js';
import { nearest } from '../../core/define/nearest.js';
import { taken } from '../../core/define/taken.js';
import { E, type TE } from '../../core/fp.js';
import { type Location, type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { Files } from '../ports.js';

export interface Definitions {
  readonly definitions: ReadonlyArray<Definition>;
  readonly problems: Problems;
  readonly warnings: Problems;
}

const mainFile = 'index.yaml';

/** Every index of the folder, with what is wrong in any of them; an index at fault is left out of `definitions`. */
export const readDefinitions = async (files: Files, folder: string): Promise<Definitions> => {
  const definitions: Definition[] = [];
  const problems: Problem[] = [];
  const warnings: Problem[] = [];
  if (!(await files.isFolder(folder))) {
    return { definitions, warnings, problems: [problem('FileMissing', { file: folder }, { file: folder })] };
  }
  for (const name of await files.list(folder)) {
    if (!(await files.exists(`${folder}/${name}/${mainFile}`))) continue;
    const decoded = await readIndex(files, `${folder}/${name}`);
    if (E.isLeft(decoded)) problems.push(...decoded.left);
    else {
      definitions.push(decoded.right.definition);
      warnings.push(...decoded.right.warnings);
    }
  }
  // An index at fault is not there to be referred to: only a whole set can be judged.
  if (problems.length === 0) problems.push(...checkIndexes(definitions));
  return { definitions, problems, warnings };
};

/** The index in one folder; `main` is the file it begins with. */
export const readIndex = async (
  files: Files,
  folder: string,
  main = mainFile,
  /** A named set of weights in the place of the one in use. */
  weightSet?: string,
): Promise<ReturnType<typeof decodeIndex>> => {
  const texts: SourceText[] = [];
  const problems: Problem[] = [];
  for (const name of await files.list(folder)) {
    if (!/\.ya?ml$/.test(name)) continue;
    const file = `${folder}/${name}`;
    const text = await files.readText(file)();
    if (E.isLeft(text)) problems.push(...text.left);
    else texts.push({ file, text: text.right });
  }
  return problems.length > 0 ? E.left(problems) : decodeIndex(texts, `${folder}/${main}`, weightSet);
};

/** All definitions of the folder, or everything that is wrong with them. */
export const loadDefinitions =
  (files: Files) =>
  (folder: string): TE.TaskEither<Problems, ReadonlyArray<Definition>> =>
  async () => {
    const { definitions, problems } = await readDefinitions(files, folder);
    return problems.length > 0 ? E.left(problems) : E.right(definitions);
  };

/**
 * One index, and those it rests on, in the order they have to be scored. An index that has nothing to do with this one may be at fault.
 */
export const loadIndex = async (
  files: Files,
  folder: string,
  id: string,
  declared: Iterable<string>,
  /** Of the index itself: a named set of weights in the place of the one in use. */
  weightSet?: string,
): Promise<E.Either<Problems, { readonly order: ReadonlyArray<Definition>; readonly warnings: Problems }>> => {
  const names: string[] = [];
  for (const name of await files.list(folder))
    if (await files.exists(`${folder}/${name}/${mainFile}`)) names.push(name);
  if (!(await files.isFolder(folder))) return E.left([problem('FileMissing', { file: folder }, { file: folder })]);

  const loaded = new Map<string, Definition>();
  const warnings: Problem[] = [];
  const problems: Problem[] = [...(await sharedId(files, folder, id, names))];
  const wanted = [id];
  for (const next of wanted) {
    if (!names.includes(next)) {
      if (next !== id) continue;
      return E.left([problem('UnknownIndex', { index: id, nearest: nearest(id, names), known: names.join(', ') })]);
    }
    const decoded = await readIndex(files, `${folder}/${next}`, mainFile, next === id ? weightSet : undefined);
    if (E.isLeft(decoded)) {
      problems.push(...decoded.left);
      continue;
    }
    loaded.set(next, decoded.right.definition);
    warnings.push(...decoded.right.warnings);
    for (const leaf of decoded.right.definition.leaves) {
      if (leaf.index !== null && !wanted.includes(leaf.index)) wanted.push(leaf.index);
    }
  }
  const definitions = [...loaded.values()];
  if (problems.length === 0) problems.push(...checkIndexes(definitions));
  if (problems.length === 0)
    for (const each of definitions) problems.push(...checkFormulaNames(each, definitions, declared));
  if (problems.length > 0) return E.left(problems);
  return E.right({ order: restingFirst(loaded, id), warnings });
};

/** Two folders with the id of this index: nothing says which of them is meant. Of the others the line of the id alone is read. */
const sharedId = async (
  files: Files,
  folder: string,
  id: string,
  names: ReadonlyArray<string>,
): Promise<ReadonlyArray<Problem>> => {
  const bearers: Location[] = [];
  for (const name of names) {
    const file = `${folder}/${name}/${mainFile}`;
    const text = await files.readText(file)();
    if (E.isLeft(text)) continue;
    const lines = text.right.split(/\r\n?|\n/);
    const line = lines.findIndex((each) => idLine.exec(each)?.[1]?.toLowerCase() === id.toLowerCase());
    if (line !== -1) bearers.push({ file, line: line + 1, column: 1 });
  }
  const [first, ...others] = bearers;
  return first === undefined ? [] : others.map((at) => taken(id, 'id', first, at));
};

const idLine = /^id:\s*["']?([A-Za-z][A-Za-z0-9-]*)["']?\s*(?:#.*)?$/;

/** Indexes before those that rest on them; there are no cycles here. */
const restingFirst = (loaded: ReadonlyMap<string, Definition>, id: string): ReadonlyArray<Definition> => {
  const order: Definition[] = [];
  const visit = (index: string): void => {
    const definition = loaded.get(index);
    if (definition === undefined || order.includes(definition)) return;
    for (const leaf of definition.leaves) if (leaf.index !== null) visit(leaf.index);
    order.push(definition);
  };
  visit(id);
  return order;
};
