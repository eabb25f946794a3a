// What the tests of the import share: a folder of their own, files from disk, and a small index with two criteria.
import { createHash } from 'node:crypto';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll } from 'vitest';
import type { Definition, Leaf } from '../../../src/core/define/definition.js';
import { E, TE } from '../../../src/core/fp.js';
import type { Problems } from '../../../src/core/model/problem.js';
import { sameInAll } from '../../../src/core/model/text.js';
import { writeMarked } from '../../../src/shell/marking/write-marked.js';
import { type ImportReport, type ImportRequest, importData } from '../../../src/shell/programs/import.js';
import { readTableFile } from '../../../src/shell/readers/table-file.js';
import { openStore } from '../../../src/shell/store/store.js';
import { filesIn } from './disk-files.js';

const leaf = (id: string, change: Partial<Leaf>): Leaf => ({
  kind: 'graded',
  id,
  title: sameInAll(id),
  weight: null,
  points: 1,
  body: null,
  appliesTo: { levels: null, where: null },
  notApplicable: [],
  direction: 'up',
  measuredIn: null,
  quantity: null,
  grades: [],
  variable: null,
  formula: null,
  formulaAt: null,
  index: null,
  carry: 0,
  floor: null,
  goal: null,
  source: null,
  legalBasis: null,
  evidence: [],
  status: 'draft',
  since: null,
  until: null,
  replaces: null,
  examples: [],
  at: { file: 'index.yaml', line: 1 },
  ...change,
});

const grade = (id: string, fraction: number) => ({ id, fraction, title: sameInAll(id) });

const leaves = [
  leaf('openness', {
    grades: [grade('none', 0), grade('part', 0.5), grade('full', 1)],
    notApplicable: [{ id: 'no_budget', title: sameInAll('no budget') }],
  }),
  leaf('days', { kind: 'measure', measuredIn: sameInAll('days') }),
  leaf('roads', { kind: 'measure', measuredIn: sameInAll('km'), variable: 'roads_km' }),
];

export const definitionOf = (id: string, own: ReadonlyArray<Leaf>): Definition => ({
  id,
  version: '1',
  title: sameInAll(id),
  note: null,
  units: { levels: ['region'], include: null, exclude: [], madeUp: null },
  recipe: { steps: [], scale: [0, 100] },
  views: [],
  ranks: { decimals: 1, within: 'all', ties: 'min' },
  bands: [],
  peers: [],
  uncertainty: null,
  root: {
    kind: 'group',
    id,
    title: sameInAll(id),
    weight: null,
    aggregate: { method: 'arithmetic', settings: {}, weights: { kind: 'given' }, minCoverage: 0, minChildren: 0 },
    children: own,
    at: { file: 'index.yaml' },
  },
  leaves: own,
  at: { file: 'index.yaml' },
});
export const testLeaf = leaf;
export const testDefinition = definitionOf('test-index', leaves);

export interface Bench {
  readonly folder: string;
  readonly db: string;
  readonly write: (name: string, content: string | Uint8Array) => string;
  readonly run: (
    paths: ReadonlyArray<string>,
    change?: Partial<ImportRequest>,
  ) => Promise<E.Either<Problems, ImportReport>>;
}

export const newBench = (): Bench => {
  const folder = mkdtempSync(join(tmpdir(), 'lsg-import-'));
  afterAll(() => rmSync(folder, { recursive: true, force: true }));
  const db = join(folder, 'test.sqlite');
  const ports = {
    files: filesIn(folder),
    readTables: readTableFile,
    openStore,
    loadDefinitions: () => TE.right([testDefinition]),
    clock: () => '2026-11-23T00:00:00.000Z',
    log: { line: () => {}, progress: () => {} },
    writeMarked,
    hash: (text: string) => `sha256:${createHash('sha256').update(text).digest('hex')}`,
  };
  return {
    folder,
    db,
    write: (name, content) => {
      const path = join(folder, name);
      mkdirSync(dirname(path), { recursive: true });
      writeFileSync(path, content);
      return path;
    },
    run: (paths, change = {}) =>
      importData(ports, {
        paths,
        cwd: folder,
        as: null,
        period: null,
        dryRun: false,
        skipBadRows: false,
        db,
        indicators: 'indicators',
        ...change,
      })(),
  };
};

export const unitsCsv = `code,level,name_kk,name_ru,name_en,parent,population
100000000,region,Абай облысы,область Абай,Abai Region,,610189
110000000,region,Ақмола облысы,Акмолинская область,Akmola Region,,787971
110100000,city,Көкшетау қаласы,город Кокшетау,Kokshetau City,110000000,
`;

/** The report, or the test fails with what went wrong. */
export const reportOf = (result: E.Either<Problems, ImportReport>): ImportReport => {
  if (E.isLeft(result)) throw new Error(JSON.stringify(result.left));
  return result.right;
};

export const codesOf = (result: E.Either<Problems, ImportReport>): ReadonlyArray<string> =>
  (E.isLeft(result) ? result.left : result.right.accepted ? [] : result.right.problems).map(({ code }) => code);
