// Joins the adapters of this machine to the programs and the commands to both: the only file that may import everything.
// Heavy rooms are imported when a command runs, so that `lsg --help` stays quick.
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Command, CommanderError } from 'commander';
import { registerAnalyse } from './cli/analyse.js';
import { registerAudit } from './cli/audit.js';
import { registerBackup } from './cli/backup.js';
import { registerCheck } from './cli/check.js';
import { type CompareParts, registerCompare } from './cli/compare.js';
import { contextOf } from './cli/console.js';
import type { CliContext } from './cli/context.js';
import { registerConvert } from './cli/convert.js';
import { registerDemo } from './cli/demo.js';
import { registerExplain } from './cli/explain.js';
import { register as registerImport } from './cli/import.js';
import { chosenLang } from './cli/lang.js';
import { type ReportParts, register as registerReport } from './cli/report.js';
import { registerRestore } from './cli/restore.js';
import { registerScore, type ScoreParts } from './cli/score.js';
import { registerSurvey } from './cli/survey.js';
import { thisProcess } from './cli/this-process.js';
import { registerUncertainty } from './cli/uncertainty.js';
import type { UncertaintyParts } from './cli/uncertainty-run.js';
import { helpIn, usageDocument, usageSentence } from './cli/usage.js';
import { E, type TE } from './core/fp.js';
import type { Problems } from './core/model/problem.js';
import { type Lang, langs } from './core/model/text.js';
import { type Catalogue, type Words, wordsOf } from './core/words/words.js';
import type { PageTemplates, ReadAnswers, ReadTables, Store } from './shell/ports.js';
import type { ConvertPorts } from './shell/programs/convert.js';
import type { ImportPorts } from './shell/programs/import.js';
import type { UncertaintyPorts } from './shell/programs/uncertainty.js';
import { diskFiles } from './shell/readers/disk-files.js';

const root = join(dirname(fileURLToPath(import.meta.url)), '..');
/** The workspace's own templates and words, else those that came with the program. */
const templates = async (): Promise<string> =>
  (await diskFiles.isFolder('templates/i18n')) ? 'templates' : join(root, 'templates');

/** Asked of the plural rules, which know it as all of Intl does and are made in a thirtieth of the time of the others. */
const localeOfMachine = (): string => new Intl.PluralRules().resolvedOptions().locale;

/** Runs one call; gives its exit status. */
export const main = async (argv: ReadonlyArray<string>): Promise<number> => {
  const lang = chosenLang(argv, process.env, localeOfMachine());
  const words = await readWords(lang);
  if (E.isLeft(words)) {
    // Without words there is no sentence: the code and the place must do.
    for (const { code, at } of words.left)
      process.stderr.write(`${[at?.file, at?.line, at?.column].filter(Boolean).join(':')}  ${code}\n`);
    return 1;
  }
  const context = contextOf(words.right, argv.includes('--quiet'), argv.includes('--json'));
  try {
    return await run(programOf(context), argv, context);
  } catch (cause) {
    const { bySources } = await import('./cli/trace.js');
    const told = cause instanceof Error ? bySources(cause.stack ?? cause.message) : String(cause);
    process.stderr.write(`${words.right.say('cli.bug', { message: told })}\n`);
    return 70;
  }
};

const run = async (program: Command, argv: ReadonlyArray<string>, { log, out, words }: CliContext): Promise<number> => {
  try {
    await program.parseAsync([...argv], { from: 'user' });
    return Number(process.exitCode ?? 0);
  } catch (cause) {
    if (!(cause instanceof CommanderError)) throw cause;
    if (cause.exitCode === 0) return 0;
    const told = usageSentence(cause, argv, program, words);
    log.line(told);
    if (argv.includes('--json')) out(`${JSON.stringify(usageDocument(told), null, 2)}\n`);
    return 2;
  }
};

const programOf = (context: CliContext): Command => {
  const { words } = context;
  const program = new Command('lsg')
    .description(words.say('cli.description'))
    .version(version(), '-V, --version', words.say('cli.option.version'))
    .helpOption('-h, --help', words.say('cli.option.help'))
    .helpCommand('help [command]', words.say('cli.option.help'))
    .exitOverride()
    .configureHelp(helpIn(words))
    .hook('preAction', (_, command) => {
      const { responses } = command.opts<{ readonly responses?: string }>();
      chosen.responses = responses ?? null;
    })
    .configureOutput({ writeOut: context.out, writeErr: () => undefined, outputError: () => undefined });
  registerCheck(program, context, {
    check: async (request, db) =>
      (await import('./shell/programs/check.js')).check(await checkPorts(context, db), request),
  });
  registerImport(program, context, { ports: () => importPorts(context) });
  registerConvert(program, context, { ports: convertPorts });
  registerScore(program, context, scoreParts);
  registerCompare(program, context, compareParts);
  registerAnalyse(program, context, {
    ...scoreParts,
    published: (request) => async () => {
      const { publishedCorrelations } = await import('./shell/programs/published-correlations.js');
      return publishedCorrelations({ files: diskFiles, readTables }, request)();
    },
  });
  registerExplain(program, context, scoreParts);
  registerUncertainty(program, context, uncertaintyParts);
  registerReport(program, context, reportParts);
  registerAudit(program, context, { ...uncertaintyParts, ports: reportParts.ports, engine: `lsg ${version()}` });
  registerSurvey(program, context, { ports: async () => ({ files: diskFiles, readTables }) });
  registerDemo(program, context, {
    imports: () => importPorts(context),
    replaceDatabase: async () => (await import('./shell/store/replace-database.js')).replaceDatabase,
    prepare: ({ index, period, ...where }) => reportParts.prepare(index, period, where),
    ports: reportParts.ports,
  });
  registerBackup(program, context, { makeBackup: async () => (await import('./shell/store/backup.js')).makeBackup });
  registerRestore(program, context, {
    restoreBackup: async () => (await import('./shell/store/restore.js')).restoreBackup,
  });
  return program;
};

const readTables: ReadTables = (file, bytes, mapped) => async () =>
  (await import('./shell/readers/table-file.js')).readTableFile(file, bytes, mapped)();

const version = (): string => {
  const { version: found } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as {
    readonly version: string;
  };
  return found;
};

const hash = (text: string): string => `sha256:${createHash('sha256').update(text).digest('hex')}`;

const readWords = async (lang: Lang): Promise<E.Either<Problems, Words>> => {
  const file = `${await templates()}/i18n/${lang}.yaml`;
  const text = await diskFiles.readText(file)();
  if (E.isLeft(text)) return text;
  return E.right(wordsOf(lang, (await builtWords(lang, text.right)) ?? (await parsedWords(file, text.right))));
};

const parsedWords = async (file: string, text: string): Promise<Catalogue> => {
  const { sectionedCatalogue } = await import('./core/define/words-file.js');
  return sectionedCatalogue({ file, text });
};

/** The words as the build has read them; null where there was no build, or the text is another than it read. */
const builtWords = async (lang: Lang, text: string): Promise<Catalogue | null> => {
  const built = await diskFiles.readText(join(root, 'dist', 'bundle', `words-${lang}.json`))();
  if (E.isLeft(built)) return null;
  const { sha256, words } = JSON.parse(built.right) as BuiltWords;
  return sha256 === hash(text) ? new Map(words) : null;
};

/** Written by scripts/build.mjs. */
interface BuiltWords {
  readonly sha256: string;
  readonly words: ReadonlyArray<readonly [string, string]>;
}

/** Opens the store for reading, runs, and closes it again whatever comes of it. */
const withStore = async <A>(
  db: string,
  run: (store: Store, declared: ReadonlyArray<string>) => TE.TaskEither<Problems, A>,
  /** Where questionnaires stand; null: no answers are wanted. */
  indicators: string | null = null,
): Promise<E.Either<Problems, A>> => {
  const { openStore } = await import('./shell/store/store.js');
  const opened = await openStore(db, 'read')();
  if (E.isLeft(opened)) return opened;
  const store = indicators === null ? opened.right : { ...opened.right, readAnswers: await answersOf(db, indicators) };
  try {
    const register = await store.readRegister()();
    if (E.isLeft(register)) return register;
    return await run(
      store,
      register.right.variables.map(({ name }) => name),
    )();
  } finally {
    store.close();
  }
};

const answersOf = async (db: string, indicators: string): Promise<ReadAnswers> => {
  const [{ answersReader }, { openResponses }, { responsesBeside }] = await Promise.all([
    import('./shell/programs/answers.js'),
    import('./shell/store/responses-store.js'),
    import('./shell/programs/responses-file.js'),
  ]);
  return answersReader(diskFiles, openResponses, indicators, chosen.responses ?? responsesBeside(db));
};

/** The option `--responses` of the call, where it has one. */
const chosen: { responses: string | null } = { responses: null };

const scoreParts: ScoreParts = {
  score:
    ({ db, ...request }) =>
    async () => {
      const { scoreIndex } = await import('./shell/programs/score.js');
      return withStore(
        db,
        (store, declared) => scoreIndex({ files: diskFiles, store, hash }, { ...request, declared }),
        request.indicators,
      );
    },
};

const uncertaintyParts: UncertaintyParts = {
  ...scoreParts,
  draw: (index, request) => async () => {
    const { uncertaintyOf } = await import('./shell/programs/uncertainty.js');
    return uncertaintyOf(await drawingPorts(), index, request)();
  },
};

const drawingPorts = async (): Promise<UncertaintyPorts> => {
  const [{ drawOnThreads }, { availableParallelism }] = await Promise.all([
    import('./shell/workers/draw-on-threads.js'),
    import('node:os'),
  ]);
  const threads = drawOnThreads(Math.min(mostThreads, availableParallelism()));
  return { now: () => performance.now(), threads };
};

/** Each holds the index and its own places: more of them bring little and take memory. */
const mostThreads = 8;

const compareParts: CompareParts = {
  compare:
    ({ db, ...request }) =>
    async () => {
      const { compareIndexes } = await import('./shell/programs/compare.js');
      return withStore(
        db,
        (store, declared) => compareIndexes({ files: diskFiles, store, hash }, { ...request, declared }),
        request.indicators,
      );
    },
  page: async () => {
    const [{ compileTemplates }, { writePage }] = await Promise.all([
      import('./shell/publish/render.js'),
      import('./shell/publish/write-page.js'),
    ]);
    return E.map((compiled: PageTemplates) => ({ templates: compiled, write: writePage }))(
      await compileTemplates(await templates())(),
    );
  },
};

const reportParts: ReportParts = {
  prepare:
    (index, period, { db, indicators }) =>
    async () => {
      const { prepareReport } = await import('./shell/programs/report-input.js');
      const ports = { files: diskFiles, hash, engine: `lsg ${version()}`, ...(await drawingPorts()) };
      return withStore(
        db,
        (store, declared) => prepareReport({ ...ports, store }, { indicators, index, period, declared }),
        indicators,
      );
    },
  ports: async () => {
    const { publishAdapters } = await import('./shell/publish/adapters.js');
    const adapters = await publishAdapters(await templates(), thisProcess)();
    if (E.isLeft(adapters)) return adapters;
    const catalogues = new Map<Lang, Words>();
    for (const lang of langs) {
      const words = await readWords(lang);
      if (E.isLeft(words)) return words;
      catalogues.set(lang, words.right);
    }
    return E.right({ ...adapters.right, wordsOf: (lang: Lang) => catalogues.get(lang)! });
  },
};

const importPorts = async (context: CliContext): Promise<ImportPorts> => {
  const [{ readTableFile }, { openStore }, { openResponses }] = await Promise.all([
    import('./shell/readers/table-file.js'),
    import('./shell/store/store.js'),
    import('./shell/store/responses-store.js'),
  ]);
  return {
    files: diskFiles,
    readTables: readTableFile,
    openStore,
    openResponses,
    loadDefinitions: (folder) => async () =>
      (await import('./shell/programs/definitions.js')).loadDefinitions(diskFiles)(folder)(),
    clock: () => new Date().toISOString(),
    log: context.log,
    hash,
    writeMarked: (path, copy) => async () =>
      (await import('./shell/marking/write-marked.js')).writeMarked(path, copy)(),
  };
};

const convertPorts = async (): Promise<ConvertPorts> => {
  const [{ readTableFile }, { writeFolders }] = await Promise.all([
    import('./shell/readers/table-file.js'),
    import('./shell/disk/write-folders.js'),
  ]);
  return { files: diskFiles, readTables: readTableFile, writeFolders };
};

const checkPorts = async (context: CliContext, db: string) => {
  const [{ importData }, { compileTemplates }, ports] = await Promise.all([
    import('./shell/programs/import.js'),
    import('./shell/publish/render.js'),
    importPorts(context),
  ]);
  return {
    files: diskFiles,
    tryTemplates: compileTemplates,
    tryData: (index: string, indicators: string) => dataDoubtsOf(db, index, indicators),
    variablesInStore: async () => {
      if (!(await diskFiles.exists(db))) return [];
      const register = await withStore(db, (store) => store.readRegister());
      // What no dataset declares was taken from a definition once, and may have been corrected there since.
      return E.isLeft(register) ? [] : register.right.variables.filter(({ dataset }) => dataset !== null);
    },
    tryDatasets: async (paths: ReadonlyArray<string>, indicators: string) => {
      // A database that is not there: the data are judged by themselves.
      const alone = { db: join(root, '.cache', 'none.sqlite'), dryRun: true, skipBadRows: false };
      const request = { ...alone, paths, as: null, period: null, cwd: process.cwd(), indicators };
      const tried = await importData(ports, request)();
      return E.isLeft(tried) ? tried.left : tried.right.problems;
    },
  };
};

/** What the latest period in the database says about an index; nothing where there is no database or no data of it. */
const dataDoubtsOf = async (db: string, index: string, indicators: string): Promise<Problems> => {
  if (!(await diskFiles.exists(db))) return [];
  const { latestDoubts } = await import('./shell/programs/data-doubts.js');
  const doubts = await withStore(
    db,
    (store, declared) => latestDoubts({ files: diskFiles, store, hash }, { index, indicators, declared }),
    indicators,
  );
  return E.isLeft(doubts) ? doubts.left : doubts.right;
};
