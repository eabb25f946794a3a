// Maps with known keys: each key has its codec, a sentence and examples for editors; a key that is unknown or missing is a fault
// that says what can stand there.
import * as t from 'io-ts';
import { E } from '../fp.js';
import { Codec, fail, isPlainMap, text, wrongType } from './codec.js';
import { nearest } from './nearest.js';
import { inFile } from './shown.js';

export interface Field<A> {
  readonly codec: Codec<A>;
  /** One sentence for the editor's hover text. */
  readonly about: string;
  readonly examples: ReadonlyArray<unknown>;
}

export const field = <A>(codec: Codec<A>, about: string, ...examples: ReadonlyArray<unknown>): Field<A> => ({
  codec,
  about,
  examples,
});

type Fields = Readonly<Record<string, Field<unknown>>>;
type ValueOf<F> = F extends Field<infer A> ? A : never;
export type RecordOf<R extends Fields, O extends Fields> = { readonly [K in keyof R]: ValueOf<R[K]> } & {
  readonly [K in keyof O]?: ValueOf<O[K]>;
};

/** Settings of other methods than the one that stands here: which methods read them, and what this one reads instead. */
export interface Foreign {
  readonly owners: ReadonlyMap<string, string>;
  readonly here: string;
  readonly known: string;
}

/** A map with known keys alone: an unknown one is a fault that names the nearest known key. `offered`: the keys that it shows; all, if absent. */
export const record = <R extends Fields, O extends Fields>(
  required: R,
  optional: O,
  foreign?: Foreign,
  offered?: ReadonlyArray<string>,
): Codec<RecordOf<R, O>> => {
  const fields = new Map<string, Field<unknown>>(Object.entries({ ...required, ...optional }));
  const known = [...fields.keys()];
  const validate: t.Validate<unknown, RecordOf<R, O>> = (value, context) => {
    if (!isPlainMap(value)) return wrongType('map', value, context);
    const errors: t.Errors = [];
    const meantKeys = new Set<string>();
    const found: Record<string, unknown> = {};
    for (const key of Object.keys(value)) {
      const entry = fields.get(key);
      const owners = foreign?.owners.get(key);
      if (entry === undefined && foreign !== undefined && owners !== undefined) {
        const elsewhere = fail<never>(
          value[key],
          t.appendContext(context, key, text, value[key]),
          'SettingOfAnother',
          { key, method: foreign.here, owners, known: foreign.known },
          'key',
        );
        if (E.isLeft(elsewhere)) errors.push(...elsewhere.left);
        continue;
      }
      if (entry === undefined) {
        const free = known.filter((name) => !Object.hasOwn(value, name));
        const meant = nearest(key, free);
        meantKeys.add(meant);
        const unknown = fail<never>(
          value[key],
          t.appendContext(context, key, text, value[key]),
          'UnknownKey',
          { key, nearest: meant, ...offer(key, offered ?? (known.length > mostOffered ? free : known), meant) },
          'key',
        );
        if (E.isLeft(unknown)) errors.push(...unknown.left);
        continue;
      }
      const result = entry.codec.validate(value[key], t.appendContext(context, key, entry.codec, value[key]));
      if (E.isLeft(result)) errors.push(...result.left);
      else found[key] = result.right;
    }
    for (const [key, { examples, codec }] of Object.entries(required)) {
      // A misspelt key is told already.
      if (Object.hasOwn(value, key) || meantKeys.has(key)) continue;
      const { enum: choices } = codec.schema;
      const allowed = Array.isArray(choices) ? choices.join(', ') : '';
      const missing = fail<never>(
        value,
        context,
        'MissingKey',
        { key, allowed, example: allowed === '' ? inFile(examples[0]) : '' },
        'key',
      );
      if (E.isLeft(missing)) errors.push(...missing.left);
    }
    // The loop above has filled every required key with a decoded value of its own type.
    return errors.length > 0 ? t.failures(errors) : t.success(found as RecordOf<R, O>);
  };
  return new Codec('map', validate, {
    type: 'object',
    properties: Object.fromEntries(
      [...fields].map(([key, { codec, about, examples }]) => [
        key,
        {
          description: about,
          ...(examples.length > 0 ? { examples } : {}),
          ...('$ref' in codec.schema ? { allOf: [codec.schema] } : codec.schema),
        },
      ]),
    ),
    required: Object.keys(required),
    additionalProperties: false,
  });
};

const mostOffered = 12;
const offeredOfMany = 8;

/** Names to choose from: all of a few; of many those that share a part with `key`, then the first ones, and how many more. */
const offer = (
  key: string,
  known: ReadonlyArray<string>,
  meant: string,
): { readonly allowed: string; readonly more: number } => {
  if (known.length === 1 && known[0] === meant) return { allowed: '', more: 0 };
  if (known.length <= mostOffered) return { allowed: known.join(', '), more: 0 };
  const parts = key
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((part) => part.length > 2);
  const alike = known.filter((name) => parts.some((part) => name.includes(part.slice(0, 4))));
  const shown = [...new Set([...alike, ...known])].slice(0, offeredOfMany);
  return { allowed: shown.join(', '), more: known.length - shown.length };
};
