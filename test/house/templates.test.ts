import { existsSync, readFileSync } from 'node:fs';
import { sep } from 'node:path';
import { expect, test } from 'vitest';
import { filesBelow } from './source.js';

/** The partials through which prebuilt markup (charts drawn by the program, its own style sheet) passes unescaped. */
const mayPassMarkup = /^templates\/report\/partials\/(svg|style)\.hbs$/;

const unescaped = (text: string): boolean => /\{\{\{|\{\{~?&/.test(text);

const templates = existsSync('templates')
  ? filesBelow('templates')
      .map((file) => file.split(sep).join('/'))
      .filter((file) => file.endsWith('.hbs'))
  : [];

test('there are templates to check', () => expect(templates.length).toBeGreaterThan(3));

test.each(templates)('%s escapes what it prints', (file) => {
  if (!mayPassMarkup.test(file)) expect(unescaped(readFileSync(file, 'utf8'))).toBe(false);
});

test.each(templates)('%s holds no words of its own', (file) => {
  const shown = readFileSync(file, 'utf8')
    .replace(/\{\{!--[\s\S]*?--\}\}|\{\{![\s\S]*?\}\}|<!--[\s\S]*?-->|<style[\s\S]*?<\/style>/g, '')
    .replace(/\{\{\{?[\s\S]*?\}\}\}?/g, '')
    .replace(/<[^>]*>/g, ' ');
  expect(shown.match(/\p{L}{2,}/gu) ?? []).toEqual([]);
});

test('the check sees the signs that leave text unescaped', () => {
  expect(['{{{svg}}}', '{{& svg}}', '{{~& svg}}'].map(unescaped)).toEqual([true, true, true]);
  expect(unescaped('{{svg}}{{#if a}}{{/if}}')).toBe(false);
});
