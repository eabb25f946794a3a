// From the settings that a method declares to the keys that a definition writes: one codec for each method of a family, chosen
// by the name that stands beside `method`.
import { E } from '../../fp.js';
import type { Parameters, Setting, Settings } from '../../method/parameters.js';
import { Codec, listOf, mapOf, mapped, number, oneOf, scalar, trueOrFalse, wholeNumber } from '../codec.js';
import { type Field, field, record } from '../record.js';
import { code, id, isMap, variable } from './values.js';

/** What a family's methods have in common for whoever decodes them. */
export interface Named {
  readonly name: string;
  readonly parameters: Parameters;
}

/** A method with the settings that the definition gives; defaults come later. */
export interface RawUse {
  readonly method: string;
  readonly settings: Settings;
}

const one = number('number');
/** A value and its score. */
const pair: Codec<ReadonlyArray<number>> = scalar(
  'pair',
  { type: 'array', items: one.schema, minItems: 2, maxItems: 2 },
  (value) => {
    if (!Array.isArray(value) || value.length !== 2) return undefined;
    const read = value.flatMap((each: unknown) => {
      const found = one.decode(each);
      return E.isRight(found) ? [found.right] : [];
    });
    return read.length === 2 ? read : undefined;
  },
);

/** A number whose range the sentence can tell. */
const inRange = (least = -1e300, most = 1e300): Codec<number> =>
  number(least === 0 && most === 1 ? 'share' : least === 0 ? 'weight' : least > 0 ? 'positive' : 'number', least, most);

const codecOf = (setting: Setting): Codec<unknown> => {
  switch (setting.kind) {
    case 'number':
      return inRange(setting.least, setting.most);
    case 'whole':
      return wholeNumber(setting.least > 0 ? 'whole_from_one' : 'whole_number', setting.least, setting.most);
    case 'choice':
      return oneOf(...setting.of);
    case 'flag':
      return trueOrFalse;
    case 'unit':
      return code;
    case 'name':
      return variable;
    case 'ids':
      return listOf(id, 1);
    case 'numbers':
      return listOf(number('number'), setting.least);
    case 'number-by-id':
      return mapOf(inRange(setting.least, setting.most));
    case 'numbers-by-id':
      return mapOf(listOf(inRange(setting.least, setting.most), 1));
    case 'points':
      return listOf(pair, setting.least);
  }
};

type Fields = Readonly<Record<string, Field<unknown>>>;

/** The settings of a method as fields: those the definition must give, and those with a default. */
const fieldsOf = (parameters: Parameters): { readonly required: Fields; readonly optional: Fields } => {
  const entries = Object.entries(parameters).map(
    ([key, { setting, about, examples }]) => [key, field(codecOf(setting), about, ...examples)] as const,
  );
  const mustGive = (key: string): boolean => parameters[key]?.otherwise === undefined;
  return {
    required: Object.fromEntries(entries.filter(([key]) => mustGive(key))),
    optional: Object.fromEntries(entries.filter(([key]) => !mustGive(key))),
  };
};

/** Any value, for keys that cannot be judged before the method is known. */
const anything: Codec<unknown> = scalar('text', {}, (value) => value ?? null);

export interface Family {
  readonly methods: ReadonlyArray<Named>;
  /** One sentence for the key `method`. */
  readonly about: string;
}

/**
 * A map with `method`, the settings of that method, and `further` keys. `otherwise` is the method where none is named (then
 * required settings may be left out too, since a default gives them).
 */
export const methodRecord = <A>(
  family: Family,
  further: Fields,
  finish: (use: RawUse, rest: Readonly<Record<string, unknown>>) => A,
  otherwise?: string,
): Codec<A> => {
  const names = family.methods.map(({ name }) => name);
  const method = field(oneOf(...names), family.about, names[0], names[1]);
  const owners = new Map<string, string>();
  for (const { name, parameters } of family.methods)
    for (const key of Object.keys(parameters)) owners.set(key, owners.has(key) ? `${owners.get(key)}, ${name}` : name);
  const everyKey = new Set(owners.keys());
  const split = (own: ReadonlySet<string>, value: Readonly<Record<string, unknown>>): A => {
    const { method: chosen = otherwise, ...rest } = value;
    const settings = Object.fromEntries(Object.entries(rest).filter(([key]) => own.has(key)));
    return finish({ method: String(chosen), settings }, rest);
  };
  const codecs = new Map(
    family.methods.map(({ name, parameters }) => {
      const { required, optional } = fieldsOf(parameters);
      const own = new Set(Object.keys(parameters));
      const foreign = { owners, here: name, known: [...own].join(', ') };
      const itself = field(oneOf(name), family.about, name);
      const codec =
        otherwise === undefined
          ? record({ method: itself, ...required }, { ...optional, ...further }, foreign)
          : record({}, { method: itself, ...required, ...optional, ...further }, foreign);
      return [name, mapped(codec, (value) => split(own, value))];
    }),
  );
  const loose = Object.fromEntries([...everyKey].map((key) => [key, field(anything, 'A setting of the method.')]));
  const unknownMethod = mapped(
    record({ method }, { ...loose, ...further }, undefined, ['method', ...Object.keys(further)]),
    (value) => split(everyKey, value),
  );
  const chosen = (value: unknown): Codec<A> => {
    const name = isMap(value) && Object.hasOwn(value, 'method') ? value['method'] : otherwise;
    return codecs.get(String(name)) ?? unknownMethod;
  };
  // Editors are shown one form with the settings of all methods: one form for each method would make them slow and their lists long.
  const settings = Object.fromEntries(
    [...family.methods].reverse().flatMap(({ parameters }) => {
      const { required, optional } = fieldsOf(parameters);
      return Object.entries({ ...required, ...optional });
    }),
  );
  const all =
    otherwise === undefined
      ? record({ method }, { ...settings, ...further })
      : record({}, { method, ...settings, ...further });
  return new Codec<A>('choice', (value, context) => chosen(value).validate(value, context), all.schema);
};
