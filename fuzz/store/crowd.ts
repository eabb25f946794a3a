// Eight processes import at once, some are killed and started again, somebody reads and makes backups all the while: no import
// is lost or done twice, a reader sees whole imports only, and each backup, restored, is the database after one of its commits.
import { mkdirSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { E } from '../../src/core/fp.js';
import { makeBackup } from '../../src/shell/store/backup.js';
import { restoreBackup } from '../../src/shell/store/restore.js';
import { openStore } from '../../src/shell/store/store.js';
import { type Chance, chanceFrom } from '../formula/chance.js';
import { codes, contentOf, datapackage, newWorkplace, type Workplace } from './workplace.js';

export interface CrowdReport {
  readonly imports: number;
  readonly killed: number;
  readonly reads: number;
  readonly backups: number;
  readonly faults: ReadonlyArray<string>;
}

const processes = 8;
const backupsAtMost = 20;

/** `count` imports in all; from each process one in ten is killed on the way. */
export const fuzz = async (count: number, seed: number, log: (line: string) => void): Promise<CrowdReport> => {
  const place = await newWorkplace();
  try {
    mkdirSync(dirname(place.db));
    const each = Math.ceil(count / processes);
    const lists = prepare(place, each);
    const made = await place.start([join(place.folder, 'units.csv'), join(place.folder, 'declared')]).ended;
    if (made.end !== 0) throw new Error(`the first import failed: ${made.out}${made.err}`);

    const chance = chanceFrom(seed);
    const faults: string[] = [];
    const work = { killed: 0, left: processes };
    const workers = lists.map((files, w) =>
      importAll(place, `list-${w}`, files, chance, work, faults).finally(() => {
        work.left--;
      }),
    );
    const watching = watch(place, work, faults, log);
    await Promise.all(workers);
    const { reads, backups } = await watching;
    faults.push(...lost(place.db, each));
    for (const backup of backups) faults.push(...(await notOfOneCommit(place, backup)));
    return { imports: each * processes, killed: work.killed, reads, backups: backups.length, faults };
  } finally {
    place.remove();
  }
};

/** File k of process w says of all three units, for one day, that value_w is k. */
const prepare = (place: Workplace, each: number): ReadonlyArray<ReadonlyArray<string>> => {
  const names = Array.from({ length: processes }, (_, w) => `value_${w}`);
  place.write('declared/datapackage.json', datapackage('declared', names, ['first.csv']));
  place.write('declared/first.csv', `unit,period,variable,value\n${codes[0]},1000-01-01,value_0,0\n`);
  return names.map((name, w) =>
    Array.from({ length: each }, (_, k) => {
      const rows = codes.map((code) => `${code},${dayOf(k)},${name},${k + 1}`);
      return place.write(`files/${w}-${k}.csv`, `unit,period,variable,value\n${rows.join('\n')}\n`);
    }),
  );
};

const dayOf = (k: number): string => {
  const two = (n: number) => String(n + 1).padStart(2, '0');
  return `${2000 + Math.floor(k / 336)}-${two(Math.floor(k / 28) % 12)}-${two(k % 28)}`;
};

const importAll = async (
  place: Workplace,
  list: string,
  files: ReadonlyArray<string>,
  chance: Chance,
  work: { killed: number },
  faults: string[],
): Promise<void> => {
  let done = 0;
  while (done < files.length) {
    const from = done;
    const run = place.start([`@${place.write(list, files.slice(from).join('\n'))}`]);
    // After so many it is killed, at a moment of the next one.
    const fatal = chance.once(4) ? null : 1 + chance.below(10);
    const delay = chance.below(15);
    run.onLine((line) => {
      // Said to be done: from here on it may not be lost.
      done++;
      if (!/ (new|same)$/.test(line)) faults.push(line);
      if (done - from === fatal) setTimeout(run.kill, delay);
    });
    const { end, err } = await run.ended;
    if (end === 'SIGKILL') work.killed++;
    else if (end !== 0) {
      faults.push(`${list}: ended with ${end} ${err}`);
      return;
    }
  }
};

/** Reads and makes backups while the others work. */
const watch = async (
  { db, folder }: Workplace,
  work: { readonly left: number },
  faults: string[],
  log: (line: string) => void,
): Promise<{ readonly reads: number; readonly backups: ReadonlyArray<string> }> => {
  let reads = 0;
  const backups: string[] = [];
  while (work.left > 0) {
    const opened = await openStore(db, 'read')();
    if (E.isLeft(opened)) faults.push(`reading: ${opened.left.map(({ code }) => code).join(',')}`);
    else {
      const variables = Array.from({ length: processes }, (_, w) => `value_${w}`);
      const periods = Array.from({ length: 400 }, (_, k) => dayOf(k));
      const read = await opened.right.readSnapshot({ variables, indicators: [], periods })();
      opened.right.close();
      reads++;
      if (E.isLeft(read)) faults.push(`reading: ${read.left.map(({ code }) => code).join(',')}`);
      else if (read.right.observations.length % codes.length !== 0) faults.push('a reader saw half an import');
    }
    if (backups.length < backupsAtMost) {
      const made = await makeBackup(db, join(folder, `backup-${backups.length}.sqlite`))();
      if (E.isLeft(made)) faults.push(`backup: ${made.left.map(({ code }) => code).join(',')}`);
      else backups.push(made.right.file);
      log(`${backups.length} backups, ${reads} reads`);
    }
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  return { reads, backups };
};

/** Every import there once: its rows, and its entry in the ledger. */
const lost = (path: string, each: number): ReadonlyArray<string> => {
  const db = new Database(path);
  try {
    const found = db
      .prepare<[], [string, number, number]>(
        `SELECT variable, count(*), sum(value) FROM observations WHERE period >= '2000' GROUP BY variable ORDER BY variable`,
      )
      .raw()
      .all();
    const expected = Array.from({ length: processes }, (_, w) => [
      `value_${w}`,
      each * codes.length,
      (codes.length * each * (each + 1)) / 2,
    ]);
    const imports = db.prepare<[], number>('SELECT count(*) FROM imports').pluck().get();
    const sound = contentOf(path);
    return [
      ...(JSON.stringify(found) === JSON.stringify(expected) ? [] : [`rows: ${JSON.stringify(found)}`]),
      ...(imports === each * processes + 2 ? [] : [`${imports} imports in the ledger`]),
      ...(sound.startsWith('broken') ? [sound] : []),
    ];
  } finally {
    db.close();
  }
};

/** Nothing is changed by later imports here, so a commit is told by its last import: all up to it are there, and no other. */
const notOfOneCommit = async ({ db, folder }: Workplace, backup: string): Promise<ReadonlyArray<string>> => {
  const restored = join(folder, 'restored', 'lsg.sqlite');
  rmSync(dirname(restored), { recursive: true, force: true });
  const done = await restoreBackup(restored, backup)();
  if (E.isLeft(done)) return [`restore: ${JSON.stringify(done.left)}`];
  const bytes = statSync(restored).size;
  const now = new Database(db, { readonly: true });
  try {
    now.prepare('ATTACH ? AS restored').run(restored);
    const last = now.prepare<[], number>('SELECT max(id) FROM restored.imports').pluck().get() ?? 0;
    const columns = 'period, unit, variable, value, status, file, row, column_name';
    const differing = now
      .prepare<{ readonly last: number }, number>(
        `WITH here AS (
           SELECT ${columns} FROM main.observations WHERE file IN (SELECT id FROM main.import_files WHERE import <= @last)
         ), there AS (SELECT ${columns} FROM restored.observations)
         SELECT (SELECT count(*) FROM (SELECT * FROM here EXCEPT SELECT * FROM there))
              + (SELECT count(*) FROM (SELECT * FROM there EXCEPT SELECT * FROM here))
              + (SELECT count(*) <> @last FROM restored.imports)`,
      )
      .pluck()
      .get({ last });
    return differing === 0 && bytes > 0 ? [] : [`${backup}: ${differing} rows differ from the state of import ${last}`];
  } finally {
    now.close();
  }
};
