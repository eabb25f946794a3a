import { existsSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { mayImport } from './rooms.js';

const documents = [
  'README.md',
  'ARCHITECTURE.md',
  'CONTRIBUTING.md',
  'CHANGELOG.md',
  'data/README.md',
  'indicators/FORMULAS.md',
  'indicators/METHODS.md',
  'indicators/UNCERTAINTY.md',
  'reports/README.md',
];
const readme = readFileSync('README.md', 'utf8');

describe('the documents', () => {
  test('the line that a newcomer is told to change is there', () => {
    const told = [...readme.matchAll(/`(indicators\/[^`]+)`(?:, line |, строка | файлының )(\d+)/g)];
    expect(told.length).toBe(3);
    for (const [, file, line] of told) {
      expect(readFileSync(file!, 'utf8').split('\n')[Number(line) - 1]).toMatch(/^\s+weight: 75$/);
    }
  });

  test.each(documents)('%s links to what is there', (file) => {
    for (const [, target] of readFileSync(file, 'utf8').matchAll(/\]\((?!https?:|#)([^)#]+)[^)]*\)/g)) {
      expect(existsSync(join(dirname(file), target!)), `${file} -> ${target}`).toBe(true);
    }
  });

  test('the scripts that the README names are there', () => {
    const { scripts } = JSON.parse(readFileSync('package.json', 'utf8'));
    for (const [, name] of readme.matchAll(/`?npm (?:run )?(?:--silent )?(demo|test|bench)\b/g))
      expect(scripts).toHaveProperty(name!);
  });

  test('the table of rooms in ARCHITECTURE.md is the one that is checked', () => {
    const rooms = [...readFileSync('ARCHITECTURE.md', 'utf8').matchAll(/^\| `([a-z/]+)` \|/gm)].map(([, room]) => room);
    expect(rooms).toEqual([...Object.keys(mayImport), 'main']);
  });
});
