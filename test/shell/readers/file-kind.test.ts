// Files under the name of a table are named for what they are, by their content, with the way to a table in three languages.
import { expect, test } from 'vitest';
import { catalogueOf } from '../../../src/core/define/words-file.js';
import { E } from '../../../src/core/fp.js';
import { langs } from '../../../src/core/model/text.js';
import { sentenceOf } from '../../../src/core/words/sentence.js';
import { wordsOf } from '../../../src/core/words/words.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { wordsFile } from '../../house/words.js';
import { bookOf, dataOf, textRow, zipOf } from './zip-files.js';

const compound = (name: string): Buffer =>
  Buffer.concat([
    Buffer.from([0xd0, 0xcf, 0x11, 0xe0, 0xa1, 0xb1, 0x1a, 0xe1]),
    Buffer.alloc(600),
    Buffer.from(name, 'utf16le'),
  ]);
const zipped = (...names: ReadonlyArray<string>): Uint8Array => zipOf(names.map((name) => ({ name, content: 'x' })));

const cases: ReadonlyArray<readonly [string, Uint8Array, string]> = [
  ['a.xls', compound('Workbook'), 'old_workbook'],
  ['a.xlsx', compound('Workbook'), 'old_workbook'],
  ['a.xlsx', compound('EncryptedPackage'), 'locked_workbook'],
  ['a.doc', compound('WordDocument'), 'word'],
  ['a.xlsb', zipped('[Content_Types].xml', 'xl/workbook.bin'), 'xlsb'],
  ['a.xlsx', zipped('mimetype', 'content.xml'), 'ods'],
  ['a.xlsx', zipped('Index/Document.iwa'), 'numbers'],
  ['a.xlsx', zipped('[Content_Types].xml', 'word/document.xml'), 'word'],
  ['a.xlsx', zipped('[Content_Types].xml', 'ppt/presentation.xml'), 'slides'],
  ['a.zip', zipped('table.xlsx', 'b.csv'), 'archive'],
  ['a.xlsx', zipOf([]), 'archive'],
  ['a.csv', Buffer.from('%PDF-1.7\n'), 'pdf'],
  ['a.csv', Buffer.from([0x1f, 0x8b, 8, 0]), 'archive'],
  ['a.xlsx', Buffer.from([0x89, 0x50, 0x4e, 0x47]), 'picture'],
  ['a.xls', Buffer.from('\ufeff <html><table><tr><td>1</td></tr></table></html>'), 'web_page'],
  ['a.xls', Buffer.from('\ufeff<HTML>', 'utf16le'), 'web_page'],
  ['a.xls', Buffer.from('<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?><Workbook/>'), 'xml_workbook'],
  ['a.gsheet', Buffer.from('{"url": "https://docs.google.com/open?id=1", "doc_id": "1"}'), 'google_link'],
  ['a.xlsx', Buffer.from('unit,period,variable,value\n'), 'no_workbook'],
  ['a.csv', bookOf({ sheets: [dataOf(textRow(1, 'unit'))] }), 'workbook_named_text'],
];

test.each(cases)('%s that is something else: %#', async (file, bytes, reason) => {
  const result = await readTableFile(file, new Uint8Array(bytes))();
  expect(result).toMatchObject({ left: [{ code: 'FormatNotRead', args: { reason }, at: { file } }] });
});

test('a text that begins like a ZIP file, or with a bracket, is a text', async () => {
  for (const text of ['PK,period\n1,2\n', '{a},b\n1,2\n', '<1>,b\n1,2\n']) {
    expect(E.isRight(await readTableFile('a.csv', new Uint8Array(Buffer.from(text)))()), text).toBe(true);
  }
});

test('each kind has words of its own in each language', () => {
  for (const lang of langs) {
    const catalogue = catalogueOf({ file: lang, text: wordsFile(lang) });
    if (E.isLeft(catalogue)) throw new Error(lang);
    const words = wordsOf(lang, catalogue.right);
    const reasons = [
      ...new Set(cases.map(([, , reason]) => reason)),
      'gave_up',
      'broken_workbook',
      'entities',
      'binary',
    ];
    const said = (reason: string): string => sentenceOf({ code: 'FormatNotRead', args: { reason } }, words).message;
    expect(new Set(reasons.map(said)).size, lang).toBe(reasons.length);
    expect(reasons.map(said), lang).not.toContain(said('?'));
  }
});
