// A found value inside a sentence: how it is shown, what it is, and how it should be written where that can be guessed.
import { idPattern, variablePattern } from './patterns.js';

/** A value as it is shown in a sentence: short, on one line. */
export const shown = (value: unknown): string => {
  if (value === undefined || value === null) return '∅';
  const text = typeof value === 'string' || typeof value === 'number' ? String(value) : JSON.stringify(value);
  return text.length > 60 ? `${text.slice(0, 57)}...` : text;
};

/** What stands in the place, for a sentence to choose its words by. */
export const kindOfValue = (value: unknown): 'nothing' | 'list' | 'keys' | 'value' => {
  if (value === undefined || value === null || value === '') return 'nothing';
  if (Array.isArray(value)) return 'list';
  return typeof value === 'object' ? 'keys' : 'value';
};

const numeric: ReadonlySet<string> = new Set([
  'number',
  'positive',
  'whole_number',
  'whole_from_one',
  'weight',
  'share',
  'share_above_zero',
  'concentration',
  'share_inside',
  'correlation',
  'draws',
  'ratio',
  'goalpost',
]);
const yes = /^(yes|y|on|да|иә|true)$/i;
const no = /^(no|n|off|нет|жоқ|false)$/i;

/** The value as it was probably meant, in the spelling of the file; '' where nobody can tell. */
export const meantValue = (expected: string, value: unknown): string => {
  if (typeof value === 'number' || typeof value === 'boolean') {
    if (expected.startsWith('text')) return `"${value}"`;
    return expected.startsWith('list') ? `[${value}]` : '';
  }
  const [only] = Array.isArray(value) && value.length === 1 ? value : [];
  if (typeof only === 'number') return numeric.has(expected) ? String(only) : '';
  if (typeof value !== 'string') return '';
  const text = value.trim();
  if (text === '') return '';
  if (numeric.has(expected)) return meantNumber(expected, text);
  if (expected === 'true_or_false') return yes.test(text) ? 'true' : no.test(text) ? 'false' : '';
  if (expected.startsWith('list')) return /^[\p{L}\p{N}_-]+$/u.test(text) ? `[${text}]` : '';
  if (expected === 'id') return fitting(idPattern, text.replace(/[\s_.]+/g, '-'));
  if (expected === 'level') return fitting(/^[a-z][a-z0-9_]*$/, text.toLowerCase().replace(/[\s-]+/g, '_'));
  if (expected === 'variable') return fitting(variablePattern, text.replace(/[\s.-]+/g, '_'));
  if (expected === 'evidence_code') return fitting(/^[A-Z][A-Z0-9]{1,15}$/, text.toUpperCase());
  if (expected === 'url') return fitting(/^https:\/\/[a-z0-9.-]+\.[a-z]{2,}(\/\S*)?$/i, `https://${text}`);
  if (expected === 'yaml_file') return fitting(/^[^/\\.]+\.yaml$/, `${text}.yaml`);
  return '';
};

const fitting = (pattern: RegExp, text: string): string => (pattern.test(text) ? text : '');

/** `"5"`, `0,5`, `1 000` and `50%` as numbers. */
const meantNumber = (expected: string, text: string): string => {
  const bare = text.replace(/\s/g, '').replace(',', '.');
  const percent = /^([0-9]+(?:\.[0-9]+)?)%$/.exec(bare);
  if (percent !== null) return String(Number(percent[1]) / (expected.startsWith('share') ? 100 : 1));
  return fitting(/^-?[0-9]+(\.[0-9]+)?$/, bare);
};

/** A value as it would be written in a file, on one line; '' for a list with nothing in it. */
export const inFile = (value: unknown): string => {
  if (Array.isArray(value)) return value.length === 0 ? '' : `[${value.map(inFile).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    return `{${Object.entries(value)
      .map(([key, inner]) => `${key}: ${inFile(inner)}`)
      .join(', ')}}`;
  }
  // A text that reads as a number, or has signs of its own meaning, stands in quotes.
  return typeof value === 'string' && /^[0-9.]+$|[:#{}[\],"]|^\s*$/.test(value) ? `"${value}"` : String(value);
};
