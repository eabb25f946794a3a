// What a thousand draws of an index cost: 107 indicators in 17 groups and 3 blocks; weights 25 % up or down at the two upper levels,
// min-max or z-score, arithmetic or geometric means; ranks and places of every unit. From the columns to the places: building the
// model is part of it. The reference is the bare arithmetic of the same draws in the same run.
import { decodeIndex } from '../dist/core/define/decode.js';
import { drawRange } from '../dist/core/uncertainty/draws.js';
import { modelOf } from '../dist/core/uncertainty/model.js';
import { summaryOf } from '../dist/core/uncertainty/summary.js';
import { cpuOfCalls, result } from './measure.mjs';

export const benchUncertainty = (name) => {
  const [, units, , draws] = /\/(\d+)x(\d+)x(\d+)/.exec(name).map(Number);
  const { definition, columns, uncertainty } = uncertainCase(units, draws);
  const once = () => {
    const made = modelOf(definition, definition.views[0], columns, { variables: [], leaves: [] }, uncertainty);
    if (made._tag === 'Left') throw new Error(JSON.stringify(made.left[0]));
    return summaryOf(made.right, 1, drawRange(made.right, { seed: 1, from: 0, to: draws }));
  };
  const start = process.cpuUsage();
  if (once().failed > 0) throw new Error('draws failed');
  const first = process.cpuUsage(start);
  const bare = bareKernel(definition, columns, draws);
  const { seconds, runs } = cpuOfCalls([once, bare], { turns: 7, leastSeconds: 0.01 });
  return result(name, seconds[0], {
    measuredIn: 'CPU seconds',
    against:
      'bare loops in the same run: one sum over the indicators for each unit and draw, of values or of their logarithms, and a sort; no weights drawn, no gaps looked for, no quantiles',
    reference: seconds[1],
    runs,
    // Before anything is compiled: what one call of the program pays.
    first_seconds: (first.user + first.system) / 1e6,
    ...(units === 228
      ? {
          coinr_seconds: 312,
          coinr_note: 'stored figure of another program on a machine of this kind, not measured here',
        }
      : {}),
  });
};

const text = (word) => `{kk: ${word}, ru: ${word}, en: ${word}}`;

/** Definition, made-up columns without gaps, and what is uncertain. */
export const uncertainCase = (count, draws) => {
  const groups = Array.from({ length: 17 }, (_, g) => (g < 5 ? 7 : 6));
  let leaf = 0;
  const group = (size, g) => {
    const leaves = Array.from({ length: size }, () => {
      const id = leaf++;
      return `          - {id: I${id}, title: ${text('i')}, kind: measure, body: both, variable: v${id}, direction: up, measured_in: x}`;
    });
    return `      - id: G${g}\n        title: ${text('g')}\n        weight: 1\n        children:\n${leaves.join('\n')}`;
  };
  const made = groups.map(group);
  const blocks = [made.slice(0, 6), made.slice(6, 12), made.slice(12)].map(
    (own, b) => `  - id: B${b}\n    title: ${text('b')}\n    weight: 1\n    children:\n${own.join('\n')}`,
  );
  const decoded = decodeIndex(
    [
      {
        file: 'bench/index.yaml',
        text: `id: bench
version: "1"
title: ${text('bench')}
recipe:
  - {step: normalise, method: min-max, lower: 1, upper: 100}
  - {step: aggregate, method: arithmetic}
uncertainty:
  draws: ${draws}
  factors:
    - {factor: weights, noise: 0.25, level: [2, 3]}
    - {factor: normalise, choices: [{method: min-max, lower: 1, upper: 100}, {method: z-score, mean: 100, sd: 15}]}
    - {factor: aggregate, choices: [arithmetic, geometric]}
children:
${blocks.join('\n')}
`,
      },
    ],
    'bench/index.yaml',
  );
  if (decoded._tag === 'Left') throw new Error(JSON.stringify(decoded.left[0]));
  const { definition } = decoded.right;
  let state = 7;
  const next = () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const units = Array.from({ length: count }, (_, i) => ({
    code: String(990_000_000 + i),
    level: 'district',
    name: { kk: 'u', ru: 'u', en: 'u' },
    parent: null,
    validFrom: null,
    validTo: null,
    replaces: null,
    madeUp: true,
    attributes: {},
  }));
  const leaves = definition.leaves.map(() => ({
    raw: Float64Array.from({ length: count }, () => Math.exp(next() * 3)),
    state: new Uint8Array(count),
    imputed: new Uint8Array(count),
  }));
  return { definition, columns: { period: '2025', units, unlisted: 0, leaves }, uncertainty: definition.uncertainty };
};

/** The floor: what no engine that ranks can do without. */
const bareKernel = (definition, columns, draws) => {
  const n = columns.units.length;
  const values = columns.leaves.map(({ raw }) => raw);
  const logarithms = values.map((column) => Float64Array.from(column, Math.log));
  const weights = Float64Array.from(definition.leaves, (_, i) => (1 + i) / definition.leaves.length);
  return () => {
    let last = 0;
    for (let draw = 0; draw < draws; draw++) {
      const scores = draw % 2 === 0 ? values : logarithms;
      const sums = new Float64Array(n);
      for (let i = 0; i < scores.length; i++) {
        const [weight, column] = [weights[i], scores[i]];
        for (let p = 0; p < n; p++) sums[p] += weight * column[p];
      }
      sums.sort();
      last += sums[0];
    }
    return last;
  };
};
