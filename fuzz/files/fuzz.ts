// Files of every kind, spoilt in a great many ways: each is taken or refused with sentences, quickly; a refusal leaves the database
// as it was, byte for byte, and nothing ever reaches the prototype of all objects.
import { createHash } from 'node:crypto';
import { copyFileSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { catalogueOf } from '../../src/core/define/words-file.js';
import { E, TE } from '../../src/core/fp.js';
import { type Problems, problem } from '../../src/core/model/problem.js';
import { langs } from '../../src/core/model/text.js';
import { problemAsText } from '../../src/core/words/sentence.js';
import { type Words, wordsOf } from '../../src/core/words/words.js';
import type { Files } from '../../src/shell/ports.js';
import { readIndex } from '../../src/shell/programs/definitions.js';
import { type ImportPorts, importData } from '../../src/shell/programs/import.js';
import { readTableFile } from '../../src/shell/readers/table-file.js';
import { openStore } from '../../src/shell/store/store.js';
import { chanceFrom } from '../formula/chance.js';
import { type Input, type Kind, kindsIn } from './kinds.js';

export interface Fault {
  readonly kind: string;
  /** Draws the same input again, with the seed of the run. */
  readonly number: number;
  readonly what: string;
}

export interface KindCounts {
  readonly tried: number;
  readonly taken: number;
  readonly refused: number;
  /** Inputs by the code, and its reason, of their first problem. */
  readonly by_code: Readonly<Record<string, number>>;
  readonly slowest_ms: number;
}

export interface Report {
  readonly target: 'files';
  readonly seed: number;
  readonly kinds: Readonly<Record<string, KindCounts>>;
  /** The first fifty; empty where all promises held. */
  readonly faults: ReadonlyArray<Fault>;
}

const slowest = 5_000;
const mostFaults = 50;

/** `count` files of each kind. `root`: the folder of the project. */
export const fuzz = async (
  count: number,
  seed: number,
  tell: (line: string) => void,
  root = process.cwd(),
): Promise<Report> => {
  const folder = mkdtempSync(join(tmpdir(), 'lsg-fuzz-files-'));
  try {
    const workplace = await workplaceIn(folder, root);
    const faults: Fault[] = [];
    const kinds: Record<string, KindCounts> = {};
    for (const [i, kind] of kindsIn(root).entries()) {
      kinds[kind.name] = await tryKind(kind, count, seed + i * 1_000_003, workplace, faults);
      tell(`${kind.name}: ${JSON.stringify(kinds[kind.name])}`);
    }
    return { target: 'files', seed, kinds, faults };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

const tryKind = async (
  kind: Kind,
  count: number,
  seed: number,
  workplace: Workplace,
  faults: Fault[],
): Promise<KindCounts> => {
  const byCode = new Map<string, number>();
  let refused = 0;
  let longest = 0;
  const blame = (number: number, what: string): void => {
    if (faults.length < mostFaults) faults.push({ kind: kind.name, number, what });
  };
  const sound = await workplace.take(kind.input(null));
  if (sound.length > 0) blame(-1, `the sound input is refused: ${JSON.stringify(sound[0])}`);
  workplace.startAgain();
  for (let number = 0; number < count; number++) {
    const input = kind.input(chanceFrom(seed + number));
    const started = performance.now();
    try {
      const problems = await workplace.take(input);
      const first = problems[0];
      if (first === undefined) workplace.startAgain();
      else {
        refused++;
        const reason = first.args.reason ?? first.args.what ?? '';
        const told =
          first.code === 'FormatNotRead' || first.code === 'LimitExceeded' ? `${first.code} ${reason}` : first.code;
        byCode.set(told, (byCode.get(told) ?? 0) + 1);
        if (first.args.reason === 'gave_up') blame(number, 'the process that reads workbooks fell');
        for (const wrong of workplace.judge(problems)) blame(number, wrong);
      }
    } catch (cause) {
      blame(number, cause instanceof Error ? (cause.stack ?? cause.message) : String(cause));
      workplace.startAgain();
    }
    const took = performance.now() - started;
    longest = Math.max(longest, took);
    if (took > slowest) blame(number, `took ${Math.round(took)} ms`);
    if (!prototypeIsSound()) blame(number, 'the prototype of all objects was changed');
  }
  return {
    tried: count,
    taken: count - refused,
    refused,
    by_code: Object.fromEntries([...byCode].sort(([, a], [, b]) => b - a)),
    slowest_ms: Math.round(longest),
  };
};

const prototypeKeys = Reflect.ownKeys(Object.prototype).length;
const prototypeIsSound = (): boolean => Reflect.ownKeys(Object.prototype).length === prototypeKeys;

interface Workplace {
  /** The problems; none where the input was taken. */
  readonly take: (input: Input) => Promise<Problems>;
  /** What a refusal did that it must not. */
  readonly judge: (problems: Problems) => ReadonlyArray<string>;
  /** The database as it was at first. */
  readonly startAgain: () => void;
}

const workplaceIn = async (folder: string, root: string): Promise<Workplace> => {
  const [db, first] = [join(folder, 'db.sqlite'), join(folder, 'first.sqlite')];
  const words = langs.map((lang) => wordsIn(root, lang));
  const portsFor = (files: ReadonlyMap<string, Uint8Array>): ImportPorts => ({
    files: filesIn(files),
    readTables: readTableFile,
    openStore,
    loadDefinitions: () => TE.right([]),
    clock: () => '2026-11-23T00:00:00.000Z',
    log: { line: () => {}, progress: () => {} },
    writeMarked: () => TE.right(undefined),
    hash: (text) => createHash('sha256').update(text).digest('hex'),
  });
  const common = { as: null, period: null, dryRun: false, skipBadRows: false, indicators: 'ix', cwd: '.', db };
  const take: Workplace['take'] = async ({ files, run }) => {
    if (run === 'definition') {
      const read = await readIndex(filesIn(files), 'ix');
      return E.isLeft(read) ? read.left : [];
    }
    const done = await importData(portsFor(files), { ...common, ...run })();
    if (E.isLeft(done)) return done.left;
    return done.right.accepted ? [] : done.right.problems;
  };
  const read = (path: string): Uint8Array => new Uint8Array(readFileSync(join(root, path)));
  const units = new Map([
    ['d/units.csv', read('data/units/units.csv')],
    ['d/datapackage.json', read('data/units/datapackage.json')],
  ]);
  const values = new Map([
    ['e/observations.csv', read('data/kz-regions/observations.csv')],
    ['e/datapackage.json', read('data/kz-regions/datapackage.json')],
  ]);
  const declared: ReadonlyArray<readonly [ReadonlyMap<string, Uint8Array>, string]> = [
    [units, 'd'],
    [values, 'e'],
  ];
  for (const [files, path] of declared) {
    const problems = await take({ files, run: { paths: [path], mapping: null } });
    if (problems.length > 0) throw new Error(JSON.stringify(problems[0]));
  }
  copyFileSync(db, first);
  const before = hashOf(first);
  const startAgain = (): void => {
    for (const end of ['-wal', '-shm']) rmSync(db + end, { force: true });
    copyFileSync(first, db);
  };
  return {
    take,
    startAgain,
    judge: (problems) => {
      const wrong: string[] = [];
      for (const each of words) {
        for (const found of problems.slice(0, 20)) {
          const said = problemAsText(found, each);
          if (/\[object Object\]|undefined|⟦/.test(said)) wrong.push(`said badly: ${said.slice(0, 300)}`);
        }
      }
      const wal = statSync(`${db}-wal`, { throwIfNoEntry: false })?.size ?? 0;
      if (hashOf(db) === before && wal === 0) return wrong;
      startAgain();
      return [...wrong, 'the database was changed'];
    },
  };
};

const hashOf = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');

const wordsIn = (root: string, lang: (typeof langs)[number]): Words => {
  const file = join(root, 'templates', 'i18n', `${lang}.yaml`);
  const catalogue = catalogueOf({ file, text: readFileSync(file, 'utf8') });
  if (E.isLeft(catalogue)) throw new Error(JSON.stringify(catalogue.left));
  return wordsOf(lang, catalogue.right);
};

/** Files in memory, as the disk would show them. */
const filesIn = (files: ReadonlyMap<string, Uint8Array>): Files => {
  const paths = [...files.keys()];
  const plain = (path: string): string => path.replace(/^\.\//, '');
  const missing = (path: string) => E.left([problem('FileMissing', { file: path }, { file: path })]);
  const inside = (path: string): ReadonlyArray<string> =>
    paths.filter((each) => each.startsWith(`${plain(path)}/`)).map((each) => each.slice(plain(path).length + 1));
  return {
    readText: (path) => async () => {
      const bytes = files.get(plain(path));
      if (bytes === undefined) return missing(path);
      try {
        return E.right(new TextDecoder('utf-8', { fatal: true }).decode(bytes));
      } catch {
        return E.left([problem('EncodingNotUtf8', { encoding: '' }, { file: path })]);
      }
    },
    readBytes: (path) => async () => {
      const bytes = files.get(plain(path));
      return bytes === undefined ? missing(path) : E.right(bytes);
    },
    exists: async (path) => files.has(plain(path)) || inside(path).length > 0,
    isFolder: async (path) => inside(path).length > 0,
    list: async (path) => [...inside(path)].sort(),
  };
};
