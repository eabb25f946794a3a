// Kills an import at random moments and at counted ones, and looks whether the database is as before or as after, whether the
// next call just works, and whether anything is left lying about. Counted are the calls by which the process writes (strace
// ends it as it makes the n-th), or, where there is no strace, the calls of SQLite.
import { spawnSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { chanceFrom } from '../formula/chance.js';
import { codes, contentOf, datapackage, newWorkplace, type Workplace } from './workplace.js';

export interface KillReport {
  readonly points: number;
  readonly counted_by: string;
  /** How often the database was found as before, and as after. */
  readonly before: number;
  readonly after: number;
  readonly faults: ReadonlyArray<string>;
}

interface Kills {
  readonly random: number;
  readonly counted: number;
  readonly seed: number;
  /** null: strace where it is installed. */
  readonly countBy: 'writes' | 'calls' | null;
}

const days = Array.from({ length: 28 * 12 }, (_, i) => {
  const two = (n: number) => String(n + 1).padStart(2, '0');
  return `${two(Math.floor(i / 28))}-${two(i % 28)}`;
});

/** `n` rows of one variable; `add` makes every value another one. */
const valuesCsv = (n: number, add: number): string => {
  const rows = Array.from({ length: n }, (_, i) => {
    const k = Math.floor(i / codes.length);
    return `${codes[i % codes.length]},${1000 + Math.floor(k / days.length)}-${days[k % days.length]},people,${i + add}`;
  });
  return `unit,period,variable,value\n${rows.join('\n')}\n`;
};

const rowsBefore = 3000;
const rowsAfter = 4500;

export const killImports = async (
  { random, counted, seed, countBy }: Kills,
  log: (line: string) => void,
): Promise<KillReport> => {
  const place = await newWorkplace();
  try {
    mkdirSync(dirname(place.db));
    place.write('many/datapackage.json', datapackage('many', ['people'], ['values.csv']));
    place.write('many/values.csv', valuesCsv(rowsBefore, 0));
    const first = await place.start([join(place.folder, 'units.csv'), join(place.folder, 'many')]).ended;
    if (first.end !== 0) throw new Error(`the first import failed: ${first.out}${first.err}`);
    place.save('before');
    const before = contentOf(place.db);
    // Half of the rows change, and there are new ones.
    place.write('many/values.csv', valuesCsv(rowsAfter, 7));
    const begun = performance.now();
    await importOnce(place).ended;
    const whole = performance.now() - begun;
    const after = contentOf(place.db);
    if (before === after) throw new Error('the import changes nothing');

    const chance = chanceFrom(seed);
    const seen = { before: 0, after: 0 };
    const faults: string[] = [];
    let points = 0;
    const look = async (point: string): Promise<void> => {
      points++;
      const found = contentOf(place.db);
      if (found === before) seen.before++;
      else if (found === after) seen.after++;
      else faults.push(`${point}: neither before nor after (${found})`);
      const next = await importOnce(place).ended;
      if (next.end !== 0) faults.push(`${point}: the next call failed: ${next.out}${next.err}`);
      const then = contentOf(place.db);
      if (then !== after) faults.push(`${point}: the next call left ${then}`);
      const left = readdirSync(dirname(place.db)).filter((name) => !/^lsg\.sqlite(-wal|-shm)?$/.test(name));
      if (left.length > 0) faults.push(`${point}: left ${left.join(', ')}`);
      if (points % 20 === 0) log(`${points} of ${random + counted}, ${faults.length} faults`);
    };

    for (let i = 0; i < random; i++) {
      place.bringBack('before');
      const run = importOnce(place);
      const after = (whole * 1.05 * chance.below(10_000)) / 10_000;
      const timer = setTimeout(run.kill, after);
      await run.ended;
      clearTimeout(timer);
      await look(`random ${after.toFixed(1)} ms`);
    }
    const way = countBy ?? (hasStrace() ? 'writes' : 'calls');
    const all = way === 'writes' ? await writesOf(place) : await callsOf(place);
    for (let i = 0; i < counted; i++) {
      const point = all[Math.floor(((i + 0.5) * all.length) / counted)]!;
      place.bringBack('before');
      await point.run().ended;
      await look(point.name);
    }
    return { points, counted_by: way, before: seen.before, after: seen.after, faults };
  } finally {
    place.remove();
  }
};

const importOnce = (place: Workplace, how: Parameters<Workplace['start']>[1] = {}) =>
  place.start([join(place.folder, 'many')], how);

interface Point {
  readonly name: string;
  readonly run: () => ReturnType<typeof importOnce>;
}

const hasStrace = (): boolean =>
  spawnSync('strace', ['-f', '--seccomp-bpf', '-o', '/dev/null', 'true'], { stdio: 'ignore' }).status === 0;

/** By these a file or a name changes. */
const writing = 'pwrite64,write,fsync,fdatasync,ftruncate,unlink,rename,link,openat';

/** Every such call that the process makes for the database, with its number among the calls of its kind. */
const writesOf = async (place: Workplace): Promise<ReadonlyArray<Point>> => {
  place.bringBack('before');
  const trace = join(place.folder, 'trace');
  await importOnce(place, {
    before: ['strace', '-f', '--seccomp-bpf', '-y', '-qq', '-o', trace, '-e', `trace=${writing}`],
  }).ended;
  const lines = readFileSync(trace, 'utf8').split('\n');
  rmSync(trace);
  const main = lines[0]?.split(' ')[0];
  const numbers = new Map<string, number>();
  const found: Point[] = [];
  for (const line of lines) {
    const [, pid, call] = /^(\d+) +(\w+)\(/.exec(line) ?? [];
    if (pid !== main || call === undefined) continue;
    const n = (numbers.get(call) ?? 0) + 1;
    numbers.set(call, n);
    if (!line.includes('lsg.sqlite')) continue;
    const inject = ['-e', `inject=${call}:signal=SIGKILL:when=${n}`];
    const before = ['strace', '-f', '--seccomp-bpf', '-qq', '-o', '/dev/null', '-e', `trace=${call}`, ...inject];
    found.push({ name: `${call} ${n}`, run: () => importOnce(place, { before }) });
  }
  return found;
};

const callsOf = async (place: Workplace): Promise<ReadonlyArray<Point>> => {
  const node = ['--import', pathToFileURL(join('fuzz', 'store', 'kill-at-call.mjs')).href];
  place.bringBack('before');
  const { err } = await importOnce(place, { node }).ended;
  const calls = Number(/^calls (\d+)$/m.exec(err)?.[1] ?? 0);
  return Array.from({ length: calls }, (_, i) => ({
    name: `call ${i + 1}`,
    run: () => importOnce(place, { node, env: { KILL_AT_CALL: String(i + 1) } }),
  }));
};

/** Half of the points at random, half counted. */
export const fuzz = (count: number, seed: number, log: (line: string) => void): Promise<KillReport> =>
  killImports({ random: Math.floor(count / 2), counted: Math.ceil(count / 2), seed, countBy: null }, log);
