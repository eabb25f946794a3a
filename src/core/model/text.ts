// The three languages of the project, and a text given in each of them.

export const langs = ['kk', 'ru', 'en'] as const;
export type Lang = (typeof langs)[number];

/** The same text in each language; every shown title has all three. */
export type Text = Readonly<Record<Lang, string>>;

export const isLang = (value: string): value is Lang => (langs as readonly string[]).includes(value);

/** A sign or abbreviation that reads the same in every language. */
export const sameInAll = (text: string): Text => ({ kk: text, ru: text, en: text });
