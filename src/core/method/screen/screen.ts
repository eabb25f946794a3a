// Which units have enough data to be compared: those that have not leave the list, each with its reason.
import { type Availability, availabilityOf } from './availability.js';

export interface ScreenSettings {
  readonly by: 'missing' | 'zeros' | 'either';
  /** A unit leaves where its share of present values is below this; from 0 to 1. */
  readonly minAvailable: number;
  /** A unit leaves where its share of values that are not zero is below this; from 0 to 1. */
  readonly minNonZero: number;
  /** By position of a unit: true, it stays, false, it leaves, whatever its data say. */
  readonly forced: ReadonlyMap<number, boolean>;
}

export const defaultScreen = { minAvailable: 2 / 3, minNonZero: 0.05 };

/** Why a unit stays or leaves. `too-few-values` comes first where both hold. */
export type ScreenReason =
  | 'enough'
  | 'forced-in'
  | 'forced-out'
  | 'nothing-applies'
  | 'too-few-values'
  | 'too-many-zeros';

export interface Screened {
  /** 1 where the unit stays. */
  readonly kept: Uint8Array;
  readonly reason: ReadonlyArray<ScreenReason>;
  readonly availability: Availability;
}

/**
 * A unit leaves where a share is strictly below its threshold: one that just reaches it stays. A unit without any value leaves
 * under `missing` and `either`; under `zeros` there is nothing to judge and it stays.
 * Source: Becker et al., COINr (JOSS 2022), Screen; OECD/JRC Handbook (2008), step 3.
 */
export const screenUnits = (
  columns: ReadonlyArray<Float64Array>,
  applies: ReadonlyArray<Uint8Array>,
  settings: ScreenSettings,
  nUnits: number,
): Screened => {
  const availability = availabilityOf(columns, applies, nUnits);
  const reason = Array.from({ length: nUnits }, (_, unit) => reasonOf(availability, unit, settings));
  const kept = Uint8Array.from(reason, (why) => (why === 'enough' || why === 'forced-in' ? 1 : 0));
  return { kept, reason, availability };
};

const reasonOf = (
  { applicable, available, nonZero }: Availability,
  unit: number,
  { by, minAvailable, minNonZero, forced }: ScreenSettings,
): ScreenReason => {
  const decided = forced.get(unit);
  if (decided !== undefined) return decided ? 'forced-in' : 'forced-out';
  if (applicable[unit] === 0) return 'nothing-applies';
  if (by !== 'zeros' && available[unit]! < minAvailable) return 'too-few-values';
  if (by !== 'missing' && nonZero[unit]! < minNonZero) return 'too-many-zeros';
  return 'enough';
};
