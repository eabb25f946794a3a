// The audit as one JSON value: what the page prints, as full doubles. Fields may be added to it, never renamed.
import type { Alternative, RankShift } from '../uncertainty/remove-one.js';
import type { FactorIndices, Output } from '../uncertainty/sensitivity.js';
import type { Audit } from './audit.js';

export const auditDocument = (
  audit: Audit,
  facts: { readonly definitionHash: string; readonly dataHash: string },
): Readonly<Record<string, unknown>> => {
  const { scores, structure, drawn } = audit;
  const { definition, columns, view } = scores;
  const links = new Map(structure.indicators.map((each) => [each.leaf.id, each]));
  return {
    index: definition.id,
    version: definition.version,
    period: columns.period,
    view: view.id,
    definition_hash: facts.definitionHash,
    data_hash: facts.dataHash,
    made_up: audit.madeUp,
    verdicts: audit.verdicts.map(({ rule, verdict, finding }) => ({
      rule: rule.id,
      section: rule.section,
      better: rule.better,
      met: rule.met,
      doubtful: Number.isFinite(rule.doubtful) ? rule.doubtful : null,
      figure: finding === null ? null : finding.figure,
      named: finding?.named ?? [],
      verdict,
    })),
    indicators: audit.indicators.map(({ leaf, treatments, flags, ...rest }) => {
      const { own, tops, total, nearer, parent } = links.get(leaf.id)!;
      return {
        id: leaf.id,
        group: parent,
        ...numbers(rest),
        treatments,
        flags,
        r_group: orNull(own.r),
        r_total: orNull(total.r),
        r_tops: Object.fromEntries(structure.tops.map(({ id }, t) => [id, orNull(tops[t]!.r)])),
        nearer: nearer?.group ?? null,
      };
    }),
    groups: structure.groups.map(({ group, ...rest }) => ({ id: group.id, ...numbers(rest) })),
    twins: structure.twins,
    influence: influenceDocument(audit.influence),
    without: audit.without.map((each) => shiftDocument(each, audit)),
    otherwise: audit.otherwise.map((each) => shiftDocument(each, audit)),
    draws:
      drawn === null ? null : { draws: drawn.summary.draws, failed: drawn.summary.failed, seed: drawn.summary.seed },
    places:
      drawn?.summary.units.map(({ code, rank }) => ({
        code,
        p05: rank?.p05 ?? null,
        median: rank?.median ?? null,
        p95: rank?.p95 ?? null,
      })) ?? null,
    sensitivity:
      drawn === null
        ? null
        : {
            runs: drawn.sensitivity.runs,
            failed: drawn.sensitivity.failed,
            sets: drawn.sensitivity.sets,
            holds: drawn.sensitivity.holds,
            shift: outputDocument(drawn.sensitivity.factors, drawn.sensitivity.shift),
          },
  };
};

export const influenceDocument = (influence: Audit['influence']) =>
  influence.map(({ node, kind, flag, ...rest }) => ({ node, kind, ...numbers(rest), flag }));

/** One row of remove-one. `scores` names the units. */
export const shiftDocument = ({ alternative, fault, shift }: RankShift, { scores }: Pick<Audit, 'scores'>) => ({
  ...alternativeDocument(alternative),
  failed: fault?.code ?? null,
  ...(shift === null
    ? {}
    : {
        units: shift.units,
        mean_shift: orNull(shift.mean),
        largest_shift: shift.largest,
        moved: shift.moved,
        parted: shift.parted,
        farthest:
          shift.farthest === null
            ? null
            : {
                code: scores.columns.units[shift.farthest.unit]!.code,
                from: shift.farthest.from,
                to: shift.farthest.to,
              },
      }),
});

const alternativeDocument = (alternative: Alternative) =>
  alternative.kind === 'without'
    ? { without: alternative.node }
    : { factor: alternative.factor.name, choice: alternative.choice };

/** Indices of one output by factor; null where it does not vary. */
export const outputDocument = (factors: ReadonlyArray<string>, output: Output | null) =>
  output === null
    ? null
    : {
        mean: output.mean,
        variance: output.variance,
        factors: factors.map((name, i) => ({ name, ...indicesDocument(output.indices[i]!) })),
      };

const indicesDocument = ({ first, total }: FactorIndices) => ({
  first: numbers({ ...first }),
  total: numbers({ ...total }),
});

const orNull = (value: number): number | null => (Number.isFinite(value) ? value : null);

const numbers = (record: Readonly<Record<string, string | number>>): Readonly<Record<string, string | number | null>> =>
  Object.fromEntries(
    Object.entries(record).map(([key, value]) => [key, typeof value === 'number' ? orNull(value) : value]),
  );
