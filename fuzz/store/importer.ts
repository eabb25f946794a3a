// Imports files one by one into a database, each in a call of its own, in a process that can be killed: `node importer.mjs DB FILE...`.
// After each a line with its path, and `new`, `same` or the codes of its problems.
import { readFileSync } from 'node:fs';
import { E, TE } from '../../src/core/fp.js';
import { importData } from '../../src/shell/programs/import.js';
import { diskFiles } from '../../src/shell/readers/disk-files.js';
import { readTableFile } from '../../src/shell/readers/table-file.js';
import { openStore } from '../../src/shell/store/store.js';

const [db = '', ...given] = process.argv.slice(2);
// A long list of files stands in a file of its own.
const paths = given[0]?.startsWith('@') ? readFileSync(given[0].slice(1), 'utf8').trim().split('\n') : given;
const ports = {
  files: diskFiles,
  readTables: readTableFile,
  openStore,
  loadDefinitions: () => TE.right([]),
  clock: () => '2026-11-23T00:00:00.000Z',
  log: { line: () => {}, progress: () => {} },
  writeMarked: () => TE.right(undefined),
  hash: (text: string) => text,
};
for (const path of paths) {
  const request = { as: null, period: null, dryRun: false, skipBadRows: false, indicators: 'indicators' };
  const done = await importData(ports, { ...request, paths: [path], cwd: process.cwd(), db })();
  const problems = E.isLeft(done) ? done.left : done.right.accepted ? [] : done.right.problems;
  const stored = E.isRight(done) && done.right.importId !== null ? 'new' : 'same';
  process.stdout.write(`${path} ${problems.length > 0 ? problems.map(({ code }) => code).join(',') : stored}\n`);
  if (problems.length > 0) process.exitCode = 1;
}
