// A second program that computes filled-in formulas. It shares nothing with the engine: it reads the printed text alone,
// with two stacks instead of a tree, and rounds with whole numbers. Missing is null; a condition is true or false.

type Value = number | boolean | null;

const tightness: Record<string, number> = {
  or: 1,
  and: 2,
  not: 3,
  '=': 4,
  '!=': 4,
  '<': 4,
  '<=': 4,
  '>': 4,
  '>=': 4,
  '+': 5,
  '-': 5,
  '*': 6,
  '/': 6,
  sign: 7,
};

/** The value of a text such as `share((-3), 4 - 1.5)`; null where it is missing. */
export const computeText = (text: string): Value => {
  const parts = text.match(/[0-9]+(\.[0-9]+)?|[a-z_]+|<=|>=|!=|[-+*/<>=(),]/g) ?? [];
  const values: Value[] = [];
  const operators: string[] = [];
  const counts: number[] = [];
  let afterValue = false;

  const apply = (): void => {
    const operator = operators.pop()!;
    if (operator === 'sign' || operator === 'not') values.push(prefix(operator, values.pop()!));
    else {
      const right = values.pop()!;
      values.push(infix(operator, values.pop()!, right));
    }
  };
  const applyTo = (stop: (operator: string) => boolean): void => {
    while (operators.length > 0 && !stop(operators.at(-1)!)) apply();
  };
  const isOpen = (operator: string): boolean => operator.endsWith('(');

  parts.forEach((part, i) => {
    if (/^[0-9]/.test(part)) values.push(Number(part));
    else if (part === 'missing') values.push(null);
    else if (/^[a-z]/.test(part) && parts[i + 1] === '(' && !(part in tightness)) {
      operators.push(part);
      return;
    } else if (part === '(') {
      const called = !afterValue && /^[a-z]/.test(operators.at(-1) ?? '') && !(operators.at(-1)! in tightness);
      operators.push(called && !isOpen(operators.at(-1)!) ? `${operators.pop()}(` : '(');
      counts.push(1);
      afterValue = false;
      return;
    } else if (part === ',') {
      applyTo(isOpen);
      counts.push(counts.pop()! + 1);
      afterValue = false;
      return;
    } else if (part === ')') {
      applyTo(isOpen);
      const called = operators.pop()!.slice(0, -1);
      const count = counts.pop()!;
      if (called !== '') values.push(call(called, values.splice(values.length - count, count)));
    } else {
      const operator = part === '-' && !afterValue ? 'sign' : part;
      if (operator !== 'sign' && operator !== 'not') {
        applyTo((waiting) => isOpen(waiting) || tightness[waiting]! < tightness[operator]!);
      }
      operators.push(operator);
      afterValue = false;
      return;
    }
    afterValue = true;
  });
  applyTo(() => false);
  if (values.length !== 1) throw new Error(`not understood: ${text}`);
  return values[0]!;
};

const held = (value: number): number | null => (Math.abs(value) < Infinity ? value : null);

const prefix = (operator: string, value: Value): Value => {
  if (value === null) return null;
  return operator === 'not' ? !value : -Number(value);
};

const infix = (operator: string, left: Value, right: Value): Value => {
  if (operator === 'and')
    return left === false || right === false ? false : left === null || right === null ? null : true;
  if (operator === 'or') return left === true || right === true ? true : left === null || right === null ? null : false;
  if (left === null || right === null) return null;
  const [a, b] = [Number(left), Number(right)];
  const table: Record<string, () => Value> = {
    '+': () => held(a + b),
    '-': () => held(a - b),
    '*': () => held(a * b),
    '/': () => (b === 0 ? null : held(a / b)),
    '<': () => a < b,
    '<=': () => !(a > b),
    '>': () => a > b,
    '>=': () => !(a < b),
    '=': () => a === b,
    '!=': () => a !== b,
  };
  return table[operator]!();
};

const call = (fn: string, args: ReadonlyArray<Value>): Value => {
  if (fn === 'if') return args[0] === null ? null : args[0] ? args[1]! : args[2]!;
  if (fn === 'coalesce') return args.find((arg) => arg !== null) ?? null;
  if (fn === 'is_missing') return args[0] === null;
  if (args.includes(null)) return null;
  const numbers = args.map(Number);
  const [a, b, c] = numbers as [number, number, number];
  const text = (op: string, x: Value, y: Value): Value => infix(op, x, y);
  const added = (): Value => numbers.slice(1).reduce<Value>((total, next) => text('+', total, next), a);
  const table: Record<string, () => Value> = {
    min: () => [...numbers].sort((x, y) => x - y)[0]!,
    max: () => [...numbers].sort((x, y) => y - x)[0]!,
    abs: () => (a < 0 ? -a : a),
    floor: () => Math.floor(a),
    ceil: () => -Math.floor(-a),
    round: () => rounded(a, b ?? 0),
    sqrt: () => (a < 0 ? null : a ** 0.5),
    square: () => text('*', a, a),
    ln: () => (a > 0 ? Number(Math.log(a).toPrecision(12)) : null),
    exp: () => held(Number(Math.exp(a).toPrecision(12))),
    clamp: () => (b > c ? null : [a, b, c].sort((x, y) => x - y)[1]!),
    sum: added,
    mean: () => text('/', added(), numbers.length),
    share: () => text('/', text('*', 100, a), b),
    rate_per: () => text('*', text('/', b, c), a),
    change_pct: () => (b < 0 ? null : text('/', text('*', 100, text('-', a, b)), b)),
    band: () => numbers.slice(1).filter((limit) => limit <= a).length,
  };
  return table[fn]!();
};

/** Half away from zero on the decimal digits, as a whole number of 10^-300. */
const rounded = (value: number, digits: number): number | null => {
  if (!Number.isInteger(digits) || digits < -15 || digits > 15) return null;
  const [mantissa, exponent = '0'] = String(Math.abs(value)).split('e');
  const [whole, decimals = ''] = mantissa!.split('.');
  const scale = 400n;
  const units = BigInt(whole! + decimals) * 10n ** (scale + BigInt(Number(exponent) - decimals.length));
  const step = 10n ** (scale - BigInt(digits));
  const steps = (2n * units + step) / (2n * step);
  return held(Math.sign(value) * Number(`${steps}e${-digits}`));
};
