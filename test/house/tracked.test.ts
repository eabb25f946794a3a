import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { describe, expect, test } from 'vitest';

const text = /\.(ts|mts|mjs|cjs|js|json|md|yaml|yml|hbs|css|csv|txt|sql|npmrc|gitignore)$|(^|\/)[^.]+$/;
const tracked = existsSync('.git')
  ? execFileSync('git', ['ls-files', '-z'], { encoding: 'utf8' })
      .split('\0')
      .filter((file) => file !== '' && existsSync(file))
  : [];

/** Places that only exist on one machine: its project folder, its user's home, anybody's home. */
const placesOfMachines = (content: string, root: string, home: string): ReadonlyArray<string> => {
  const own = [root, home].filter((place) => place.split(/[\\/]/).filter((part) => part !== '').length > 1);
  const anybodys = content.match(/(?<![\w.])(\/home\/|\/Users\/|[A-Z]:\\\\?Users\\)\w+/g) ?? [];
  return [...own.filter((place) => content.includes(place)), ...anybodys];
};

describe.skipIf(tracked.length === 0)('tracked files', () => {
  test('there are some', () => expect(tracked.length).toBeGreaterThan(50));

  test('name no place of a machine', () => {
    const found = tracked
      .filter((file) => text.test(file) && !file.startsWith('test/house/tracked'))
      .flatMap((file) =>
        placesOfMachines(readFileSync(file, 'utf8'), process.cwd(), homedir()).map((place) => `${file}: ${place}`),
      );
    expect(found).toEqual([]);
  });

  test('the lockfile holds no download addresses', () => {
    expect(readFileSync('package-lock.json', 'utf8')).not.toContain('"resolved"');
  });

  test('are no databases and no reports', () => {
    expect(tracked.filter((file) => /\.sqlite(-wal|-shm)?$|^reports\/(?!README\.md$)|^dist\//.test(file))).toEqual([]);
  });
});

test('the check sees places of machines', () => {
  expect(placesOfMachines('read /home/aigul/x', '/srv/lsg', '/root')).toEqual(['/home/aigul']);
  expect(placesOfMachines('in /srv/lsg/data', '/srv/lsg', '/root')).toEqual(['/srv/lsg']);
  expect(placesOfMachines('C:\\Users\\aigul', '/srv/lsg', '/root')).toEqual(['C:\\Users\\aigul']);
  expect(placesOfMachines('/usr/lib and reports/home/x', '/srv/lsg', '/root')).toEqual([]);
});
