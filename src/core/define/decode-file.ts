// One YAML file against the form it should have. It knows of no form itself: who reads a mapping needs nothing of an index.
import { E } from '../fp.js';
import {
  type Location,
  type Problem,
  type ProblemArgs,
  type ProblemCode,
  type Problems,
  problem,
} from '../model/problem.js';
import { type Codec, decodeValue } from './codec.js';
import { type Path, readSource, type Source } from './source.js';

export interface SourceText {
  readonly file: string;
  readonly text: string;
}

/** Parses and decodes one file; a codec may be chosen by the value. */
export const decodeFile = <A>(
  codec: Codec<A> | ((value: unknown) => Codec<A>),
  { file, text }: SourceText,
): E.Either<Problems, { readonly value: A; readonly source: Source }> => {
  const parsed = readSource(file, text);
  if (E.isLeft(parsed)) return parsed;
  const source = parsed.right;
  const decoded = decodeValue(typeof codec === 'function' ? codec(source.value) : codec, source.value);
  if (E.isRight(decoded)) return E.right({ value: decoded.right, source });
  const problems = decoded.left.map(({ code, args, path, on }) =>
    told(code, args, path, on === 'key' ? source.locateKey(path) : source.locate(path)),
  );
  return E.left(
    problems.sort((a, b) => (a.at?.line ?? 0) - (b.at?.line ?? 0) || (a.at?.column ?? 0) - (b.at?.column ?? 0)),
  );
};

const told = (code: ProblemCode, args: ProblemArgs, path: Path, where: Location): Problem => {
  if (code !== 'CodeNotQuoted') return problem(code, { ...args, path: pathAsText(path) }, where);
  // Read as a number, 2.10 has lost a zero already: the text of the file still has it.
  const { sourceLine = '', column = 1, width = 0 } = where;
  const found = sourceLine.slice(column - 1, column - 1 + width);
  return problem(code, { ...args, found, path: pathAsText(path) }, where);
};

const pathAsText = (path: Path): string =>
  path.reduce<string>(
    (so, step) => (typeof step === 'number' ? `${so}[${step + 1}]` : so === '' ? step : `${so}.${step}`),
    '',
  );
