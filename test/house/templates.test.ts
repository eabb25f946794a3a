import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from './source.js';

/** The one partial through which the program's own markup (signs, charts, style) passes unescaped: it takes a branded value only. */
const passesMarkup = 'templates/report/partials/raw.hbs';
/** Reads the same in every language. */
const sameInAll = new Set(['PDF']);

const unescaped = (text: string): boolean => /\{\{\{|\{\{~?&/.test(text);

const templates = existsSync('templates')
  ? filesBelow('templates')
      .map((file) => file.split(sep).join('/'))
      .filter((file) => file.endsWith('.hbs'))
  : [];

test('there are templates to check', () => expect(templates.length).toBeGreaterThan(3));

test.each(templates)('%s escapes what it prints', (file) => {
  const text = readFileSync(file, 'utf8');
  if (file === passesMarkup) expect(text.trim()).toBe('{{{html}}}');
  else expect(unescaped(text)).toBe(false);
});

test.each(templates)('%s holds no words of its own', (file) => {
  const shown = readFileSync(file, 'utf8')
    .replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/g, '')
    .replace(/\{\{\{?[\s\S]*?\}\}\}?/g, '')
    .replace(/<[^>]*>/g, ' ');
  expect((shown.match(/\p{L}{2,}/gu) ?? []).filter((word) => !sameInAll.has(word))).toEqual([]);
});

test('the check sees the signs that leave text unescaped', () => {
  expect(['{{{svg}}}', '{{& svg}}', '{{~& svg}}'].map(unescaped)).toEqual([true, true, true]);
  expect(unescaped('{{svg}}{{#if a}}{{/if}}')).toBe(false);
});
