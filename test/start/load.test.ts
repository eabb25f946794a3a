import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, expect, test } from 'vitest';
import { keptOf, load } from '../../scripts/load.mjs';

const folder = mkdtempSync(join(tmpdir(), 'lsg-load-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

const scriptOf = (word: string): string =>
  `(function(require,module,exports,ownAddress){module.exports={main:()=>"${word}"}})`;
const file = join(folder, 'program.js');
const loaded = () => load(pathToFileURL(file).href);
const keep = (compiled: Uint8Array): void => writeFileSync(`${file}.compiled`, compiled);

test('what V8 has compiled is taken for the script that it was compiled from, and for no other of its length', () => {
  writeFileSync(file, scriptOf('one'));
  const first = loaded();
  expect(first.script.cachedDataRejected).toBeUndefined();
  keep(keptOf(Buffer.from(scriptOf('one')), first.script.createCachedData()));
  const again = loaded();
  expect(again.script.cachedDataRejected).toBe(false);
  expect(again.main([])).toBe('one');

  writeFileSync(file, scriptOf('two'));
  expect(loaded().main([])).toBe('two');
});

test('a damaged byte, a cut file and an empty one are left alone', () => {
  writeFileSync(file, scriptOf('one'));
  const whole = keptOf(Buffer.from(scriptOf('one')), loaded().script.createCachedData());
  const damaged = Buffer.from(whole);
  damaged[whole.length >> 1]! ^= 1;
  for (const kept of [damaged, whole.subarray(0, whole.length - 9), Buffer.alloc(0)]) {
    keep(kept);
    const { script, main } = loaded();
    expect(script.cachedDataRejected).toBeUndefined();
    expect(main([])).toBe('one');
  }
});
