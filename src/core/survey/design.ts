// The sampling design as one value, built once and checked: whom each row stands for, and with whom it was drawn.
import { E } from '../fp.js';
import { type Location, type Problem, type Problems, problem } from '../model/problem.js';
import { type Codes, pairsOf } from './codes.js';

/** One stage of sampling: units (PSUs, or clusters inside a PSU) in groups (strata, or PSUs). */
export interface Stage {
  /** Of each row its unit. */
  readonly unitOf: Int32Array;
  /** Of each unit its group. */
  readonly groupOf: Int32Array;
  /** Units sampled in each group of the full design (n_h). */
  readonly sampled: Int32Array;
  /** Sampled share of each group's population, f_h = n_h / N_h; 0 where the population is not given. */
  readonly fraction: Float64Array;
}

/** What to do with a group of one sampled unit, whose spread nobody can see. */
export const lonelyRules = ['fail', 'remove', 'certainty', 'adjust', 'average'] as const;
export type LonelyRule = (typeof lonelyRules)[number];

export interface Design {
  readonly rows: number;
  /** All above 0. */
  readonly weights: Float64Array;
  readonly first: Stage;
  /** Only where populations of the first stage are given: without them later stages add nothing. */
  readonly second: Stage | null;
  readonly lonely: LonelyRule;
  /** No weight is below 1 and some are above: they count people, and a design effect may compare with a sample without replacement. */
  readonly countsPeople: boolean;
  /** What is taken out of linearised values because the weights were fitted to known totals; null: nothing was. */
  readonly residual: ((z: Float64Array) => Float64Array) | null;
}

export type DesignRole = 'weight' | 'stratum' | 'psu' | 'second' | 'fpc' | 'fpc2';

export interface DesignColumns {
  readonly rows: number;
  /** null: from the populations where those are given, else 1 each. NaN is a blank cell. */
  readonly weight: Float64Array | null;
  /** null: one stratum. */
  readonly stratum: Codes | null;
  /** null: each row was drawn by itself. Counted afresh inside each stratum. */
  readonly psu: Codes | null;
  readonly second: Codes | null;
  /** PSUs in the population of the row's stratum; null: drawn as with replacement. */
  readonly fpc: Float64Array | null;
  /** Second-stage clusters in the population of the row's PSU. */
  readonly fpc2: Float64Array | null;
}

export interface DesignPlaces {
  /** Name of the column in the file. */
  readonly name: (role: DesignRole) => string;
  readonly at: (row: number, role: DesignRole) => Location | undefined;
}

/** Left, each with its row: DesignBlank, WeightNotPositive, PopulationDiffers, PopulationBelowSample, LonelyPsu; NoRespondents. */
export const makeDesign = (
  columns: DesignColumns,
  lonely: LonelyRule,
  places: DesignPlaces,
): E.Either<Problems, Design> => {
  const { rows } = columns;
  if (rows === 0) return E.left([problem('NoRespondents', {}, places.at(0, 'weight'))]);
  const blanks = blankCells(columns, places);
  if (blanks.length > 0) return E.left(blanks);

  const problems: Problem[] = [];
  const stratum = columns.stratum?.of ?? new Int32Array(rows);
  const names = columns.stratum?.names ?? [''];
  const psus = pairsOf(stratum, columns.psu?.of ?? ownCodes(rows));
  const first = stageOf(psus, names.length, columns.fpc, 'fpc', places, problems);
  const inner =
    columns.fpc === null || columns.fpc2 === null ? null : pairsOf(psus.of, columns.second?.of ?? ownCodes(rows));
  const second = inner === null ? null : stageOf(inner, psus.count, columns.fpc2, 'fpc2', places, problems);
  if (lonely === 'fail') {
    problems.push(...lonelyUnits(first, psus.firstRow, (group) => names[group]!, 'first', places));
    if (second !== null && inner !== null) {
      const nameOfPsu = (group: number): string => nameOf(columns.psu, psus.firstRow[group]!);
      problems.push(...lonelyUnits(second, inner.firstRow, nameOfPsu, 'second', places));
    }
  }
  if (problems.length > 0) return E.left(problems);
  const weights = columns.weight ?? weightsOf(rows, first, second);
  return E.right({ rows, weights, first, second, lonely, countsPeople: countsPeople(weights), residual: null });
};

/** The same sample with other weights, as post-stratification or calibration gives them. */
export const withWeights = (
  design: Design,
  weights: Float64Array,
  residual: ((z: Float64Array) => Float64Array) | null,
): Design => ({ ...design, weights, residual, countsPeople: countsPeople(weights) });

const ownCodes = (rows: number): Int32Array => Int32Array.from({ length: rows }, (_, row) => row);

const nameOf = (codes: Codes | null, row: number): string => (codes === null ? '' : codes.names[codes.of[row]!]!);

const countsPeople = (weights: Float64Array): boolean => {
  let above = false;
  for (const weight of weights) {
    if (weight < 1) return false;
    if (weight > 1) above = true;
  }
  return above;
};

const blankCells = (columns: DesignColumns, places: DesignPlaces): Problems => {
  const problems: Problem[] = [];
  const blank = (row: number, role: DesignRole): void => {
    problems.push(problem('DesignBlank', { column: places.name(role), role }, places.at(row, role)));
  };
  for (let row = 0; row < columns.rows; row++) {
    const weight = columns.weight?.[row];
    if (weight !== undefined && Number.isNaN(weight)) blank(row, 'weight');
    else if (weight !== undefined && !(weight > 0))
      problems.push(
        problem('WeightNotPositive', { column: places.name('weight'), value: weight }, places.at(row, 'weight')),
      );
    for (const role of ['stratum', 'psu', 'second'] as const) if (columns[role]?.of[row] === -1) blank(row, role);
    for (const role of ['fpc', 'fpc2'] as const) {
      const population = columns[role]?.[row];
      if (population !== undefined && Number.isNaN(population)) blank(row, role);
    }
  }
  return problems;
};

const stageOf = (
  units: ReturnType<typeof pairsOf>,
  groups: number,
  population: Float64Array | null,
  role: 'fpc' | 'fpc2',
  places: DesignPlaces,
  problems: Problem[],
): Stage => {
  const sampled = new Int32Array(groups);
  for (const group of units.outerOf) sampled[group] = sampled[group]! + 1;
  const fraction = new Float64Array(groups);
  if (population === null) return { unitOf: units.of, groupOf: units.outerOf, sampled, fraction };
  const sizes = new Float64Array(groups).fill(Number.NaN);
  const differs = new Uint8Array(groups);
  for (let row = 0; row < units.of.length; row++) {
    const group = units.outerOf[units.of[row]!]!;
    const size = population[row]!;
    const known = sizes[group]!;
    if (Number.isNaN(known)) {
      sizes[group] = size;
      fraction[group] = sampled[group]! / size;
      if (!(size >= sampled[group]!)) {
        const args = { column: places.name(role), population: size, sampled: sampled[group]!, role };
        problems.push(problem('PopulationBelowSample', args, places.at(row, role)));
      }
    } else if (known !== size && differs[group] === 0) {
      differs[group] = 1;
      const args = { column: places.name(role), value: size, other: known, role };
      problems.push(problem('PopulationDiffers', args, places.at(row, role)));
    }
  }
  return { unitOf: units.of, groupOf: units.outerOf, sampled, fraction };
};

/** Groups of one unit that are not their whole population. */
const lonelyUnits = (
  { groupOf, sampled, fraction }: Stage,
  firstRow: Int32Array,
  name: (group: number) => string,
  stage: 'first' | 'second',
  places: DesignPlaces,
): Problems =>
  [...groupOf].flatMap((group, unit) =>
    sampled[group] === 1 && fraction[group]! < 1
      ? [
          problem(
            'LonelyPsu',
            { group: name(group), stage },
            places.at(firstRow[unit]!, stage === 'first' ? 'stratum' : 'psu'),
          ),
        ]
      : [],
  );

/** One over the probability of being drawn, stage by stage. */
const weightsOf = (rows: number, first: Stage, second: Stage | null): Float64Array =>
  Float64Array.from({ length: rows }, (_, row) => {
    const psu = first.unitOf[row]!;
    const share = first.fraction[first.groupOf[psu]!]!;
    if (share === 0) return 1;
    return 1 / share / (second === null ? 1 : second.fraction[psu]!);
  });
