// The JSON document of `lsg uncertainty --json`: fields may be added to it, never renamed. Numbers are full doubles.
import type { Problem } from '../model/problem.js';
import type { Text } from '../model/text.js';
import type { UnrankedReason } from '../score/scores.js';
import type { Drawn } from './draws.js';
import { shareAbove } from './groups.js';
import type { Model } from './model.js';
import type { Spread, Summary, UnitSummary } from './summary.js';

export interface UncertaintyDocument {
  readonly draws: number;
  readonly failed: number;
  readonly seed: number;
  readonly index: string;
  readonly version: string;
  readonly period: string;
  readonly view: string;
  readonly scale: readonly [number, number] | null;
  readonly definition_hash: string;
  readonly data_hash: string;
  readonly made_up: boolean;
  readonly factors: ReadonlyArray<{ readonly name: string; readonly factor: string; readonly idle: boolean }>;
  readonly reasons: ReadonlyArray<{
    readonly code: string;
    readonly args: Problem['args'];
    readonly draws: number;
    readonly example: number;
  }>;
  readonly convergence: Summary['convergence'];
  readonly groups: ReadonlyArray<{
    readonly number: number;
    readonly level: string | null;
    readonly units: ReadonlyArray<string>;
    readonly settled: boolean;
  }>;
  /** Best first, as `lsg score` has them. */
  readonly units: ReadonlyArray<UncertainUnitDocument>;
  /** Asked for with `--pairs`. */
  readonly pairs?: ReadonlyArray<PairDocument>;
}

export interface UncertainUnitDocument {
  readonly code: string;
  readonly name: Text;
  readonly level: string;
  /** As the definition has it, without anything drawn. */
  readonly nominal: {
    readonly rank: number | null;
    readonly score: number | null;
    readonly reason?: UnrankedReason;
  };
  readonly group: number | null;
  /** null where no draw gave it a rank. */
  readonly rank: Spread | null;
  readonly score: UnitSummary['score'];
  readonly ranked: number;
  readonly top: number;
  readonly bands: Readonly<Record<string, number>>;
}

export interface PairDocument {
  readonly above: string;
  readonly below: string;
  /** Of the draws in which both have a rank, the share in which the first stands above the second. */
  readonly share: number;
}

export interface UncertaintyFacts {
  readonly definitionHash: string;
  readonly dataHash: string;
}

export const uncertaintyDocument = (
  model: Model,
  summary: Summary,
  facts: UncertaintyFacts,
  pairs: ReadonlyArray<PairDocument> | null,
): UncertaintyDocument => {
  const { definition, columns, view, units, order } = model.nominal;
  const idle = new Set(summary.idle);
  const groups = groupNumbers(summary);
  return {
    draws: summary.draws,
    failed: summary.failed,
    seed: summary.seed,
    index: definition.id,
    version: definition.version,
    period: columns.period,
    view: view.id,
    scale: definition.recipe.scale,
    definition_hash: facts.definitionHash,
    data_hash: facts.dataHash,
    made_up: columns.units.some(({ madeUp }) => madeUp),
    factors: model.factors.map((factor) => ({
      name: factor.name,
      factor: factor.factor === 'method' ? factor.step : factor.factor,
      idle: idle.has(factor.name),
    })),
    reasons: summary.reasons.map(({ problem, draws, example }) => ({
      code: problem.code,
      args: problem.args,
      draws,
      example,
    })),
    convergence: summary.convergence,
    groups: summary.groups,
    units: order.map((p): UncertainUnitDocument => {
      const unit = columns.units[p]!;
      const { score, rank, reason } = units[p]!;
      const own = summary.units[p]!;
      return {
        code: unit.code,
        name: unit.name,
        level: unit.level,
        nominal: {
          rank: rank === 0 ? null : rank,
          score: Number.isNaN(score) ? null : score,
          ...(reason === null ? {} : { reason }),
        },
        group: groups.get(unit.code) ?? null,
        rank: own.rank,
        score: own.score,
        ranked: own.ranked,
        top: own.top,
        bands: own.bands,
      };
    }),
    ...(pairs === null ? {} : { pairs }),
  };
};

/** The group that each unit stands in, by code. */
export const groupNumbers = ({ groups }: Pick<Summary, 'groups'>): ReadonlyMap<string, number> =>
  new Map(groups.flatMap(({ number, units }) => units.map((code) => [code, number] as const)));

/** So many units at most, for their pairs to be written one by one. */
export const mostForPairs = 400;

/** Every two units of one list that have a rank, the one that ranks better first. */
export const pairsOf = (model: Model, drawn: Drawn): ReadonlyArray<PairDocument> => {
  const { columns, units, order, definition } = model.nominal;
  const ranked = order.filter((p) => units[p]!.rank > 0);
  const isOneList = (a: number, b: number): boolean =>
    definition.ranks.within !== 'level' || columns.units[a]!.level === columns.units[b]!.level;
  return ranked.flatMap((a, i) =>
    ranked.slice(i + 1).flatMap((b): ReadonlyArray<PairDocument> => {
      const share = shareAbove(drawn, a, b);
      if (!isOneList(a, b) || Number.isNaN(share)) return [];
      return [{ above: columns.units[a]!.code, below: columns.units[b]!.code, share }];
    }),
  );
};
