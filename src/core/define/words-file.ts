// A words file to the sentences in it: nested maps become dotted keys. Words are YAML like definitions, and are read as carefully.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import type { SourceText } from './decode.js';
import { shown } from './shown.js';
import { type Path, readSource } from './source.js';

export const catalogueOf = ({ file, text }: SourceText): E.Either<Problems, ReadonlyMap<string, string>> => {
  const parsed = readSource(file, text);
  if (E.isLeft(parsed)) return parsed;
  const source = parsed.right;
  const found = new Map<string, string>();
  const problems: Problem[] = [];
  const visit = (value: unknown, path: Path): void => {
    if (typeof value === 'string') found.set(path.join('.'), value);
    else if (typeof value === 'object' && value !== null && !Array.isArray(value)) {
      for (const [key, inner] of Object.entries(value)) visit(inner, [...path, key]);
    } else {
      const args = { expected: '@expected.text', found: shown(value), path: path.join('.') };
      problems.push(problem('WrongType', args, source.locate(path)));
    }
  };
  visit(source.value, []);
  return problems.length > 0 ? E.left(problems) : E.right(found);
};

/**
 * The same sentences, each top-level section parsed only when a key of it is asked for: a call that prints its help needs a
 * tenth of the file. A section at fault has no sentences here; `lsg check` parses the whole file and says where.
 */
export const sectionedCatalogue = ({
  file,
  text,
}: SourceText): { readonly get: (key: string) => string | undefined } => {
  const sections = new Map<string, string>();
  for (const part of text.split(/^(?=[a-z_]+:)/m)) {
    const name = /^([a-z_]+):/.exec(part)?.[1];
    if (name !== undefined) sections.set(name, part);
  }
  const parsed = new Map<string, ReadonlyMap<string, string>>();
  return {
    get: (key) => {
      const name = key.slice(0, key.indexOf('.'));
      let found = parsed.get(name);
      if (found === undefined) {
        const read = catalogueOf({ file, text: sections.get(name) ?? '' });
        found = E.isRight(read) ? read.right : new Map();
        parsed.set(name, found);
      }
      return found.get(key);
    },
  };
};
