// How many cases stand behind a made-up share or median: a unit has so many deputies and sessions in a year, and every
// criterion that counts them counts the same number.
import { chanceFor } from './chance.js';
import type { DemoPeriod } from './quality.js';
import type { DemoUnit } from './units.js';

interface Counted {
  /** Fewest and most in a district; larger units have more of what grows with size. */
  readonly range: readonly [number, number];
  readonly grows: boolean;
  readonly criteria: ReadonlyArray<string>;
}

const counted: Readonly<Record<string, Counted>> = {
  deputies: { range: [12, 18], grows: true, criteria: ['PD-01-04', 'PA-02-02'] },
  sessions: { range: [6, 14], grows: false, criteria: ['PD-11-02', 'PD-11-05', 'PA-01-01', 'EG-04-05'] },
  commission_meetings: { range: [10, 36], grows: true, criteria: ['PD-11-04'] },
  attendances: { range: [110, 260], grows: true, criteria: ['PA-02-04', 'PA-02-05'] },
  votes: { range: [40, 120], grows: false, criteria: ['PD-11-03'] },
  decisions: { range: [30, 90], grows: true, criteria: ['PD-08-01', 'PD-08-02'] },
  drafts: { range: [8, 40], grows: true, criteria: ['PD-08-03', 'PD-08-04'] },
  test_requests: { range: [4, 8], grows: false, criteria: ['PD-02-04', 'PD-02-05'] },
  purchases: { range: [4, 30], grows: true, criteria: ['PD-04-03'] },
  amendments: { range: [2, 6], grows: false, criteria: ['PD-07-05'] },
  enterprises: { range: [2, 14], grows: true, criteria: ['PD-09-02'] },
  sections: { range: [8, 20], grows: false, criteria: ['EG-01-02'] },
  checks: { range: [20, 20], grows: false, criteria: ['EG-01-06'] },
  appeals: { range: [60, 700], grows: true, criteria: ['EG-02-01'] },
  petitions: { range: [2, 7], grows: true, criteria: ['EG-02-03'] },
  data_sets: { range: [15, 40], grows: false, criteria: ['EG-02-06'] },
  portal_questions: { range: [3, 30], grows: true, criteria: ['EG-02-07'] },
  social_questions: { range: [4, 60], grows: true, criteria: ['EG-04-03'] },
  posts: { range: [30, 220], grows: true, criteria: ['EG-04-04'] },
  gatherings: { range: [4, 20], grows: false, criteria: ['PA-01-02'] },
  assembly_proposals: { range: [3, 25], grows: false, criteria: ['PA-01-03'] },
  draft_proposals: { range: [2, 18], grows: true, criteria: ['PA-01-11'] },
  council_recommendations: { range: [3, 16], grows: false, criteria: ['PA-01-07'] },
  council_members: { range: [9, 15], grows: true, criteria: ['PA-01-08'] },
  queries: { range: [2, 20], grows: true, criteria: ['PA-02-06'] },
  mandates: { range: [10, 60], grows: true, criteria: ['PA-02-07'] },
  audit_recommendations: { range: [3, 22], grows: true, criteria: ['PA-02-08'] },
};

const growth: Readonly<Record<DemoUnit['level'], number>> = { region: 2, city: 1.2, district: 1 };

const kindOf = new Map(
  Object.entries(counted).flatMap(([kind, { criteria }]) => criteria.map((id) => [id, kind] as const)),
);

/** null where the criterion is no summary of cases. */
export const casesBehind = (indicator: string, unit: DemoUnit, period: DemoPeriod, seed: number): number | null => {
  const kind = kindOf.get(indicator);
  const entry = kind === undefined ? undefined : counted[kind];
  if (kind === undefined || entry === undefined) return null;
  const [least, most] = entry.range;
  const drawn = chanceFor(seed, unit.code, period, 'cases', kind).whole(least, most);
  return Math.round(drawn * (entry.grows ? growth[unit.level] : 1));
};
