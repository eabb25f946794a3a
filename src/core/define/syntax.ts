// What is wrong with the YAML itself. The parser reports one open bracket many times and far below it: here each slip is told
// once, at the place where it was made.
import { type Document, isCollection, isScalar, type ParsedNode, visit, type YAMLError } from 'yaml';
import { type Location, type Problem, problem } from '../model/problem.js';

/** Faults that do not disturb the reading of what follows; after any other one, later faults only echo it. */
const local: ReadonlySet<string> = new Set([
  'DUPLICATE_KEY',
  'MULTIPLE_DOCS',
  'BAD_SCALAR_START',
  'BAD_DQ_ESCAPE',
  'TAG_RESOLVE_FAILED',
]);

/** `place` gives the location of a stretch of the text, by offsets. */
export const syntaxProblems = (
  doc: Document.Parsed<ParsedNode>,
  text: string,
  place: (from: number, to: number) => Location,
): ReadonlyArray<Problem> => {
  const errors: YAMLError[] = [...doc.errors, ...doc.warnings];
  // Tabs shift every line below them: all of them are told, and nothing else.
  const tabs = errors.filter(({ code }) => code === 'TAB_AS_INDENT').map(({ pos }) => text.indexOf('\t', pos[0]));
  if (tabs.length > 0) {
    return tabs.map((tab) => problem('YamlSyntax', { reason: '@yaml.TAB_AS_INDENT' }, place(tab, tab + 1)));
  }
  const problems: Problem[] = [];
  for (const error of errors) {
    const [from, to] = error.pos;
    if (error.code === 'DUPLICATE_KEY') {
      problems.push(
        problem('DuplicateKey', { key: wordAt(text, from) }, place(from, from + wordAt(text, from).length)),
      );
    } else if (error.code === 'MULTIPLE_DOCS') {
      problems.push(problem('YamlManyDocuments', {}, place(from, from + 3)));
    } else {
      const slip = slipBehind(doc, text, error);
      const end = local.has(error.code) ? to : Math.max(to, from + 1);
      const start = from + (/^[ ]*/.exec(text.slice(from))?.[0].length ?? 0);
      const where =
        slip === null ? place(start, oneLine(text, start, Math.max(end, start + 1))) : place(slip.from, slip.to);
      problems.push(problem('YamlSyntax', { reason: `@yaml.${slip?.reason ?? error.code}` }, where));
    }
    if (!local.has(error.code)) break;
  }
  return problems.length > 0 ? problems : keysInBrackets(doc, place);
};

/** A list or a map in the place of a key, as in `{Region}: 5`: YAML allows it, and nothing here means it. */
const keysInBrackets = (
  doc: Document.Parsed<ParsedNode>,
  place: (from: number, to: number) => Location,
): ReadonlyArray<Problem> => {
  const problems: Problem[] = [];
  visit(doc, {
    Pair: (_key, { key }) => {
      if (!isCollection(key)) return;
      const [from = 0, to = 0] = key.range ?? [];
      problems.push(problem('YamlSyntax', { reason: '@yaml.KEY_IN_BRACKETS' }, place(from, to)));
    },
  });
  return problems;
};

interface Slip {
  readonly reason: 'OPEN_BRACKET' | 'OPEN_QUOTE' | 'DASH_SPACE' | 'COLON_SPACE' | 'DEEPER_INDENT';
  readonly from: number;
  readonly to: number;
}

/** The slip that an error reported later comes from, where it can be told. */
const slipBehind = (doc: Document.Parsed<ParsedNode>, text: string, { code, pos }: YAMLError): Slip | null => {
  const lineStart = text.lastIndexOf('\n', Math.max(0, pos[0] - 1)) + 1;
  const line = text.slice(lineStart, endOfLine(text, pos[0]));
  const glued = /^(\s*)-[\p{L}_][^\s:]*:/u.exec(line);
  if (glued !== null) {
    const from = lineStart + (glued[1]?.length ?? 0);
    return { reason: 'DASH_SPACE', from, to: lineStart + glued[0].length };
  }
  const unspaced = /^(\s*(?:- )?)[\p{L}_][\p{L}\p{N}_-]*:(?=[^\s:/])/u.exec(line);
  if (unspaced !== null && code === 'MULTILINE_IMPLICIT_KEY') {
    return { reason: 'COLON_SPACE', from: lineStart + (unspaced[1]?.length ?? 0), to: lineStart + unspaced[0].length };
  }
  const open = openAt(doc, text, pos[0]);
  if (open !== null) return open;
  if (code !== 'BLOCK_AS_IMPLICIT_KEY' || /:\s/.test(text.slice(pos[0], endOfLine(text, pos[0])))) return null;
  const next = endOfLine(text, pos[0]) + 1;
  const content = /^\s*/.exec(text.slice(next))?.[0].length ?? 0;
  return { reason: 'DEEPER_INDENT', from: next + content, to: endOfLine(text, next + content) };
};

/** The innermost bracket, or the quote, that was open where the parser gave up. */
const openAt = (doc: Document.Parsed<ParsedNode>, text: string, offset: number): Slip | null => {
  let found: Slip | null = null;
  visit(doc, {
    Node: (_key, node) => {
      const [from = 0, to = 0] = node.range ?? [];
      if (isCollection(node) && node.flow === true && !/[\]}]$/.test(text.slice(from, to).trimEnd())) {
        found = { reason: 'OPEN_BRACKET', from, to: from + 1 };
      }
      const quoted = isScalar(node) && (node.type === 'QUOTE_DOUBLE' || node.type === 'QUOTE_SINGLE');
      if (quoted && text.slice(from, to).includes('\n') && Math.abs(to - offset) <= 1) {
        found = { reason: 'OPEN_QUOTE', from, to: endOfLine(text, from) };
      }
    },
  });
  return found;
};

const endOfLine = (text: string, offset: number): number => {
  const end = text.indexOf('\n', offset);
  return end === -1 ? text.length : end;
};

const oneLine = (text: string, from: number, to: number): number => Math.max(from, Math.min(to, endOfLine(text, from)));

const wordAt = (text: string, offset: number): string =>
  /^["']?([^\s:"']+)/.exec(text.slice(offset, offset + 80))?.[1] ?? '';
