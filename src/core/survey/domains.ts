// Means and totals of many domains in one pass over the rows: all that a domain needs is what its rows sum up to in each PSU.
// The same values as the general estimates of each domain; the work no longer grows with the number of domains.
import { type Codes, pairsOf } from './codes.js';
import type { Design, Stage } from './design.js';
import { domainOf, type Estimate, estimateMean, estimateTotal, withDesignEffect } from './estimate.js';
import { averaged, factorOf } from './variance.js';

/** Where the sums of each domain stand, made once for all variables. */
export interface DomainPlan {
  readonly design: Design;
  readonly domains: Codes;
  /** Of each row its cell: one unit of the last stage in one domain; -1 outside every domain. */
  readonly cellOf: Int32Array;
  readonly cells: Cells;
  /** Cells of PSUs in domains, where those above are of clusters inside PSUs; null: they are PSUs already. */
  readonly psus: { readonly of: Int32Array; readonly cells: Cells } | null;
}

/** Cells in the order of their domains, and inside a domain of the groups that their units were drawn in. */
interface Cells {
  readonly count: number;
  readonly groupOf: Int32Array;
  readonly domainOf: Int32Array;
  /** Where the cells of each domain begin; one more at the end. */
  readonly from: Int32Array;
}

export const planDomains = (design: Design, domains: Codes): DomainPlan => {
  const last = design.second ?? design.first;
  const { of: cellOf, cells } = cellsOf(domains, last);
  if (design.second === null) return { design, domains, cellOf, cells, psus: null };
  const outer = cellsOf(domains, design.first);
  const of = new Int32Array(cells.count);
  for (let row = 0; row < cellOf.length; row++) if (cellOf[row] !== -1) of[cellOf[row]!] = outer.of[row]!;
  return { design, domains, cellOf, cells, psus: { of, cells: outer.cells } };
};

const cellsOf = (domains: Codes, stage: Stage) => {
  const pairs = pairsOf(domains.of, stage.unitOf);
  const unitOf = pairs.firstRow.map((row) => stage.unitOf[row]!);
  const order = Int32Array.from({ length: pairs.count }, (_, cell) => cell).sort(
    (a, b) => pairs.outerOf[a]! - pairs.outerOf[b]! || stage.groupOf[unitOf[a]!]! - stage.groupOf[unitOf[b]!]! || a - b,
  );
  const place = new Int32Array(pairs.count);
  order.forEach((cell, i) => {
    place[cell] = i;
  });
  const domainOf = order.map((cell) => pairs.outerOf[cell]!);
  const from = new Int32Array(domains.names.length + 1);
  for (const domain of domainOf) from[domain + 1] = from[domain + 1]! + 1;
  for (let domain = 0; domain < domains.names.length; domain++) from[domain + 1] = from[domain + 1]! + from[domain]!;
  const units = order.map((cell) => unitOf[cell]!);
  return {
    of: pairs.of.map((cell) => (cell === -1 ? -1 : place[cell]!)),
    cells: { count: pairs.count, groupOf: units.map((unit) => stage.groupOf[unit]!), domainOf, from },
  };
};

/** The mean (of 0 and 1: the share) of `y` in each domain, in the order of their names. */
export const domainMeans = (plan: DomainPlan, y: Float64Array): ReadonlyArray<Estimate> => inDomains(plan, y, 'mean');

export const domainTotals = (plan: DomainPlan, y: Float64Array): ReadonlyArray<Estimate> => inDomains(plan, y, 'total');

const inDomains = (plan: DomainPlan, y: Float64Array, kind: 'mean' | 'total'): ReadonlyArray<Estimate> => {
  const { design, domains, cells, psus } = plan;
  const byItself = (code: number): Estimate => {
    const domain = domainOf(domains, code);
    return kind === 'mean' ? estimateMean(design, y, domain) : estimateTotal(design, y, domain);
  };
  if (design.residual !== null) {
    // Weights fitted to known totals tie every row to all others: each domain takes its own pass.
    return domains.names.map((_, code) => byItself(code));
  }
  const sums = sumsOf(plan, y);
  const count = domains.names.length;
  // Per domain: rows, weights, and the totals of y and y^2 around the origin.
  const [n, weight, total, square] = [0, 1, 2, 3].map(() => new Float64Array(count)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
  ];
  for (let cell = 0; cell < cells.count; cell++) {
    const domain = cells.domainOf[cell]!;
    n[domain] = n[domain]! + sums.n[cell]!;
    weight[domain] = weight[domain]! + sums.weight[cell]!;
    total[domain] = total[domain]! + sums.total[cell]!;
    square[domain] = square[domain]! + sums.square[cell]!;
  }
  // The linearised total of each cell.
  const z = new Float64Array(cells.count);
  for (let cell = 0; cell < cells.count; cell++) {
    const domain = cells.domainOf[cell]!;
    z[cell] =
      kind === 'mean'
        ? (sums.total[cell]! - (total[domain]! / weight[domain]!) * sums.weight[cell]!) / weight[domain]!
        : sums.total[cell]! + sums.origin * sums.weight[cell]!;
  }
  const outer =
    psus === null ? { z, n: sums.n, cells } : { ...gathered(psus.of, psus.cells.count, z, sums.n), cells: psus.cells };
  return domains.names.map((_, domain) => {
    const [rows, weights] = [n[domain]!, weight[domain]!];
    const centre = total[domain]! / weights;
    const df = dfOf(outer.cells, domain, outer.n);
    let found = Number.NaN;
    if (df > 0) {
      found = averaged(
        design.first,
        design.lonely,
        squaresOf(design, design.first, outer.cells, domain, outer.z, null),
      );
      if (design.second !== null) found += squaresOf(design, design.second, cells, domain, z, design.first);
    }
    const estimate = kind === 'mean' ? sums.origin + centre : total[domain]! + sums.origin * weights;
    const spread = ((rows / (rows - 1)) * (square[domain]! - centre * total[domain]!)) / weights;
    // Values so near to one another, and so far from the origin, that the squares have lost them: or all the same.
    if (rows > 1 && !(spread > 1e-9 * (square[domain]! / weights))) return byItself(domain);
    const base: Estimate = {
      n: rows,
      weight: weights,
      estimate: rows === 0 ? Number.NaN : estimate,
      variance: found,
      se: Math.sqrt(found),
      df,
      deffWor: Number.NaN,
      deffWr: Number.NaN,
      nEffective: Number.NaN,
    };
    return withDesignEffect(design, base, kind === 'mean' ? spread : spread * weights * weights);
  });
};

/** Sums of each cell, of y around an origin near its values: squares then lose no digits. */
const sumsOf = ({ design, cellOf, cells }: DomainPlan, y: Float64Array) => {
  const { weights } = design;
  let [answered, sum] = [0, 0];
  for (let row = 0; row < y.length; row++) {
    const value = y[row]!;
    if (!Number.isNaN(value)) {
      answered++;
      sum += value;
    }
  }
  const origin = answered === 0 ? 0 : sum / answered;
  const n = new Float64Array(cells.count);
  const weight = new Float64Array(cells.count);
  const total = new Float64Array(cells.count);
  const square = new Float64Array(cells.count);
  for (let row = 0; row < y.length; row++) {
    const value = y[row]! - origin;
    const cell = cellOf[row]!;
    if (cell < 0 || Number.isNaN(value)) continue;
    const w = weights[row]!;
    const product = w * value;
    n[cell] = n[cell]! + 1;
    weight[cell] = weight[cell]! + w;
    total[cell] = total[cell]! + product;
    square[cell] = square[cell]! + product * value;
  }
  return { origin, n, weight, total, square };
};

const gathered = (of: Int32Array, count: number, z: Float64Array, n: Float64Array) => {
  const sums = { z: new Float64Array(count), n: new Float64Array(count) };
  for (let cell = 0; cell < of.length; cell++) {
    sums.z[of[cell]!] = sums.z[of[cell]!]! + z[cell]!;
    sums.n[of[cell]!] = sums.n[of[cell]!]! + n[cell]!;
  }
  return sums;
};

/** PSUs less strata with a row used. */
const dfOf = ({ from, groupOf }: Cells, domain: number, n: Float64Array): number => {
  let df = 0;
  let stratum = -1;
  for (let cell = from[domain]!; cell < from[domain + 1]!; cell++) {
    if (n[cell] === 0) continue;
    df++;
    if (groupOf[cell] !== stratum) df--;
    stratum = groupOf[cell]!;
  }
  return df;
};

/** Sums of squares of a domain over the groups it touches; units of a group without a row in it count as zeros. */
const squaresOf = (
  design: Design,
  stage: Stage,
  { from, groupOf }: Cells,
  domain: number,
  z: Float64Array,
  above: Stage | null,
): number => {
  const lonely = above !== null && design.lonely === 'average' ? 'remove' : design.lonely;
  let sum = 0;
  for (let start = from[domain]!; start < from[domain + 1]!; ) {
    const group = groupOf[start]!;
    let end = start;
    let inGroup = 0;
    while (end < from[domain + 1]! && groupOf[end] === group) inGroup += z[end++]!;
    const sampled = stage.sampled[group]!;
    const mean = sampled > 1 ? inGroup / sampled : 0;
    let squares = (sampled - (end - start)) * mean * mean;
    for (let cell = start; cell < end; cell++) squares += (z[cell]! - mean) * (z[cell]! - mean);
    const share = above === null ? 1 : above.fraction[above.groupOf[group]!]!;
    sum += share * factorOf(stage, group, lonely) * squares;
    start = end;
  }
  return sum;
};
