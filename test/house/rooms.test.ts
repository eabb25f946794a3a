import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { badHabits, untidy } from './habits.js';
import { againstThePlan, circularRooms, cycles } from './rooms.js';
import { readModules } from './source.js';

const modules = readModules('src');

describe('the house', () => {
  test('there are modules to check', () => {
    expect(modules.length).toBeGreaterThan(20);
    expect(modules.flatMap(({ imports }) => imports).length).toBeGreaterThan(50);
    expect(modules.map(({ room }) => room)).toContain('core/score');
  });
  test('the plan is one-way', () => expect(circularRooms()).toEqual([]));
  test('every import keeps to the plan', () => expect(againstThePlan(modules)).toEqual([]));
  test('no module imports itself round a corner', () => expect(cycles(modules)).toEqual([]));
  test('no module has a forbidden habit', () => expect(badHabits(modules)).toEqual([]));
  test('files are short, named after something and say what they decide', () => expect(untidy(modules)).toEqual([]));
});

// A check that finds nothing may be one that looks at nothing: each rule is shown a house that breaks it.
describe('the check itself', () => {
  let folder = '';
  let seen: ReadonlyArray<string> = [];
  const planted: Readonly<Record<string, { readonly text: string; readonly found: RegExp }>> = {
    'core/score/reads-a-file.ts': {
      text: "import { readFileSync } from 'node:fs';\nexport const x = readFileSync;",
      found: /core\/score\/reads-a-file.ts -> node:fs/,
    },
    'core/score/asks-a-report.ts': {
      text: "import type { Y } from '../report/report.js';\nexport type X = Y;",
      found: /core\/score\/asks-a-report.ts -> core\/report\/report.ts/,
    },
    'core/define/own-fp.ts': { text: "export * as E from 'fp-ts/lib/Either.js';", found: /own-fp.ts -> fp-ts/ },
    'core/intake/store.ts': {
      text: "export const open = async () => import('better-sqlite3');",
      found: /core\/intake\/store.ts -> better-sqlite3/,
    },
    'core/report/template.ts': {
      text: "import Handlebars from 'handlebars';\nexport const x = Handlebars;",
      found: /template.ts -> handlebars/,
    },
    'shell/readers/store.ts': {
      text: "import { open } from '../store/open.js';\nexport const x = open;",
      found: /shell\/readers\/store.ts -> shell\/store\/open.ts/,
    },
    'attic/old.ts': { text: 'export const x = 1;', found: /attic\/old.ts stands in a room/ },
    'core/model/round-a.ts': { text: "export { b } from './round-b.js';", found: /round-a.ts -> .*round-b.ts/ },
    'core/model/round-b.ts': { text: "export { a as b } from './round-a.js';", found: /round-b.ts/ },
    'core/score/evaluates.ts': {
      text: "export const x = eval('1');\nexport const y = new Function('return 1');",
      found: /evaluates.ts:1 runs text as code[\s\S]*evaluates.ts:2 runs text as code/,
    },
    'shell/publish/computed.ts': {
      text: 'export const load = (name: string) => import(name);',
      found: /computed.ts:1 imports what is only known at run time/,
    },
    'shell/programs/environment.ts': {
      text: 'export const x = process.env.HOME;',
      found: /environment.ts:1 touches process/,
    },
    'shell/programs/query.ts': {
      text: 'export const q = `SELECT code FROM units`;',
      found: /query.ts:1 holds SQL outside/,
    },
    'core/score/clock.ts': {
      text: 'export const x = [Date.now(), new Date(), Math.random()];',
      found: /clock.ts:1 reads a clock/,
    },
    'core/score/locale.ts': {
      text: "export const x = 'a'.localeCompare('b');",
      found: /locale.ts:1 orders or writes by the locale/,
    },
    'shell/store/tested.ts': {
      text: 'export const x = (env: { VITEST?: string }) => env.VITEST;',
      found: /tested.ts:1 knows that it is being tested/,
    },
    'core/score/utils.ts': {
      text: '// TODO\n'.repeat(400),
      found: /utils.ts is longer[\s\S]*puts work off[\s\S]*after nothing/,
    },
    'core/score/silent.ts': { text: 'export const x = 1;', found: /silent.ts does not open with/ },
  };

  beforeAll(() => {
    folder = mkdtempSync(join(tmpdir(), 'lsg-house-'));
    cpSync('src', folder, { recursive: true });
    for (const [path, { text }] of Object.entries(planted)) {
      mkdirSync(dirname(join(folder, path)), { recursive: true });
      writeFileSync(join(folder, path), text);
    }
    const copy = readModules(folder);
    seen = [...againstThePlan(copy), ...cycles(copy), ...badHabits(copy), ...untidy(copy)];
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  test.each(Object.entries(planted))('sees %s', (path, { found }) => {
    expect(seen.filter((line) => line.includes(path.split('/').at(-1)!)).join('\n')).toMatch(found);
  });
});
