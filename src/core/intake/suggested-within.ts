// Where a table seems to name the larger unit that a row lies in: a column beside the names, or headings among them. For a first mapping only.
import type { Problem } from '../model/problem.js';
import type { Unit } from '../model/unit.js';
import type { Grid } from './grid.js';
import { withoutFootnotes } from './placed.js';
import { comparable, isProblem, type Register } from './register.js';

export type SuggestedWithin = { readonly position: number } | { readonly rows: ReadonlyArray<string> };

const glance = 8;

/** `lines`: from the first row of the table to its last. `texts`: positions of words beside the key. null: nothing is seen. */
export const suggestedWithin = (
  grid: Grid,
  lines: ReadonlyArray<number>,
  key: number,
  texts: ReadonlyArray<number>,
  register: Register,
): SuggestedWithin | null => {
  const parents = new Set([...register.byCode.values()].flatMap(({ parent }) => parent ?? []));
  if (parents.size === 0) return null;
  const foundAt = (line: number, position: number): Unit | Problem =>
    register.find(withoutFootnotes(comparable(grid.shown(line, position))), new Map(), () => ({ file: '' }));
  const unitAt = (line: number, position: number): Unit | null => {
    const found = grid.shown(line, position) === '' ? null : foundAt(line, position);
    return found === null || isProblem(found) ? null : found;
  };
  const column = texts.find((position) => {
    const places = new Map(lines.map((line) => [comparable(grid.shown(line, position)), line]));
    places.delete('');
    // A glance first: words of another kind cost a search through the register each.
    if (![...places.values()].slice(0, glance).some((line) => unitAt(line, position) !== null)) return false;
    const names = new Map([...places].map(([text, line]) => [text, unitAt(line, position)]));
    const units = [...names.values()].filter((unit) => unit !== null);
    if (units.length * 2 <= names.size || !units.some(({ code }) => parents.has(code))) return false;
    // Larger ones have the units beside them inside: a table that stands beside this one has units of its own there.
    let inside = 0;
    let apart = 0;
    let larger: Unit | null = null;
    for (const line of lines) {
      if (grid.shown(line, position) !== '') larger = unitAt(line, position);
      const own = grid.shown(line, key) === '' ? null : foundAt(line, key);
      if (larger === null || own === null) continue;
      if (isProblem(own)) inside += own.code === 'UnitAmbiguous' ? 1 : 0;
      else if (own.code !== larger.code) {
        if (liesIn(own, larger, register)) inside++;
        else apart++;
      }
    }
    return inside > apart;
  });
  if (column !== undefined) return { position: column };
  const isAmbiguous = lines.some((line) => {
    const found = foundAt(line, key);
    return isProblem(found) && found.code === 'UnitAmbiguous';
  });
  const rows = isAmbiguous
    ? headingsAmong(
        lines.flatMap((line) => unitAt(line, key) ?? []),
        parents,
        register,
      )
    : null;
  if (rows === null) return null;
  const names = lines.filter((line) => rows.has(unitAt(line, key)?.code ?? ''));
  return { rows: [...new Set(names.map((line) => withoutFootnotes(comparable(grid.shown(line, key)))))] };
};

/** Right below it, or one level further down. */
const liesIn = ({ parent }: Pick<Unit, 'parent'>, { code }: Unit, register: Register): boolean =>
  parent === code || register.byCode.get(parent ?? '')?.parent === code;

/** Units that do not lie in the one above them; null where such a one is neither a unit with others inside it nor one of the highest. */
const headingsAmong = (
  units: ReadonlyArray<Unit>,
  parents: ReadonlySet<string>,
  register: Register,
): ReadonlySet<string> | null => {
  const found = new Set<string>();
  let above: Unit | null = null;
  for (const unit of units) {
    const { code, parent } = unit;
    if (above !== null && liesIn({ parent }, above, register)) continue;
    if (parent !== null && !parents.has(code)) return null;
    found.add(code);
    above = unit;
  }
  return [...found].some((code) => parents.has(code)) ? found : null;
};
