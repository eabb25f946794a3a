// A number can be followed: a second small program, which shares nothing with the engine and reads only the printed trace,
// computes every expression again and gets every printed figure, to the last digit.
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { uniformInt } from 'pure-rand/distribution/uniformInt';
import { xoroshiro128plus } from 'pure-rand/generator/xoroshiro128plus';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { catalogueOf } from '../../src/core/define/words-file.js';
import { explain, traceAsText } from '../../src/core/explain/explain.js';
import { type Lang, langs } from '../../src/core/model/text.js';
import { type Words, wordsOf } from '../../src/core/words/words.js';
import { type ScoredIndex, scoreIndex } from '../../src/shell/programs/score.js';
import { diskFiles } from '../../src/shell/readers/disk-files.js';
import { openStore } from '../../src/shell/store/store.js';
import { lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-explain-'));
const db = join(folder, 'demo.sqlite');
beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', 'data/demo', '--db', db, '--json');
  expect(ran.status, ran.err).toBe(0);
}, 60_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Computes plain arithmetic with doubles, in the order it is written. */
const compute = (text: string): number => {
  const tokens = text.match(/\d+(?:\.\d+)?|[a-z_]+\d*|<=|>=|!=|[-+*/(),<>=]/g) ?? [];
  let at = 0;
  const sum = (): number => {
    let value = product();
    while (tokens[at] === '+' || tokens[at] === '-')
      value = tokens[at++] === '+' ? value + product() : value - product();
    return value;
  };
  const comparison = (): number => {
    const left = sum();
    const sign = tokens[at];
    if (sign === undefined || !['<', '<=', '>', '>=', '=', '!='].includes(sign)) return left;
    at++;
    const right = sum();
    const holds = {
      '<': left < right,
      '<=': left <= right,
      '>': left > right,
      '>=': left >= right,
      '=': left === right,
      '!=': left !== right,
    };
    return holds[sign as keyof typeof holds] ? 1 : 0;
  };
  const product = (): number => {
    let value = factor();
    while (tokens[at] === '*' || tokens[at] === '/') value = tokens[at++] === '*' ? value * factor() : value / factor();
    return value;
  };
  const factor = (): number => {
    const token = tokens[at++]!;
    if (token === '-') return -factor();
    if (token === '(') {
      const value = comparison();
      at++;
      return value;
    }
    if (/^\d/.test(token)) return Number(token);
    at++;
    const args = [comparison()];
    while (tokens[at] === ',') {
      at++;
      args.push(comparison());
    }
    at++;
    return call(token, args);
  };
  return comparison();
};

const twelve = (value: number): number => Number(value.toPrecision(12));
const call = (name: string, [x = 0, y = 0, z = 0]: ReadonlyArray<number>): number => {
  switch (name) {
    case 'clamp':
      return Math.min(Math.max(x, y), z);
    case 'round':
      return Math.sign(x) * Number(`${Math.round(Number(`${Math.abs(x)}e${y}`))}e-${y}`);
    case 'if':
      return x !== 0 ? y : z;
    case 'exp':
      return twelve(Math.exp(x));
    case 'ln':
      return Math.log(x);
    case 'sqrt':
      return Math.sqrt(x);
    default:
      throw new Error(`the trace uses ${name}, which this program does not know`);
  }
};

const check = (text: string, total: number | null): number => {
  let computed = 0;
  const lines = text.split('\n');
  for (const line of lines) {
    const found = /: ([-+*/(),<>=!.\w ]+?) = (-?[0-9.]+)(?: {2}\[[^\]]*\])?$/.exec(line);
    if (found === null) continue;
    computed++;
    expect(String(compute(found[1]!)), line).toBe(String(Number(found[2])));
  }
  if (total !== null) {
    // The first line that is not indented and is not the rank or its rounding is the node itself.
    const own = lines.filter((line) => !line.startsWith(' ') && !line.includes('round(')).at(-1)!;
    const told = /(?:= |: )(-?[0-9.]+)(?: {2}\[[^\]]*\])?$/.exec(own)?.[1];
    expect(told, own).toBe(String(total));
  }
  return computed;
};

const wordsIn = (lang: Lang): Words => {
  const read = catalogueOf({ file: lang, text: readFileSync(`templates/i18n/${lang}.yaml`, 'utf8') });
  if (read._tag === 'Left') throw new Error(JSON.stringify(read.left));
  return wordsOf(lang, read.right);
};

const scoredIndex = async (index: string, period: string): Promise<ScoredIndex> => {
  const opened = await openStore(db, 'read')();
  if (opened._tag === 'Left') throw new Error(JSON.stringify(opened.left));
  const register = await opened.right.readRegister()();
  if (register._tag === 'Left') throw new Error(JSON.stringify(register.left));
  const declared = register.right.variables.map(({ name }) => name);
  const ports = { files: diskFiles, store: opened.right, hash: (text: string) => text };
  const scored = await scoreIndex(ports, { indicators: 'indicators', index, period, view: null, declared })();
  opened.right.close();
  if (scored._tag === 'Left') throw new Error(JSON.stringify(scored.left));
  return scored.right;
};

test('100 random pairs of unit and node, in three indexes and three languages', { timeout: 60_000 }, async () => {
  const random = xoroshiro128plus(20251123);
  const pick = <A>(items: ReadonlyArray<A>): A => items[uniformInt(random, 0, items.length - 1)]!;
  const words = langs.map(wordsIn);
  let computed = 0;
  for (const [index, period, times] of [
    ['lsgi-kz', '2025', 60],
    ['kz-regions', '2023', 20],
    ['kz-regions-ahp', '2023', 20],
  ] as const) {
    const { scores, cells } = await scoredIndex(index, period);
    for (let i = 0; i < times; i++) {
      const unit = pick([...scores.columns.units.keys()]);
      const node = pick([...scores.nodes.keys()]);
      const printed = traceAsText(explain(scores, cells, unit, node, pick(words)));
      const value = scores.nodes.get(node)!.score[unit]!;
      computed += check(printed, Number.isNaN(value) ? null : value);
    }
  }
  expect(computed).toBeGreaterThan(300);
});

test('every cell is named with its file and row, every rule with its file and line', async () => {
  const ran = await lsg('explain', 'lsgi-kz', '990110000', 'PD-01', '--period', '2025', '--db', db);
  expect(ran.out).toMatch(/\[data\/demo\/assessments-2025\.csv:\d+ grade\]/);
  expect(ran.out).toMatch(/\[indicators\/lsgi-kz\/PD-01\.yaml:\d+\]/);
});

test('an unknown unit or node is answered with the nearest one', async () => {
  const unit = await lsg('explain', 'lsgi-kz', '990110001', '--period', '2025', '--db', db);
  expect(unit.status).toBe(2);
  const node = await lsg('explain', 'lsgi-kz', '990110000', 'PD-0l', '--period', '2025', '--db', db);
  expect(node.status).toBe(2);
  expect(node.err).toContain('PD-01');
});

test.each([
  ['990999999', ''],
  ['990010000', ''],
  ['7500000000', '750000000'],
  ['705000000', '750000000'],
  ['Almaty city', '750000000'],
])('a unit that the index does not list, %s: another is named only where one slip parts them', async (unit, meant) => {
  const { status, out } = await lsg('explain', 'kz-regions', unit, '--period', '2023', '--db', db, '--json');
  expect(status).toBe(2);
  expect(JSON.parse(out).problems).toMatchObject([{ code: 'UnknownUnitCode', args: { nearest: meant } }]);
});
