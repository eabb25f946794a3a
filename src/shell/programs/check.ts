// `lsg check`: every problem of definitions, words and data folders, and doubts about method; nothing is written anywhere.
import { decodeInstrument } from '../../core/define/build-instrument.js';
import { decodeFile } from '../../core/define/decode-file.js';
import type { Definition } from '../../core/define/definition.js';
import { doubtsOf } from '../../core/define/doubts.js';
import { checkEstimates } from '../../core/define/estimate.js';
import { checkFormulaNames } from '../../core/define/indexes.js';
import { measureDoubtsOf } from '../../core/define/measure-doubts.js';
import { isInstrumentText } from '../../core/define/raw/instrument.js';
import { nodeCodec } from '../../core/define/raw/node.js';
import { catalogueOf } from '../../core/define/words-file.js';
import { E, type TE } from '../../core/fp.js';
import { decodeDatapackage } from '../../core/intake/datapackage.js';
import type { DeclaredVariable } from '../../core/intake/vocabulary.js';
import { distinct, type Problem, type Problems, problem } from '../../core/model/problem.js';
import { langs } from '../../core/model/text.js';
import { wrongExamples } from '../../core/score/examples.js';
import type { Files } from '../ports.js';
import { readDefinitions, readIndex } from './definitions.js';
import { instrumentFolder, readInstruments } from './instruments.js';

export interface CheckPorts {
  readonly files: Files;
  /** All checks of an import without one. */
  readonly tryDatasets: (folders: ReadonlyArray<string>, indicators: string) => Promise<Problems>;
  /** Variables that the datasets in the database declare; none where there is no database. */
  readonly variablesInStore: () => Promise<ReadonlyArray<DeclaredVariable>>;
  /** Doubts that the data of the latest period raise about an index; empty where there is no database. */
  readonly tryData: (index: string, indicators: string) => Promise<Problems>;
  /** Compiles the templates of a folder. */
  readonly tryTemplates: (folder: string) => TE.TaskEither<Problems, unknown>;
}

export interface CheckRequest {
  /** Empty: everything of the workspace. */
  readonly paths: ReadonlyArray<string>;
  readonly indicators: string;
  readonly data: string;
  readonly templates: string;
}

export interface CheckReport {
  readonly problems: Problems;
  readonly warnings: Problems;
  /** What was looked at: indexes, questionnaires, datasets, templates. */
  readonly checked: {
    readonly indexes: number;
    readonly datasets: number;
    readonly templates: number;
    readonly instruments: number;
  };
}

export const check = async (ports: CheckPorts, asked: CheckRequest): Promise<CheckReport> => {
  const request = { ...asked, indicators: plainPath(asked.indicators) };
  const whole = request.paths.length === 0;
  const found: Found = {
    problems: [],
    warnings: [],
    indexes: new Set(),
    instruments: new Set(),
    datasets: new Set(),
    templates: 0,
  };
  if (whole) {
    await checkIndicators(ports, request, request.indicators, found);
    for (const name of await ports.files.list(request.data)) await noteDataset(ports, `${request.data}/${name}`, found);
    if (await ports.files.isFolder(request.templates)) await checkTemplates(ports, request.templates, found);
  }
  for (const path of request.paths) await checkPath(ports, request, plainPath(path), found);
  await checkDatasets(ports, request, found);
  if (found.problems.length === 0) {
    for (const index of found.indexes) {
      if (!(await ports.files.exists(`${index}/index.yaml`))) continue;
      const [name = '', folder = '.'] = [
        index.slice(index.lastIndexOf('/') + 1),
        index.slice(0, Math.max(0, index.lastIndexOf('/'))),
      ];
      found.warnings.push(...(await ports.tryData(name, folder)));
    }
  }
  return {
    problems: distinct(found.problems),
    warnings: distinct(found.warnings),
    checked: {
      indexes: found.indexes.size,
      datasets: found.datasets.size,
      templates: found.templates,
      instruments: found.instruments.size,
    },
  };
};

/** With forward slashes and none at the end, as every place is shown. */
const plainPath = (path: string): string => path.replaceAll('\\', '/').replace(/(?<=.)\/+$/, '');

const isName = (path: string): boolean => !path.includes('/') && path !== '..';

interface Found {
  readonly problems: Problem[];
  readonly warnings: Problem[];
  readonly indexes: Set<string>;
  readonly instruments: Set<string>;
  /** Folders with a datapackage.json. */
  readonly datasets: Set<string>;
  templates: number;
}

const checkPath = async (ports: CheckPorts, request: CheckRequest, path: string, found: Found): Promise<void> => {
  const { files } = ports;
  if (!(await files.exists(path))) {
    // Other commands name an index by its id: here it may stand for its folder, and so may the name of a dataset.
    if (isName(path) && (await files.exists(`${request.indicators}/${path}/index.yaml`))) {
      return checkIndex(ports, request, `${request.indicators}/${path}`, found);
    }
    if (isName(path) && (await noteDataset(ports, `${request.data}/${path}`, found))) return;
    found.problems.push(problem('FileMissing', { file: path }, { file: path }));
    return;
  }
  if (!(await files.isFolder(path))) return checkFile(ports, request, path, found);
  if (await files.exists(`${path}/index.yaml`)) return checkIndex(ports, request, path, found);
  if (await noteDataset(ports, path, found)) return;
  if (await files.isFolder(`${path}/i18n`)) return checkTemplates(ports, path, found);
  const before = found.indexes.size + found.datasets.size;
  await checkIndicators(ports, request, path, found);
  for (const name of await files.list(path)) await noteDataset(ports, `${path}/${name}`, found);
  const loose = (await files.list(path)).filter((name) => /\.ya?ml$/.test(name));
  for (const name of loose) await checkFile(ports, request, `${path}/${name}`, found);
  if (found.indexes.size + found.datasets.size + loose.length === before) {
    found.problems.push(problem('NothingToCheck', { path }, { file: path }));
  }
};

/** One file: an index with what it includes, an included node, or a words file. */
const checkFile = async (ports: CheckPorts, request: CheckRequest, path: string, found: Found): Promise<void> => {
  const { files } = ports;
  const folder = path.includes('/') ? path.slice(0, path.lastIndexOf('/')) : '.';
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (name === 'datapackage.json') {
    await noteDataset(ports, folder, found);
    return;
  }
  if (/\.(csv|xlsx)$/i.test(name)) {
    found.datasets.add(path);
    return;
  }
  if (name === 'index.yaml') return checkIndex(ports, request, folder, found);
  const text = await files.readText(path)();
  if (E.isLeft(text)) {
    found.problems.push(...text.left);
    return;
  }
  const source = { file: path, text: text.right };
  if (folder.endsWith('/i18n') || folder === 'i18n') {
    const words = catalogueOf(source);
    if (E.isLeft(words)) found.problems.push(...words.left);
    return;
  }
  if (isInstrumentText(text.right)) {
    found.instruments.add(path);
    const instrument = decodeInstrument(source);
    if (E.isLeft(instrument)) found.problems.push(...instrument.left);
    return;
  }
  found.indexes.add(path);
  // Keys that only an index has tell it from a node: an index may stand under any name while it is being written.
  if (/^(version|recipe|units|views|ranks|bands|peers):/m.test(text.right)) {
    const decoded = await readIndex(files, folder, name);
    if (E.isLeft(decoded)) found.problems.push(...decoded.left);
    else found.warnings.push(...decoded.right.warnings, ...doubtsOf(decoded.right.definition));
    return;
  }
  const decoded = decodeFile(nodeCodec, source);
  if (E.isLeft(decoded)) found.problems.push(...decoded.left);
  else if (await files.exists(`${folder}/index.yaml`)) await checkIndex(ports, request, folder, found);
};

const checkIndex = async (ports: CheckPorts, request: CheckRequest, folder: string, found: Found): Promise<void> => {
  const decoded = await readIndex(ports.files, folder);
  found.indexes.add(folder);
  if (E.isLeft(decoded)) found.problems.push(...decoded.left);
  else {
    const { definition, warnings } = decoded.right;
    const parent = folder.includes('/') ? folder.slice(0, folder.lastIndexOf('/')) : '.';
    // What an index refers to stands beside it; faults of its neighbours are not its own.
    const others = await readDefinitions(ports.files, parent);
    const own = others.problems.filter(({ at, code }) => at?.file.startsWith(`${folder}/`) && code !== 'DuplicateId');
    found.problems.push(...own);
    found.problems.push(...wrongExamples(definition));
    found.warnings.push(...warnings, ...doubtsOf(definition));
    await checkNames(ports, [definition], others.definitions, parent, request, found);
  }
};

const checkIndicators = async (
  ports: CheckPorts,
  request: CheckRequest,
  folder: string,
  found: Found,
): Promise<void> => {
  const { definitions, problems, warnings } = await readDefinitions(ports.files, folder);
  if (definitions.length === 0 && problems.every(({ code }) => code !== 'FileMissing') && problems.length === 0) return;
  for (const each of definitions) found.indexes.add(`${folder}/${each.id}`);
  found.problems.push(...problems, ...definitions.flatMap(wrongExamples));
  const surveys = `${folder}/${instrumentFolder}`;
  if (await ports.files.isFolder(surveys)) {
    found.problems.push(...(await readInstruments(ports.files, folder)).problems);
    for (const name of await ports.files.list(surveys))
      if (/\.ya?ml$/.test(name)) found.instruments.add(`${surveys}/${name}`);
  }
  found.warnings.push(...warnings, ...definitions.flatMap(doubtsOf));
  await checkNames(ports, definitions, definitions, folder, request, found);
};

const checkNames = async (
  ports: CheckPorts,
  wanted: ReadonlyArray<Definition>,
  all: ReadonlyArray<Definition>,
  folder: string,
  request: CheckRequest,
  found: Found,
): Promise<void> => {
  if (wanted.some(({ leaves }) => leaves.some(({ estimate = null }) => estimate !== null))) {
    // One questionnaire for all folders: an index checked by itself has its neighbours beside it.
    const { instruments } = await readInstruments(ports.files, folder);
    found.problems.push(...wanted.flatMap((each) => checkEstimates(each, instruments)));
  }
  const reads = wanted.some(({ leaves }) =>
    leaves.some(({ formula, variable }) => formula !== null || variable !== null),
  );
  if (!reads) return;
  const declared = [...(await ports.variablesInStore()), ...(await declaredBeside(ports.files, request.data))];
  const variables = new Map(declared.map(({ name, measuredIn }) => [name, measuredIn]));
  for (const definition of wanted) {
    found.problems.push(...checkFormulaNames(definition, all, variables.keys()));
    found.warnings.push(...measureDoubtsOf(definition, all, variables));
  }
};

/** Variables that the dataset folders of a data folder declare; a description at fault is told when its dataset is checked. */
const declaredBeside = async (files: Files, data: string): Promise<ReadonlyArray<DeclaredVariable>> => {
  const declared: DeclaredVariable[] = [];
  for (const name of await files.list(data)) {
    const file = `${data}/${name}/datapackage.json`;
    if (!(await files.exists(file))) continue;
    const text = await files.readText(file)();
    const dataset = E.isLeft(text) ? text : decodeDatapackage(file, text.right);
    if (E.isRight(dataset)) declared.push(...dataset.right.variables);
  }
  return declared;
};

const noteDataset = async (ports: CheckPorts, folder: string, found: Found): Promise<boolean> => {
  if (!(await ports.files.exists(`${folder}/datapackage.json`))) return false;
  found.datasets.add(folder);
  return true;
};

/** Data are judged as an import of all folders beside them would: units of one dataset are known to the others. */
const checkDatasets = async (ports: CheckPorts, request: CheckRequest, found: Found): Promise<void> => {
  if (found.datasets.size === 0) return;
  const folders = new Set(found.datasets);
  for (const each of found.datasets) {
    const parent = each.includes('/') ? each.slice(0, each.lastIndexOf('/')) : '.';
    for (const name of await ports.files.list(parent)) {
      if (await ports.files.exists(`${parent}/${name}/datapackage.json`)) folders.add(`${parent}/${name}`);
    }
  }
  const problems = await ports.tryDatasets([...folders].sort(), request.indicators);
  found.problems.push(
    ...problems.filter(
      ({ at }) =>
        at === undefined || [...found.datasets].some((each) => at.file === each || at.file.startsWith(`${each}/`)),
    ),
  );
};

const checkTemplates = async (ports: CheckPorts, folder: string, found: Found): Promise<void> => {
  found.templates++;
  const compiled = await ports.tryTemplates(folder)();
  if (E.isLeft(compiled)) found.problems.push(...compiled.left);
  const keys = new Map<string, ReadonlySet<string>>();
  for (const lang of langs) {
    const file = `${folder}/i18n/${lang}.yaml`;
    const text = await ports.files.readText(file)();
    const words = E.isLeft(text) ? text : catalogueOf({ file, text: text.right });
    if (E.isLeft(words)) found.problems.push(...words.left);
    else keys.set(lang, new Set(words.right.keys()));
  }
  const all = new Set([...keys.values()].flatMap((each) => [...each]));
  for (const [lang, known] of keys) {
    for (const key of all) {
      if (!known.has(key))
        found.problems.push(problem('WordMissing', { key, lang }, { file: `${folder}/i18n/${lang}.yaml` }));
    }
  }
};
