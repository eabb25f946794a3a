// From raw answers on a scale to scores: codes that are no answers, items worded the other way round, top boxes, scores of a module.

export interface LikertItem {
  /** Ends of the scale as it was asked, 1 and 5. */
  readonly low: number;
  readonly high: number;
  /** Worded so that the high end is bad. */
  readonly reversed: boolean;
  /** Codes of this item that are no answers on the scale (98 do not know, 99 refused): of this item, since 98 minutes is an answer. */
  readonly missing: ReadonlyArray<number>;
}

export interface Recoded {
  /** On the scale as asked, the good end high; NaN where there is no answer. */
  readonly values: Float64Array;
  /** Rows with a value that is neither on the scale nor a code of the item: left out and told. */
  readonly outside: ReadonlyArray<number>;
  readonly answered: number;
  /** Rows with each of the missing codes, in their order. */
  readonly coded: ReadonlyArray<number>;
  readonly blank: number;
}

export const recoded = (raw: Float64Array, { low, high, reversed, missing }: LikertItem): Recoded => {
  const values = new Float64Array(raw.length).fill(Number.NaN);
  const outside: number[] = [];
  const coded = missing.map(() => 0);
  let [answered, blank] = [0, 0];
  raw.forEach((value, row) => {
    const code = missing.indexOf(value);
    if (Number.isNaN(value)) blank++;
    else if (code !== -1) coded[code] = coded[code]! + 1;
    else if (value < low || value > high || !Number.isInteger(value)) outside.push(row);
    else {
      answered++;
      values[row] = reversed ? low + high - value : value;
    }
  });
  return { values, outside, answered, coded, blank };
};

/** (v - low) / (high - low) * 100. */
export const scored = (values: Float64Array, { low, high }: Pick<LikertItem, 'low' | 'high'>): Float64Array =>
  values.map((value) => ((value - low) / (high - low)) * 100);

/** 1 where the recoded answer is one of the best `boxes`, 0 where another, NaN where there is none. */
export const topBox = (values: Float64Array, { high }: Pick<LikertItem, 'high'>, boxes: number): Float64Array =>
  values.map((value) => (Number.isNaN(value) ? value : value > high - boxes ? 1 : 0));

export interface ModuleScores {
  readonly scores: Float64Array;
  /** Items answered by each respondent. */
  readonly answered: Int32Array;
}

/** Of each respondent the mean over the items answered, if that is at least `least` of all (rounded up); else NaN. */
export const moduleScores = (items: ReadonlyArray<Float64Array>, least = 0.5): ModuleScores => {
  const rows = items[0]?.length ?? 0;
  const scores = new Float64Array(rows);
  const answered = new Int32Array(rows);
  const needed = Math.max(1, Math.ceil(least * items.length - 1e-9));
  for (const item of items) {
    for (let row = 0; row < rows; row++) {
      if (Number.isNaN(item[row]!)) continue;
      scores[row] = scores[row]! + item[row]!;
      answered[row] = answered[row]! + 1;
    }
  }
  return { scores: scores.map((sum, row) => (answered[row]! >= needed ? sum / answered[row]! : Number.NaN)), answered };
};

export interface CodeShare {
  readonly code: number;
  readonly n: number;
  readonly unweighted: number;
  readonly weighted: number;
  /** Among answers on the scale; NaN for a missing code. */
  readonly weightedValid: number;
}

/** How often each raw code stands, blanks last (code NaN): the don't-knows are answers, and their share is published. */
export const codeShares = (
  raw: Float64Array,
  weights: Float64Array,
  missing: ReadonlyArray<number>,
): ReadonlyArray<CodeShare> => {
  const found = new Map<number, { n: number; weight: number }>();
  let [all, valid] = [0, 0];
  raw.forEach((code, row) => {
    const weight = weights[row]!;
    const cell = found.get(code) ?? { n: 0, weight: 0 };
    found.set(code, { n: cell.n + 1, weight: cell.weight + weight });
    all += weight;
    if (!Number.isNaN(code) && !missing.includes(code)) valid += weight;
  });
  return [...found]
    .sort(([a], [b]) => (Number.isNaN(a) ? 1 : Number.isNaN(b) ? -1 : a - b))
    .map(([code, { n, weight }]) => ({
      code,
      n,
      unweighted: n / raw.length,
      weighted: weight / all,
      weightedValid: Number.isNaN(code) || missing.includes(code) ? Number.NaN : weight / valid,
    }));
};
