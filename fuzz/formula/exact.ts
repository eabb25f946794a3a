// A second evaluator, written from the table of functions and not from the engine: exact fractions in place of doubles, with
// a bound on how far doubles may stray from them. It gives no answer (Undecided) where that bound reaches across a step, such as
// a comparison of two values that rounding alone may have parted.
import type { Expression } from '../../src/core/define/formula/ast.js';
import {
  asStored,
  asWritten,
  exponential,
  floorOf,
  less,
  logarithm,
  negative,
  order,
  over,
  plus,
  type Rational,
  rational,
  signOf,
  size,
  squareRoot,
  tenTo,
  times,
  toDouble,
} from './rational.js';

/** `stray`: how far a computation with doubles may be from `exact`. `decimal`: its double is the nearest one of `exact`. */
export interface Num {
  readonly is: 'number';
  readonly exact: Rational;
  readonly stray: number;
  readonly decimal: boolean;
}
interface Truth {
  readonly is: 'truth';
  readonly holds: boolean;
}
export interface Missing {
  readonly is: 'missing';
  readonly why: 'missing_value' | 'division_by_zero' | 'out_of_domain' | 'overflow';
  readonly name: string | null;
  readonly previous: boolean;
}
export type Exact = Num | Truth | Missing;
export type Readings = ReadonlyMap<string, number>;

export class Undecided extends Error {}
const undecided = (): never => {
  throw new Undecided();
};

const half = 2 ** -53;
/** The first number that no double reaches any more. */
const endless = rational((1n << 1024n) - (1n << 970n));
const mostBits = 30_000;

const lacking = (why: Missing['why'], name: string | null = null, previous = false): Missing => ({
  is: 'missing',
  why,
  name,
  previous,
});
const truth = (holds: boolean): Truth => ({ is: 'truth', holds });
const whole = (n: bigint): Num => written(rational(n));

/** The result of an operation on values that had strayed by `stray` already. */
const result = (exact: Rational, stray: number): Num | Missing => {
  const about = toDouble(exact);
  if (order(size(exact), endless) >= 0) return stray > 0 && Number.isFinite(about) ? undecided() : lacking('overflow');
  if (Math.abs(about) > 1e307) undecided();
  if (signOf(exact) !== 0 && Math.abs(about) < 1e-290) undecided();
  if (exact.d > 1n << BigInt(mostBits)) undecided();
  const isDouble = stray === 0 && order(asStored(about), exact) === 0;
  return { is: 'number', exact, stray: isDouble ? 0 : (stray + half * Math.abs(about)) * (1 + 1e-9), decimal: false };
};

/** A number whose double is the nearest one of the decimal. */
const written = (exact: Rational): Num => {
  const about = toDouble(exact);
  const isDouble = order(asStored(about), exact) === 0;
  return { is: 'number', exact, stray: isDouble ? 0 : half * Math.abs(about) * (1 + 1e-9), decimal: true };
};

/** How two values stand to each other: two written decimals, and two exact values, always tell. */
const stands = (a: Num, b: Num): -1 | 0 | 1 => {
  const gap = less(a.exact, b.exact);
  if (!(a.decimal && b.decimal) && a.stray + b.stray > 0 && Math.abs(toDouble(gap)) <= (a.stray + b.stray) * 1.001)
    undecided();
  return signOf(gap);
};

const zeroNum = whole(0n);

export const exactly = (node: Expression, readings: Readings): Exact => {
  switch (node.kind) {
    case 'number':
      return written(asWritten(node.value));
    case 'name':
      return reading(node.name, false, readings);
    case 'unary': {
      const of = exactly(node.of, readings);
      if (of.is === 'truth') return truth(!of.holds);
      return of.is === 'missing' ? of : { ...of, exact: negative(of.exact) };
    }
    case 'binary':
      if (node.op === 'and') return both(exactly(node.left, readings), exactly(node.right, readings));
      if (node.op === 'or') return either(exactly(node.left, readings), exactly(node.right, readings));
      return operation(node.op, exactly(node.left, readings), exactly(node.right, readings));
    case 'call':
      return called(node.fn, node.args, readings);
  }
};

const reading = (name: string, previous: boolean, readings: Readings): Exact => {
  const value = readings.get(previous ? `${name}'` : name);
  return value === undefined ? lacking('missing_value', name, previous) : written(asWritten(value));
};

/** Kleene: what is known decides where it can; else the first unknown is passed on. */
const both = (a: Exact, b: Exact): Exact => {
  if (isFalse(a) || isFalse(b)) return truth(false);
  return a.is === 'missing' ? a : b;
};
const either = (a: Exact, b: Exact): Exact => {
  if (isTrue(a) || isTrue(b)) return truth(true);
  return a.is === 'missing' ? a : b;
};
const isTrue = (a: Exact): boolean => a.is === 'truth' && a.holds;
const isFalse = (a: Exact): boolean => a.is === 'truth' && !a.holds;

const operation = (op: string, a: Exact, b: Exact): Exact => {
  if (a.is === 'missing') return a;
  if (b.is === 'missing') return b;
  if (a.is === 'truth' || b.is === 'truth') throw new Error('a truth value where a number belongs');
  switch (op) {
    case '+':
      return added(a, b);
    case '-':
      return added(a, { ...b, exact: negative(b.exact) });
    case '*':
      return multiplied(a, b);
    case '/':
      return divided(a, b);
    case '=':
      return truth(stands(a, b) === 0);
    case '!=':
      return truth(stands(a, b) !== 0);
    case '<':
      return truth(stands(a, b) < 0);
    case '<=':
      return truth(stands(a, b) <= 0);
    case '>':
      return truth(stands(a, b) > 0);
    case '>=':
      return truth(stands(a, b) >= 0);
    default:
      throw new Error(`no such operator: ${op}`);
  }
};

const added = (a: Num, b: Num): Num | Missing => result(plus(a.exact, b.exact), a.stray + b.stray);
const multiplied = (a: Num, b: Num): Num | Missing => {
  const [x, y] = [Math.abs(toDouble(a.exact)), Math.abs(toDouble(b.exact))];
  const stray = (a.stray === 0 ? 0 : a.stray * (y + b.stray)) + (b.stray === 0 ? 0 : b.stray * x);
  return result(times(a.exact, b.exact), stray);
};
const divided = (a: Num, b: Num): Num | Missing => {
  if (stands(b, zeroNum) === 0) return lacking('division_by_zero');
  const quotient = over(a.exact, b.exact);
  const below = Math.abs(toDouble(b.exact)) - b.stray;
  const stray = a.stray + (b.stray === 0 ? 0 : Math.abs(toDouble(quotient)) * b.stray);
  return result(quotient, stray === 0 ? 0 : stray / below);
};

const called = (fn: string, args: ReadonlyArray<Expression>, readings: Readings): Exact => {
  const of = (i: number): Exact => exactly(args[i]!, readings);
  if (fn === 'previous') {
    const [only] = args;
    return only?.kind === 'name' ? reading(only.name, true, readings) : undecided();
  }
  if (fn === 'if') {
    const condition = of(0);
    return condition.is === 'missing' ? condition : of(isTrue(condition) ? 1 : 2);
  }
  if (fn === 'is_missing') return truth(of(0).is === 'missing');
  if (fn === 'coalesce') {
    const all = args.map((_, i) => () => of(i));
    let first: Exact | null = null;
    for (const each of all) {
      const value = each();
      if (value.is !== 'missing') return value;
      first ??= value;
    }
    return first!;
  }
  const numbers: Num[] = [];
  for (let i = 0; i < args.length; i++) {
    const value = of(i);
    if (value.is === 'missing') return value;
    if (value.is === 'truth') throw new Error('a truth value where a number belongs');
    numbers.push(value);
  }
  return numeric(fn, numbers);
};

const numeric = (fn: string, all: ReadonlyArray<Num>): Exact => {
  const [a, b = zeroNum, c = zeroNum] = all as readonly [Num, ...Num[]];
  switch (fn) {
    case 'min':
      return all.reduce((least, each) => nearer(least, each, -1));
    case 'max':
      return all.reduce((most, each) => nearer(most, each, 1));
    case 'sum':
      return sum(all);
    case 'mean': {
      const total = sum(all);
      return total.is === 'missing' ? total : divided(total, whole(BigInt(all.length)));
    }
    case 'band':
      return whole(BigInt(all.slice(1).filter((limit) => stands(a, limit) >= 0).length));
    case 'abs':
      return { ...a, exact: size(a.exact) };
    case 'floor':
      return stepped(a, (x) => floorOf(x));
    case 'ceil':
      return stepped(a, (x) => -floorOf(negative(x)));
    case 'round':
      return rounded(a, b);
    case 'square':
      return multiplied(a, a);
    case 'sqrt':
      return root(a);
    case 'ln':
      return natural(a);
    case 'exp':
      return raised(a);
    case 'clamp':
      if (stands(b, c) > 0) return lacking('out_of_domain');
      return nearer(nearer(a, c, -1), b, 1);
    case 'share':
      return ratio(multiplied(whole(100n), a), b);
    case 'rate_per': {
      const each = ratio(b, c);
      return each.is === 'missing' ? each : multiplied(each, a);
    }
    case 'change_pct': {
      if (stands(b, zeroNum) < 0) return lacking('out_of_domain');
      const change = added(a, { ...b, exact: negative(b.exact) });
      return ratio(change.is === 'missing' ? change : multiplied(whole(100n), change), b);
    }
    default:
      throw new Error(`no such function: ${fn}`);
  }
};

const sum = (all: ReadonlyArray<Num>): Num | Missing =>
  all.slice(1).reduce<Num | Missing>((total, each) => (total.is === 'missing' ? total : added(total, each)), all[0]!);

/** Nothing divided by zero is anything else than a division by zero. */
const ratio = (dividend: Num | Missing, divisor: Num): Num | Missing => {
  if (stands(divisor, zeroNum) === 0) return lacking('division_by_zero');
  return dividend.is === 'missing' ? dividend : divided(dividend, divisor);
};

/** The lesser (-1) or greater (1) of two; where it cannot be told which, both are as good. */
const nearer = (a: Num, b: Num, wanted: -1 | 1): Num => {
  const gap = toDouble(less(a.exact, b.exact));
  const one = Math.sign(gap) === wanted || gap === 0 ? a : b;
  if (a.decimal && b.decimal) return one;
  if (Math.abs(gap) > (a.stray + b.stray) * 1.001 || a.stray + b.stray === 0) return one;
  return { ...one, stray: a.stray + b.stray, decimal: false };
};

/** Distance of a value from the nearest whole number. */
const fromWhole = (x: Rational): number => {
  const rest = toDouble(less(x, rational(floorOf(x))));
  return Math.min(rest, 1 - rest);
};

const stepped = (a: Num, step: (x: Rational) => bigint): Num | Missing => {
  if (!a.decimal && a.stray > 0 && fromWhole(a.exact) <= a.stray * 1.001) undecided();
  return a.stray >= 0.5 ? undecided() : result(rational(step(a.exact)), 0);
};

const rounded = (a: Num, places: Num): Num | Missing => {
  const apart = fromWhole(places.exact);
  if (!places.decimal && places.stray > 0 && apart <= places.stray * 1.001) undecided();
  if (apart > 0 || order(size(places.exact), rational(15n)) > 0) return lacking('out_of_domain');
  const power = tenTo(Number(floorOf(places.exact)));
  const scaled = times(size(a.exact), power);
  const aboveTie = toDouble(less(less(scaled, rational(floorOf(scaled))), rational(1n, 2n)));
  // What is rounded is the shortest decimal of the double, and that strays a little from every value that is none itself.
  const stray = (a.decimal ? 0 : a.stray + half * Math.abs(toDouble(a.exact))) * toDouble(power) * 1.001;
  if (aboveTie !== 0 && Math.abs(aboveTie) <= stray) undecided();
  if (aboveTie === 0 && a.stray > 0 && !a.decimal) undecided();
  const steps = floorOf(plus(scaled, rational(1n, 2n)));
  // Finer than a double can tell, nothing is rounded away.
  if (steps > 10n ** 15n) return { ...a, stray: a.stray + toDouble(over(rational(1n), power)), decimal: false };
  const value = over(rational(steps), power);
  return written(signOf(a.exact) < 0 ? negative(value) : value);
};

const root = (a: Num): Num | Missing => {
  const sign = stands(a, zeroNum);
  if (sign < 0) return lacking('out_of_domain');
  if (sign === 0) return whole(0n);
  const exact = squareRoot(a.exact);
  const isSquare = order(times(exact, exact), a.exact) === 0;
  const stray = a.stray / (2 * toDouble(exact));
  return result(exact, isSquare ? stray : stray + Number.MIN_VALUE);
};

const natural = (a: Num): Num | Missing => {
  if (stands(a, zeroNum) <= 0) return lacking('out_of_domain');
  const exact = logarithm(a.exact);
  return twelveDigits(exact, a.stray / Math.max(toDouble(a.exact) - a.stray, Number.MIN_VALUE));
};

const raised = (a: Num): Num | Missing => {
  const about = toDouble(a.exact);
  if (about > 750) return lacking('overflow');
  if (about > 700 || about < -600 || a.stray > 0.1) undecided();
  const exact = exponential(a.exact);
  return twelveDigits(exact, 1.1 * toDouble(exact) * a.stray);
};

/** Libraries may be off by a few last bits; kept to twelve digits the result is a decimal again. */
const twelveDigits = (exact: Rational, stray: number): Num => {
  if (signOf(exact) === 0) return whole(0n);
  const about = toDouble(exact);
  const power = tenTo(11 - Math.floor(Math.log10(Math.abs(about))));
  const scaled = times(size(exact), power);
  const edge = Math.abs(toDouble(less(less(scaled, rational(floorOf(scaled))), rational(1n, 2n))));
  if (edge <= (stray + 8 * half * Math.abs(about)) * toDouble(power) * 1.001) undecided();
  const steps = floorOf(plus(scaled, rational(1n, 2n)));
  // Rounded up to a thirteenth digit, or a logarithm of ten misjudged: too rare to be worth telling apart.
  if (steps >= 10n ** 12n || steps < 10n ** 11n) undecided();
  const value = over(rational(steps), power);
  return written(signOf(exact) < 0 ? negative(value) : value);
};
