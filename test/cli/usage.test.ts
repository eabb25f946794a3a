import { expect, test } from 'vitest';
import { lsg } from '../run-cli.js';

test.each([
  [['score', 'kz-regions', '--perod', '2023'], '--period'],
  [['import', 'x.csv', '--skip-bad-row'], '--skip-bad-rows'],
  [['scor', 'kz-regions'], 'score'],
])('%j: the nearest name that the call knows is offered', async (argv, meant) => {
  const { status, err } = await lsg(...argv);
  expect(status).toBe(2);
  expect(err).toContain(`${meant}`);
});

test('an option of another command is not offered', async () => {
  const { status, err } = await lsg('check', '--skip-bad-row');
  expect(status).toBe(2);
  expect(err).not.toContain('--skip-bad-rows');
});

test('a path may be written with backslashes', async () => {
  const { out } = await lsg('check', 'indicators\\kz-regions\\', '--json');
  expect(JSON.parse(out)).toMatchObject({ problems: [], checked: { indexes: 1 } });
});
