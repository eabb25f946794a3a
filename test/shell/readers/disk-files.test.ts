// Files too large are refused by their size, before they are read.
import { mkdtempSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { diskFiles, fileSizeLimit } from '../../../src/shell/readers/disk-files.js';

const folder = mkdtempSync(join(tmpdir(), 'lsg-disk-'));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

test('a file of ten gigabytes is not read, a folder is none', async () => {
  const path = join(folder, 'a.csv');
  writeFileSync(path, 'unit\n');
  expect(await diskFiles.readBytes(path)()).toMatchObject({ right: expect.any(Uint8Array) });
  truncateSync(path, 10 * 1024 ** 3);
  expect(await diskFiles.readBytes(path)()).toMatchObject({
    left: [{ code: 'FileTooLarge', args: { size: 10 * 1024 ** 3, limit: fileSizeLimit } }],
  });
  expect(await diskFiles.readBytes(folder)()).toMatchObject({ left: [{ code: 'FileUnreadable' }] });
});
