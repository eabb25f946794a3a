// The way of a figure that was estimated from answers: what was estimated, from how many people, how sure it is. It ends there: no line
// leads to a person.
import type { Leaf } from '../define/definition.js';
import { decimalOf } from '../model/decimal.js';
import { add, sentence, type Tell } from './tell.js';

/** True where the leaf is such a figure, and its lines were added. */
export const estimateLines = (tell: Tell, { estimate = null, variable, carry }: Leaf, depth: number): boolean => {
  if (estimate === null || variable === null) return false;
  const { cells, scores, unit, words } = tell;
  const found = cells.estimate?.(scores.columns.units[unit]!.code, variable, carry);
  const { instrument, module, questions, estimator, codes, boxes } = estimate;
  const of = module ?? questions.join(', ');
  const args = {
    of,
    several: module === null && questions.length === 1 ? 'no' : 'yes',
    codes: codes.join(', '),
    boxes,
  };
  const label = words.say(`explain.estimate.${estimator}`, args);
  if (found === undefined) {
    add(tell, depth, label, null, words.say('explain.state.missing'), instrument);
    return true;
  }
  const where = `${instrument} ${found.period}`;
  const value = found.value === null ? words.say('explain.state.suppressed') : decimalOf(found.value);
  add(tell, depth, label, null, value, where);
  const plain = (figure: number | null): string => (figure === null ? '–' : words.plain(figure, 2));
  if (found.n !== null) {
    const people = { n: found.n, effective: plain(found.nEffective), deff: plain(found.deff) };
    sentence(tell, depth + 1, words.say('explain.estimate.people'), words.say('explain.estimate.people_are', people));
  }
  if (found.se !== null && found.low !== null && found.high !== null) {
    const interval = {
      se: plain(found.se),
      df: plain(found.df),
      level: words.percent(found.level, 0),
      low: plain(found.low),
      high: plain(found.high),
    };
    sentence(tell, depth + 1, words.say('explain.estimate.error'), words.say('explain.estimate.error_is', interval));
  } else if (found.value === null && found.low !== null && found.high !== null) {
    const range = { low: plain(found.low), high: plain(found.high) };
    sentence(tell, depth + 1, words.say('explain.estimate.range'), words.say('explain.estimate.range_is', range));
  }
  for (const flag of found.flags)
    sentence(tell, depth + 1, words.say('explain.estimate.mark'), words.say(`explain.estimate.flag.${flag}`));
  return true;
};
