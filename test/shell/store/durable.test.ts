// A share of what `npm run fuzz -- kill`, `flip` and `crowd` do by the hundred, and the faults of the machine in a real process.
import { mkdirSync, readdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { expect, test } from 'vitest';
import { fuzz as crowd } from '../../../fuzz/store/crowd.js';
import { fuzz as flip } from '../../../fuzz/store/flip.js';
import { killImports } from '../../../fuzz/store/kill.js';
import { contentOf, datapackage, newWorkplace } from '../../../fuzz/store/workplace.js';

// Each has a database of its own, and most of the time is spent waiting for other processes: they run side by side.
const silent = (): void => {};

test.concurrent('flipped bytes are refused, or change nothing that is read', { timeout: 120_000 }, async () => {
  const { faults, refused, read } = await flip(80, 3, silent);
  expect(faults).toEqual([]);
  const sum = Object.values(refused).reduce((a, b) => a + b, 0);
  expect(sum).toBeGreaterThan(50);
  expect(sum + read).toBeGreaterThan(75);
});

test.concurrent('killed at a call of SQLite or at any moment, the database is before or after', {
  timeout: 240_000,
}, async () => {
  const report = await killImports({ random: 1, counted: 4, seed: 5, countBy: 'calls' }, silent);
  expect(report.faults).toEqual([]);
  expect(report.points).toBe(5);
  expect(report.before).toBeGreaterThan(0);
});

test.concurrent('eight processes lose nothing, readers see whole imports, backups restore to a commit', {
  timeout: 240_000,
}, async () => {
  const { faults, imports, backups } = await crowd(24, 2, silent);
  expect(faults).toEqual([]);
  expect(imports).toBe(24);
  expect(backups).toBeGreaterThan(0);
});

test.skipIf(process.platform === 'win32')(
  'a limit on the size of files is a full disk',
  { timeout: 60_000, concurrent: true },
  async () => {
    const place = await newWorkplace();
    try {
      mkdirSync(dirname(place.db));
      const rows = Array.from({ length: 12_000 }, (_, i) => {
        const day = `${1000 + Math.floor(i / 28)}-01-${String((i % 28) + 1).padStart(2, '0')}`;
        return `100000000,${day},people,${i}`;
      });
      place.write('many/datapackage.json', datapackage('many', ['people'], ['values.csv']));
      place.write('many/values.csv', `unit,period,variable,value\n${rows.join('\n')}\n`);
      expect((await place.start([join(place.folder, 'units.csv')]).ended).end).toBe(0);
      const before = contentOf(place.db);
      // Ignored, the signal of the limit is an error of the write, as the started program has it too.
      const limited = ['sh', '-c', 'trap "" XFSZ; ulimit -f 400; exec "$@"', 'sh'];
      const { out, end } = await place.start([join(place.folder, 'many')], { before: limited }).ended;
      expect([out.trim().split(' ').at(-1), end]).toEqual(['DiskFull', 1]);
      expect(contentOf(place.db)).toBe(before);
      expect(readdirSync(dirname(place.db)).filter((name) => name.endsWith('.tmp'))).toEqual([]);
      expect((await place.start([join(place.folder, 'many')]).ended).end).toBe(0);
    } finally {
      place.remove();
    }
  },
);

test.concurrent('a database that another program holds for long is said to be locked', {
  timeout: 60_000,
}, async () => {
  const place = await newWorkplace();
  try {
    mkdirSync(dirname(place.db));
    expect((await place.start([join(place.folder, 'units.csv')]).ended).end).toBe(0);
    const before = contentOf(place.db);
    const holder = new Database(place.db);
    holder.exec('BEGIN IMMEDIATE');
    const changed = place.write('other.csv', 'code,level,name_kk,name_ru,name_en,parent\n100000000,region,а,а,a,\n');
    const { out } = await place.start([changed]).ended;
    holder.exec('ROLLBACK');
    holder.close();
    expect(out.trim().split(' ').at(-1)).toBe('DatabaseLocked');
    expect(contentOf(place.db)).toBe(before);
  } finally {
    place.remove();
  }
});
