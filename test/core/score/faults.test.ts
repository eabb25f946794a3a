// One mistake is told once, where it is made: not again for each indicator, nor as what follows from it further up.
import { expect, test } from 'vitest';
import { decodeIndex } from '../../../src/core/define/decode.js';
import { exampleText } from '../../example-index.js';
import { type Small, scoreSmall } from './small-index.js';

const faults = (small: Small) => {
  const { result } = scoreSmall(small);
  return result._tag === 'Right' ? [] : result.left.map(({ code, args, at }) => ({ code, args, line: at?.line }));
};
const rising = [1, 2, 3, 4, 5, 6];
const other = [2, 1, 4, 3, 6, 5];

test('a reference unit that is not listed, once for all indicators, with the code that is near', () => {
  const blocks = { A: { I1: rising, I2: other } };
  const found = faults({
    blocks,
    recipe: [{ step: 'normalise', method: 'distance-to-reference', reference: '100000009' }],
  });
  expect(found).toMatchObject([
    { code: 'NobodyHas', args: { step: 'normalise', name: '100000009', nearest: '100000000' } },
  ]);
});

test('a negative loading is told, not the groups that have no score because of it', () => {
  const blocks = { A: { I1: rising, I2: other, I3: [...rising].reverse() }, B: { I4: rising, I5: other } };
  const found = faults({ blocks, recipe: [{ step: 'weight', method: 'pca-first' }] });
  expect(found).toMatchObject([{ code: 'NegativeLoading', args: { id: 'A', child: 'I3' } }]);
});

test('an unreachable target is told of the group, with how near it came', () => {
  const blocks = { A: { I1: rising, I2: [...rising].reverse(), I3: other } };
  const found = faults({
    blocks,
    recipe: [{ step: 'weight', method: 'optimise', importances: { I1: 98, I2: 1, I3: 1 } }],
  });
  expect(found.map(({ code }) => code)).toEqual(['ImportanceNotReached']);
});

test('one goalpost under ranks is told to have no effect, not to lack the other', () => {
  const made = decodeIndex(
    [{ file: 'i.yaml', text: exampleText.replace('method: min-max', 'method: rank').replace('        goal: 5\n', '') }],
    'i.yaml',
  );
  expect(made._tag === 'Left' ? made.left.map(({ code, args }) => [code, args.key, args.kind]) : []).toEqual([
    ['KeyNotForKind', 'floor', 'rank'],
  ]);
});

test('scores that leave 0 to 100 are told at the step that makes them so', () => {
  const lines = (text: string) => {
    const made = decodeIndex([{ file: 'i.yaml', text }], 'i.yaml');
    if (made._tag === 'Left') throw new Error(JSON.stringify(made.left));
    const lineOf = (at: number | undefined) => text.split('\n')[(at ?? 0) - 1]?.trim();
    return made.right.warnings.filter(({ code }) => code === 'ScaleNotHundred').map(({ at }) => lineOf(at?.line));
  };
  const plain = exampleText.replace('        floor: 20\n        goal: 5\n', '');
  expect(lines(plain.replace('method: min-max', 'method: z-score'))).toEqual(['- {step: normalise, method: z-score}']);
  expect(lines(plain.replace('method: arithmetic', 'method: copeland'))).toEqual([
    '- {step: aggregate, method: copeland, weights: points}',
  ]);
});

test('a unit that was screened out has no coverage, not one of zero', () => {
  const small: Small = {
    blocks: { A: { I1: rising, I2: [null, 1, 4, 3, 6, 5] } },
    recipe: [{ step: 'screen', by: 'missing' }],
  };
  const { result } = scoreSmall(small);
  if (result._tag === 'Left') throw new Error('unexpected');
  expect(result.right.units[0]).toMatchObject({ reason: 'screened_out', coverage: Number.NaN });
});
