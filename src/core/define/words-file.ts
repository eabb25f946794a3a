// A words file to the sentences in it: nested maps become dotted keys. Words are YAML like definitions, and are read as carefully.
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { shown } from './codec.js';
import type { SourceText } from './decode.js';
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
    } else
      problems.push(
        problem(
          'WrongType',
          { expected: '@expected.text', found: shown(value), path: path.join('.') },
          source.locate(path),
        ),
      );
  };
  visit(source.value, []);
  return problems.length > 0 ? E.left(problems) : E.right(found);
};
