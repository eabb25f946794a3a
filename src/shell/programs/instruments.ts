// Questionnaires of a workspace: every YAML file of `indicators/surveys`, decoded.
import { decodeInstrument } from '../../core/define/build-instrument.js';
import type { Instrument } from '../../core/define/instrument.js';
import { taken } from '../../core/define/taken.js';
import { E } from '../../core/fp.js';
import type { Problem, Problems } from '../../core/model/problem.js';
import type { Files } from '../ports.js';

export const instrumentFolder = 'surveys';

export interface Instruments {
  readonly instruments: ReadonlyArray<Instrument>;
  readonly problems: Problems;
}

/** Those of `indicators`; one at fault is left out of `instruments` and told. */
export const readInstruments = async (files: Files, indicators: string): Promise<Instruments> => {
  const folder = `${indicators}/${instrumentFolder}`;
  const instruments: Instrument[] = [];
  const problems: Problem[] = [];
  if (!(await files.isFolder(folder))) return { instruments, problems };
  for (const name of await files.list(folder)) {
    if (!/\.ya?ml$/.test(name)) continue;
    const decoded = await readInstrument(files, `${folder}/${name}`);
    if (E.isLeft(decoded)) {
      problems.push(...decoded.left);
      continue;
    }
    const before = instruments.find(({ id }) => id.toLowerCase() === decoded.right.id.toLowerCase());
    if (before === undefined) instruments.push(decoded.right);
    else problems.push(taken(decoded.right.id, 'id', before.at, decoded.right.at));
  }
  return { instruments, problems };
};

export const readInstrument = async (files: Files, file: string): Promise<E.Either<Problems, Instrument>> => {
  const text = await files.readText(file)();
  return E.isLeft(text) ? text : decodeInstrument({ file, text: text.right });
};
