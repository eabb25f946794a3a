// What scoring costs beside the bare arithmetic of it: the shipped index of 107 criteria over 228 and 2,500 units.
import { readdirSync, readFileSync } from 'node:fs';
import { decodeIndex } from '../dist/core/define/decode.js';
import { score } from '../dist/core/score/score.js';
import { cpuOfCalls, result } from './measure.mjs';

export const benchScore = (name) => {
  const units = Number(/\/(\d+)x/.exec(name)[1]);
  const definition = readDefinition('indicators/lsgi-kz');
  const view = definition.views.find(({ id }) => id === 'joint');
  const columns = makeColumns(definition, units);
  const once = () => {
    const scored = score(definition, view, columns);
    if (scored._tag === 'Left') throw new Error(JSON.stringify(scored.left[0]));
    return scored.right;
  };
  // Warm: what a run of many draws pays, not what compiling the engine costs once.
  for (let call = 0; call < 20; call++) once();
  const bare = bareKernel(definition, columns);
  const { seconds, runs } = cpuOfCalls([once, bare]);
  const cells = units * definition.leaves.length;
  return result(name, seconds[0], {
    measuredIn: 'CPU seconds',
    against:
      'bare loops over the same columns: min-max of every column and weighted means of three levels, nothing missing, no ranks',
    reference: seconds[1],
    runs,
    per_cell_ns: (seconds[0] / cells) * 1e9,
  });
};

const readDefinition = (folder) => {
  const files = readdirSync(folder)
    .sort()
    .map((name) => ({ file: `${folder}/${name}`, text: readFileSync(`${folder}/${name}`, 'utf8') }));
  const decoded = decodeIndex(files, `${folder}/index.yaml`);
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left[0]));
  return decoded.right.definition;
};

/** Made-up cells from a fixed sequence; one in twenty is missing, as in a real year. */
const makeColumns = (definition, count) => {
  let state = 20260101;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const levels = ['district', 'city', 'region', 'republican_city'];
  const units = Array.from({ length: count }, (_, i) => ({
    code: String(990_000_000 + i),
    level: levels[i % 40 === 0 ? 2 : i % 5 === 0 ? 1 : 0],
    name: { kk: 'u', ru: 'u', en: 'u' },
    parent: null,
    validFrom: null,
    validTo: null,
    replaces: null,
    madeUp: true,
    attributes: {},
  }));
  const leaves = definition.leaves.map((leaf) => {
    const raw = new Float64Array(count);
    const cellStates = new Uint8Array(count);
    for (let i = 0; i < count; i++) {
      if (next() < 0.05) {
        raw[i] = Number.NaN;
        cellStates[i] = 3;
      } else {
        raw[i] = leaf.kind === 'graded' ? leaf.grades[Math.floor(next() * leaf.grades.length)].fraction : next() * 100;
      }
    }
    return { raw, state: cellStates, imputed: new Uint8Array(count) };
  });
  return { period: '2025', units, unlisted: 0, leaves };
};

/** The floor: the arithmetic that no engine can do without, over a tree of blocks, sub-blocks and criteria. */
const bareKernel = (definition, columns) => {
  const count = columns.units.length;
  const position = new Map(definition.leaves.map((leaf, i) => [leaf.id, i]));
  const weightOf = (node) => node.weight ?? node.points ?? 1;
  const mean = (nodes, columnOf) => {
    const sum = new Float64Array(count);
    let weights = 0;
    for (const node of nodes) {
      const weight = weightOf(node);
      const column = columnOf(node);
      weights += weight;
      for (let i = 0; i < count; i++) sum[i] += weight * column[i];
    }
    for (let i = 0; i < count; i++) sum[i] /= weights;
    return sum;
  };
  const normalised = (leaf) => {
    const { raw } = columns.leaves[position.get(leaf.id)];
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (let i = 0; i < count; i++) {
      if (raw[i] < low) low = raw[i];
      if (raw[i] > high) high = raw[i];
    }
    const slope = 100 / (high - low);
    const out = new Float64Array(count);
    for (let i = 0; i < count; i++) out[i] = (raw[i] - low) * slope;
    return out;
  };
  const columnOf = (node) => (node.kind === 'group' ? mean(node.children, columnOf) : normalised(node));
  return () => columnOf(definition.root);
};
