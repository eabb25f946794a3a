// The JSON document of `lsg score --json`: fields may be added to it, never renamed. Numbers are full doubles.
import type { EstimateFlag } from '../model/survey-estimate.js';
import type { Text } from '../model/text.js';
import { effectiveWeights } from './effective-weights.js';
import { type NodeScores, type Scores, type State, states, type UnrankedReason } from './scores.js';

export interface ScoreDocument {
  readonly index: string;
  readonly version: string;
  readonly period: string;
  readonly edition: null;
  readonly view: string;
  readonly scale: readonly [number, number] | null;
  readonly definition_hash: string;
  readonly data_hash: string;
  readonly made_up: boolean;
  /** By node of the view: its share of the whole index, as the definition gives it; null where the data decide. */
  readonly effective_weights: Readonly<Record<string, number | null>>;
  /** Best first; units without a rank last. */
  readonly units: ReadonlyArray<UnitDocument>;
  readonly unlisted: number;
  /** By group whose weights come from data or experts: the method and what it found; absent where there is none. */
  readonly weighing?: Readonly<Record<string, WeighingDocument>>;
}

export interface WeighingDocument {
  readonly method: string;
  /** `eigenvalue.1`, `sd.<child>`, `reached.<child>`, ... */
  readonly figures: Readonly<Record<string, number | null>>;
}

export interface UnitDocument {
  readonly code: string;
  readonly name: Text;
  readonly level: string;
  readonly score: number | null;
  readonly rank: number | null;
  readonly rank_of: number;
  readonly rank_all: number | null;
  readonly band: string | null;
  readonly coverage: number | null;
  readonly imputed: number | null;
  readonly peer_rank?: number | null;
  readonly peers?: number;
  readonly reason?: UnrankedReason;
  readonly nodes: Readonly<Record<string, NodeDocument>>;
}

export interface NodeDocument {
  readonly score: number | null;
  readonly rank: number | null;
  readonly coverage: number | null;
  readonly state: State;
  readonly imputed?: number;
  /** Of indicators estimated from answers; all null where it is suppressed, but for the ends of a range. */
  readonly estimate?: EstimateDocument;
}

export interface EstimateDocument {
  readonly n: number | null;
  readonly n_effective: number | null;
  readonly deff: number | null;
  readonly df: number | null;
  readonly se: number | null;
  readonly low: number | null;
  readonly high: number | null;
  readonly level: number;
  readonly flags: ReadonlyArray<EstimateFlag>;
}

const orNull = (value: number): number | null => (Number.isNaN(value) ? null : value);
const rankOrNull = (rank: number): number | null => (rank === 0 ? null : rank);

/** `peers`: for each unit the positions of its peer group; adds its rank among them. */
export const scoreDocument = (
  scores: Scores,
  hashes: { readonly definitionHash: string; readonly dataHash: string },
  peers: ReadonlyArray<ReadonlyArray<number>> | null = null,
): ScoreDocument => {
  const { definition, columns, view } = scores;
  const root = scores.nodes.get(definition.root.id)!;
  const estimated = new Map<string, number>(
    definition.leaves.flatMap(({ id, estimate = null }, i) => (estimate === null ? [] : [[id, i] as const])),
  );
  return {
    index: definition.id,
    version: definition.version,
    period: columns.period,
    edition: null,
    view: view.id,
    scale: definition.recipe.scale,
    definition_hash: hashes.definitionHash,
    data_hash: hashes.dataHash,
    made_up: columns.units.some((unit) => unit.madeUp),
    effective_weights: Object.fromEntries(root.node.kind === 'group' ? effectiveWeights(root.node) : []),
    units: scores.order.map((p): UnitDocument => {
      const unit = columns.units[p]!;
      const result = scores.units[p]!;
      return {
        code: unit.code,
        name: unit.name,
        level: unit.level,
        score: orNull(result.score),
        rank: rankOrNull(result.rank),
        rank_of: result.rankOf,
        rank_all: rankOrNull(result.rankAll),
        band: result.band?.id ?? null,
        coverage: orNull(result.coverage),
        imputed: orNull(root.imputed[p]!),
        ...(peers === null ? {} : { peer_rank: peerRank(scores, p, peers[p]!), peers: peers[p]!.length }),
        ...(result.reason === null ? {} : { reason: result.reason }),
        nodes: Object.fromEntries(
          [...scores.nodes].map(([id, node]) => [
            id,
            { ...nodeDocument(node, p), ...estimateOf(scores, estimated.get(id), p) },
          ]),
        ),
      };
    }),
    unlisted: columns.unlisted,
    ...weighingOf(scores),
  };
};

const weighingOf = ({ nodes }: Scores): Pick<ScoreDocument, 'weighing'> => {
  const found = [...nodes].flatMap(([id, { node, weighing }]) =>
    weighing === null || node.kind !== 'group' || node.aggregate.weights.kind !== 'method'
      ? []
      : [
          [
            id,
            {
              method: node.aggregate.weights.use.method,
              figures: Object.fromEntries(Object.entries(weighing).map(([name, value]) => [name, orNull(value)])),
            },
          ] as const,
        ],
  );
  return found.length === 0 ? {} : { weighing: Object.fromEntries(found) };
};

const nodeDocument = (node: NodeScores, p: number): NodeDocument => ({
  score: orNull(node.score[p]!),
  rank: rankOrNull(node.rank[p]!),
  coverage: orNull(node.coverage[p]!),
  state: states[node.state[p]!]!,
  ...(node.imputed[p]! > 0 ? { imputed: node.imputed[p]! } : {}),
});

const estimateOf = ({ columns }: Scores, leaf: number | undefined, p: number): Pick<NodeDocument, 'estimate'> => {
  const found = leaf === undefined ? null : (columns.leaves[leaf]?.estimates?.[p] ?? null);
  if (found === null) return {};
  const { n, nEffective, deff, df, se, low, high, level, flags } = found;
  return { estimate: { n, n_effective: nEffective, deff, df, se, low, high, level, flags } };
};

/** Rank among the ranked peers; null where the unit has none. Ties are decided by the ranks of the whole list. */
const peerRank = (scores: Scores, p: number, peers: ReadonlyArray<number>): number | null => {
  const own = scores.units[p]!.rankAll;
  return own === 0
    ? null
    : 1 + peers.filter((q) => scores.units[q]!.rankAll > 0 && scores.units[q]!.rankAll < own).length;
};
