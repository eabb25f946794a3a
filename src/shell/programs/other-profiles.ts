// With `--unit`, the profiles of other units that stand in the edition already: they stay as long as they are still true.
import { E } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { EditionDraft, Manifest } from '../ports.js';
import type { ReportRequest } from './report-request.js';

export interface OtherProfiles {
  readonly codes: ReadonlySet<string>;
  readonly paths: ReadonlyArray<string>;
  /** Hash of the HTML behind each of them that is a PDF. */
  readonly sources: Readonly<Record<string, string>>;
}

/**
 * None where all units are made anyway, or where definition, data, program, templates, browser or languages differ from
 * those of the edition before: an edition never holds pages of two states.
 */
export const othersToKeep = (
  before: Manifest | null,
  { units, langs, formats, input }: ReportRequest,
  now: { readonly templates: string; readonly browser: string | null },
): OtherProfiles => {
  const current =
    before !== null &&
    units !== null &&
    isHash(before.definition_hash, input.definitionHash) &&
    isHash(before.data_hash, input.dataHash) &&
    isHash(before.templates, now.templates) &&
    before.engine === input.engine &&
    before.browser === now.browser;
  if (!current) return { codes: new Set(), paths: [], sources: {} };
  const profiles = Object.keys(before.files).flatMap((path) => profileAt(path) ?? []);
  const sameLangs = new Set(profiles.map(({ lang }) => lang)).size === langs.length;
  const kept = profiles.filter(
    ({ lang, code, format }) =>
      sameLangs &&
      !units.includes(code) &&
      langs.some((each) => each === lang) &&
      formats.some((each) => each === format),
  );
  return {
    codes: new Set(kept.map(({ code }) => code)),
    paths: kept.map(({ path }) => path),
    sources: Object.fromEntries(
      kept.flatMap(({ path }) => (before.sources[path] === undefined ? [] : [[path, before.sources[path]]])),
    ),
  };
};

/** Gives the sources of those that were taken over. */
export const keepOtherProfiles = async (
  draft: EditionDraft,
  { paths, sources }: OtherProfiles,
): Promise<E.Either<Problems, Readonly<Record<string, string>>>> => {
  const taken: Record<string, string> = {};
  for (const path of paths) {
    const kept = await draft.keep(path)();
    if (E.isLeft(kept)) return kept;
    const source = sources[path];
    if (kept.right && source !== undefined) taken[path] = source;
  }
  return E.right(taken);
};

const profileAt = (path: string) => {
  const parts = /^([a-z]{2})\/units\/([^/]+)\.(html|pdf)$/.exec(path);
  return parts === null ? null : { path, lang: parts[1]!, code: parts[2]!, format: parts[3]! };
};

const isHash = (written: string, hash: string): boolean =>
  written.replace(/^sha256:/, '') === hash.replace(/^sha256:/, '');
