import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { json, lsg } from '../run-cli.js';

interface Failed {
  readonly problems: ReadonlyArray<{ readonly code: string; readonly message: string }>;
}

test.each([
  [['score', 'nope', '--period', '2023'], 1],
  [['explain', 'nope', '100000000', '--period', '2023'], 1],
  [['report', 'kz-regions', '--period', '2023', '--langs', 'fr'], 2],
])('%j with --json fails with one document of its problems on standard output', async (call, status) => {
  const ran = await lsg(...call, '--json', '--db', '/tmp/lsg-no-such-database.sqlite');
  expect(ran.status).toBe(status);
  expect(json<Failed>(ran).problems[0]?.message).not.toBe('');
  expect(ran.err).toContain(json<Failed>(ran).problems[0]?.code);
});

test('without --json a failed call leaves standard output empty', async () => {
  const ran = await lsg('score', 'nope', '--period', '2023', '--db', '/tmp/lsg-no-such-database.sqlite');
  expect(ran).toMatchObject({ status: 1, out: '' });
});

test('a stage that the recipe does not have is named with those it has', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'lsg-stage-'));
  const db = join(folder, 'a.sqlite');
  try {
    expect((await lsg('import', 'data/units', 'data/kz-regions', '--db', db, '--quiet')).status).toBe(0);
    const ran = await lsg('score', 'kz-regions', '--period', '2023', '--stage', 'normalized', '--db', db, '--json');
    expect(ran.status).toBe(2);
    expect(json<Failed>(ran).problems[0]?.message).toContain('normalized');
    expect(ran.err).toContain('raw, transformed, normalised');
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});
