// Says whether an edition's folder is whole: every file the manifest names has its hash, and nothing else is there.
import { createHash } from 'node:crypto';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join, relative, sep } from 'node:path';

/** What is wrong with the folder; empty for a whole edition. */
export const faultsOf = (folder: string): ReadonlyArray<string> => {
  const manifest: { readonly files: Readonly<Record<string, string>> } = JSON.parse(
    readFileSync(join(folder, 'manifest.json'), 'utf8'),
  );
  const there = filesIn(folder).filter((path) => path !== 'manifest.json');
  const named = Object.keys(manifest.files);
  return [
    ...named.filter((path) => !there.includes(path)).map((path) => `missing: ${path}`),
    ...there.filter((path) => !named.includes(path)).map((path) => `not named: ${path}`),
    ...there
      .filter((path) => named.includes(path) && hashOf(join(folder, path)) !== manifest.files[path])
      .map((path) => `changed: ${path}`),
  ];
};

/** Every file below a folder, with forward slashes, by code point. */
export const filesIn = (folder: string): ReadonlyArray<string> => {
  const below = (at: string): ReadonlyArray<string> =>
    readdirSync(at).flatMap((name) =>
      statSync(join(at, name)).isDirectory() ? below(join(at, name)) : [join(at, name)],
    );
  return below(folder)
    .map((path) => relative(folder, path).split(sep).join('/'))
    .sort();
};

const hashOf = (path: string): string => `sha256:${createHash('sha256').update(readFileSync(path)).digest('hex')}`;
