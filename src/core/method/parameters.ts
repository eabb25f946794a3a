// The settings of a method, told once: the definition room turns them into the keys of a step with their schema and messages,
// the method reads them as typed values.

/** What a setting may hold, as a definition writes it. */
export type Setting =
  | { readonly kind: 'number'; readonly least?: number; readonly most?: number }
  | { readonly kind: 'whole'; readonly least: number; readonly most: number }
  | { readonly kind: 'choice'; readonly of: ReadonlyArray<string> }
  | { readonly kind: 'flag' }
  /** A code of a unit. */
  | { readonly kind: 'unit' }
  /** A name: of an attribute of units, or of a variable. */
  | { readonly kind: 'name' }
  /** Ids of indicators. */
  | { readonly kind: 'ids' }
  | { readonly kind: 'numbers'; readonly least: number }
  /** Numbers by the id of a child or a leaf. */
  | { readonly kind: 'number-by-id'; readonly least?: number; readonly most?: number }
  /** Rows of numbers by a name of the author's choice, such as the shares each expert gave. */
  | { readonly kind: 'numbers-by-id'; readonly least?: number; readonly most?: number }
  /** Pairs of a value and its score, in the order of the values. */
  | { readonly kind: 'points'; readonly least: number };

export interface Parameter<A> {
  readonly setting: Setting;
  /** Taken where the definition is silent; `undefined`: the definition must say. */
  readonly otherwise: A | undefined;
  /** One sentence for whoever writes the definition. */
  readonly about: string;
  /** As a definition writes them. */
  readonly examples: readonly [unknown, unknown];
}

export type Parameters = Readonly<Record<string, Parameter<unknown>>>;
export type ValuesOf<P extends Parameters> = { readonly [K in keyof P]: P[K] extends Parameter<infer A> ? A : never };
/** Decoded settings before a method has named their types. */
export type Settings = Readonly<Record<string, unknown>>;

type About<A> = readonly [about: string, examples: readonly [unknown, unknown], otherwise?: A];

export const number = (
  range: { readonly least?: number; readonly most?: number },
  ...[about, examples, otherwise]: About<number>
): Parameter<number> => ({ setting: { kind: 'number', ...range }, about, examples, otherwise });

/** A number that may be absent: null then. */
export const optionalNumber = (
  range: { readonly least?: number; readonly most?: number },
  ...[about, examples]: About<number>
): Parameter<number | null> => ({ setting: { kind: 'number', ...range }, about, examples, otherwise: null });

export const whole = (
  least: number,
  most: number,
  ...[about, examples, otherwise]: About<number>
): Parameter<number> => ({ setting: { kind: 'whole', least, most }, about, examples, otherwise });

export const optionalWhole = (
  least: number,
  most: number,
  ...[about, examples]: About<number>
): Parameter<number | null> => ({ setting: { kind: 'whole', least, most }, about, examples, otherwise: null });

export const choice = <const A extends string>(
  of: ReadonlyArray<A>,
  ...[about, examples, otherwise]: About<A>
): Parameter<A> => ({ setting: { kind: 'choice', of }, about, examples, otherwise });

export const flag = (...[about, examples, otherwise]: About<boolean>): Parameter<boolean> => ({
  setting: { kind: 'flag' },
  about,
  examples,
  otherwise,
});

export const unit = (...[about, examples]: About<string>): Parameter<string> => ({
  setting: { kind: 'unit' },
  about,
  examples,
  otherwise: undefined,
});

export const name = (...[about, examples, otherwise]: About<string>): Parameter<string> => ({
  setting: { kind: 'name' },
  about,
  examples,
  otherwise,
});

/** Ids of indicators; none named is an empty list. */
export const ids = (...[about, examples]: About<ReadonlyArray<string>>): Parameter<ReadonlyArray<string>> => ({
  setting: { kind: 'ids' },
  about,
  examples,
  otherwise: [],
});

export const numbers = (
  least: number,
  ...[about, examples, otherwise]: About<ReadonlyArray<number>>
): Parameter<ReadonlyArray<number>> => ({ setting: { kind: 'numbers', least }, about, examples, otherwise });

export const numberById = (
  range: { readonly least?: number; readonly most?: number },
  ...[about, examples, otherwise]: About<ReadonlyMap<string, number>>
): Parameter<ReadonlyMap<string, number>> => ({
  setting: { kind: 'number-by-id', ...range },
  about,
  examples,
  otherwise,
});

export const numbersById = (
  range: { readonly least?: number; readonly most?: number },
  ...[about, examples, otherwise]: About<ReadonlyMap<string, ReadonlyArray<number>>>
): Parameter<ReadonlyMap<string, ReadonlyArray<number>>> => ({
  setting: { kind: 'numbers-by-id', ...range },
  about,
  examples,
  otherwise,
});

export const points = (
  least: number,
  ...[about, examples]: About<ReadonlyArray<readonly [number, number]>>
): Parameter<ReadonlyArray<readonly [number, number]>> => ({
  setting: { kind: 'points', least },
  about,
  examples,
  otherwise: undefined,
});

/** The settings of a method as the definition gives them, every default filled in. */
export const settingsOf = (parameters: Parameters, given: Settings): Settings =>
  Object.fromEntries(Object.entries(parameters).map(([key, { otherwise }]) => [key, given[key] ?? otherwise]));
