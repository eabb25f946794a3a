// `lsg import --suggest`: one file in, the text of a first mapping out; nothing is written.
import { E, type TE } from '../../core/fp.js';
import { registerOf } from '../../core/intake/register.js';
import { type Suggestion, suggestMapping } from '../../core/intake/suggest.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Words } from '../../core/words/words.js';
import type { Files, ReadTables } from '../ports.js';

export interface SuggestPorts {
  readonly files: Files;
  readonly readTables: ReadTables;
}

/** Left: the file cannot be read, or holds no table with figures (TableUnknown). */
export const suggestFor =
  ({ files, readTables }: SuggestPorts, file: string, words: Words): TE.TaskEither<Problems, string> =>
  async () => {
    const bytes = await files.readBytes(file)();
    if (E.isLeft(bytes)) return bytes;
    const read = await readTables(file, bytes.right, { separator: null })();
    if (E.isLeft(read)) return read;
    const suggestion = suggestMapping(read.right.tables, registerOf([]));
    if (suggestion !== null) return E.right(mappingText(suggestion, words));
    return E.left([problem('NoFigures', { file }, { file })]);
  };

/** YAML to edit; every key with a comment in the language of the call. */
const mappingText = (found: Suggestion, words: Words): string => {
  const lines: string[] = [];
  const about = (key: string): void => {
    for (const line of words.say(`mapping.${key}`).split('\n')) lines.push(`# ${line}`);
  };
  about('head');
  if (found.sheet !== null) lines.push('', `sheet: ${quoted(found.sheet)}`);
  lines.push('');
  about('header');
  lines.push(found.header.length === 1 ? `header: ${found.header[0]}` : `header: [${found.header.join(', ')}]`, '');
  about('key');
  lines.push(`key: {column: ${quoted(found.key.column)}, by: ${found.key.by}}`, '');
  about('period');
  const years = found.columns.every(({ year }) => year !== null);
  if (found.period !== null) lines.push(`period: {column: ${quoted(found.period)}}`, '');
  else lines.push(years ? '# period: "2025"' : 'period: "2025"', '');
  about('columns');
  lines.push('columns:');
  for (const { name, variable, year } of found.columns) {
    const to = years && found.period === null ? `{variable: ${variable}, period: "${year}"}` : variable;
    lines.push(`  ${quoted(name)}: ${to}`);
  }
  lines.push('');
  about('skip');
  lines.push(
    `${found.skip.length === 0 ? '# skip: ["Казахстан*"]' : `skip: [${found.skip.map(quoted).join(', ')}]`}`,
    '',
  );
  about('stop');
  lines.push(found.stop === null ? '# stop: "*"' : `stop: ${quoted(found.stop)}`, '');
  about('decimal');
  if (found.ambiguous) about('ambiguous');
  lines.push('# decimal: comma', '');
  about('empty');
  lines.push('# empty: {"n/a": missing}', '');
  about('aliases');
  lines.push('# aliases: {"Abay region": "100000000"}');
  return `${lines.join('\n')}\n`;
};

/** JSON strings are YAML strings too. */
const quoted = (text: string): string => JSON.stringify(text);
