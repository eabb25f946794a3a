// The five faults of the published ranking are told by `check`, each from a general rule.
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { doubtsOf } from '../../src/core/define/doubts.js';
import { inForce } from '../../src/core/define/in-force.js';
import { columnsOf } from '../../src/core/score/columns.js';
import { dataDoubts } from '../../src/core/score/doubts.js';
import { score } from '../../src/core/score/score.js';
import { assessment, decoded, exampleText, observation, snapshot, unit } from '../example-index.js';
import { json, lsg } from '../run-cli.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-doubts-'));
const db = join(folder, 'kz.sqlite');
beforeAll(async () => {
  const ran = await lsg('import', 'data/units', 'data/kz-regions', '--db', db, '--json');
  expect(ran.status, ran.err).toBe(0);
}, 30_000);
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Told {
  readonly problems: ReadonlyArray<unknown>;
  readonly warnings: ReadonlyArray<{ readonly code: string; readonly args: Readonly<Record<string, unknown>> }>;
}
const told = async (index: string): Promise<ReadonlyArray<string>> => {
  const ran = await lsg('check', `indicators/${index}`, '--db', db, '--json');
  expect(ran.status, ran.err).toBe(0);
  const { problems, warnings } = json<Told>(ran);
  expect(problems).toEqual([]);
  return warnings.map(({ code, args }) => `${code} ${args.unit ?? args.id ?? ''}`.trim());
};

test('the published ranking', async () => {
  const doubts = await told('kz-regions');
  expect(doubts).toContain('UnitExcluded 790000000');
  expect(doubts).toContain('DirectionDiffers crime-rate');
  expect(doubts).toContain('DirectionDiffers household-spending');
  expect(doubts).toContain('SizeAsQuality population');
  expect(doubts).toContain('ImputedCells gdp');
  expect(doubts.filter((doubt) => doubt.startsWith('ObservedGoalpost'))).toHaveLength(1);
});

test('the mended one has none of the five', async () => {
  const doubts = await told('kz-regions-mended');
  for (const code of ['UnitExcluded', 'DirectionDiffers', 'SizeAsQuality', 'ImputedCells']) {
    expect(doubts.filter((doubt) => doubt.startsWith(code))).toEqual([]);
  }
});

test('criteria that tell nobody apart, empty ones, twins, and shares that do not add up', () => {
  const definition = inForce(decoded(exampleText), '2025');
  const units = Array.from({ length: 10 }, (_, i) => unit(i));
  const data = snapshot(
    units,
    units.flatMap(({ code }, i) => [
      observation(code, 'air', i),
      observation(code, 'crimes', 100 - i),
      observation(code, 'people', 1000),
      ...(i < 3 ? [observation(code, 'pay', 100 + i)] : []),
    ]),
    units.flatMap(({ code }, i) => [assessment(code, 'A-1', 'full'), assessment(code, 'A-2', 5 + i)]),
  );
  const made = columnsOf(definition, data, '2025');
  if (made._tag === 'Left') throw new Error('unexpected');
  const scored = score(definition, definition.views[0]!, made.right.columns);
  if (scored._tag === 'Left') throw new Error('unexpected');
  const doubts = dataDoubts(scored.right, made.right.cells, [...units, unit(99)]);
  const short = doubts.map(({ code, args }) =>
    `${code} ${args.id ?? ''}${args.other === undefined ? '' : ` ${args.other}`}`.trim(),
  );
  expect(short).toContain('EverybodyMeets A-1');
  expect(short).toContain('NearlyEmpty B-1');
  expect(short).toContain('Collinear B-2 B-3');
  // Three units say nothing of a correlation, so the nearly empty one is nobody's twin.
  expect(short.filter((each) => each.startsWith('Collinear') && each.includes('B-1'))).toEqual([]);

  const shares = decoded(
    exampleText
      .replace('weights: points', 'weights: given')
      .replace('weight: 4', 'weight: 0.4')
      .replace('weight: 6', 'weight: 0.5'),
  );
  expect(doubtsOf(shares).map(({ code, args }) => [code, args.sum])).toContainEqual(['WeightSum', 0.9]);
});
