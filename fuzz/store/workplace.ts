// A folder for trying a database: made-up figures of three units, a program that imports them, and what a database then holds.
import { spawn } from 'node:child_process';
import { copyFileSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import Database from 'better-sqlite3';
import { build } from 'esbuild';
import { figuresOf } from '../../src/shell/store/figures.js';

export const codes = ['100000000', '110000000', '110100000'] as const;

const unitsCsv = `code,level,name_kk,name_ru,name_en,parent
100000000,region,Абай облысы,область Абай,Abai Region,
110000000,region,Ақмола облысы,Акмолинская область,Akmola Region,
110100000,city,Көкшетау қаласы,город Кокшетау,Kokshetau City,110000000
`;

export interface Workplace {
  readonly folder: string;
  readonly db: string;
  readonly write: (name: string, content: string) => string;
  /** Starts the importer; `before` are a program and arguments that start it, `node` are options of Node. */
  readonly start: (
    paths: ReadonlyArray<string>,
    how?: {
      readonly before?: ReadonlyArray<string>;
      readonly node?: ReadonlyArray<string>;
      readonly env?: Readonly<Record<string, string>>;
    },
  ) => Run;
  readonly save: (name: string) => void;
  readonly bringBack: (name: string) => void;
  readonly remove: () => void;
}

export interface Run {
  readonly kill: () => void;
  readonly ended: Promise<{ readonly end: number | string | null; readonly out: string; readonly err: string }>;
  /** Called with each line of standard output. */
  readonly onLine: (then: (line: string) => void) => void;
}

/** Below the project, so that the bundle finds the packages it leaves outside. */
const bundles = join('.cache', 'fuzz');

/** One bundle for a whole process: what other people change meanwhile is not tried. */
let bundled: Promise<string> | null = null;
const importer = (): Promise<string> => (bundled ??= bundleImporter());
const bundleImporter = async (): Promise<string> => {
  mkdirSync(bundles, { recursive: true });
  const outfile = join(process.cwd(), bundles, `importer-${process.pid}.mjs`);
  await build({
    entryPoints: [join('fuzz', 'store', 'importer.ts')],
    outfile,
    bundle: true,
    platform: 'node',
    format: 'esm',
    packages: 'external',
    logLevel: 'error',
  });
  process.on('exit', () => rmSync(outfile, { force: true }));
  return outfile;
};

export const newWorkplace = async (): Promise<Workplace> => {
  const program = await importer();
  const folder = mkdtempSync(join(tmpdir(), 'lsg-fuzz-'));
  const db = join(folder, 'db', 'lsg.sqlite');
  const files = (path: string) => ['', '-wal', '-shm', '-journal'].map((end) => path + end);
  const saved = (name: string) => join(folder, `${name}.saved`);
  const write = (name: string, content: string): string => {
    const path = join(folder, name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, content);
    return path;
  };
  write('units.csv', unitsCsv);
  return {
    folder,
    db,
    write,
    start: (paths, { before = [], node = [], env = {} } = {}) => {
      const [command = '', ...args] = [...before, process.execPath, ...node, program, db, ...paths];
      // A group of its own: a kill then reaches a tracer and what it traces.
      const child = spawn(command, args, {
        stdio: ['ignore', 'pipe', 'pipe'],
        detached: true,
        env: { ...process.env, ...env },
      });
      let out = '';
      let err = '';
      let told: (line: string) => void = () => {};
      child.stderr.on('data', (text) => {
        err += String(text);
      });
      child.stdout.on('data', (text) => {
        out += String(text);
        for (const line of String(text).split('\n')) if (line !== '') told(line);
      });
      return {
        kill: () => {
          if (child.pid !== undefined && child.exitCode === null && child.signalCode === null)
            process.kill(process.platform === 'win32' ? child.pid : -child.pid, 'SIGKILL');
        },
        ended: new Promise((resolve) =>
          child.on('close', (code, signal) => resolve({ end: code ?? signal, out, err })),
        ),
        onLine: (then) => {
          told = then;
        },
      };
    },
    save: (name) => copyFileSync(db, saved(name)),
    bringBack: (name) => {
      for (const file of files(db)) rmSync(file, { force: true });
      copyFileSync(saved(name), db);
    },
    remove: () => rmSync(folder, { recursive: true, force: true }),
  };
};

/** A dataset of these variables; the text of its datapackage.json. */
export const datapackage = (name: string, variables: ReadonlyArray<string>, files: ReadonlyArray<string>): string =>
  JSON.stringify({
    name,
    resources: files.map((path) => ({ path })),
    variables: variables.map((variable) => ({ name: variable, measured_in: 'people' })),
  });

/** What a database holds, or why SQLite finds it broken. */
export const contentOf = (path: string): string => {
  const db = new Database(path);
  try {
    const sound = db.pragma('integrity_check', { simple: true });
    if (sound !== 'ok') return `broken: ${sound}`;
    const lost = db.pragma('foreign_key_check');
    return Array.isArray(lost) && lost.length > 0 ? 'broken: foreign keys' : figuresOf(db).sha256;
  } finally {
    db.close();
  }
};
