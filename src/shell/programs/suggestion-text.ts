// A suggested mapping as YAML to edit: every key with a comment in the language of the call, and what a person must decide left open.
import type { SuggestedTable, Suggestion } from '../../core/intake/suggest.js';
import type { OpenFigure } from '../../core/intake/suggested-column.js';
import type { SuggestedVariable } from '../../core/intake/suggested-variable.js';
import type { Separator } from '../../core/intake/table.js';
import type { Words } from '../../core/words/words.js';

/** One key with its comments; without indent. */
interface Part {
  readonly key: string;
  readonly lines: ReadonlyArray<string>;
}

/** `separator`: where the file must be told to be read by it; null: it is seen from the file. `schema`: where the editor's schema stands, seen from the folder of the call; null: there is none. */
export const mappingText = (
  found: Suggestion,
  separator: Separator | null,
  schema: string | null,
  words: Words,
): string => {
  const lines: string[] = [];
  if (schema !== null) lines.push(`# yaml-language-server: $schema=${schema}`, `# $schema: ${schema}`);
  lines.push(...comment(words.say('mapping.head')));
  if (found.passedOver.length > 0) {
    lines.push(...comment(words.say('mapping.passed_over', { sheets: found.passedOver.join(', ') })));
  }
  if (separator !== null) {
    lines.push('', ...comment(words.say('mapping.separator')), `separator: ${separatorNames[separator]}`);
  }
  const tables = found.tables.map((table) => partsOf(table, found.unchecked, words));
  const [only, ...others] = tables;
  if (only !== undefined && others.length === 0) {
    for (const part of only) lines.push('', ...part.lines);
    return `${lines.join('\n')}\n`;
  }
  // What all tables say alike is said once.
  const alike = (part: Part): boolean => tables.every((parts) => parts.some((other) => same(part, other)));
  for (const part of only ?? []) if (alike(part)) lines.push('', ...part.lines);
  lines.push('', ...comment(words.say('mapping.tables')), 'tables:');
  for (const parts of tables) {
    const own = parts.filter((part) => !alike(part)).flatMap((part) => part.lines);
    const first = own.findIndex((line) => !line.startsWith('#'));
    // A list entry begins at its first key; comments above it stand before the hyphen.
    own.forEach((line, i) => {
      lines.push(i < first ? `  ${line}` : i === first ? `  - ${line}` : `    ${line}`);
    });
  }
  return `${lines.join('\n')}\n`;
};

const separatorNames = { ',': 'comma', ';': 'semicolon', '\t': 'tab' } as const;

const same = (a: Part, b: Part): boolean => a.key === b.key && a.lines.join('\n') === b.lines.join('\n');

const partsOf = (table: SuggestedTable, unchecked: boolean, words: Words): ReadonlyArray<Part> => {
  const part = (key: string, ...lines: ReadonlyArray<string>): Part => ({ key, lines });
  const { header, key, skip, stop, until } = table;
  return [
    ...(table.sheet === null ? [] : [part('sheet', `sheet: ${quoted(table.sheet)}`)]),
    ...(table.transposed ? [part('transposed', ...comment(words.say('mapping.transposed')), 'transposed: true')] : []),
    part(
      'header',
      ...comment(words.say('mapping.header')),
      `header: ${header.length === 1 ? header[0] : `[${header.join(', ')}]`}`,
    ),
    ...(table.from === null ? [] : [part('from', ...comment(words.say('mapping.from')), `from: ${table.from}`)]),
    ...(until === null ? [] : [part('until', ...comment(words.say('mapping.until')), `until: ${until}`)]),
    part('key', ...keyLines(key, words)),
    periodPart(table, words),
    ...(table.variable === null ? [] : [variablePart(table.variable, words)]),
    valuesPart(table, words),
    ...(table.measuredIn === null ? [] : [measuredPart(table.measuredIn, words)]),
    ...(table.where.length === 0
      ? []
      : [
          part(
            'where',
            ...comment(words.say('mapping.where')),
            '# where:',
            ...table.where.map(
              ({ column, words: texts }) => `#   ${quoted(column)}: [${texts.map(quoted).join(', ')}]`,
            ),
          ),
        ]),
    part(
      'skip',
      ...comment(words.say('mapping.skip')),
      skip.length === 0 ? '# skip: ["Total*"]' : `skip: [${skip.map(quoted).join(', ')}]`,
    ),
    ...(until === null
      ? [part('stop', ...comment(words.say('mapping.stop')), stop === null ? '# stop: "*"' : `stop: ${quoted(stop)}`)]
      : []),
    ...openParts(table, words),
    part('empty', ...comment(words.say('mapping.empty')), '# empty: {"n/a": missing}'),
    namesPart(table, unchecked, words),
  ];
};

const keyLines = (key: SuggestedTable['key'], words: Words): ReadonlyArray<string> => {
  const { within } = key;
  const about = comment(words.say('mapping.key'));
  const keyed = [`column: ${quoted(key.column)}`, `by: ${key.by}`, ...(key.fillDown ? ['fill_down: true'] : [])];
  if (within === null) return [...about, `key: {${keyed.join(', ')}}`];
  const own = [...about, 'key:', ...keyed.map(indented)];
  if ('column' in within) {
    return [
      ...own,
      ...comment(words.say('mapping.within')).map(indented),
      `  within: {column: ${quoted(within.column)}}`,
    ];
  }
  const rows = within.rows.map((name) => `      - ${quoted(name)}`);
  return [...own, ...comment(words.say('mapping.within_rows')).map(indented), '  within:', '    rows:', ...rows];
};

const periodPart = ({ period, columns, year }: SuggestedTable, words: Words): Part => {
  const lines = comment(words.say('mapping.period'));
  if (period === null) {
    if (columns.every((column) => column.period !== null))
      return { key: 'period', lines: [...lines, '# period: "2025"'] };
    const said =
      year === null ? [...comment(words.say('mapping.no_period')), '# period: "2025"'] : [`period: "${year}"`];
    return { key: 'period', lines: [...lines, ...said] };
  }
  if (!period.dates && period.words.size === 0) {
    return { key: 'period', lines: [...lines, `period: {column: ${quoted(period.column)}}`] };
  }
  const own = [...lines, 'period:', `  column: ${quoted(period.column)}`];
  if (period.dates) own.push(...comment(words.say('mapping.take')).map(indented), '  # take: month');
  const known = [...period.words].filter(([, meant]) => meant !== null);
  const unknown = [...period.words].filter(([, meant]) => meant === null);
  if (known.length > 0) own.push('  names:', ...known.map(([word, meant]) => `    ${quoted(word)}: "${meant}"`));
  if (unknown.length > 0) {
    own.push(...comment(words.say('mapping.no_period_word')).map(indented));
    if (known.length === 0) own.push('  # names:');
    own.push(...unknown.map(([word]) => `  #   ${quoted(word)}: "2025"`));
  }
  return { key: 'period', lines: own };
};

const variablePart = (variable: NonNullable<SuggestedTable['variable']>, words: Words): Part => ({
  key: 'variable',
  lines: [
    ...comment(words.say('mapping.variable')),
    'variable:',
    `  column: ${quoted(variable.column)}`,
    '  others: refuse',
    ...(variable.words.size === 0 ? [] : ['  names:']),
    ...[...variable.words].map(([word, meant]) => `    ${quoted(word)}: ${meant.variable}${remark(meant, words)}`),
  ],
});

const remark = ({ declared, near }: SuggestedVariable, words: Words): string =>
  declared ? '' : `  # ${words.say('mapping.undeclared', { near: near === '' ? 'no' : 'yes', nearest: near })}`;

const valuesPart = ({ columns, variable, period }: SuggestedTable, words: Words): Part => {
  const [only, ...others] = columns;
  if (variable !== null && only !== undefined && others.length === 0) {
    return { key: 'columns', lines: [...comment(words.say('mapping.value')), `value: ${quoted(only.name)}`] };
  }
  const lines = columns.map((column) => {
    const own = period === null ? column.period : null;
    const name = `  ${quoted(column.name)}:`;
    if (variable !== null) return own === null ? `${name} {}` : `${name} {period: "${own}"}`;
    const to = own === null ? column.variable : `{variable: ${column.variable}, period: "${own}"}`;
    return `${name} ${to}${remark(column, words)}`;
  });
  return { key: 'columns', lines: [...comment(words.say('mapping.columns')), 'columns:', ...lines] };
};

const measuredPart = (measured: NonNullable<SuggestedTable['measuredIn']>, words: Words): Part => ({
  key: 'measured_in',
  lines: [
    ...comment(words.say('mapping.measured_in')),
    'measured_in:',
    `  column: ${quoted(measured.column)}`,
    '  # times:',
    ...measured.words.map((word) => `  #   ${quoted(word)}: 1`),
  ],
});

/** What can be read in two ways is shown with both readings and left for a person to say. */
const openParts = ({ columns }: SuggestedTable, words: Words): ReadonlyArray<Part> => {
  const told = (kind: OpenFigure['kind']): ReadonlyArray<string> =>
    columns.flatMap(({ name, open }) => {
      if (open?.kind !== kind) return [];
      const { cell, one, other } = open;
      return comment(words.say(`mapping.open.${kind}`, { column: name, cell, one, other }));
    });
  const percent = told('percent');
  return [
    { key: 'decimal', lines: [...comment(words.say('mapping.decimal')), ...told('decimal'), '# decimal: comma'] },
    ...(percent.length === 0 ? [] : [{ key: 'percent', lines: [...percent, '# percent: of_100'] }]),
  ];
};

const namesPart = ({ unknown }: SuggestedTable, unchecked: boolean, words: Words): Part => {
  const lines = comment(words.say('mapping.aliases'));
  if (unchecked) return { key: 'aliases', lines: [...lines, ...comment(words.say('mapping.unchecked')), aliasExample] };
  if (unknown.length === 0) return { key: 'aliases', lines: [...lines, aliasExample] };
  return {
    key: 'aliases',
    lines: [
      ...lines,
      ...comment(words.say('mapping.unknown_names')),
      '# aliases:',
      ...unknown.map(({ name, near }) => {
        const candidates = near === null ? '' : `  # ${words.say('mapping.near', { nearest: words.text(near) })}`;
        return `#   ${quoted(name)}: "000000000"${candidates}`;
      }),
    ],
  };
};

const aliasExample = '# aliases: {"Abay region": "100000000"}';

const comment = (text: string): ReadonlyArray<string> => text.split('\n').map((line) => `# ${line}`);
const indented = (line: string): string => `  ${line}`;

/** JSON strings are YAML strings too. */
const quoted = (text: string): string => JSON.stringify(text);
