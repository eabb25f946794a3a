import { readdirSync, readFileSync } from 'node:fs';
import { createContext, runInContext } from 'node:vm';
import { buildSync } from 'esbuild';
import { describe, expect, test } from 'vitest';
import { decodeIndex } from '../../src/core/define/decode.js';
import { E } from '../../src/core/fp.js';
import { score } from '../../src/core/score/score.js';
import type { Columns } from '../../src/core/score/scores.js';

// The same engine runs in the page: it is bundled as a page would have it and run where there is nothing but the language.
const bundle = buildSync({
  stdin: {
    contents: `
      export { decodeIndex } from './src/core/define/decode.js';
      export { score } from './src/core/score/score.js';
      export { columnsOf } from './src/core/score/columns.js';`,
    resolveDir: process.cwd(),
    loader: 'ts',
  },
  bundle: true,
  write: false,
  platform: 'browser',
  format: 'iife',
  globalName: 'engine',
  metafile: true,
  logLevel: 'silent',
});

/** Totals and ranks of made-up columns under a shipped definition: the part that is compared. */
const scoreShipped = (engine: { decodeIndex: typeof decodeIndex; score: typeof score }): string => {
  const folder = 'indicators/lsgi-kz';
  const files = readdirSync(folder)
    .sort()
    .map((name) => ({
      file: `${folder}/${name}`,
      text: readFileSync(`${folder}/${name}`, 'utf8'),
    }));
  const decoded = engine.decodeIndex(files, `${folder}/index.yaml`);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left.slice(0, 3)));
  const { definition } = decoded.right;
  const units = [...Array(7).keys()].map((i) => ({
    code: String(990_000_000 + i),
    level: 'district',
    name: { kk: 'a', ru: 'b', en: 'c' },
    parent: null,
    validFrom: null,
    validTo: null,
    replaces: null,
    madeUp: true,
    attributes: {},
  }));
  const columns: Columns = {
    period: '2025',
    units,
    unlisted: 0,
    leaves: definition.leaves.map((leaf, l) => ({
      raw: Float64Array.from(units, (_, u) =>
        leaf.kind === 'graded' ? ((l * 3 + u * 5) % 3) / 2 : (l * 7 + u * 11) % 97,
      ),
      state: new Uint8Array(units.length),
      imputed: new Uint8Array(units.length),
    })),
  };
  const scored = engine.score(definition, definition.views.find(({ ranks }) => ranks)!, columns);
  if (scored._tag === 'Left') throw new Error(JSON.stringify(scored.left.slice(0, 3)));
  return JSON.stringify({
    units: scored.right.units,
    order: scored.right.order,
    nodes: [...scored.right.nodes.keys()],
  });
};

describe('the engine in a page', () => {
  test('is bundled without anything of Node', () => {
    const inputs = Object.keys(bundle.metafile.inputs);
    expect(inputs.length).toBeGreaterThan(20);
    expect(inputs.filter((input) => /^src\/shell|better-sqlite3|puppeteer|^node:/.test(input))).toEqual([]);
  });

  test('runs where there is no process, no file and no network', () => {
    const page = createContext({});
    const text = bundle.outputFiles[0]!.text;
    const engine: unknown = runInContext(`${text}; engine`, page);
    expect(runInContext('typeof process + typeof require + typeof fetch', page)).toBe('undefinedundefinedundefined');
    expect(isEngine(engine)).toBe(true);
    if (isEngine(engine)) expect(scoreShipped(engine)).toBe(scoreShipped({ decodeIndex, score }));
  });

  test('a module of Node in it would be seen', () => {
    expect(() =>
      buildSync({
        stdin: { contents: "import 'node:fs';", resolveDir: process.cwd() },
        bundle: true,
        write: false,
        platform: 'browser',
        logLevel: 'silent',
      }),
    ).toThrow('node:fs');
  });

  test('the comparison has results to compare', () => {
    expect(E.isLeft(decodeIndex([], 'index.yaml'))).toBe(true);
    expect(scoreShipped({ decodeIndex, score })).toMatch(/"rank":1,/);
  });
});

const isEngine = (value: unknown): value is { decodeIndex: typeof decodeIndex; score: typeof score } =>
  typeof value === 'object' && value !== null && 'decodeIndex' in value && 'score' in value;
