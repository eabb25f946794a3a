// Every word a reader sees, in one language: sentences from the words files, and numbers, dates and order as that language has them.
import { type Formatters, IntlMessageFormat } from 'intl-messageformat';
import { roundHalfAway } from '../model/round.js';
import type { Lang, Text } from '../model/text.js';

/** Sentences by dotted key, in ICU message syntax. */
export interface Catalogue {
  readonly get: (key: string) => string | undefined;
}

export interface Words {
  readonly lang: Lang;
  readonly has: (key: string) => boolean;
  /** The sentence of a key with its arguments filled in; a missing key is a bug, shown as the key in ⟦ ⟧ and found by a test. */
  readonly say: (key: string, args?: Readonly<Record<string, string | number>>) => string;
  readonly text: (text: Text) => string;
  /** Fixed decimals, decimal comma and no-break group space in kk and ru, U+2212 for minus, half away from zero, never −0. */
  readonly number: (value: number, decimals: number) => string;
  /** As many decimals as the double needs, up to `most`. */
  readonly plain: (value: number, most?: number) => string;
  /** Always with + or −; zero without. */
  readonly signed: (value: number, decimals: number) => string;
  /** A share of one as per cent, rounded once: 0.285 is 29 % without decimals. No-break space before the sign in kk and ru. */
  readonly percent: (share: number, decimals: number) => string;
  /** An ISO date, or the day of an ISO time, in words. */
  readonly date: (iso: string) => string;
  readonly compare: (a: string, b: string) => number;
}

const minus = '\u2212';
const noBreakSpace = '\u00a0';

/** Names in braces and nothing else of ICU: most sentences are such, and the full language takes its time to load. */
const plainPattern = /^[^{}']*(?:\{[A-Za-z0-9_]+\}[^{}']*)*$/;

/** null where an argument is missing. */
const filledIn = (pattern: string, args: Readonly<Record<string, string | number>>): string | null => {
  let complete = true;
  const text = pattern.replace(/\{([A-Za-z0-9_]+)\}/g, (_, name: string) => {
    if (!Object.hasOwn(args, name)) complete = false;
    return String(args[name]);
  });
  return complete ? text : null;
};

/** How the thousands of a whole number are parted; Intl says the same, and takes a tenth of a short call to be asked. */
const thousands: Readonly<Record<Lang, string>> = { kk: noBreakSpace, ru: noBreakSpace, en: ',' };

/** A whole number in digits as Intl writes it; null for any other, and for minus zero. */
const wholeInDigits = (lang: Lang, value: unknown): string | null => {
  if (typeof value !== 'number' || !Number.isSafeInteger(value) || Object.is(value, -0)) return null;
  return String(value).replace(/\B(?=(?:\d{3})+$)/g, thousands[lang]);
};

/** A format that is made when something other than a whole number is to be written. */
const formatWhenAsked = (lang: Lang, options?: Intl.NumberFormatOptions): Intl.NumberFormat => {
  let made: Intl.NumberFormat | null = null;
  const real = (): Intl.NumberFormat => (made ??= new Intl.NumberFormat(lang, options));
  const isUsual = options === undefined || Object.keys(options).length === 0;
  return {
    format: (value: number | bigint | Intl.StringNumericLiteral) =>
      (isUsual ? wholeInDigits(lang, value) : null) ?? real().format(value),
    formatToParts: (value?: number | bigint | Intl.StringNumericLiteral) => real().formatToParts(value ?? Number.NaN),
    formatRange: (start, end) => real().formatRange(start, end),
    formatRangeToParts: (start, end) => real().formatRangeToParts(start, end),
    resolvedOptions: () => real().resolvedOptions(),
  };
};

// The languages of the program are ones that Intl knows: to have it list all that it knows costs a tenth of a short call.
IntlMessageFormat.resolveLocale = (locales) => new Intl.Locale(typeof locales === 'string' ? locales : locales[0]!);

export const wordsOf = (lang: Lang, catalogue: Catalogue): Words => {
  const compiled = new Map<string, IntlMessageFormat>();
  const formatters: Formatters = {
    getNumberFormat: (_, options) => formatWhenAsked(lang, options),
    getDateTimeFormat: (...args) => new Intl.DateTimeFormat(...args),
    getPluralRules: (...args) => new Intl.PluralRules(...args),
  };
  const say: Words['say'] = (key, args = {}) => {
    const pattern = catalogue.get(key);
    if (pattern === undefined) return `⟦${key}⟧`;
    if (!pattern.includes('{') && !pattern.includes("'")) return pattern;
    const filled = plainPattern.test(pattern) ? filledIn(pattern, args) : null;
    if (filled !== null) return filled;
    let message = compiled.get(key);
    if (message === undefined) {
      message = new IntlMessageFormat(pattern, lang, undefined, { ignoreTag: true, formatters });
      compiled.set(key, message);
    }
    return String(message.format(args));
  };

  const formats = new Map<string, Intl.NumberFormat>();
  const format = (least: number, most: number): Intl.NumberFormat => {
    const key = `${least}/${most}`;
    let made = formats.get(key);
    if (made === undefined) {
      made = new Intl.NumberFormat(lang, { minimumFractionDigits: least, maximumFractionDigits: most });
      formats.set(key, made);
    }
    return made;
  };
  const withMinus = (text: string): string => text.replace(/^-/, minus);
  const number: Words['number'] = (value, decimals) =>
    withMinus(format(decimals, decimals).format(roundHalfAway(value, decimals)));
  let collator: Intl.Collator | null = null;

  return {
    lang,
    has: (key) => catalogue.get(key) !== undefined,
    say,
    text: (text) => text[lang],
    number,
    plain: (value, most = 10) => withMinus(format(0, most).format(roundHalfAway(value, most))),
    signed: (value, decimals) => {
      const text = number(Math.abs(value), decimals);
      if (!/[1-9]/.test(text)) return text;
      return (value < 0 ? minus : '+') + text;
    },
    percent: (share, decimals) =>
      number(roundHalfAway(share, decimals + 2) * 100, decimals) + (lang === 'en' ? '%' : `${noBreakSpace}%`),
    date: (iso) => dateInWords(lang, iso),
    compare: (a, b) => {
      collator ??= new Intl.Collator(lang, { numeric: true });
      return collator.compare(a, b);
    },
  };
};

const dateInWords = (lang: Lang, iso: string): string => {
  const date = new Date(`${iso.slice(0, 10)}T00:00:00Z`);
  const month = new Intl.DateTimeFormat(lang, { month: 'long', day: 'numeric', timeZone: 'UTC' })
    .formatToParts(date)
    .find((part) => part.type === 'month')?.value;
  const day = date.getUTCDate();
  const year = date.getUTCFullYear();
  if (lang === 'kk') return `${year}${noBreakSpace}жылғы ${day}${noBreakSpace}${month}`;
  if (lang === 'ru') return `${day}${noBreakSpace}${month} ${year}${noBreakSpace}г.`;
  return `${day}${noBreakSpace}${month} ${year}`;
};
