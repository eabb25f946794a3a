// Made-up assessments of the made-up oblast: every state of a cell occurs, and no figure is of any real place.
import type { Leaf, Reason } from '../define/definition.js';
import type { Assessment } from '../model/observation.js';
import { casesBehind } from './cases.js';
import { chanceFor } from './chance.js';
import { type DemoPeriod, performance } from './quality.js';
import { asMadeUp, type Occasion, type RemarkLang, remarksFor } from './remarks.js';
import { type DemoUnit, demoUnits } from './units.js';
import { drawValue } from './values.js';

export type DemoAssessment = Omit<Assessment, 'from'>;

/** This one was elected late in 2025 and did little yet: so much does not apply to it that it is not ranked. */
const newlyElected = { unit: '990280000', period: '2025' };
/** Here nobody looked at one sub-block: it stays under two thirds of coverage and has no score. */
const notLookedAt = { unit: '990160000', period: '2025', subBlock: 'EG-04', except: 'EG-04-01' };

const chanceOfNotApplicable = 0.07;
const chanceOfMissing = 0.008;
/** Paper is harder to come by than a web page. */
const chanceOfNoEvidence = { web: 0.012, paper: 0.05 };

/** Rows by unit, then in the order of `leaves`; equal input gives equal rows. */
export const demoAssessments = (
  leaves: ReadonlyArray<Leaf>,
  period: DemoPeriod,
  seed: number,
): ReadonlyArray<DemoAssessment> =>
  demoUnits.flatMap((unit) =>
    leaves.filter((leaf) => applies(leaf, unit)).flatMap((leaf) => assess(leaf, unit, period, seed) ?? []),
  );

const applies = (leaf: Leaf, unit: DemoUnit): boolean => leaf.appliesTo.levels?.includes(unit.level) ?? true;

/** null: nobody assessed it, so it has no row. */
const assess = (leaf: Leaf, unit: DemoUnit, period: DemoPeriod, seed: number): DemoAssessment | null => {
  const chance = chanceFor(seed, unit.code, leaf.id, period, 'row');
  const lang: RemarkLang = chanceFor(seed, unit.code, 'lang').share() < 0.5 ? 'kk' : 'ru';
  if (isNotLookedAt(leaf, unit, period) || chance.share() < chanceOfMissing) return null;

  const empty: DemoAssessment = {
    unit: unit.code,
    period,
    indicator: leaf.id,
    grade: null,
    value: null,
    round: 'official',
    cases: null,
    reason: null,
    evidence: null,
    comment: null,
    assessor: `assessor-${1 + (demoUnits.indexOf(unit) % 6)}`,
    date: visitDay(seed, unit, leaf, period),
  };
  const comment = (occasion: Occasion, often: number): string | null =>
    chance.share() < often ? asMadeUp(lang, chance.oneOf(remarksFor(lang, occasion))) : null;

  const reason = reasonFor(leaf, unit, period, seed);
  if (reason !== null) {
    return { ...empty, grade: 'not_applicable', reason: reason.id, comment: comment('not_applicable', 0.5) };
  }
  const good = performance(seed, unit, leaf.id, period);
  const onPaper = !leaf.evidence.includes('WEB');
  if (chance.share() < (onPaper ? chanceOfNoEvidence.paper : chanceOfNoEvidence.web) * (1.6 - good)) {
    return { ...empty, grade: 'no_evidence', comment: comment('no_evidence', 0.7) };
  }
  const evidence = `https://example.org/${unit.code}/${period}/${leaf.id.toLowerCase()}`;
  if (leaf.kind === 'graded') {
    const place = Math.min(leaf.grades.length - 1, Math.floor(good * leaf.grades.length));
    const occasion = place === 0 ? 'low' : place === leaf.grades.length - 1 ? 'high' : 'middle';
    return { ...empty, grade: leaf.grades[place]?.id ?? null, evidence, comment: comment(occasion, 0.12) };
  }
  const cases = casesBehind(leaf.id, unit, period, seed);
  const value = drawValue(leaf, good, cases, chance);
  return { ...empty, value, cases, evidence, comment: cases !== null && cases < 3 ? comment('few_cases', 0.8) : null };
};

const isNotLookedAt = (leaf: Leaf, unit: DemoUnit, period: DemoPeriod): boolean =>
  unit.code === notLookedAt.unit &&
  period === notLookedAt.period &&
  leaf.id.startsWith(`${notLookedAt.subBlock}-`) &&
  leaf.id !== notLookedAt.except;

/** A reason holds for the unit and the year, so that all criteria that know it agree. */
const reasonFor = (leaf: Leaf, unit: DemoUnit, period: DemoPeriod, seed: number): Reason | null => {
  const isNew = unit.code === newlyElected.unit && period === newlyElected.period;
  const elected = leaf.notApplicable.find(({ id }) => id === 'newly_elected');
  if (elected !== undefined && isNew) return elected;
  const holds = ({ id }: Reason): boolean =>
    isNew || chanceFor(seed, unit.code, period, id).share() < chanceOfNotApplicable;
  return leaf.notApplicable.find((reason) => reason !== elected && holds(reason)) ?? null;
};

/** A working day of February or March of the next year: three days of visits for each unit, the blocks one after another. */
const visitDay = (seed: number, unit: DemoUnit, leaf: Leaf, period: DemoPeriod): string => {
  const first = chanceFor(seed, unit.code, period, 'visit').whole(0, 34);
  const later = leaf.id.startsWith('PD') ? 0 : leaf.id.startsWith('EG') ? 1 : 2;
  const day = new Date(Date.UTC(Number(period) + 1, 1, 3));
  let toGo = first + later;
  while (toGo > 0 || isWeekend(day)) {
    if (!isWeekend(day)) toGo--;
    day.setUTCDate(day.getUTCDate() + 1);
  }
  return day.toISOString().slice(0, 10);
};

const isWeekend = (day: Date): boolean => day.getUTCDay() === 0 || day.getUTCDay() === 6;
