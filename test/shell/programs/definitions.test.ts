// Which folder an id means: one alone, or the call is refused.
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { E } from '../../../src/core/fp.js';
import { loadIndex } from '../../../src/shell/programs/definitions.js';
import { diskFiles } from '../../../src/shell/readers/disk-files.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-ids-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('two folders with one id: the index is refused with both places, another index is not', async () => {
  cpSync('indicators/kz-regions', join(folder, 'kz-regions'), { recursive: true });
  cpSync('indicators/kz-regions', join(folder, 'copy'), { recursive: true });
  const load = (id: string) => loadIndex(diskFiles, folder, id, []);
  const codes = async (id: string) => {
    const found = await load(id);
    return E.isLeft(found) ? found.left.map(({ code, args }) => [code, args.id, args.first]) : [];
  };
  const refused = ['DuplicateId', 'kz-regions', expect.stringMatching(/copy\/index\.yaml:[1-9]$/)];
  expect(await codes('kz-regions')).toContainEqual(refused);
  const file = join(folder, 'copy', 'index.yaml');
  writeFileSync(file, readFileSync(file, 'utf8').replace(/^id: .*$/m, 'id: "copy" # of kz-regions'));
  expect((await codes('kz-regions')).filter(([code]) => code === 'DuplicateId')).toEqual([]);
});
