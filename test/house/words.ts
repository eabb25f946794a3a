// The words files flattened to dotted keys, and what each sentence asks for.
import { readFileSync } from 'node:fs';
import { IntlMessageFormat } from 'intl-messageformat';
import ts from 'typescript';
import { parse } from 'yaml';
import { type Module, placeOf, visit } from './source.js';

export const flatten = (value: unknown, prefix = ''): ReadonlyMap<string, string> => {
  const found = new Map<string, string>();
  if (typeof value === 'string') found.set(prefix, value);
  else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
    for (const [key, inside] of Object.entries(value)) {
      for (const [path, text] of flatten(inside, prefix === '' ? key : `${prefix}.${key}`)) found.set(path, text);
    }
  } else throw new Error(`${prefix} is neither a text nor a group of texts`);
  return found;
};

export const wordsFile = (lang: string): string => readFileSync(`templates/i18n/${lang}.yaml`, 'utf8');

export const readWords = (lang: string): ReadonlyMap<string, string> => flatten(parse(wordsFile(lang)));

/** The names of a sentence's arguments, sorted; throws where the sentence is no ICU message. */
export const argumentsOf = (text: string, lang: string): ReadonlyArray<string> => {
  const names = new Set<string>();
  const walk = (node: unknown): void => {
    if (Array.isArray(node)) for (const each of node) walk(each);
    if (typeof node !== 'object' || node === null) return;
    // Literals and the sign # carry no name; options hold further sentences.
    if ('value' in node && typeof node.value === 'string' && 'type' in node && node.type !== 0) names.add(node.value);
    if ('options' in node && typeof node.options === 'object' && node.options !== null) {
      for (const option of Object.values(node.options)) walk(option.value);
    }
  };
  walk(new IntlMessageFormat(text, lang, undefined, { ignoreTag: true }).getAst());
  return [...names].sort();
};

export interface Said {
  readonly place: string;
  readonly key: string;
  /** The key goes on with something known at run time: it is the beginning of one. */
  readonly open: boolean;
  /** The names of the arguments given; null where they cannot be read from the call. */
  readonly given: ReadonlyArray<string> | null;
}

/** Every key given to `words.say(...)`, and to a `say('with.a.dot')` of its own. */
export const saidKeys = (modules: ReadonlyArray<Module>): ReadonlyArray<Said> =>
  modules.flatMap((module) => {
    const found: Said[] = [];
    visit(module.tree, (node) => {
      if (!ts.isCallExpression(node) || node.arguments[0] === undefined) return;
      const member = ts.isPropertyAccessExpression(node.expression) && node.expression.name.text === 'say';
      const bare = ts.isIdentifier(node.expression) && node.expression.text === 'say';
      if (!member && !bare) return;
      for (const { key, open } of keysIn(node.arguments[0])) {
        if (member || key.includes('.')) {
          found.push({ place: placeOf(module, node), key, open, given: namesIn(node.arguments[1]) });
        }
      }
    });
    return found;
  });

export interface Raised {
  readonly place: string;
  readonly code: string;
  /** As for `Said`. */
  readonly given: ReadonlyArray<string> | null;
}

/** Every problem that is made: a code with its arguments after it, as in `problem('UnknownView', { view, ... })`. */
export const raisedProblems = (
  modules: ReadonlyArray<Module>,
  isCode: (text: string) => boolean,
): ReadonlyArray<Raised> =>
  modules.flatMap((module) => {
    const found: Raised[] = [];
    visit(module.tree, (node) => {
      if (!ts.isCallExpression(node)) return;
      node.arguments.forEach((each, i) => {
        if (!ts.isStringLiteralLike(each) || !isCode(each.text)) return;
        const isProblem = ts.isIdentifier(node.expression) && node.expression.text === 'problem';
        const args = node.arguments[i + 1];
        if (args === undefined && !isProblem) return;
        found.push({ place: placeOf(module, node), code: each.text, given: namesIn(args) });
      });
    });
    return found;
  });

const namesIn = (node: ts.Expression | undefined): ReadonlyArray<string> | null => {
  if (node === undefined) return [];
  if (!ts.isObjectLiteralExpression(node)) return null;
  const names: string[] = [];
  for (const property of node.properties) {
    if (property.name === undefined || !ts.isIdentifier(property.name)) return null;
    names.push(property.name.text);
  }
  return names;
};

const keysIn = (node: ts.Expression): ReadonlyArray<Pick<Said, 'key' | 'open'>> => {
  if (ts.isStringLiteralLike(node)) return [{ key: node.text, open: false }];
  if (ts.isTemplateExpression(node)) return [{ key: node.head.text, open: true }];
  if (ts.isConditionalExpression(node)) return [...keysIn(node.whenTrue), ...keysIn(node.whenFalse)];
  if (ts.isParenthesizedExpression(node)) return keysIn(node.expression);
  return [];
};
