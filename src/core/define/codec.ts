// Codecs for definition files, on io-ts: each decodes a plain YAML value, gathers every fault with its path, and carries
// the JSON Schema that editors read. Unions are told apart before decoding, so a fault never comes twice.
import * as t from 'io-ts';
import { E } from '../fp.js';
import type { ProblemArgs, ProblemCode } from '../model/problem.js';
import { nearest } from './nearest.js';
import { kindOfValue, meantValue, shown } from './shown.js';
import type { Path } from './source.js';

export type JsonSchema = { readonly [key: string]: unknown };

export interface Fault {
  readonly code: ProblemCode;
  readonly args: ProblemArgs;
  readonly path: Path;
  /** Whether the key or the value is to be marked. */
  readonly on: 'key' | 'value';
}

/** An io-ts decoder that knows its JSON Schema. */
export class Codec<A> implements t.Decoder<unknown, A> {
  constructor(
    readonly name: string,
    readonly validate: t.Validate<unknown, A>,
    readonly schema: JsonSchema,
  ) {}

  readonly decode: t.Decode<unknown, A> = (value) => this.validate(value, []);
}

const faultOf = new WeakMap<t.ValidationError, Omit<Fault, 'path'>>();

export const fail = <A>(
  value: unknown,
  context: t.Context,
  code: ProblemCode,
  args: ProblemArgs = {},
  on: 'key' | 'value' = 'value',
): t.Validation<A> => {
  const error: t.ValidationError = { value, context };
  faultOf.set(error, { code, args, on });
  return t.failures([error]);
};

/** Decodes, or gives every fault in the order of the file. */
export const decodeValue = <A>(codec: Codec<A>, value: unknown): E.Either<ReadonlyArray<Fault>, A> => {
  const result = codec.validate(value, []);
  if (E.isRight(result)) return result;
  return E.left(
    result.left.map((error) => ({
      ...(faultOf.get(error) ?? { code: 'WrongType', args: {}, on: 'value' }),
      path: error.context.map((entry) => (/^[0-9]+$/.test(entry.key) ? Number(entry.key) : entry.key)),
    })),
  );
};

export const wrongType = <A>(expected: string, value: unknown, context: t.Context): t.Validation<A> =>
  fail(value, context, 'WrongType', {
    expected: `@expected.${expected}`,
    found: shown(value),
    is: kindOfValue(value),
    instead: meantValue(expected, value),
  });

/** A scalar: `read` gives the value, or undefined where it is not of the expected kind. */
export const scalar = <A>(expected: string, schema: JsonSchema, read: (value: unknown) => A | undefined): Codec<A> =>
  new Codec(
    expected,
    (value, context) => {
      const found = read(value);
      return found === undefined ? wrongType(expected, value, context) : t.success(found);
    },
    schema,
  );

export const text = scalar('text', { type: 'string', minLength: 1 }, (value) =>
  typeof value === 'string' && value.trim() !== '' ? value : undefined,
);

export const trueOrFalse = scalar('true_or_false', { type: 'boolean' }, (value) =>
  typeof value === 'boolean' ? value : undefined,
);

const fraction = /^([0-9]+(?:\.[0-9]+)?)\/([0-9]+(?:\.[0-9]+)?)$/;
const fractionSchema = { type: 'string', pattern: '^[0-9]+(\\.[0-9]+)?/[0-9]+(\\.[0-9]+)?$' };

const readNumber = (value: unknown): number | undefined => {
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  const parts = typeof value === 'string' ? fraction.exec(value.trim()) : null;
  if (parts === null) return undefined;
  const ratio = Number(parts[1]) / Number(parts[2]);
  return Number.isFinite(ratio) ? ratio : undefined;
};

/** A number, or a fraction written 1/3; `least` and `most` are allowed values. */
export const number = (expected: string, least = -1e300, most = 1e300): Codec<number> =>
  scalar(
    expected,
    {
      anyOf: [
        { type: 'number', ...(least > -1e300 ? { minimum: least } : {}), ...(most < 1e300 ? { maximum: most } : {}) },
        fractionSchema,
      ],
    },
    (value) => {
      const found = readNumber(value);
      return found !== undefined && found >= least && found <= most ? found : undefined;
    },
  );

export const wholeNumber = (expected: string, least: number, most: number): Codec<number> =>
  scalar(expected, { type: 'integer', minimum: least, maximum: most }, (value) =>
    typeof value === 'number' && Number.isInteger(value) && value >= least && value <= most ? value : undefined,
  );

/** Text that YAML would read as a number must stand in quotes: codes, versions and periods keep their zeros that way. */
/** `holds`: what the pattern cannot say. */
export const quoted = (expected: string, pattern: RegExp, holds = (_: string): boolean => true): Codec<string> =>
  new Codec<string>(
    expected,
    (value, context) => {
      if (typeof value === 'number') return fail(value, context, 'CodeNotQuoted', { found: shown(value) });
      const fits = typeof value === 'string' && pattern.test(value) && holds(value);
      return fits ? t.success(value) : wrongType(expected, value, context);
    },
    { type: 'string', pattern: pattern.source },
  );

export const matching = (expected: string, pattern: RegExp): Codec<string> =>
  scalar(expected, { type: 'string', pattern: pattern.source }, (value) =>
    typeof value === 'string' && pattern.test(value) ? value : undefined,
  );

export const oneOf = <const A extends string>(...allowed: ReadonlyArray<A>): Codec<A> =>
  new Codec(
    'one_of',
    (value, context) => {
      const found = allowed.find((name) => name === value);
      if (found !== undefined) return t.success(found);
      return fail(value, context, 'WrongValue', {
        found: shown(value),
        allowed: allowed.join(', '),
        nearest: typeof value === 'string' ? nearest(value, allowed) : '',
      });
    },
    { enum: allowed },
  );

export const listOf = <A>(item: Codec<A>, least = 0): Codec<ReadonlyArray<A>> =>
  new Codec<ReadonlyArray<A>>(
    'list',
    (value, context) => {
      if (!Array.isArray(value)) return wrongType('list', value, context);
      if (value.length < least) {
        const expected = least > 1 ? '@expected.list_of_two' : '@expected.list_of_one';
        return fail(value, context, 'WrongType', { expected, found: shown(value), is: 'short', instead: '' });
      }
      const items: A[] = [];
      const errors: t.Errors = [];
      value.forEach((entry: unknown, i) => {
        const result = item.validate(entry, t.appendContext(context, String(i), item, entry));
        if (E.isLeft(result)) errors.push(...result.left);
        else items.push(result.right);
      });
      return errors.length > 0 ? t.failures(errors) : t.success(items);
    },
    { type: 'array', items: item.schema, ...(least > 0 ? { minItems: least } : {}) },
  );

/** A map whose keys the author chooses, in the order of the file. */
export const mapOf = <A>(item: Codec<A>): Codec<ReadonlyMap<string, A>> =>
  new Codec<ReadonlyMap<string, A>>(
    'map',
    (value, context) => {
      if (!isPlainMap(value)) return wrongType('map', value, context);
      const found = new Map<string, A>();
      const errors: t.Errors = [];
      for (const key of Object.keys(value)) {
        const result = item.validate(value[key], t.appendContext(context, key, item, value[key]));
        if (E.isLeft(result)) errors.push(...result.left);
        else found.set(key, result.right);
      }
      return errors.length > 0 ? t.failures(errors) : t.success(found);
    },
    { type: 'object', additionalProperties: item.schema },
  );

export const isPlainMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

/** One of several forms, told apart by the value itself before decoding. */
export const choose = <A>(schemas: ReadonlyArray<JsonSchema>, pick: (value: unknown) => Codec<A>): Codec<A> =>
  new Codec<A>('choice', (value, context) => pick(value).validate(value, context), { anyOf: schemas });

/** Refers to a codec made later, for trees; in the schema it becomes a reference. */
export const later = <A>(reference: string, codec: () => Codec<A>): Codec<A> =>
  new Codec<A>('later', (value, context) => codec().validate(value, context), { $ref: `#/definitions/${reference}` });

/** The same form, turned into another value once decoded. */
export const mapped = <A, B>(codec: Codec<A>, change: (value: A) => B): Codec<B> =>
  new Codec<B>(codec.name, (value, context) => E.map(change)(codec.validate(value, context)), codec.schema);
