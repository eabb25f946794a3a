// The import command: arguments in, a line for each file or one JSON document out.
import type { Command } from 'commander';
import { E } from '../core/fp.js';
import { placeAsText } from '../core/intake/place.js';
import { isTableKind, tableKinds } from '../core/intake/table.js';
import { type Problems, problem } from '../core/model/problem.js';
import { sentenceOf } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';
import type { ImportPorts, ImportReport } from '../shell/programs/import.js';
import type { SuggestRequest } from '../shell/programs/suggest-mapping.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import { accountAsText } from './import-account.js';
import { problemDocument } from './problem-document.js';

/** What `lsg import` needs beside the context; joined in main, and loaded only when the command runs. */
export interface ImportParts {
  readonly ports: () => Promise<ImportPorts>;
}

interface ImportOptions extends CommonOptions {
  readonly as?: string;
  readonly period?: string;
  readonly mapping?: string;
  readonly suggest?: string;
  readonly dryRun?: boolean;
  readonly skipBadRows?: boolean;
  readonly marked?: string;
}

export const register = (program: Command, context: CliContext, parts: ImportParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('import')
      .description(words.say('import.help.description'))
      .argument('[path...]', words.say('import.help.path'))
      .option('--as <table>', words.say('import.help.as', { tables: tableKinds.join(', ') }))
      .option('--period <period>', words.say('import.help.period'))
      .option('--mapping <file>', words.say('import.help.mapping'))
      .option('--suggest <file>', words.say('import.help.suggest'))
      .option('--dry-run', words.say('import.help.dry_run'))
      .option('--skip-bad-rows', words.say('import.help.skip_bad_rows'))
      .option('--marked <file>', words.say('import.help.marked')),
    words,
  )
    .addHelpText('after', `\n${words.say('import.help.examples')}`)
    .action((paths: ReadonlyArray<string>, options: ImportOptions) => run(paths, options, context, parts));
};

const run = async (
  paths: ReadonlyArray<string>,
  options: ImportOptions,
  context: CliContext,
  parts: ImportParts,
): Promise<void> => {
  const {
    as = null,
    period = null,
    mapping = null,
    suggest = null,
    json = false,
    dryRun = false,
    skipBadRows = false,
    marked = null,
    db,
    responses = null,
    indicators,
  } = options;
  if (as !== null && !isTableKind(as)) {
    const allowed = tableKinds.join(', ');
    return finish(context, json, null, [problem('BadOption', { option: '--as', value: as, allowed })]);
  }
  if (suggest !== null) return printSuggestion({ file: suggest, db, indicators }, context, parts, json);
  if (paths.length === 0) {
    return finish(context, json, null, [
      problem('BadOption', { option: '<path...>', value: '', allowed: 'CSV, XLSX, data/…' }),
    ]);
  }
  const [{ importData }, ports] = await Promise.all([import('../shell/programs/import.js'), parts.ports()]);
  const copies = marked === null ? null : { path: marked, words: context.words };
  const request = {
    paths,
    as,
    period,
    mapping,
    cwd: context.cwd,
    dryRun,
    skipBadRows,
    db,
    responses,
    indicators,
    marked: copies,
  };
  const result = await importData(ports, request)();
  if (E.isLeft(result)) return finish(context, json, null, result.left);
  const report = result.right;
  if (!json) for (const line of readingAsText(report, context.words)) context.log.line(line);
  finish(context, json, { report, dryRun }, report.accepted ? [] : report.problems);
  if (json) return;
  if (report.accepted) for (const line of skippedAsText(report, context.words)) context.log.line(line);
  for (const line of markedAsText(report, marked, context.words)) context.log.line(line);
};

/** The mapping goes to standard output, to be kept in a file and edited. */
const printSuggestion = async (
  request: SuggestRequest,
  context: CliContext,
  parts: ImportParts,
  json: boolean,
): Promise<void> => {
  const [{ suggestFor }, ports] = await Promise.all([import('../shell/programs/suggest-mapping.js'), parts.ports()]);
  const text = await suggestFor(ports, request, context.words)();
  if (E.isLeft(text)) return finish(context, json, null, text.left);
  context.out(json ? `${JSON.stringify({ mapping: text.right }, null, 2)}\n` : text.right);
};

interface Done {
  readonly report: ImportReport;
  readonly dryRun: boolean;
}

const finish = (context: CliContext, json: boolean, done: Done | null, failed: Problems): void => {
  if (json) context.out(`${JSON.stringify(documentOf(done, failed, context.words), null, 2)}\n`);
  else if (done !== null) context.out(reportAsText(done, context.words));
  if (failed.length > 0) context.fail(failed);
};

/** The document of `--json`, in the contract's keys. */
const documentOf = (done: Done | null, failed: Problems, words: Words) => ({
  files: (done?.report.files ?? []).map((file) => ({
    file: file.file,
    sha256: file.sha256,
    encoding: file.encoding,
    separator: file.separator,
    tables: file.tables,
    rows: file.rows,
    cells: file.cells,
    stored: file.stored,
    states: file.states,
    refused: file.refused.map(({ place, value, code, problem: found }) => {
      const { message, hint } = sentenceOf(found, words);
      return { place, value, code, message, hint };
    }),
    passed_over: file.passedOver,
    hidden: file.hidden,
    repaired: file.repaired.map(({ place, from, to }) => ({ place, from, to })),
    totals: file.totals.map(({ place, value }) => ({ place, value })),
    aliases: file.aliases,
    mapping: file.mapping,
    formulas: { cells: file.formulas.cells, places: file.formulas.places.map(placeAsText) },
    skipped_rows: file.skippedRows,
    added: file.counts?.added ?? 0,
    changed: file.counts?.changed ?? 0,
    unchanged: file.counts?.unchanged ?? 0,
  })),
  import: done?.report.importId ?? null,
  dry_run: done?.dryRun ?? false,
  marked: done?.report.marked ?? [],
  problems: (failed.length > 0 ? failed : (done?.report.problems ?? [])).map((found) => problemDocument(found, words)),
});

const reportAsText = ({ report, dryRun }: Done, words: Words): string => {
  const lines = report.files.flatMap((file) => accountAsText(file, words));
  const skipped = report.files.reduce((total, file) => total + file.skippedRows, 0);
  if (skipped > 0) lines.push(words.say('import.skipped', { rows: skipped }));
  if (!report.accepted) lines.push(words.say('import.refused'));
  else if (dryRun) lines.push(words.say('import.dry_run'));
  else if (report.importId === null) lines.push(words.say('import.nothing_new'));
  else lines.push(words.say('import.done', { id: report.importId }));
  return `${lines.join('\n')}\n`;
};

/** Where the marked copies are, or that none was needed. */
const markedAsText = ({ marked }: ImportReport, wanted: string | null, words: Words): ReadonlyArray<string> => {
  if (wanted === null) return [];
  if (marked.length === 0) return [words.say('import.marked.none')];
  return marked.map(({ file, copy }) => words.say('import.marked.made', { file, copy }));
};

/** What was taken for the encoding and the separator of a text, where it is not UTF-8 with commas: a person can see that it is right. */
const readingAsText = (report: ImportReport, words: Words): ReadonlyArray<string> =>
  report.files
    .filter(({ encoding, separator }) => encoding !== null && (encoding !== 'UTF-8' || separator !== 'comma'))
    .map(({ file, encoding, separator }) =>
      words.say('import.read_as', { file, encoding: encoding ?? '', separator: separator ?? '' }),
    );

/** Every row left out, with its place and the reason. */
const skippedAsText = (report: ImportReport, words: Words): ReadonlyArray<string> =>
  report.problems.map((found) => {
    const place = found.at === undefined ? '' : `${placeAsText(found.at)}  `;
    return `${place}${found.code}  ${sentenceOf(found, words).message}`;
  });
