// Copies of imported files to send back to the office: every cell at fault marked, with what is wrong and how to mend it.
import { E } from '../../core/fp.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import { placeInFile, sentenceOf } from '../../core/words/sentence.js';
import type { Words } from '../../core/words/words.js';
import type { CellMark, Files, MarkedCopy, MarkList, SheetCell, WriteMarked } from '../ports.js';
import type { FileReport } from './import-account.js';
import { type SourceFile, shownPath } from './import-sources.js';
import { freeName, markedSheets } from './marked-sheets.js';

export interface MarkedCopyOf {
  readonly file: string;
  readonly copy: string;
}

interface MarkedPorts {
  readonly files: Files;
  readonly writeMarked: WriteMarked;
}

/** Spreadsheets grow slow with thousands of comments: beyond these the cells have their colour and their line in the list. */
const commentsAtMost = 2_000;
const listedAtMost = 20_000;

/** A copy is a workbook, and says so by its name. */
export const markedPathFault = (path: string): Problem | null =>
  /[^/\\]\.xlsx$/i.test(path) ? null : problem('BadOption', { option: '--marked', value: path, allowed: '….xlsx' });

/**
 * One copy for each file with faults or mended codes. A single one is written to `path`; of several, each bears the name of
 * its file behind that of `path`. Fails where a copy would take the place of a file of the call.
 */
export const markedCopies = async (
  { files, writeMarked }: MarkedPorts,
  sources: ReadonlyArray<SourceFile>,
  reports: ReadonlyArray<FileReport>,
  { path, words, cwd }: { readonly path: string; readonly words: Words; readonly cwd: string },
): Promise<E.Either<Problems, ReadonlyArray<MarkedCopyOf>>> => {
  const wanted = sources.flatMap((source, i) => {
    const report = reports[i]!;
    return report.problems.length + report.repaired.length > 0 ? [{ source, report }] : [];
  });
  const copies = pathsFor(
    wanted.map(({ source }) => source.file),
    path,
  );
  const given = new Set(sources.map(({ file }) => file.toLowerCase()));
  const over = copies.find((copy) => given.has(shownPath(copy, cwd).toLowerCase()));
  if (over !== undefined) {
    return E.left([
      problem('BadOption', { option: '--marked', value: over, allowed: words.say('import.marked.other_name') }),
    ]);
  }
  const made: MarkedCopyOf[] = [];
  for (const [i, { source, report }] of wanted.entries()) {
    const bytes = source.encoding === null ? await files.readBytes(source.file)() : E.right(null);
    if (E.isLeft(bytes)) return bytes;
    const written = await writeMarked(copies[i]!, copyOf(source, report, bytes.right, words))();
    if (E.isLeft(written)) return written;
    made.push({ file: source.file, copy: copies[i]! });
  }
  return E.right(made);
};

const baseName = (path: string): string => path.split(/[/\\]/).pop() ?? '';

const pathsFor = (files: ReadonlyArray<string>, path: string): ReadonlyArray<string> => {
  if (files.length === 1) return [path];
  const taken = new Set<string>();
  return files.map((file) => {
    const name = baseName(file)
      .replace(/\.[^.]*$/, '')
      .replace(/[^\p{L}\p{N}._-]+/gu, '-');
    const free = freeName(`${path.slice(0, -5)}-${name}`, taken);
    taken.add(free.toLowerCase());
    return `${free}${path.slice(-5)}`;
  });
};

const copyOf = (source: SourceFile, report: FileReport, workbook: Uint8Array | null, words: Words): MarkedCopy => {
  const names = source.raw.map(({ sheet }) => (sheet ?? '').toLowerCase());
  const name = freeName(words.say('import.marked.sheet'), new Set(names));
  const places = [...report.problems.flatMap(({ at }) => at ?? []), ...report.repaired.map(({ at }) => at)];
  const { sheets, find } = markedSheets(source, places, new Set([name.toLowerCase()]));
  const values = new Map(report.refused.map((refusal) => [refusal.problem, refusal.value]));
  const marks = new Map<string, CellMark>();
  const rows: MarkList['rows'][number][] = [];
  const mark = (cell: SheetCell | null, kind: CellMark['kind'], text: string): void => {
    if (cell === null) return;
    const key = JSON.stringify([cell.sheet, cell.row, cell.column]);
    const before = marks.get(key);
    const comment = before === undefined ? (marks.size < commentsAtMost ? text : '') : `${before.comment}\n\n${text}`;
    marks.set(key, { ...cell, kind: before?.kind ?? kind, comment });
  };
  for (const found of report.problems) {
    const { message, office } = sentenceOf(found, words);
    const cell = found.at === undefined ? null : find(found.at);
    mark(cell, 'refused', [message, office].filter((line) => line !== '').join('\n'));
    if (rows.length === listedAtMost) continue;
    const place = found.at === undefined ? '' : placeInFile(found.at);
    rows.push({ cells: [place, values.get(found) ?? '', message, office, found.code], cell });
  }
  for (const { at, from, to } of report.repaired) {
    const cell = find(at);
    const message = words.say('import.marked.repaired', { from, to });
    mark(cell, 'repaired', message);
    if (rows.length < listedAtMost) rows.push({ cells: [placeInFile(at), from, message, '', ''], cell });
  }
  const all = report.problems.length + report.repaired.length;
  return {
    workbook,
    sheets,
    marks: [...marks.values()],
    list: {
      name,
      about: [
        words.say('import.marked.title', { file: baseName(report.file) }),
        words.say('import.marked.about', { refused: report.problems.length, repaired: report.repaired.length }),
      ],
      head: ['place', 'value', 'message', 'hint', 'code'].map((key) => words.say(`import.marked.${key}`)),
      rows,
      after: all > rows.length ? words.say('import.marked.more', { n: all - rows.length }) : '',
    },
  };
};
