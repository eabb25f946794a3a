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

test('with --json a wrong call gives a document too, and nothing else on standard output', async () => {
  for (const argv of [['score', 'kz-regions', '--perod', '2023'], ['scor'], ['score', 'kz-regions']]) {
    const { status, out, err } = await lsg(...argv, '--json');
    expect(status).toBe(2);
    const { problems } = JSON.parse(out);
    expect(problems).toMatchObject([{ code: 'WrongUsage', args: {}, file: null, line: null, column: null }]);
    expect(err).toContain(problems[0].message);
    expect(problems[0].hint).toMatch(/lsg --help/);
  }
});

test('check takes the id of an index or of a dataset for its folder', async () => {
  const index = await lsg('check', 'kz-regions', '--json');
  expect(JSON.parse(index.out)).toMatchObject({ problems: [], checked: { indexes: 1, datasets: 0 } });
  const dataset = await lsg('check', 'units', '--json');
  expect(JSON.parse(dataset.out)).toMatchObject({ problems: [], checked: { indexes: 0, datasets: 1 } });
  const neither = await lsg('check', 'kz-region', '--json');
  expect(JSON.parse(neither.out).problems).toMatchObject([{ code: 'FileMissing' }]);
});
