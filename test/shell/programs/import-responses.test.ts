// Answers of respondents into a database of their own: judged by the questionnaire's scales, once, and never repeated in any message.
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { type ImportRequest, importData } from '../../../src/shell/programs/import.js';
import { diskFiles } from '../../../src/shell/readers/disk-files.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { openResponses } from '../../../src/shell/store/responses-store.js';
import { openStore } from '../../../src/shell/store/store.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-responses-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const ports = {
  files: diskFiles,
  readTables: readTableFile,
  openStore,
  openResponses,
  loadDefinitions: () => async () => E.right([]),
  clock: () => '2026-01-01T00:00:00.000Z',
  log: { line: () => undefined, progress: () => undefined },
  writeMarked: () => async () => E.right(undefined),
  hash: (text: string) => text,
};
const db = join(folder, 'lsg.sqlite');
const responses = join(folder, 'responses.sqlite');
const run = (paths: ReadonlyArray<string>, more: Partial<ImportRequest> = {}) =>
  importData(ports, {
    paths,
    cwd: process.cwd(),
    as: null,
    period: null,
    dryRun: false,
    skipBadRows: false,
    db,
    indicators: 'indicators',
    ...more,
  })();
const written = (name: string, text: string): string => {
  writeFileSync(join(folder, name), text);
  return join(folder, name);
};
const read = async () => {
  const store = await openResponses(responses, 'read')();
  if (E.isLeft(store)) throw new Error(JSON.stringify(store.left));
  const found = await store.right.readResponses('lgpi-kz', '2025')();
  store.right.close();
  if (E.isLeft(found)) throw new Error(JSON.stringify(found.left));
  return found.right;
};

const units = written(
  'units.csv',
  'code,level,name_kk,name_ru,name_en,parent\n100000000,region,А,А,A,\n110000000,region,Б,Б,B,\n',
);
const header = 'instrument,respondent,unit,period,weight,stratum,cluster,edu1,edu2,cit2';
const sound = `${header}
lgpi-kz,r1,110000000,2025,1.5,north,c1,5,98,1
lgpi-kz,r2,100000000,2025,2,south,c2,98,,0
lgpi-kz,r3,110000000,2025,1,north,c1,99,-98,
`;

test('answers come in once, and the same file changes nothing', async () => {
  expect(E.isRight(await run([units]))).toBe(true);
  const file = written('answers.csv', sound);
  const first = await run([file]);
  if (E.isLeft(first)) throw new Error(JSON.stringify(first.left));
  const [account] = first.right.files;
  expect(first.right.accepted).toBe(true);
  expect(account).toMatchObject({ tables: ['responses'], rows: 3, cells: 30, counts: { added: 3, changed: 0 } });
  expect(account?.states).toEqual({ do_not_know: 2, not_asked: 2, refused: 1 });
  expect(account?.stored).toBe(25);
  const found = await read();
  expect(found?.unit).toEqual(['100000000', '110000000', '110000000']);
  expect([...found!.answers.get('edu2')!]).toEqual([Number.NaN, 98, -98]);
  expect([...found!.weight!]).toEqual([2, 1.5, 1]);
  expect(found?.fpc).toBeNull();

  const again = await run([file]);
  expect(E.isRight(again) && [again.right.importId, again.right.files[0]?.counts]).toEqual([
    null,
    { added: 0, changed: 0, unchanged: 3 },
  ]);
  expect((await read())?.hash).toBe(found?.hash);
});

test('a changed answer keeps the old one', async () => {
  const changed = await run([written('answers.csv', sound.replace('1,5,98,1', '1,4,98,1'))]);
  expect(E.isRight(changed) && changed.right.files[0]?.counts).toEqual({ added: 0, changed: 1, unchanged: 2 });
  const { default: Database } = await import('better-sqlite3');
  const raw = new Database(responses, { readonly: true });
  expect(raw.prepare('SELECT count(*) FROM responses_history').pluck().get()).toBe(1);
  raw.close();
});

test('the file is readable by its owner alone', () => {
  if (process.platform === 'win32') return;
  expect(statSync(responses).mode & 0o777).toBe(0o600);
});

// 7341 is nobody's answer but the planted one's: whatever repeats it has leaked.
const planted = '7341';
test.each([
  ['an answer outside the choices', `lgpi-kz,x1,110000000,2025,1,n,c,${planted},10,1`, 'AnswerNotOnScale', 8],
  ['an answer in words', `lgpi-kz,x1,110000000,2025,1,n,c,a${planted},10,1`, 'AnswerNotOnScale', 8],
  ['a number below the scale', `lgpi-kz,x1,110000000,2025,1,n,c,1,-${planted},1`, 'AnswerNotOnScale', 9],
  ['a weight of zero', `lgpi-kz,x1,110000000,2025,0,n,c,1,${planted},1`, 'WeightNotPositive', 5],
  ['another questionnaire', `lgpi-kzz,x1,110000000,2025,1,n,c,1,${planted},1`, 'UnknownInstrument', 1],
  ['no such unit', `lgpi-kz,x1,120000000,2025,1,n,c,1,${planted},1`, 'UnknownUnit', 3],
  ['no respondent', `lgpi-kz,,110000000,2025,1,n,c,1,${planted},1`, 'ValueMissing', 2],
  ['a row too long', `lgpi-kz,x1,110000000,2025,1,n,c,1,10,1,${planted}`, 'RowLong', 11],
  ['a row too short', `lgpi-kz,x1,110000000,2025,1,n,c,${planted}`, 'RowShort', 8],
])('%s is refused with its place, and no message repeats an answer', async (_name, row, code, cell) => {
  const before = (await read())?.hash;
  const refused = await run([written('bad.csv', `${header}\n${row}\n`)]);
  if (E.isLeft(refused)) throw new Error(JSON.stringify(refused.left));
  expect(refused.right.accepted).toBe(false);
  const left = row
    .split(',')
    .slice(0, cell - 1)
    .join(',');
  const column = left.length + (cell > 1 ? 2 : 1);
  expect(refused.right.problems.map((each) => [each.code, each.at?.line, each.at?.column])).toEqual([
    [code, 2, column],
  ]);
  expect(JSON.stringify(refused.right)).not.toContain(planted);
  expect((await read())?.hash).toBe(before);
});

test('one respondent answers once in a period', async () => {
  const twice = await run([
    written('bad.csv', `${header}\nlgpi-kz,p1,110000000,2025,1,n,c,1,10,1\nlgpi-kz,p1,100000000,2025,1,n,c,1,10,1\n`),
  ]);
  expect(E.isRight(twice) && twice.right.problems.map(({ code, at }) => [code, at?.line])).toEqual([
    ['DuplicateRespondent', 3],
  ]);
});

test('a column that is no question is refused: it could say who somebody is', async () => {
  const named = await run([written('bad.csv', `${header},phone\nlgpi-kz,p1,110000000,2025,1,n,c,1,10,1,8701\n`)]);
  expect(E.isRight(named) && named.right.problems.map(({ code, args }) => [code, args['column']])).toEqual([
    ['QuestionUnknown', 'phone'],
  ]);
});

test('bad rows are left out on request, and counted', async () => {
  const file = written(
    'bad.csv',
    `${header}\nlgpi-kz,s1,110000000,2025,1,n,c,1,10,1\nlgpi-kz,s2,110000000,2025,1,n,c,6,10,1\n`,
  );
  const done = await run([file], { skipBadRows: true });
  expect(E.isRight(done) && done.right.files[0]).toMatchObject({ skippedRows: 1, counts: { added: 1 } });
  expect((await read())?.rows).toBe(4);
});

test('the database of figures holds no answers', () => {
  expect(readFileSync(db).includes('respondent')).toBe(false);
});
