// An import in a process of its own, to be killed in the middle: `node import-child.mjs FOLDER FILE...`; the database is FOLDER/test.sqlite.
import { join } from 'node:path';
import { E, TE } from '../../../src/core/fp.js';
import { importData } from '../../../src/shell/programs/import.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { openStore } from '../../../src/shell/store/store.js';
import { filesIn } from './disk-files.js';

const [folder = '', ...paths] = process.argv.slice(2);
const result = await importData(
  {
    files: filesIn(folder),
    readTables: readTableFile,
    openStore,
    loadDefinitions: () => TE.right([]),
    clock: () => '2026-11-23T00:00:00.000Z',
    log: { line: () => {}, progress: () => {} },
    hash: (text) => text,
    writeMarked: () => TE.right(undefined),
  },
  {
    paths,
    cwd: folder,
    as: null,
    period: null,
    dryRun: false,
    skipBadRows: false,
    db: join(folder, 'test.sqlite'),
    indicators: 'indicators',
  },
)();
process.stdout.write(JSON.stringify(E.isLeft(result) ? result.left : result.right.problems));
process.exitCode = E.isLeft(result) || !result.right.accepted ? 1 : 0;
