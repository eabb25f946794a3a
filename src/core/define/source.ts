// YAML text to a document whose every node knows its line: the only file, with `words.ts` beside it, that knows the YAML parser.
// Size and depth are judged on the raw text first, because a few hundred nested brackets can end the whole process inside the parser.
import {
  type Document,
  isMap,
  isNode,
  isPair,
  isScalar,
  isSeq,
  LineCounter,
  type Node,
  parseDocument,
  visit,
} from 'yaml';
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { offsetsIn, type ScalarStyle, stretchesOf, type TextPlace } from './scalar.js';
import { syntaxProblems } from './syntax.js';

export type Path = ReadonlyArray<string | number>;

/** A parsed file: the plain value, and where each part of it stands. */
export interface Source {
  readonly file: string;
  readonly value: unknown;
  /** The value at `path`; a path that leads nowhere gives the nearest parent that exists. */
  readonly locate: (path: Path) => Location;
  /** The key itself, for a key that should not be there. */
  readonly locateKey: (path: Path) => Location;
  /** A text, and where each of its signs stands: see `insideText`. */
  readonly locateText: (path: Path) => TextPlace;
}

export const sizeLimit = 1_048_576;
export const depthLimit = 32;

export const readSource = (file: string, text: string): E.Either<Problems, Source> => {
  if (text.trim() === '') return E.left([problem('FileEmpty', { file }, { file })]);
  const bytes = utf8Size(text);
  if (bytes > sizeLimit) {
    return E.left([problem('FileTooLarge', { file, size: bytes, limit: sizeLimit }, { file })]);
  }
  const deep = tooDeep(text);
  if (deep !== null) {
    return E.left([
      problem('NestingTooDeep', { limit: depthLimit }, placeIn(file, text.split('\n'), deep.line, deep.column, 1)),
    ]);
  }

  const lines = text.split('\n');
  const lineCounter = new LineCounter();
  const doc = parseDocument(text, { lineCounter, prettyErrors: false, stringKeys: false });
  const contentEnd = text.trimEnd().length;
  const at = (offset: number, end: number): Location => {
    const { line, col } = lineCounter.linePos(Math.min(offset, contentEnd));
    return placeIn(file, lines, line, col, Math.max(1, end - offset));
  };

  const broken = syntaxProblems(doc, text, at);
  if (broken.length > 0) return E.left(broken);
  if (doc.contents === null) return E.left([problem('FileEmpty', { file }, { file })]);

  const problems: Problem[] = [];
  const named = new Set<string>();
  visit(doc, {
    Alias: (_key, node) => {
      // One anchor can be used a thousand times: its first use says it all.
      if (named.has(node.source)) return;
      named.add(node.source);
      const range = node.range ?? [0, 1];
      problems.push(problem('YamlAlias', { name: node.source }, at(range[0], range[1])));
    },
  });
  if (problems.length > 0) return E.left(problems);

  const locate: Source['locate'] = (path) => {
    const { node, key } = nodeAt(doc, path);
    const [from, to] = marked(node);
    // Where nothing is written after a key, the key is marked.
    return from === to && key !== null ? at(...marked(key)) : at(from, to);
  };

  return E.right({
    file,
    value: doc.toJS({ maxAliasCount: 0 }) as unknown,
    locate,
    locateKey: (path) => {
      const { node, key } = nodeAt(doc, path);
      return at(...marked(key ?? node));
    },
    locateText: (path) => {
      const { node } = nodeAt(doc, path);
      const place = locate(path);
      if (!isScalar(node) || typeof node.value !== 'string' || !node.range || !isStyle(node.type)) return place;
      const [from, to] = node.range;
      const offsets = offsetsIn(text.slice(from, to), node.value, node.type);
      if (offsets === null) return place;
      const lineOf = (
        offset: number,
      ): { readonly line: number; readonly column: number; readonly sourceLine: string } => {
        const { line, col } = lineCounter.linePos(offset);
        return { line, column: col, sourceLine: lines[line - 1]?.replace(/\r$/, '') ?? '' };
      };
      return {
        ...place,
        stretches: stretchesOf(
          offsets.map((offset) => from + offset),
          lineOf,
        ),
      };
    },
  });
};

const styles: ReadonlyArray<string> = ['PLAIN', 'QUOTE_SINGLE', 'QUOTE_DOUBLE', 'BLOCK_FOLDED', 'BLOCK_LITERAL'];
const isStyle = (type: string | undefined): type is ScalarStyle => type !== undefined && styles.includes(type);

/** UTF-8 size of a text in bytes. */
const utf8Size = (text: string): number => {
  let size = 0;
  for (let i = 0; i < text.length; i++) {
    const unit = text.charCodeAt(i);
    if (unit >= 0xd800 && unit < 0xdc00) i++;
    size += unit < 0x80 ? 1 : unit < 0x800 ? 2 : unit >= 0xd800 && unit < 0xdc00 ? 4 : 3;
  }
  return size;
};

const nodeAt = (doc: Document.Parsed, path: Path): { readonly node: Node | null; readonly key: Node | null } => {
  let node: Node | null = doc.contents;
  let key: Node | null = null;
  for (const step of path) {
    if (isMap(node)) {
      const pair = node.items.find((item) => isNode(item.key) && String(item.key) === String(step));
      if (!isPair(pair) || !isNode(pair.key)) break;
      key = pair.key;
      if (!isNode(pair.value)) return { node: pair.key, key };
      node = pair.value;
    } else if (isSeq(node)) {
      const item = node.items[Number(step)];
      if (!isNode(item)) break;
      node = item;
      key = null;
    } else break;
  }
  return { node, key };
};

const placeIn = (file: string, lines: ReadonlyArray<string>, line: number, column: number, width: number): Location => {
  const sourceLine = lines[line - 1]?.replace(/\r$/, '') ?? '';
  return { file, line, column, sourceLine, width: Math.max(1, Math.min(width, sourceLine.length - column + 1)) };
};

/** A map of several lines is marked by its first key, and a list by its first hyphen or bracket. */
const marked = (node: Node | null): readonly [number, number] => {
  const [from, to] = node?.range ?? [0, 1];
  if (isMap(node) && node.flow !== true) {
    const first = node.items[0]?.key;
    if (isNode(first) && first.range) return [first.range[0], first.range[1]];
  }
  return [from, isMap(node) || isSeq(node) ? from + 1 : to];
};

/**
 * The place where the text nests deeper than the limit, or null. Brackets are counted outside quotes and comments, and once
 * more without regard to quotes with a wider limit, so that a misjudged quote hides nothing; then levels of indentation.
 */
const tooDeep = (text: string): { readonly line: number; readonly column: number } | null => {
  let line = 1;
  let lineStart = 0;
  let open = 0;
  let openAnywhere = 0;
  let quote = '';
  let atTokenStart = true;
  for (let i = 0; i < text.length; i++) {
    const sign = text[i]!;
    if (sign === '\n') {
      line++;
      lineStart = i + 1;
      atTokenStart = true;
      continue;
    }
    const opens = sign === '[' || sign === '{';
    const closes = sign === ']' || sign === '}';
    if (opens) openAnywhere++;
    else if (closes) openAnywhere = Math.max(0, openAnywhere - 1);
    if (openAnywhere > depthLimit * 8) return { line, column: i - lineStart + 1 };
    if (quote !== '') {
      if (quote === '"' && sign === '\\') i++;
      else if (sign === quote) quote = '';
      continue;
    }
    if ((sign === '"' || sign === "'") && atTokenStart) {
      quote = sign;
      continue;
    }
    if (sign === '#' && (i === 0 || /\s/.test(text[i - 1]!))) {
      const end = text.indexOf('\n', i);
      i = (end === -1 ? text.length : end) - 1;
      continue;
    }
    if (opens) open++;
    else if (closes) open = Math.max(0, open - 1);
    if (open > depthLimit) return { line, column: i - lineStart + 1 };
    if (sign !== ' ' && sign !== '\t') atTokenStart = /[[{,:?-]/.test(sign);
  }
  return deepIndent(text);
};

const deepIndent = (text: string): { readonly line: number; readonly column: number } | null => {
  const indents: number[] = [];
  const lines = text.split('\n');
  for (let n = 0; n < lines.length; n++) {
    const content = /^([ \t]*)((?:[-?][ \t]+)*)/.exec(lines[n]!);
    if (content === null || lines[n]!.trim() === '' || lines[n]!.trimStart().startsWith('#')) continue;
    const indent = content[1]!.length;
    while (indents.length > 0 && indents[indents.length - 1]! >= indent) indents.pop();
    indents.push(indent);
    const dashes = content[2]!.match(/[-?]/g)?.length ?? 0;
    for (let i = 1; i <= dashes; i++) indents.push(indent + i);
    if (indents.length > depthLimit) return { line: n + 1, column: indent + 1 };
  }
  return null;
};
