// `lsg import --suggest`: one file in, the text of a first mapping out; nothing is written.
import { E, type TE } from '../../core/fp.js';
import { registerOf } from '../../core/intake/register.js';
import { type Knowledge, type Suggestion, suggestMapping } from '../../core/intake/suggest.js';
import { type Separator, separators } from '../../core/intake/table.js';
import { type Vocabulary, vocabularyOf } from '../../core/intake/vocabulary.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Words } from '../../core/words/words.js';
import type { ImportPorts } from './import.js';
import { mappingText } from './suggestion-text.js';

export type SuggestPorts = Pick<ImportPorts, 'files' | 'readTables' | 'openStore' | 'loadDefinitions'>;

export interface SuggestRequest {
  readonly file: string;
  /** Its units and variables are what names are looked up in; it need not be there. */
  readonly db: string;
  readonly indicators: string;
}

/** Left: the file cannot be read, or holds no table with headings and figures (NoFigures). */
export const suggestFor =
  (ports: SuggestPorts, request: SuggestRequest, words: Words): TE.TaskEither<Problems, string> =>
  async () => {
    const { file, indicators } = request;
    const bytes = await ports.files.readBytes(file)();
    if (E.isLeft(bytes)) return bytes;
    const read = await ports.readTables(file, bytes.right, { separator: null })();
    if (E.isLeft(read)) return read;
    const known = await knowledgeOf(ports, request);
    if (E.isLeft(known)) return known;
    const plain = { separator: null, found: suggestMapping(read.right.tables, known.right) };
    const [seen = null] = read.right.tables.map(({ separator }) => separator);
    const ways: Way[] = [plain];
    // A heading such as "Roads, km" can hide that semicolons part the columns: the way that shows more units and columns is the right one.
    for (const separator of seen === null ? [] : separators.filter((each) => each !== seen)) {
      const other = await ports.readTables(file, bytes.right, { separator })();
      if (E.isRight(other)) ways.push({ separator, found: suggestMapping(other.right.tables, known.right) });
    }
    const { separator, found } = ways.reduce((best, way) => (better(way.found, best.found) ? way : best));
    if (found === null) return E.left([problem('NoFigures', { file }, { file })]);
    const schema = `${indicators}/schema/mapping.schema.json`;
    return E.right(mappingText(found, separator, (await ports.files.exists(schema)) ? schema : null, words));
  };

interface Way {
  readonly separator: Separator | null;
  readonly found: Suggestion | null;
}

const better = (a: Suggestion | null, b: Suggestion | null): boolean => {
  if (a === null || b === null) return a !== null;
  return a.units > b.units || (a.units === b.units && a.columns > b.columns);
};

const knowledgeOf = async (
  { openStore, loadDefinitions }: SuggestPorts,
  { db, indicators }: SuggestRequest,
): Promise<E.Either<Problems, Knowledge>> => {
  const store = await openStore(db, 'read')();
  if (E.isLeft(store)) {
    const none = store.left.every(({ code }) => code === 'DatabaseMissing');
    return none ? E.right({ register: registerOf([]), vocabulary: nothing }) : store;
  }
  const stored = await store.right.readRegister()();
  store.right.close();
  if (E.isLeft(stored)) return stored;
  const { units, variables, aliases } = stored.right;
  // Faults of definitions are for `lsg check` to tell: here they only leave some names unknown.
  const definitions = await loadDefinitions(indicators)();
  const all = vocabularyOf(E.isLeft(definitions) ? [] : definitions.right, variables);
  const own = E.isLeft(all) ? vocabularyOf([], variables) : all;
  return E.right({
    register: registerOf(units, [...aliases.values()]),
    vocabulary: E.isLeft(own) ? nothing : own.right,
  });
};

const nothing: Vocabulary = { variables: new Map(), titles: new Map(), criteria: new Map() };
