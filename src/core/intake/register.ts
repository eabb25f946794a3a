// Which unit a cell means: a code, else a name of the register that only one unit bears, else the dataset's own spelling.
import { distance } from 'fastest-levenshtein';
import { type Location, type Problem, type ProblemArgs, problem } from '../model/problem.js';
import { type Lang, langs } from '../model/text.js';
import { codePattern, byCode as inOrder, type Unit } from '../model/unit.js';
import { type Alias, type Aliases, aliasOf, isInUse } from './aliases.js';
import { codeFinder, isScientific } from './codes.js';
import { mixedName } from './lookalikes.js';
import { shortly } from './place.js';

export interface Register {
  readonly byCode: ReadonlyMap<string, Unit>;
  /**
   * The unit a cell means, or why it means none. Nothing is matched by likeness: near names are shown, never taken.
   * `within`: the larger unit in which a name is looked up; a code needs none.
   */
  readonly find: (
    cell: string,
    aliases: Aliases,
    at: () => Location,
    period?: () => string,
    within?: Unit | null,
  ) => Unit | Problem;
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

/** More levels of units than any register has. */
const deepest = 32;

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
  const isInside = (unit: Unit, within: Unit | null): boolean => {
    if (within === null) return true;
    let at: Unit | undefined = unit;
    for (let up = 0; at !== undefined && up < deepest; up++) {
      if (at.code === within.code) return true;
      at = at.parent === null ? undefined : byCode.get(at.parent);
    }
    return false;
  };
  const suggestions = new Map<string, ProblemArgs>();
  const suggest = (cell: string, within: Unit | null): ProblemArgs => {
    const key = `${within?.code ?? ''} ${cell}`;
    const before = suggestions.get(key);
    if (before !== undefined) return before;
    const near = suggestions.size < suggestionsLimit ? nearNames(cell, byName, (unit) => isInside(unit, within)) : [];
    const args = nearArgs(near);
    suggestions.set(key, args);
    return args;
  };
  /** With the unit it lies in: what tells apart those of one name. */
  const placedName = (unit: Unit, lang: Lang): string => {
    const parent = unit.parent === null ? undefined : byCode.get(unit.parent);
    return parent === undefined ? nameAndCode(unit, lang) : `${unit.name[lang]}, ${parent.name[lang]} (${unit.code})`;
  };

  return {
    byCode,
    mended: (cell) => {
      const fits = codePattern.test(cell) ? null : codes.fits(cell);
      return fits?.length === 1 ? (byCode.get(fits[0]!) ?? null) : null;
    },
    find: (cell, aliases, at, period = () => '', within = null) => {
      const unit = byCode.get(cell);
      if (unit !== undefined) return unit;
      const name = comparable(cell);
      const everywhere = byName.get(name) ?? [];
      const bearers = within === null ? everywhere : everywhere.filter((each) => isInside(each, within));
      if (bearers.length === 1) return bearers[0]!;
      const own = aliases.get(name);
      const spelt = own === undefined ? shared.flatMap((table) => table.get(name) ?? []) : [own];
      const spelled = spelt.map(aliasOf).filter(({ unit: code }) => byCode.has(code));
      // A spelling of the table itself says which unit it means, wherever that lies.
      const known = own === undefined ? spelled.filter((each) => isInside(byCode.get(each.unit)!, within)) : spelled;
      const inUse = known.length === 0 ? [] : known.filter((alias) => isInUse(alias, period()));
      const meant = [...new Set(inUse.map(({ unit: code }) => byCode.get(code)!))];
      if (meant.length === 1 && (bearers.length === 0 || own !== undefined)) return meant[0]!;
      const several = [...new Set([...bearers, ...meant])].sort(inOrder);
      if (several.length > 1) {
        const candidates = inLangs('candidates', (lang) =>
          several
            .slice(0, 5)
            .map((each) => placedName(each, lang))
            .join('; '),
        );
        return problem('UnitAmbiguous', { value: shortly(cell), ...candidates }, at());
      }
      const former = known[0];
      if (former !== undefined) return notInUse(cell, former, byCode.get(former.unit)!, period(), at());
      const elsewhere = within === null ? [] : [...everywhere, ...spelled.map((each) => byCode.get(each.unit)!)];
      if (within !== null && elsewhere.length > 0) {
        const others = [...new Set(elsewhere)].sort(inOrder).slice(0, 5);
        const args = {
          ...inLangs('within', (lang) => within.name[lang]),
          ...inLangs('candidates', (lang) => others.map((each) => placedName(each, lang)).join('; ')),
        };
        return problem('UnitElsewhere', { value: shortly(cell), units: others.length, ...args }, at());
      }
      if (isScientific(cell)) {
        const fits = codes.fits(cell) ?? [];
        const candidates = inLangs('candidates', (lang) =>
          fits
            .slice(0, 5)
            .map((each) => nameAndCode(byCode.get(each)!, lang))
            .join('; '),
        );
        return problem('CodeDamaged', { value: shortly(cell), fits: fits.length, ...candidates }, at());
      }
      const mixed = mixedName(name);
      if (mixed !== null) {
        const near = suggest(shortly(mixed.mended), within);
        const { letters, script } = mixed;
        return problem('NameMixedScripts', { value: shortly(cell), letters, script, ...near }, at());
      }
      return problem('UnknownUnit', { value: shortly(cell), total: 'no', ...suggest(shortly(cell), within) }, at());
    },
  };
};

/** Whether a name has the text in it as whole words. */
const holds = (name: string, text: string): boolean => text.length > 3 && ` ${name} `.includes(` ${text} `);

/** A name of another time: it is known, and does not hold for the period of the row. */
const notInUse = (cell: string, { validFrom, validTo }: Alias, unit: Unit, period: string, at: Location): Problem =>
  problem(
    'NameNotInUse',
    {
      value: shortly(cell),
      ...inLangs('unit', (lang) => nameAndCode(unit, lang)),
      period,
      from: validFrom ?? '',
      to: validTo ?? '',
    },
    at,
  );

const nameAndCode = (unit: Unit, lang: Lang): string => `${unit.name[lang]} (${unit.code})`;

/** An argument in every language: the sentence takes that of its reader; without one, Russian. */
const inLangs = (name: string, text: (lang: Lang) => string): ProblemArgs => ({
  [name]: text('ru'),
  ...Object.fromEntries(langs.map((lang) => [`${name}_${lang}`, text(lang)])),
});

/** `nearest` as it is spelt where it comes near; beside it the names of the same units in each language. */
const nearArgs = (near: ReadonlyArray<Near>): ProblemArgs => {
  if (near.length === 0) return { near: 'no', nearest: '' };
  const spelt = near.map(({ unit, as }) => (as === unit.code ? nameAndCode(unit, 'ru') : `${as} (${unit.code})`));
  const named = inLangs('nearest', (lang) => near.map(({ unit }) => nameAndCode(unit, lang)).join('; '));
  return { near: 'yes', ...named, nearest: spelt.join('; ') };
};

interface Near {
  readonly unit: Unit;
  /** The name or code that comes near. */
  readonly as: string;
}

/** Words that say what kind of unit a name is of, and their abbreviations: "г. Алматы" is near to "город Алматы" by the rest. */
const kindWords =
  /(?<![\p{L}\p{N}])(?:г|гор|город|обл|область|р-н|рн|район|с\.о|а\.о|қ|қаласы|қ-сы|облысы|обл-сы|ауданы|city|region|oblast|district|of|the)(?![\p{L}\p{N}])\.?/giu;

/** Letters that are typed for digits. */
const digitLetters = new Map([...'OoОоIlІЗ'].map((letter, i) => [letter, [...'00001113'][i]!]));
const asDigits = (text: string): string => [...text].map((sign) => digitLetters.get(sign) ?? sign).join('');

/** Up to three units whose name or code differs in at most a third of its letters or holds the text, nearest first. */
const nearNames = (
  cell: string,
  byName: ReadonlyMap<string, ReadonlyArray<Unit>>,
  isWanted: (unit: Unit) => boolean,
): ReadonlyArray<Near> => {
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
      if (!isWanted(unit)) continue;
      consider(unit, name);
      const isNumber = /^[0-9]/.test(unit.code);
      if (isNumber ? digits !== null || /^[0-9]+$/.test(cell) : /^[A-Za-z0-9-]+$/.test(cell)) consider(unit, unit.code);
    }
  }
  return [...away]
    .sort(([a, x], [b, y]) => x.far - y.far || (a.code < b.code ? -1 : 1))
    .slice(0, 3)
    .map(([unit, { as }]) => ({ unit, as }));
};
