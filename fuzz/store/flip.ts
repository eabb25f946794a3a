// Turns 1 to 64 bytes of a database into others and reads it as the programs do: it is refused with a code, or what is read is
// what was written. Never a crash, never another figure.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { E } from '../../src/core/fp.js';
import type { ProblemArgs, ProblemCode } from '../../src/core/model/problem.js';
import { openStore } from '../../src/shell/store/store.js';
import { chanceFrom } from '../formula/chance.js';
import { codes, datapackage, newWorkplace } from './workplace.js';

export interface FlipReport {
  readonly files: number;
  /** Read, and all as it was: the bytes stood where nothing is kept. */
  readonly read: number;
  readonly refused: Readonly<Record<string, number>>;
  readonly faults: ReadonlyArray<string>;
}

const variables = Array.from({ length: 12 }, (_, i) => `value_${i}`);
const periods = ['2023', '2024', '2025'];

/** The refusals that say something about a file; any other would be a guess. */
const clear = ['DatabaseCorrupt', 'DatabaseForeign', 'DatabaseNewer', 'DatabaseMissing', 'DatabaseUnshared'];

export const fuzz = async (count: number, seed: number, log: (line: string) => void): Promise<FlipReport> => {
  const place = await newWorkplace();
  try {
    place.write('many/datapackage.json', datapackage('many', variables, ['values.csv']));
    const rows = periods.flatMap((period) =>
      codes.flatMap((code, u) => variables.map((name, v) => `${code},${period},${name},${(u + 1) / (v + 7)}`)),
    );
    place.write('many/values.csv', `unit,period,variable,value\n${rows.join('\n')}\n`);
    const made = await place.start([join(place.folder, 'units.csv'), join(place.folder, 'many')]).ended;
    if (made.end !== 0) throw new Error(`the import failed: ${made.out}${made.err}`);
    const sound = readFileSync(place.db);
    const expected = await readAll(place.db);

    const chance = chanceFrom(seed);
    const refused: Record<string, number> = {};
    const faults: string[] = [];
    let read = 0;
    for (let i = 1; i <= count; i++) {
      const bytes = Buffer.from(sound);
      const flips = 1 + chance.below(64);
      // All over the file, in one page of it, or in its header.
      const [from, width] = chance.one([
        [0, bytes.length],
        [4096 * chance.below(bytes.length / 4096), 4096],
        [0, 100],
      ] as const);
      for (let k = 0; k < flips; k++) bytes[from + chance.below(width)]! ^= 1 + chance.below(255);
      if (bytes.equals(sound)) continue;
      for (const end of ['-wal', '-shm', '-journal']) rmSync(place.db + end, { force: true });
      writeFileSync(place.db, bytes);
      const found = await readAll(place.db).catch((error) => `thrown ${error}`);
      if (found === expected) read++;
      else if (clear.includes(found)) refused[found] = (refused[found] ?? 0) + 1;
      else faults.push(`file ${i} of seed ${seed}, ${flips} bytes: ${found.slice(0, 200)}`);
      if (!readFileSync(place.db).equals(bytes)) faults.push(`file ${i} of seed ${seed}: written to`);
      if (i % 500 === 0) log(`${i} of ${count}, ${faults.length} faults`);
    }
    return { files: count, read, refused, faults };
  } finally {
    place.remove();
  }
};

/** All that the programs read, as one text; the codes where it is refused. */
const readAll = async (path: string): Promise<string> => {
  const opened = await openStore(path, 'read')();
  if (E.isLeft(opened)) return codesOf(opened.left);
  const store = opened.right;
  try {
    const parts = [
      await store.readSnapshot({ variables, indicators: [], periods })(),
      await store.readRegister()(),
      await store.readDatasets()(),
      await store.importLedger()(),
    ];
    const failed = parts.find(E.isLeft);
    return failed === undefined ? JSON.stringify(parts) : codesOf(failed.left);
  } finally {
    store.close();
  }
};

const codesOf = (problems: ReadonlyArray<{ readonly code: ProblemCode; readonly args: ProblemArgs }>): string =>
  problems.map(({ code, args }) => (clear.includes(code) ? code : `${code} ${JSON.stringify(args)}`)).join(',');
