// What a run reads from the store, as it stood at one commit.
import type { Assessment, Observation } from './observation.js';
import type { SurveyFindings } from './survey-estimate.js';
import type { Text } from './text.js';
import type { Unit } from './unit.js';

export interface Snapshot {
  /** All units of the register and of the datasets, by code. */
  readonly units: ReadonlyArray<Unit>;
  /** Those of the variables and periods asked for, by (unit, variable, period). */
  readonly observations: ReadonlyArray<Observation>;
  /** Those of the indicators and periods asked for, round `official`, by (unit, indicator, period). */
  readonly assessments: ReadonlyArray<Assessment>;
  /** What datasets call the variables asked for; only for telling, never for computing. */
  readonly titles?: ReadonlyMap<string, Text>;
  /** What stands behind the observations that were estimated from answers; absent where no indicator asks for any. */
  readonly surveys?: SurveyFindings;
}

/** What to read: names and periods; everything else is left in the store. */
export interface SnapshotNeeds {
  readonly variables: ReadonlyArray<string>;
  readonly indicators: ReadonlyArray<string>;
  readonly periods: ReadonlyArray<string>;
}
