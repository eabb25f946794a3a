// The functions a formula may call: a closed table. Nothing can be added to it from a definition.

/** How many arguments a function takes, both bounds included. */
export interface FunctionRule {
  readonly least: number;
  readonly most: number;
}

const takes = (least: number, most = least): FunctionRule => ({ least, most });
const many = Number.POSITIVE_INFINITY;

/**
 * What each one gives; operations are done in the order written, from left to right, on doubles.
 * A missing argument makes the result missing, but for `if`, `coalesce` and `is_missing`.
 *
 * | call | gives |
 * | --- | --- |
 * | `if(condition, a, b)` | a where the condition holds, b where it does not; the other branch may be missing |
 * | `coalesce(a, b, ...)` | the first argument that is not missing |
 * | `is_missing(x)` | a truth value, never missing itself |
 * | `previous(name)` | the same variable one period earlier; takes a bare name only |
 * | `min(a, ...)`, `max(a, ...)` | the smallest, the largest |
 * | `sum(a, b, ...)` | a + b + ... |
 * | `mean(a, b, ...)` | (a + b + ...) / how many |
 * | `abs(x)`, `floor(x)`, `ceil(x)` | as everywhere |
 * | `round(x)`, `round(x, digits)` | half away from zero, on the shortest decimal of x; digits is whole, from -15 to 15 |
 * | `sqrt(x)` | out of domain below 0 |
 * | `square(x)` | x * x |
 * | `ln(x)`, `exp(x)` | kept to 12 significant digits, so that machines agree; ln is out of domain at 0 and below |
 * | `clamp(x, low, high)` | low where x < low, high where x > high, else x; out of domain where low > high |
 * | `share(part, whole)` | 100 * part / whole: per cent |
 * | `rate_per(n, amount, base)` | amount / base * n: `rate_per(1000, births, population)` is births per 1,000 people |
 * | `change_pct(now, before)` | 100 * (now - before) / before; out of domain where before < 0 |
 * | `band(x, limit, ...)` | how many of the limits x reaches (x >= limit): 0 below the lowest |
 */
export const functions: ReadonlyMap<string, FunctionRule> = new Map([
  ['if', takes(3)],
  ['min', takes(1, many)],
  ['max', takes(1, many)],
  ['abs', takes(1)],
  ['round', takes(1, 2)],
  ['floor', takes(1)],
  ['ceil', takes(1)],
  ['sqrt', takes(1)],
  ['square', takes(1)],
  ['ln', takes(1)],
  ['exp', takes(1)],
  ['clamp', takes(3)],
  ['mean', takes(1, many)],
  ['sum', takes(1, many)],
  ['coalesce', takes(2, many)],
  ['is_missing', takes(1)],
  ['share', takes(2)],
  ['rate_per', takes(3)],
  ['change_pct', takes(2)],
  ['band', takes(2, many)],
  ['previous', takes(1)],
]);
