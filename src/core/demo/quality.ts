// How good each made-up unit is at each criterion, before anyone looks: a number from 0 to 1.
// Units differ, each has stronger and weaker fields, and who was weak tends to have improved by the next year.
import { chanceFor } from './chance.js';
import type { DemoUnit } from './units.js';

export const demoPeriods = ['2024', '2025'] as const;
export type DemoPeriod = (typeof demoPeriods)[number];

/** Quality to which units draw nearer from one year to the next, and the part of the way that they go. */
const aim = 0.66;
const step = 0.3;

const levelBonus: Readonly<Record<DemoUnit['level'], number>> = { region: 0.12, city: 0.06, district: 0 };

const unitQuality = (seed: number, unit: DemoUnit, period: DemoPeriod): number => {
  const first = 0.16 + 0.66 * chanceFor(seed, unit.code, 'quality').share() + levelBonus[unit.level];
  if (period === '2024') return first;
  return first + step * (aim - first) + 0.05 * chanceFor(seed, unit.code, 'change').spread();
};

/** `indicator` is an id such as PD-01-03: its block and sub-block are read from its parts. */
export const performance = (seed: number, unit: DemoUnit, indicator: string, period: DemoPeriod): number => {
  const [block = '', subBlock = ''] = indicator.split('-');
  const own = (...subject: ReadonlyArray<string>): number => chanceFor(seed, unit.code, ...subject).spread();
  const easiness = chanceFor(seed, indicator, 'easiness').spread();
  const sum =
    unitQuality(seed, unit, period) +
    0.14 * own(block) +
    0.12 * own(block, subBlock) +
    0.22 * easiness +
    0.34 * own(indicator) +
    0.1 * own(indicator, period);
  return Math.min(1, Math.max(0, sum));
};
