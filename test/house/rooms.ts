// The plan of the house: which room may import which, and which packages. ARCHITECTURE.md tells the same in words.
import type { Module } from './source.js';

interface Room {
  readonly rooms: ReadonlyArray<string>;
  readonly packages: ReadonlyArray<string>;
}

const core = [
  'core/model',
  'core/words',
  'core/statistics',
  'core/survey',
  'core/responses',
  'core/method',
  'core/define',
  'core/intake',
  'core/score',
  'core/explain',
  'core/uncertainty',
  'core/compare',
  'core/analyse',
  'core/audit',
  'core/report',
  'core/exchange',
];

/** A room may always import itself and core/fp, the vocabulary of results. Node's own modules stand as `node:`. */
export const mayImport: Readonly<Record<string, Room>> = {
  'core/fp': { rooms: [], packages: ['fp-ts'] },
  'core/model': { rooms: [], packages: [] },
  'core/words': { rooms: ['core/model'], packages: ['intl-messageformat'] },
  'core/statistics': { rooms: ['core/model'], packages: ['ml-matrix', 'pure-rand'] },
  'core/survey': { rooms: ['core/model', 'core/statistics'], packages: ['ml-matrix', 'pure-rand', 'yalps'] },
  'core/responses': { rooms: ['core/model', 'core/survey', 'core/define'], packages: [] },
  'core/method': { rooms: ['core/model', 'core/statistics'], packages: ['ml-matrix', 'yalps'] },
  'core/define': { rooms: ['core/model', 'core/method'], packages: ['io-ts', 'yaml', 'fastest-levenshtein'] },
  'core/intake': { rooms: ['core/model', 'core/define'], packages: ['io-ts', 'fastest-levenshtein'] },
  'core/score': { rooms: ['core/model', 'core/method', 'core/define'], packages: [] },
  'core/uncertainty': {
    rooms: ['core/model', 'core/statistics', 'core/method', 'core/define', 'core/score'],
    packages: ['pure-rand'],
  },
  'core/explain': { rooms: ['core/model', 'core/words', 'core/define', 'core/score'], packages: [] },
  'core/exchange': { rooms: ['core/model', 'core/define'], packages: [] },
  'core/analyse': {
    rooms: ['core/model', 'core/define', 'core/intake', 'core/score', 'core/statistics'],
    packages: [],
  },
  'core/compare': {
    rooms: ['core/model', 'core/statistics', 'core/method', 'core/define', 'core/score', 'core/uncertainty'],
    packages: [],
  },
  'core/audit': {
    rooms: ['core/model', 'core/define', 'core/score', 'core/statistics', 'core/uncertainty'],
    packages: [],
  },
  'core/report': {
    rooms: [
      'core/model',
      'core/words',
      'core/define',
      'core/score',
      'core/explain',
      'core/uncertainty',
      'core/compare',
      'core/audit',
    ],
    packages: [],
  },
  'core/demo': { rooms: ['core/model', 'core/define'], packages: ['pure-rand'] },
  'shell/ports': { rooms: core, packages: [] },
  'shell/programs': { rooms: [...core, 'core/demo', 'shell/ports'], packages: ['csv-stringify'] },
  'shell/readers': {
    rooms: ['core/model', 'core/intake', 'shell/ports'],
    packages: ['node:', 'csv-parse', 'exceljs'],
  },
  'shell/workers': {
    rooms: ['core/model', 'core/define', 'core/score', 'core/uncertainty', 'shell/ports'],
    packages: ['node:'],
  },
  'shell/marking': {
    rooms: ['core/model', 'shell/ports', 'shell/disk'],
    packages: ['node:', 'exceljs'],
  },
  'shell/disk': { rooms: ['core/model', 'shell/ports'], packages: ['node:'] },
  'shell/store': {
    rooms: ['core/model', 'core/intake', 'shell/ports', 'shell/disk'],
    packages: ['node:', 'better-sqlite3'],
  },
  'shell/publish': {
    rooms: ['core/model', 'core/words', 'core/report', 'shell/ports', 'shell/disk'],
    packages: ['node:', 'io-ts', 'handlebars', 'puppeteer', '@observablehq/plot', 'linkedom', 'find-browser.mjs'],
  },
  cli: { rooms: [...core, 'shell/ports', 'shell/programs'], packages: ['node:', 'commander'] },
};

/** Joins the adapters to the programs, so it may import everything. */
const joiner = 'main';

/** Every import against the plan, as `module -> target`. */
export const againstThePlan = (modules: ReadonlyArray<Module>): ReadonlyArray<string> =>
  modules.flatMap((module) => {
    if (module.room === joiner) return [];
    const room = mayImport[module.room];
    if (room === undefined) return [`${module.path} stands in a room that the plan does not have`];
    return module.imports
      .filter(({ inside, room: target }) =>
        inside
          ? target !== module.room && target !== 'core/fp' && !room.rooms.includes(target)
          : !room.packages.includes(target) && !(target.startsWith('node:') && room.packages.includes('node:')),
      )
      .map(({ target }) => `${module.path} -> ${target}`);
  });

/** Cycles of modules, each as the way round. */
export const cycles = (modules: ReadonlyArray<Module>): ReadonlyArray<string> => {
  const byPath = new Map(modules.map((module) => [module.path, module]));
  const done = new Set<string>();
  const found: string[] = [];
  const walk = (path: string, way: ReadonlyArray<string>): void => {
    if (way.includes(path)) {
      found.push([...way.slice(way.indexOf(path)), path].join(' -> '));
      return;
    }
    if (done.has(path)) return;
    for (const { inside, target } of byPath.get(path)?.imports ?? []) if (inside) walk(target, [...way, path]);
    done.add(path);
  };
  for (const { path } of modules) walk(path, []);
  return found;
};

/** Rooms that reach themselves through the plan: the plan itself must be one-way. */
export const circularRooms = (): ReadonlyArray<string> => {
  const reach = (room: string, seen: Set<string>): Set<string> => {
    for (const next of mayImport[room]?.rooms ?? []) {
      if (!seen.has(next)) {
        seen.add(next);
        reach(next, seen);
      }
    }
    return seen;
  };
  return Object.keys(mayImport).filter((room) => reach(room, new Set()).has(room));
};
