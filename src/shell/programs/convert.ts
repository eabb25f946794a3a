// `lsg convert coinr`: the tables of a coin become the folder of an index and the folder of a dataset, both or neither.

import { decodeIndex } from '../../core/define/decode.js';
import { indexText } from '../../core/define/index-text.js';
import { idPattern } from '../../core/define/patterns.js';
import { type Converted, fromCoinr } from '../../core/exchange/coinr.js';
import { columnOf, type TextTable } from '../../core/exchange/coinr-table.js';
import { E, type TE } from '../../core/fp.js';
import type { RawTable } from '../../core/intake/table.js';
import { type Problem, type Problems, problem } from '../../core/model/problem.js';
import type { Files, ReadTables, WriteFolders } from '../ports.js';
import { csvText } from './csv-text.js';

export interface ConvertPorts {
  readonly files: Files;
  readonly readTables: ReadTables;
  readonly writeFolders: WriteFolders;
}

export interface ConvertRequest {
  /** Files of iData: CSV, or workbooks whose sheets with uCode are taken. */
  readonly data: ReadonlyArray<string>;
  /** File of iMeta; of a workbook the sheet with iCode. */
  readonly meta: string;
  readonly id: string;
  readonly period: string | null;
  /** Folders in which the two new ones are made. */
  readonly indicators: string;
  readonly datasets: string;
}

export interface ConvertReport {
  readonly index: string;
  readonly dataset: string;
  readonly indicators: number;
  readonly units: number;
  /** Rows of observations. */
  readonly rows: number;
  readonly periods: ReadonlyArray<string>;
  readonly notCarried: Problems;
}

/** Left: what is wrong with the tables, or that a folder is taken; nothing is written then. */
export const convertCoinr =
  (ports: ConvertPorts, request: ConvertRequest): TE.TaskEither<Problems, ConvertReport> =>
  async () => {
    const { id, period, indicators, datasets } = request;
    if (!idPattern.test(id))
      return E.left([problem('BadOption', { option: '--index', value: id, allowed: 'A-Z a-z 0-9 -' })]);
    const [index, dataset] = [`${indicators}/${id}`, `${datasets}/${id}`];
    // Told before the tables are read; the writing itself looks again.
    for (const folder of [index, dataset])
      if (await ports.files.exists(folder)) return E.left([problem('FolderTaken', { folder }, { file: folder })]);

    const problems: Problem[] = [];
    const tablesOf = async (file: string, column: string): Promise<ReadonlyArray<TextTable>> => {
      const read = await readFile(ports, file);
      if (E.isLeft(read)) {
        problems.push(...read.left);
        return [];
      }
      const named = read.right.filter((table) => columnOf(table, column) !== -1);
      return named.length > 0 ? named : read.right.slice(0, 1);
    };
    const [meta] = await tablesOf(request.meta, 'iCode');
    const data: TextTable[] = [];
    for (const file of request.data) data.push(...(await tablesOf(file, 'uCode')));
    if (problems.length > 0 || meta === undefined) return E.left(problems);

    const converted = fromCoinr({ id, period, meta, data });
    if (E.isLeft(converted)) return converted;
    const schema = (await ports.files.exists(`${indicators}/schema/index.schema.json`))
      ? '../schema/index.schema.json'
      : null;
    const text = indexText(converted.right.index, schema);
    const sound = decodeIndex([{ file: `${index}/index.yaml`, text }], `${index}/index.yaml`);
    if (E.isLeft(sound)) return sound;
    const written = await ports.writeFolders([
      { path: index, files: [{ name: 'index.yaml', text }] },
      { path: dataset, files: datasetFiles(converted.right) },
    ])();
    if (E.isLeft(written)) return written;
    return E.right(reportOf(converted.right, sound.right.definition.leaves.length, index, dataset));
  };

const readFile = async (ports: ConvertPorts, file: string): Promise<E.Either<Problems, ReadonlyArray<TextTable>>> => {
  const bytes = await ports.files.readBytes(file)();
  if (E.isLeft(bytes)) return bytes;
  const read = await ports.readTables(file, bytes.right)();
  if (E.isLeft(read)) return read;
  const faults = read.right.tables.flatMap((table) => table.faults.map((fault) => fault.problem));
  return faults.length > 0 ? E.left(faults) : E.right(read.right.tables.map(textTableOf));
};

const textTableOf = (table: RawTable): TextTable => ({
  file: table.file,
  header: table.header,
  headerAt: table.place(table.headerRow, 0),
  rows: table.rows.map(({ cells }) => cells),
  place: (row) => table.place(table.rows[row]!.row, 0),
});

const datasetFiles = ({ datapackage, units, observations }: Converted) => [
  { name: 'datapackage.json', text: `${JSON.stringify(datapackage, null, 2)}\n` },
  { name: 'units.csv', text: csvText(units) },
  { name: 'observations.csv', text: csvText(observations) },
];

const reportOf = (
  { units, observations, notCarried }: Converted,
  indicators: number,
  index: string,
  dataset: string,
): ConvertReport => ({
  index,
  dataset,
  indicators,
  units: units.length - 1,
  rows: observations.length - 1,
  periods: [...new Set(observations.slice(1).map((row) => String(row[1])))].sort(),
  notCarried,
});
