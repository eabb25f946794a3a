// Every shipped definition names its schema for editors: yaml-language-server and JetBrains read a comment each.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { expect, test } from 'vitest';

const files = readdirSync('indicators', { recursive: true, encoding: 'utf8' })
  .filter((name) => /\.ya?ml$/.test(name))
  .map((name) => join('indicators', name));

test('there are definitions', () => expect(files.length).toBeGreaterThan(20));

test.each(files)('%s names its schema twice, by a path that leads there', (file) => {
  const [server = '', jetbrains = ''] = readFileSync(file, 'utf8').split('\n');
  const kind = file.includes('surveys') ? 'instrument' : file.endsWith('index.yaml') ? 'index' : 'node';
  const path = /^# yaml-language-server: \$schema=(\S+)$/.exec(server)?.[1] ?? '';
  expect(jetbrains).toBe(`# $schema: ${path}`);
  expect(path).toMatch(new RegExp(`^\\.\\./.*${kind}\\.schema\\.json$`));
  expect(existsSync(join(dirname(file), path))).toBe(true);
  const schema = JSON.parse(readFileSync(join(dirname(file), path), 'utf8')) as { readonly $schema: string };
  expect(schema.$schema).toBe('http://json-schema.org/draft-07/schema#');
});
