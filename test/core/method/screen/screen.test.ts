import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { availabilityByGroup, availabilityOf } from '../../../../src/core/method/screen/availability.js';
import { denominate } from '../../../../src/core/method/screen/denominate.js';
import { defaultScreen, screenUnits } from '../../../../src/core/method/screen/screen.js';
import { compute } from '../aggregate/compute.js';
import { largestError, referenceTable } from '../coinr-small.js';

const raw = referenceTable('inputs/indicators.csv');
const columns = raw.names.map(raw.column);
const n = raw.units.length;
const everywhere = columns.map(() => new Uint8Array(n).fill(1));
const gap = Number.NaN;

describe('availability in the reference set', () => {
  it('of units', () => {
    const table = referenceTable('availability/units.csv');
    const { missing, zeros, available, nonZero } = availabilityOf(columns, everywhere, n);
    expect([...missing]).toEqual([...table.column('N_missing')]);
    expect([...zeros]).toEqual([...table.column('N_zero')]);
    expect(largestError(available, table.column('Dat_Avail'))).toBeLessThan(1e-15);
    expect(largestError(nonZero, table.column('Non_Zero'))).toBeLessThan(1e-15);
  });

  it('of groups at every level, over the indicators below', () => {
    const table = referenceTable('availability/groups.csv');
    const meta = referenceTable('inputs/meta.csv');
    const parent = new Map(meta.units.map((code, row) => [code, meta.text('parent')[row]!]));
    const stands = (code: string, group: string): boolean =>
      code === group || (parent.get(code) !== undefined && stands(parent.get(code)!, group));
    const groups = table.names.map((group) => raw.names.flatMap((code, c) => (stands(code, group) ? [c] : [])));
    const shares = availabilityByGroup(columns, everywhere, groups, n);
    table.names.forEach((group, g) => {
      expect(largestError(shares[g]!, table.column(group))).toBeLessThan(1e-15);
    });
  });

  it.each([
    ['missing_075', { by: 'missing', minAvailable: 0.75 }, []],
    ['missing_default', { by: 'missing' }, []],
    ['zeros_090', { by: 'zeros', minNonZero: 0.9 }, []],
    ['both_085_090', { by: 'either', minAvailable: 0.85, minNonZero: 0.9 }, []],
    [
      'missing_075_forced',
      { by: 'missing', minAvailable: 0.75 },
      [
        ['U01', false],
        ['U07', true],
      ],
    ],
  ] as const)('screening %s', (name, rule, forced) => {
    const { kept } = screenUnits(
      columns,
      everywhere,
      { ...defaultScreen, ...rule, forced: new Map(forced.map(([code, stays]) => [raw.units.indexOf(code), stays])) },
      n,
    );
    expect([...kept].map((flag) => String(flag === 1))).toEqual(
      referenceTable('availability/screening.csv').text(name),
    );
  });
});

describe('screening', () => {
  const settings = { by: 'either', minAvailable: 0.5, minNonZero: 0.5, forced: new Map<number, boolean>() } as const;
  const flags = (...of: number[]) => Uint8Array.from(of);

  it('tells why each unit stays or leaves; what does not apply is no gap', () => {
    const two = [Float64Array.of(1, gap, 0, gap, gap, 3), Float64Array.of(1, gap, 0, gap, 5, gap)];
    const applies = [flags(1, 1, 1, 0, 0, 1), flags(1, 1, 1, 0, 1, 1)];
    const { reason, kept, availability } = screenUnits(two, applies, settings, 6);
    expect(reason).toEqual(['enough', 'too-few-values', 'too-many-zeros', 'nothing-applies', 'enough', 'enough']);
    expect([...kept]).toEqual([1, 0, 0, 0, 1, 1]);
    expect([...availability.available]).toEqual([1, 0, 1, gap, 1, 0.5]);
    const forced = screenUnits(
      two,
      applies,
      {
        ...settings,
        forced: new Map([
          [0, false],
          [1, true],
        ]),
      },
      6,
    );
    expect(forced.reason.slice(0, 2)).toEqual(['forced-out', 'forced-in']);
    expect([...forced.kept.slice(0, 2)]).toEqual([0, 1]);
  });

  it('a unit that just reaches a threshold stays, whatever the counts', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 60 }), fc.nat(), (k, pick) => {
        const there = 1 + (pick % k);
        const one = Array.from({ length: k }, (_, c) => Float64Array.of(c < there ? 1 : gap));
        const open = one.map(() => flags(1));
        const at = (minAvailable: number) => screenUnits(one, open, { ...settings, minAvailable }, 1).kept[0];
        expect(at(there / k)).toBe(1);
        expect(at(there / k + 1e-9)).toBe(0);
      }),
    );
  });
});

describe('denominating', () => {
  it('gives the reference columns', () => {
    const meta = referenceTable('inputs/meta.csv');
    const denominated = referenceTable('denominated.csv');
    const units = referenceTable('inputs/units.csv');
    const divided = raw.names.filter((code) => meta.text('denominator')[meta.units.indexOf(code)] !== '');
    expect(divided).toEqual(['I03', 'I08', 'I09']);
    for (const code of divided) {
      const row = meta.units.indexOf(code);
      const by = units.column(meta.text('denominator')[row]!);
      const { values, record, faults } = denominate(raw.column(code), by, meta.column('scale')[row]!);
      expect(largestError(values, denominated.column(code))).toBeLessThan(1e-15);
      expect(faults).toEqual([]);
      expect(record.figures).toMatchObject({ no_denominator: 1, zero_denominator: 0 });
      for (let p = 0; p < n; p++) {
        const text = record.expression(p);
        if (text !== null) expect(compute(text)).toBe(values[p]);
      }
    }
  });

  it('tells every value that stands over zero, and counts those over nothing', () => {
    const { values, record, faults } = denominate(
      Float64Array.of(4, 5, gap, 6, 0),
      Float64Array.of(2, 0, 0, gap, 0),
      10,
    );
    expect([...values]).toEqual([20, gap, gap, gap, gap]);
    expect(faults).toEqual([
      { code: 'DenominatorZero', args: { value: 5 }, unit: 1 },
      { code: 'DenominatorZero', args: { value: 0 }, unit: 4 },
    ]);
    expect(record.figures).toEqual({ scale: 10, no_denominator: 1, zero_denominator: 2 });
    expect(record.expression(1)).toBeNull();
  });
});
