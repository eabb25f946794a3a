// Random formulas as the parser could have made them, well-typed, and random readings for the names in them.
import type { BinaryOperator, Expression } from '../../src/core/define/formula/ast.js';
import type { Chance } from './chance.js';

export const variables = ['births', 'халық', 'үлес_2', 'and_more', 'x'] as const;

const nowhere = { at: 0, to: 0 };
const number = (value: number): Expression => ({ kind: 'number', value, ...nowhere });
const name = (chance: Chance): Expression => ({ kind: 'name', name: chance.one(variables), ...nowhere });
const call = (fn: string, ...args: ReadonlyArray<Expression>): Expression => ({ kind: 'call', fn, args, ...nowhere });
const minus = (of: Expression): Expression => ({ kind: 'unary', op: '-', of, ...nowhere });
const binary = (op: BinaryOperator, left: Expression, right: Expression): Expression => ({
  kind: 'binary',
  op,
  left,
  right,
  ...nowhere,
});

const awkward = [0, 0.1, 0.5, 1, 1.005, 2.5, 3, 10, 100, 1000, 100000, 0.0001, 1e21, 1e-7, 123456789.125];

/** At most 15 digits, so that the number written is the number meant. */
const literal = (chance: Chance): Expression =>
  number(chance.once(3) ? chance.one(awkward) : chance.once(2) ? chance.below(40) : chance.below(100000) / 100);

const arithmetic = ['+', '-', '*', '/'] as const;
const comparisons = ['=', '!=', '<', '<=', '>', '>='] as const;
const several = (chance: Chance, least: number, depth: number): ReadonlyArray<Expression> =>
  Array.from({ length: least + chance.below(3) }, () => numberTree(chance, depth));

/** A formula that gives a number, at most `depth` operations deep. */
export const numberTree = (chance: Chance, depth: number): Expression => {
  if (depth <= 0) {
    if (chance.once(8)) return call('previous', name(chance));
    return chance.once(3) ? literal(chance) : name(chance);
  }
  const under = depth - 1 - (chance.once(3) ? chance.below(depth) : 0);
  const of = (): Expression => numberTree(chance, under);
  switch (chance.below(14)) {
    case 0:
      return minus(of());
    case 1:
      return call(chance.one(['abs', 'floor', 'ceil', 'sqrt', 'square', 'round']), of());
    case 2:
      return call(chance.one(['ln', 'exp']), of());
    case 3: {
      const digits = chance.below(9) - 3;
      return call('round', of(), digits < 0 ? minus(number(-digits)) : number(digits));
    }
    case 4:
      return call(chance.one(['min', 'max', 'sum', 'mean']), ...several(chance, 1, under));
    case 5:
      return call(chance.one(['coalesce', 'band']), ...several(chance, 2, under));
    case 6:
      return call(chance.one(['share', 'change_pct']), of(), of());
    case 7:
      return call(chance.one(['clamp', 'rate_per']), of(), of(), of());
    case 8:
      return call('if', truthTree(chance, under), of(), of());
    default:
      return binary(chance.one(arithmetic), of(), of());
  }
};

/** A formula that gives a truth value. */
export const truthTree = (chance: Chance, depth: number): Expression => {
  const under = Math.max(0, depth - 1);
  const of = (): Expression => truthTree(chance, under);
  switch (depth <= 0 ? chance.below(4) : chance.below(10)) {
    case 0:
      return call('is_missing', numberTree(chance, under));
    case 4:
      return { kind: 'unary', op: 'not', of: of(), ...nowhere };
    case 5:
    case 6:
      return binary(chance.one(['and', 'or'] as const), of(), of());
    case 7:
      return call('if', of(), of(), of());
    case 8:
      return call('is_missing', of());
    default:
      return binary(chance.one(comparisons), numberTree(chance, under), numberTree(chance, under));
  }
};

/** The values of the variables by name, and with a quote mark those of the period before; missing ones are not in it. */
export const readingsFrom = (chance: Chance): ReadonlyMap<string, number> => {
  const readings = new Map<string, number>();
  for (const each of variables) {
    for (const key of [each, `${each}'`]) {
      if (!chance.once(15)) readings.set(key, reading(chance));
    }
  }
  return readings;
};

const reading = (chance: Chance): number => {
  switch (chance.below(8)) {
    case 0:
      return 0;
    case 1:
      return chance.below(41) - 20;
    case 2:
      return (chance.below(2_000_001) - 1_000_000) / 1000;
    case 3:
      return chance.below(2_000_000_000);
    case 4:
      return chance.once(4) ? chance.one([1e200, -1e200, 1e300, 1e-9]) : chance.below(1000) / 1000;
    default:
      return chance.below(10000) / 100;
  }
};

export const readFrom =
  (readings: ReadonlyMap<string, number>) =>
  (of: string, previous: boolean): number =>
    readings.get(previous ? `${of}'` : of) ?? Number.NaN;
