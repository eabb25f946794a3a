// Texts of a column as codes: what strata, clusters, domains and categories are counted by.

export interface Codes {
  /** Of each row a position in `names`; -1 where the cell is blank. */
  readonly of: Int32Array;
  /** In binary order. */
  readonly names: ReadonlyArray<string>;
}

/** '' is blank. Names that are all whole numbers come in the order of the numbers. */
export const codesOf = (texts: ReadonlyArray<string>): Codes => {
  const seen = new Map<string, number>();
  const first = new Int32Array(texts.length);
  texts.forEach((text, row) => {
    if (text === '') {
      first[row] = -1;
      return;
    }
    let code = seen.get(text);
    if (code === undefined) seen.set(text, (code = seen.size));
    first[row] = code;
  });
  const found = [...seen.keys()];
  const whole = found.every((name) => /^-?\d{1,15}$/.test(name));
  const names = found.sort(whole ? (a, b) => Number(a) - Number(b) || (a < b ? -1 : 1) : (a, b) => (a < b ? -1 : 1));
  const place = new Int32Array(names.length);
  names.forEach((name, i) => {
    place[seen.get(name)!] = i;
  });
  return { of: first.map((code) => (code === -1 ? -1 : place[code]!)), names };
};

/** Codes of pairs, numbered in the order in which they come; -1 where either is. */
export const pairsOf = (
  outer: Int32Array,
  inner: Int32Array,
): { readonly of: Int32Array; readonly count: number; readonly outerOf: Int32Array; readonly firstRow: Int32Array } => {
  const seen = new Map<number, number>();
  const of = new Int32Array(outer.length);
  const outerOf: number[] = [];
  const firstRow: number[] = [];
  let width = 1;
  for (let row = 0; row < inner.length; row++) if (inner[row]! >= width) width = inner[row]! + 1;
  for (let row = 0; row < outer.length; row++) {
    const [a, b] = [outer[row]!, inner[row]!];
    if (a < 0 || b < 0) {
      of[row] = -1;
      continue;
    }
    const key = a * width + b;
    let code = seen.get(key);
    if (code === undefined) {
      seen.set(key, (code = seen.size));
      outerOf.push(a);
      firstRow.push(row);
    }
    of[row] = code;
  }
  return { of, count: seen.size, outerOf: Int32Array.from(outerOf), firstRow: Int32Array.from(firstRow) };
};
