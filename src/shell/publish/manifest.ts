// manifest.json: what an edition is made from, and the hash of every file in it. Written last, so an edition that has one is whole.
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import * as t from 'io-ts';
import { E } from '../../core/fp.js';
import type { Manifest } from '../ports.js';

export const manifestName = 'manifest.json';

/** The form in which the manifest gives every hash. */
export const sha256 = (content: string | Uint8Array): string =>
  `sha256:${createHash('sha256').update(content).digest('hex')}`;

/** Equal manifests give equal bytes: the facts in the order of the contract, paths by code point. */
export const manifestAsText = (manifest: Manifest): string => {
  const { index, period, edition, definition_hash, data_hash, engine, browser } = manifest;
  const ordered = {
    index,
    period,
    edition,
    definition_hash,
    data_hash,
    engine,
    browser,
    files: byPath(manifest.files),
    not_made: [...manifest.not_made].sort(),
    reasons: byPath(manifest.reasons),
    templates: manifest.templates,
    sources: byPath(manifest.sources),
  };
  return `${JSON.stringify(ordered, null, 2)}\n`;
};

const byPath = (record: Readonly<Record<string, string>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0)));

/** The manifest of a folder; null where there is none that can be read: then nothing in the folder is taken on trust. */
export const readManifest = async (folder: string): Promise<Manifest | null> => {
  try {
    const value: unknown = JSON.parse(await readFile(join(folder, manifestName), 'utf8'));
    const decoded = ManifestCodec.decode(value);
    return E.isRight(decoded) ? decoded.right : null;
  } catch {
    return null;
  }
};

const ManifestCodec = t.strict({
  index: t.string,
  period: t.string,
  edition: t.union([t.number, t.null]),
  definition_hash: t.string,
  data_hash: t.string,
  engine: t.string,
  browser: t.union([t.string, t.null]),
  files: t.record(t.string, t.string),
  not_made: t.array(t.string),
  templates: t.string,
  reasons: t.record(t.string, t.string),
  sources: t.record(t.string, t.string),
});
