// Rows of sums in tables of units: known by what they are called, told in the account, and never taken for units.
import { comparable } from './register.js';

/** The country as statistical tables name it. */
const country = new Set([
  'қазақстан',
  'қазақстан республикасы',
  'қр',
  'казахстан',
  'республика казахстан',
  'рк',
  'kazakhstan',
  'republic of kazakhstan',
  'the republic of kazakhstan',
]);

/** Words for a sum, alone or with what they sum up: "Итого по области", "Total, urban". */
const sum = /^(?:барлығы|жиыны|жиынтығы|всего|итого|total|grand total)(?![\p{L}\p{N}])/u;

/** Whether a cell that names no unit names the country or a sum. */
export const isTotalName = (cell: string): boolean => {
  const name = comparable(cell).toLowerCase();
  return sum.test(name) || country.has(name.replace(/[\s:,.*]+$/u, ''));
};
