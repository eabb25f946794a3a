// The files that are spoilt, sound as they stand here, and how each kind is spoilt and taken in.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { bookParts, dataOf, type Part, textRow, zipOf } from '../../test/shell/readers/zip-files.js';
import type { Chance } from '../formula/chance.js';
import { spoilBytes, spoilText } from './mutate.js';

export interface Input {
  /** By path. */
  readonly files: ReadonlyMap<string, Uint8Array>;
  readonly run: 'definition' | { readonly paths: ReadonlyArray<string>; readonly mapping: string | null };
}

export interface Kind {
  readonly name: string;
  /** null: the sound input. */
  readonly input: (chance: Chance | null) => Input;
}

const bytesOf = (text: string): Uint8Array => new Uint8Array(Buffer.from(text));
const textOf = (bytes: Uint8Array): string => Buffer.from(bytes).toString('utf8');

/** Most of them stay texts; a quarter is spoilt as bytes. */
const spoil = (bytes: Uint8Array, chance: Chance | null): Uint8Array =>
  chance === null ? bytes : chance.once(4) ? spoilBytes(bytes, chance) : bytesOf(spoilText(textOf(bytes), chance));

const table = [
  'Өңір;Халық саны, адам;Жол, км',
  'Абай облысы;610 189;1 234,5',
  'Ақмола облысы;787 971;...',
  'Барлығы;1 398 160;',
].join('\n');

const mapping = `key: {column: Өңір, by: name}
header: 1
period: "2023"
skip: [Барлығы]
columns:
  "Халық саны, адам": air_pollution_index
  "Жол, км": avg_salary
`;

const workbook = (): Part[] =>
  bookParts({
    sheets: [
      `<cols><col min="2" max="2" hidden="1"/></cols>${dataOf(
        textRow(1, 'code', 'level', 'name_kk', 'name_ru', 'name_en', 'parent', 'population'),
        `<c r="A2" t="s"><v>0</v></c>${textRow(2, '', 'region', 'Абай облысы', 'область Абай', 'Abai Region').replace(/^<c.*?<\/c>/, '')}<c r="G2"><v>610189</v></c>`,
        `<c r="A3" t="s"><v>1</v></c>${textRow(3, '', 'region', 'Ақмола облысы', 'Акмолинская область', 'Akmola Region').replace(/^<c.*?<\/c>/, '')}<c r="G3" s="1"><f>SUM(1,2)</f><v>787971</v></c>`,
      )}<mergeCells><mergeCell ref="J9:K9"/></mergeCells>`,
    ],
    texts: '<si><t>100000000</t></si><si><r><t>1100</t></r><r><t>00000</t></r></si>',
    styles:
      '<numFmts><numFmt numFmtId="164" formatCode="#,##0"/></numFmts><cellXfs><xf numFmtId="0"/><xf numFmtId="164"/><xf numFmtId="14"/><xf numFmtId="9"/></cellXfs>',
  });

/** A part of the workbook spoilt as a text and packed again soundly; now and then its entry lies, or is there twice. */
const spoiltWorkbook = (chance: Chance): Uint8Array => {
  const parts = workbook();
  const at = chance.below(parts.length);
  const part = parts[at]!;
  const content = spoilText(String(part.content), chance);
  parts[at] = { ...part, content, stored: chance.once(4) };
  if (chance.once(10)) {
    const field = chance.one(['unpacked', 'packed', 'crc', 'flags', 'offset', 'method'] as const);
    parts[at] = {
      ...part,
      content,
      says: { [field]: chance.below(field === 'flags' || field === 'method' ? 300 : chance.one([3, 300, 2 ** 31])) },
    };
  }
  if (chance.once(20)) parts.splice(chance.below(parts.length), 1);
  if (chance.once(20)) parts.push({ ...part, content });
  return zipOf(parts);
};

export const kindsIn = (root: string): ReadonlyArray<Kind> => {
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(root, path)));
  const firstLines = (path: string, n: number): Uint8Array =>
    bytesOf(textOf(read(path)).split('\n').slice(0, n).join('\n'));
  const names = ['Economic', 'Environmental', 'Infrastructure', 'Social', 'index'];
  const definitions = names.map((name) => [`ix/${name}.yaml`, read(`indicators/kz-regions/${name}.yaml`)] as const);
  const dataset = {
    values: firstLines('data/kz-regions/observations.csv', 25),
    says: read('data/kz-regions/datapackage.json'),
  };
  const datasetOf = (values: Uint8Array, says: Uint8Array): Input => ({
    files: new Map([
      ['d/observations.csv', values],
      ['d/datapackage.json', says],
    ]),
    run: { paths: ['d'], mapping: null },
  });
  const one = (name: string, bytes: Uint8Array): Input => ({
    files: new Map([[name, bytes]]),
    run: { paths: [name], mapping: null },
  });
  return [
    {
      name: 'definition',
      input: (chance) => {
        const chosen = chance?.below(definitions.length);
        const files = definitions.map(
          ([path, bytes], i) => [path, spoil(bytes, i === chosen ? chance : null)] as const,
        );
        return { files: new Map(files), run: 'definition' };
      },
    },
    { name: 'csv', input: (chance) => datasetOf(spoil(dataset.values, chance), dataset.says) },
    { name: 'datapackage', input: (chance) => datasetOf(dataset.values, spoil(dataset.says, chance)) },
    {
      name: 'mapping',
      input: (chance) => ({
        files: new Map([
          ['t.csv', bytesOf(table)],
          ['m.yaml', spoil(bytesOf(mapping), chance)],
        ]),
        run: { paths: ['t.csv'], mapping: 'm.yaml' },
      }),
    },
    {
      name: 'xlsx_bytes',
      input: (chance) => one('u.xlsx', chance === null ? zipOf(workbook()) : spoilBytes(zipOf(workbook()), chance)),
    },
    {
      name: 'xlsx_parts',
      input: (chance) => one('u.xlsx', chance === null ? zipOf(workbook()) : spoiltWorkbook(chance)),
    },
  ];
};
