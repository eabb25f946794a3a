// What a figure is measured in, read from its label in one language, and the arithmetic of measures. It is a careful reader: a
// label that it does not surely understand gives no measure at all, and nothing is claimed of it.
import { measures, multiples, percents, vague } from './measure-words.js';

export interface Measure {
  /** Powers of the known kinds but people: `kzt`, `time`, `area`, ... */
  readonly kinds: ReadonlyMap<string, number>;
  /** Powers of what is counted: `people`, and any noun of a label; `*` for things that the label leaves out. */
  readonly things: ReadonlyMap<string, number>;
  /** How many of the first measures one of this is: 1000 for thousands, 0.01 for per cent; null where that is not sure. */
  readonly scale: number | null;
}

const none: ReadonlyMap<string, number> = new Map();
export const percent: Measure = { kinds: none, things: none, scale: 0.01 };

/** null: not understood. */
export const readLabel = (label: string): Measure | null => {
  const text = label
    .normalize('NFC')
    .toLowerCase()
    .replaceAll('²', '2')
    .replaceAll('³', '3')
    .replace(/(?<=\p{L})\./gu, ' ')
    .replace(/[\s\u00a0\u202f]+/g, ' ')
    .trim();
  if (percents.has(text) || /^%(-| (of|от|из) )/.test(text)) return percent;
  if (text === '‰') return { ...percent, scale: 0.001 };
  for (const pattern of ratios) {
    const { above = '', below = '' } = pattern.exec(text)?.groups ?? {};
    if (below === '') continue;
    const dividend = above === '' ? { kinds: none, things: new Map([['*', 1]]), scale: 1 } : readSimple(above);
    const divisor = readSimple(below);
    return dividend === null || divisor === null ? null : quotient(dividend, divisor);
  }
  return readSimple(text);
};

const ratios: ReadonlyArray<RegExp> = [
  /^(?<above>[^/]+?) ?\/ ?(?<below>[^/]+)$/,
  /^(?:(?<above>.+?) )?(?:per|for each|for every) (?<below>.+)$/,
  /^(?<above>.+) (?:an?|each|every) (?<below>\S+)$/,
  /^(?:(?<above>.+?) )?(?:в расч[её]те на|на) (?<below>.+)$/,
  /^(?<above>.+) (?:в|за) (?<below>\S+)$/,
  /^(?<below>.+?) шаққанда(?:ғы)?(?: (?<above>.+))?$/,
  /^(?<below>айына|жылына|күніне|аптасына|тоқсанына|сағатына) (?<above>.+)$/,
];

/** Multiples, then one measure or a noun of one or two words. */
const readSimple = (text: string): Measure | null => {
  let rest = text;
  let scale = 1;
  for (;;) {
    const digits = /^\d{1,3}(?:[ ,]\d{3})+(?=\s)|^\d+(?=\s)/.exec(rest)?.[0];
    const word = digits ?? /^\S+(?=\s)/.exec(rest)?.[0] ?? '';
    const factor = digits === undefined ? multiples.get(word) : Number(digits.replace(/[ ,]/g, ''));
    if (factor === undefined || factor === 0) break;
    scale *= factor;
    rest = rest.slice(word.length).trim();
  }
  const found = measures.get(rest);
  if (found?.kind === 'people') return { kinds: none, things: new Map([['people', 1]]), scale };
  if (found !== undefined) return { kinds: new Map([[found.kind, 1]]), things: none, scale: scale * found.factor };
  const words = rest.split(' ');
  const isNoun =
    /^\p{L}[\p{L}-]*( \p{L}[\p{L}-]*)?$/u.test(rest) &&
    words.every((word) => !vague.has(word) && !measures.has(word) && !multiples.has(word));
  return isNoun ? { kinds: none, things: new Map([[rest, 1]]), scale } : null;
};

const joined = (
  a: ReadonlyMap<string, number>,
  b: ReadonlyMap<string, number>,
  sign: 1 | -1,
): ReadonlyMap<string, number> => {
  const powers = new Map(a);
  for (const [name, power] of b) powers.set(name, (powers.get(name) ?? 0) + sign * power);
  return new Map([...powers].filter(([, power]) => power !== 0));
};

export const product = (a: Measure, b: Measure): Measure => ({
  kinds: joined(a.kinds, b.kinds, 1),
  things: joined(a.things, b.things, 1),
  scale: a.scale === null || b.scale === null ? null : a.scale * b.scale,
});

export const quotient = (a: Measure, b: Measure): Measure => ({
  kinds: joined(a.kinds, b.kinds, -1),
  things: joined(a.things, b.things, -1),
  scale: a.scale === null || b.scale === null ? null : a.scale / b.scale,
});

/** null where a power is odd. */
export const root = ({ kinds, things, scale }: Measure): Measure | null => {
  const powers = [...kinds.values(), ...things.values()];
  if (powers.some((power) => power % 2 !== 0)) return null;
  const halved = (of: ReadonlyMap<string, number>): ReadonlyMap<string, number> =>
    new Map([...of].map(([name, power]) => [name, power / 2]));
  return { kinds: halved(kinds), things: halved(things), scale: scale === null ? null : Math.sqrt(scale) };
};

/**
 * Whether two figures may be added: `same`; `kind`: surely unlike things; `size`: the same thing counted in ones and in
 * thousands; `open` where nothing is sure, as with two nouns, which may be parts of one whole.
 */
export type Likeness = 'same' | 'open' | 'kind' | 'size';

export const likeness = (a: Measure, b: Measure): Likeness => {
  if (!samePowers(a.kinds, b.kinds)) return onlyTimeDiffers(a, b) ? 'open' : 'kind';
  if (sameThings(a.things, b.things)) return sizes(a, b);
  const [netA, netB] = [net(a), net(b)];
  if (netA !== netB) return hasNoun(a) || hasNoun(b) ? 'open' : 'kind';
  return netA === 1 && isCount(a) && isCount(b) && sizes(a, b) === 'size' ? 'size' : 'open';
};

/** Whether a figure is surely an amount of something, and no bare number. */
export const isMeasured = (measure: Measure): boolean =>
  measure.kinds.size > 0 || (measure.things.size > 0 && !hasNoun(measure) && net(measure) !== 0);

const sizes = (a: Measure, b: Measure): Likeness => {
  if (a.scale === null || b.scale === null) return 'open';
  return Math.abs(a.scale / b.scale - 1) > 1e-9 ? 'size' : 'same';
};

const samePowers = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean =>
  a.size === b.size && [...a].every(([name, power]) => b.get(name) === power);

/** Things that a label leaves out, as in `per 1,000 residents`, are those that the other one names. */
const sameThings = (a: ReadonlyMap<string, number>, b: ReadonlyMap<string, number>): boolean => {
  if (samePowers(a, b)) return true;
  const unnamed = a.get('*') === 1 ? a : b.get('*') === 1 ? b : null;
  if (unnamed === null) return false;
  const other = unnamed === a ? b : a;
  const named = [...other].filter(([name, power]) => power === 1 && !unnamed.has(name));
  return named.some(([thing]) =>
    samePowers(joined(unnamed, new Map([['*', 1]]), -1), joined(other, new Map([[thing, 1]]), -1)),
  );
};

/** A figure per month or year is often labelled without it. */
const onlyTimeDiffers = (a: Measure, b: Measure): boolean => {
  const timeless = ({ kinds }: Measure): ReadonlyMap<string, number> =>
    new Map([...kinds].filter(([kind]) => kind !== 'time'));
  const [restA, restB] = [timeless(a), timeless(b)];
  return restA.size + a.things.size > 0 && samePowers(restA, restB) && sameThings(a.things, b.things);
};

/** How often things are counted, less how often they are divided by. */
const net = ({ things }: Measure): number => [...things.values()].reduce((sum, power) => sum + power, 0);

/** A noun that only its label knows: it may name a part of what is counted, or hardly a count at all. */
const hasNoun = ({ things }: Measure): boolean => [...things].some(([name, power]) => power > 0 && name !== 'people');

const isCount = ({ kinds, things }: Measure): boolean => kinds.size === 0 && things.size === 1;
