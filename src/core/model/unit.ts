// What is scored and ranked: the territory of a maslikhat, and in other indexes a deputy or a project.
import type { Text } from './text.js';

export interface Unit {
  /** KATO code: nine digits; of a deputy, a project or a country: capital letters, digits and hyphens. Always text. */
  readonly code: string;
  /** region, republican_city, city, district, rural; other indexes may name others. */
  readonly level: string;
  readonly name: Text;
  readonly parent: string | null;
  /** ISO dates; null where not known. */
  readonly validFrom: string | null;
  readonly validTo: string | null;
  readonly replaces: string | null;
  readonly madeUp: boolean;
  /** Further columns of the units table (population, area, ...): numbers where the cell is a number. */
  readonly attributes: Readonly<Record<string, number | string>>;
}

/**
 * Nine digits, as the classifier writes them; or a code of another list: a capital Latin letter, then such letters, digits and
 * hyphens, at most 32. Names of devices are none, since codes become names of files.
 */
export const codePattern = /^(?:[0-9]{9}|(?!(?:CON|PRN|AUX|NUL|COM[0-9]|LPT[0-9])$)[A-Z][A-Z0-9-]{0,31})$/;

const madeUpCodeLow = '990000000';
const madeUpCodeHigh = '990999999';

/** Made-up units carry codes of a range that the classifier does not use. */
export const isMadeUpCode = (code: string): boolean => madeUpCodeLow <= code && code <= madeUpCodeHigh;

/** Binary order of the codes: the same on every machine and in every locale. */
export const byCode = (a: { readonly code: string }, b: { readonly code: string }): number =>
  a.code < b.code ? -1 : a.code > b.code ? 1 : 0;
