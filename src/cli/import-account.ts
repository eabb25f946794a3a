// The account of a file on the terminal: where its cells went, what was refused and why, and what was read otherwise than it stands.
import { causesOf, foremost } from '../core/model/causes.js';
import { placeInFile } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { FileReport } from '../shell/programs/import-account.js';
import { asTable } from './text-table.js';

const causesShown = 12;
const causesOfKind = 4;
const listed = 10;
const placesShown = 3;

/** One line of counts; below it, where anything was refused, mended or left out, the tables that say what. */
export const accountAsText = (file: FileReport, words: Words): ReadonlyArray<string> => {
  const { problems, repaired, totals, formulas, skippedRows } = file;
  const plain = problems.length + repaired.length + totals.length + formulas.cells + skippedRows === 0;
  const head = [
    summary(file, words),
    ...mappingLine(file, words),
    ...passedOverLine(file, words),
    ...hiddenLine(file, words),
  ];
  if (plain) return head;
  return [
    ...head,
    ...indented(cellsTable(file, words)),
    ...indented(refusedTable(file, words)),
    ...indented(repairedTable(file, words)),
    ...indented(totalsLine(file, words)),
    ...indented(formulasLine(file, words)),
    '',
  ];
};

const indented = (lines: ReadonlyArray<string>): ReadonlyArray<string> =>
  lines.length === 0 ? [] : ['', ...lines.map((line) => `  ${line}`)];

const summary = ({ file, rows, cells, stored, refused, counts }: FileReport, words: Words): string =>
  words.say('import.file', {
    file,
    rows,
    cells,
    stored,
    refused: refused.length,
    added: counts?.added ?? 0,
    changed: counts?.changed ?? 0,
    unchanged: counts?.unchanged ?? 0,
    written: counts === null ? 'no' : 'yes',
  });

/** By which mapping, and which text of it: kept with the import. */
const mappingLine = ({ file, mapping }: FileReport, words: Words): ReadonlyArray<string> => {
  if (mapping === null) return [];
  return [words.say('import.by_mapping', { file, mapping: mapping.file, hash: mapping.hash.slice(0, 19) })];
};

/** Sheets from which a mapping reads nothing: told, so that none is forgotten. */
const passedOverLine = ({ passedOver }: FileReport, words: Words): ReadonlyArray<string> => {
  if (passedOver.length === 0) return [];
  const sheets = passedOver.map(({ sheet, cells }) => `${sheet} (${words.plain(cells)})`).join(', ');
  return [words.say('import.passed_over', { sheets })];
};

/** What its writer does not see any more may be old, or not meant to be sent: told, and read. */
const hiddenLine = ({ hidden }: FileReport, words: Words): ReadonlyArray<string> => {
  if (hidden.length === 0) return [];
  const sheets = hidden.map(({ sheet, whole, rows, columns }) =>
    words.say('import.hidden_in', { sheet, whole: whole ? 'yes' : 'no', rows, columns }),
  );
  return [words.say('import.hidden', { sheets: sheets.join('; ') })];
};

/** Kept, each state, refused, and their sum: the law of the account, to be checked by eye. */
const cellsTable = ({ cells, stored, states, refused }: FileReport, words: Words): ReadonlyArray<string> => {
  const rows = [
    [words.say('import.account.kept'), words.plain(stored)],
    ...Object.entries(states).map(([state, n]) => [stateName(state, words), words.plain(n)]),
    [words.say('import.account.refused'), words.plain(refused.length)],
    [words.say('import.account.all'), words.plain(cells)],
  ];
  const lines = asTable([words.say('import.account.fate'), words.say('import.account.cells')], rows, [false, true]);
  const rule = lines[1] ?? '';
  return [...lines.slice(0, -1), rule, ...lines.slice(-1)];
};

const stateName = (state: string, words: Words): string =>
  words.has(`import.state.${state}`) ? words.say(`import.state.${state}`) : state;

const refusedTable = ({ problems, refused }: FileReport, words: Words): ReadonlyArray<string> => {
  if (problems.length === 0) return [];
  const values = new Map(refused.map(({ problem, value }) => [problem, value]));
  const causes = causesOf(problems);
  const shown = foremost(causes, causesShown, causesOfKind);
  const rows = shown.map(({ problem: first, count, places }) => [
    words.plain(count),
    first.code,
    shortened(values.get(first) ?? String(first.args.value ?? first.args.column ?? '')),
    placesAsText(places.map(placeInFile), count, words),
  ]);
  const head = ['cells', 'code', 'value', 'places'].map((key) => words.say(`import.account.${key}`));
  const told = shown.reduce((total, { count }) => total + count, 0);
  return [
    words.say('import.account.causes', { causes: causes.length, cells: problems.length }),
    '',
    ...asTable(head, rows, [true, false, false, false]),
    ...(told < problems.length
      ? [
          words.say('import.account.more_causes', {
            causes: causes.length - shown.length,
            cells: problems.length - told,
          }),
        ]
      : []),
  ];
};

const repairedTable = ({ repaired }: FileReport, words: Words): ReadonlyArray<string> => {
  if (repaired.length === 0) return [];
  const kinds = new Map<string, { readonly from: string; readonly to: string; readonly places: string[] }>();
  for (const { at, from, to } of repaired) {
    const key = JSON.stringify([from, to]);
    const kind = kinds.get(key);
    if (kind === undefined) kinds.set(key, { from, to, places: [placeInFile(at)] });
    else kind.places.push(placeInFile(at));
  }
  const rows = [...kinds.values()]
    .slice(0, listed)
    .map(({ from, to, places }) => [words.plain(places.length), from, to, placesAsText(places, places.length, words)]);
  const head = ['cells', 'stands', 'read_as', 'places'].map((key) => words.say(`import.account.${key}`));
  return [
    words.say('import.account.repaired', { cells: repaired.length }),
    '',
    ...asTable(head, rows, [true, false, false, false]),
    ...(kinds.size > listed ? [words.say('import.account.more_repaired', { n: kinds.size - listed })] : []),
  ];
};

const totalsLine = ({ totals }: FileReport, words: Words): ReadonlyArray<string> => {
  if (totals.length === 0) return [];
  const shown = totals.slice(0, placesShown).map(({ at, value }) => `${placeInFile(at)} ${value}`);
  return [words.say('import.account.totals', { rows: totals.length, places: withMore(shown, totals.length, words) })];
};

const formulasLine = ({ formulas: { cells, places } }: FileReport, words: Words): ReadonlyArray<string> =>
  cells === 0
    ? []
    : [words.say('import.account.formulas', { cells, places: placesAsText(places.map(placeInFile), cells, words) })];

const placesAsText = (places: ReadonlyArray<string>, count: number, words: Words): string =>
  withMore(places.filter((place) => place !== '').slice(0, placesShown), count, words);

const withMore = (shown: ReadonlyArray<string>, count: number, words: Words): string =>
  count > shown.length && shown.length > 0
    ? words.say('import.account.and_more', { places: shown.join(', '), n: count - shown.length })
    : shown.join(', ');

const shortened = (value: string): string => (value.length > 32 ? `${value.slice(0, 29)}...` : value);
