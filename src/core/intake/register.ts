// Which unit a cell means: a code, else a name of the register that only one unit bears, else the dataset's own spelling.
import { distance } from 'fastest-levenshtein';
import { type Location, type Problem, problem } from '../model/problem.js';
import { langs } from '../model/text.js';
import { codePattern, byCode as inOrder, type Unit } from '../model/unit.js';
import { type Alias, type Aliases, aliasOf, isInUse } from './aliases.js';
import { codeFinder, isScientific } from './codes.js';
import { mixedName } from './lookalikes.js';
import { shortly } from './place.js';

export interface Register {
  readonly byCode: ReadonlyMap<string, Unit>;
  /** The unit a cell means, or why it means none. Nothing is matched by likeness: near names are shown, never taken. */
  readonly find: (cell: string, aliases: Aliases, at: () => Location, period?: () => string) => Unit | Problem;
  /** The unit whose code a spreadsheet has damaged in this cell; null where it is no such code, or not of one unit alone. */
  readonly mended: (cell: string) => Unit | null;
}

export const isProblem = (found: Unit | Problem): found is Problem => 'args' in found;

/** The form in which names are compared: composed letters, no signs of no width, no blanks at the ends, one plain blank between words. */
export const comparable = (name: string): string =>
  name
    .normalize('NFC')
    .replace(/[\u00ad\u200b-\u200f\u2060\ufeff]/g, '')
    .replace(/\s+/gu, ' ')
    .trim();

/** Beyond this many different unknown names the near ones are no longer looked for: each costs a pass over the register. */
const suggestionsLimit = 200;

/** `shared`: the spellings of all datasets known, for tables that have none of their own. */
export const registerOf = (units: Iterable<Unit>, shared: ReadonlyArray<Aliases> = []): Register => {
  const byCode = new Map<string, Unit>();
  const byName = new Map<string, Unit[]>();
  for (const unit of units) byCode.set(unit.code, unit);
  for (const unit of byCode.values()) {
    for (const name of new Set(langs.map((lang) => comparable(unit.name[lang])))) {
      const bearers = byName.get(name);
      if (bearers === undefined) byName.set(name, [unit]);
      else bearers.push(unit);
    }
  }

  const codes = codeFinder(byCode.keys());
  const suggestions = new Map<string, string>();
  const suggest = (cell: string): string => {
    const before = suggestions.get(cell);
    if (before !== undefined) return before;
    const near = suggestions.size < suggestionsLimit ? nearNames(cell, byName) : '';
    suggestions.set(cell, near);
    return near;
  };

  return {
    byCode,
    mended: (cell) => {
      const fits = codePattern.test(cell) ? null : codes.fits(cell);
      return fits?.length === 1 ? (byCode.get(fits[0]!) ?? null) : null;
    },
    find: (cell, aliases, at, period = () => '') => {
      const unit = byCode.get(cell);
      if (unit !== undefined) return unit;
      const name = comparable(cell);
      const bearers = byName.get(name) ?? [];
      if (bearers.length === 1) return bearers[0]!;
      const own = aliases.get(name);
      const spelt = own === undefined ? shared.flatMap((table) => table.get(name) ?? []) : [own];
      const known = spelt.map(aliasOf).filter(({ unit: code }) => byCode.has(code));
      const inUse = known.length === 0 ? [] : known.filter((alias) => isInUse(alias, period()));
      const meant = [...new Set(inUse.map(({ unit: code }) => byCode.get(code)!))];
      if (meant.length === 1 && (bearers.length === 0 || own !== undefined)) return meant[0]!;
      const several = [...new Set([...bearers, ...meant])].sort(inOrder);
      if (several.length > 1) {
        const candidates = several.slice(0, 5).map(nameAndCode).join('; ');
        return problem('UnitAmbiguous', { value: shortly(cell), candidates }, at());
      }
      const former = known[0];
      if (former !== undefined) return notInUse(cell, former, byCode.get(former.unit)!, period(), at());
      if (isScientific(cell)) {
        const fits = codes.fits(cell) ?? [];
        const candidates = fits.slice(0, 5).map((each) => nameAndCode(byCode.get(each)!));
        const args = { value: shortly(cell), fits: fits.length, candidates: candidates.join('; ') };
        return problem('CodeDamaged', args, at());
      }
      const mixed = mixedName(name);
      if (mixed !== null) {
        const near = suggest(shortly(mixed.mended));
        const { letters, script } = mixed;
        const args = { value: shortly(cell), letters, script, near: near === '' ? 'no' : 'yes', nearest: near };
        return problem('NameMixedScripts', args, at());
      }
      const near = suggest(shortly(cell));
      return problem('UnknownUnit', { value: shortly(cell), near: near === '' ? 'no' : 'yes', nearest: near }, at());
    },
  };
};

/** Whether a name has the text in it as whole words. */
const holds = (name: string, text: string): boolean => text.length > 3 && ` ${name} `.includes(` ${text} `);

/** A name of another time: it is known, and does not hold for the period of the row. */
const notInUse = (cell: string, { validFrom, validTo }: Alias, unit: Unit, period: string, at: Location): Problem =>
  problem(
    'NameNotInUse',
    { value: shortly(cell), unit: nameAndCode(unit), period, from: validFrom ?? '', to: validTo ?? '' },
    at,
  );

const nameAndCode = (unit: Unit): string => `${unit.name.ru} (${unit.code})`;

/** Words that say what kind of unit a name is of, and their abbreviations: "г. Алматы" is near to "город Алматы" by the rest. */
const kindWords =
  /(?<![\p{L}\p{N}])(?:г|гор|город|обл|область|р-н|рн|район|с\.о|а\.о|қ|қаласы|қ-сы|облысы|обл-сы|ауданы|city|region|oblast|district|of|the)(?![\p{L}\p{N}])\.?/giu;

/** Letters that are typed for digits. */
const digitLetters = new Map([...'OoОоIlІЗ'].map((letter, i) => [letter, [...'00001113'][i]!]));
const asDigits = (text: string): string => [...text].map((sign) => digitLetters.get(sign) ?? sign).join('');

/** Up to three units whose name or code differs in at most a third of its letters or holds the text, nearest first. */
const nearNames = (cell: string, byName: ReadonlyMap<string, ReadonlyArray<Unit>>): string => {
  const digits = /^[0-9OoОоIlІЗ]{6,12}$/.test(cell) && /[0-9]/.test(cell) ? asDigits(cell) : null;
  const wanted = (digits ?? cell).toLowerCase();
  const core = wanted
    .replace(kindWords, ' ')
    .replace(/[\s.,]+/gu, ' ')
    .trim();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  const away = new Map<Unit, { readonly far: number; readonly as: string }>();
  const consider = (unit: Unit, text: string): void => {
    const name = text.toLowerCase();
    // "Алматы" is near to "город Алматы": part of a name counts as the last of what is near.
    const part = name !== wanted && ((wanted.length > 3 && name.includes(wanted)) || holds(name, core));
    const near = Math.abs(name.length - wanted.length) <= limit ? distance(wanted, name) : Number.POSITIVE_INFINITY;
    const far = part ? Math.min(limit, near) : near;
    if (far <= limit && far < (away.get(unit)?.far ?? Number.POSITIVE_INFINITY)) away.set(unit, { far, as: text });
  };
  for (const [name, bearers] of byName) {
    for (const unit of bearers) {
      consider(unit, name);
      const isNumber = /^[0-9]/.test(unit.code);
      if (isNumber ? digits !== null || /^[0-9]+$/.test(cell) : /^[A-Za-z0-9-]+$/.test(cell)) consider(unit, unit.code);
    }
  }
  return [...away]
    .sort(([a, x], [b, y]) => x.far - y.far || (a.code < b.code ? -1 : 1))
    .slice(0, 3)
    .map(([unit, { as }]) => (as === unit.code ? `${unit.code} (${unit.name.ru})` : `${as} (${unit.code})`))
    .join('; ');
};
