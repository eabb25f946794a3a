// Builds the program: tsc checks the types and writes a module for each source, esbuild joins them into one script, and V8 writes down
// what it made of it, so that a call need not be compiled again. bin/lsg.mjs takes the script only while no module is newer.
import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join, relative } from 'node:path';
import { fileURLToPath, pathToFileURL } from 'node:url';
import { bundleLicences } from './bundle-licences.mjs';

const root = fileURLToPath(new URL('..', import.meta.url));
const dist = join(root, 'dist');
const bundle = join(dist, 'bundle');
const entry = 'program.js';

/** Stay packages of their own: what is compiled for a machine, and what is large and needed by few commands. All can be required. */
const apart = ['better-sqlite3', 'puppeteer', 'exceljs', 'linkedom', 'handlebars'];

const compile = () =>
  spawnSync(
    process.execPath,
    [join(root, 'node_modules', 'typescript', 'bin', 'tsc'), '-p', join(root, 'tsconfig.build.json')],
    { cwd: root, stdio: ['ignore', 2, 2] },
  ).status === 0;

/** Not older than anything that it is made from: modules, packages, words, and this script. */
const isFresh = () => {
  const made = join(bundle, entry);
  if (!existsSync(made)) return false;
  const words = join(root, 'templates', 'i18n');
  const sources = [
    join(dist, '.tsbuildinfo'),
    fileURLToPath(import.meta.url),
    join(root, 'node_modules', '.package-lock.json'),
    ...readdirSync(words).map((name) => join(words, name)),
  ];
  const time = statSync(made).mtimeMs;
  return sources.every((source) => (statSync(source, { throwIfNoEntry: false })?.mtimeMs ?? 0) <= time);
};

/** A module asks for its own address to find files beside it: it is told where it stands unjoined. */
const ownAddress = {
  name: 'own-address',
  setup: ({ onLoad }) => {
    onLoad({ filter: /\.(ts|mjs)$/ }, ({ path }) => {
      const own = relative(root, path).replaceAll('\\', '/');
      if (!own.startsWith('src/') && !own.startsWith('scripts/')) return null;
      const text = readFileSync(path, 'utf8');
      if (!text.includes('import.meta.url')) return null;
      const module = own.replace(/^src\/(.*)\.ts$/, 'dist/$1.js');
      const address = `new URL('../../${module}', import.meta.url).href`;
      return { contents: text.replaceAll('import.meta.url', address), loader: 'ts' };
    });
  },
};

const joinModules = async () => {
  const { build } = await import('esbuild');
  const { outputFiles, metafile } = await build({
    absWorkingDir: root,
    entryPoints: { program: 'src/main.ts' },
    outdir: bundle,
    bundle: true,
    write: false,
    format: 'cjs',
    platform: 'node',
    target: 'node20.19',
    external: apart,
    mainFields: ['module', 'main'],
    // The modules of fp-ts for the browser's kind of import can be taken apart, so that only what is used is carried along.
    alias: Object.fromEntries(
      ['Either', 'TaskEither', 'function'].map((name) => [`fp-ts/lib/${name}.js`, `fp-ts/es6/${name}.js`]),
    ),
    // A script has no imports and no address of its own: scripts/load.mjs hands it what it needs.
    supported: { 'dynamic-import': false },
    define: { 'import.meta.url': 'ownAddress' },
    banner: { js: '(function(require,module,exports,ownAddress){' },
    footer: { js: '})' },
    charset: 'utf8',
    minifyWhitespace: true,
    sourcemap: true,
    metafile: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
    plugins: [ownAddress],
  });
  mkdirSync(bundle, { recursive: true });
  const files = [
    ...outputFiles.map(({ path, contents }) => [basename(path), contents]),
    ...(await compiledWords()),
    ['LICENSES.txt', bundleLicences(root, Object.keys(metafile.inputs))],
    [`${entry}.compiled`, compiledScript(outputFiles.find(({ path }) => basename(path) === entry).contents)],
  ];
  // The entry last: until it is there the files before it are not asked for.
  files.sort(([a], [b]) => Number(a === entry) - Number(b === entry));
  for (const [name, contents] of files) {
    writeFileSync(join(bundle, `${name}.tmp`), contents);
    renameSync(join(bundle, `${name}.tmp`), join(bundle, name));
  }
  const made = new Set(files.map(([name]) => name));
  for (const name of readdirSync(bundle)) if (!made.has(name)) rmSync(join(bundle, name));
};

/**
 * What V8 has compiled of the script after the calls that people make most: read back, it need be compiled no more. It holds
 * for this version of Node alone; another finds it strange and compiles the script itself.
 */
const compiledScript = (script) => {
  const folder = mkdtempSync(join(tmpdir(), 'lsg-build-'));
  try {
    writeFileSync(join(folder, entry), script);
    const warm = join(root, 'scripts', 'warm.mjs');
    const done = spawnSync(process.execPath, [warm, join(folder, entry), join(folder, 'made')], {
      cwd: root,
      stdio: ['ignore', 'ignore', 2],
    });
    return done.status === 0 ? readFileSync(join(folder, 'made')) : Buffer.alloc(0);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
};

/** The words that came with the program, as they are after reading; the hash says of which text. */
const compiledWords = async () => {
  const { catalogueOf } = await import(pathToFileURL(join(dist, 'core', 'define', 'words-file.js')).href);
  const folder = join(root, 'templates', 'i18n');
  return readdirSync(folder)
    .filter((name) => name.endsWith('.yaml'))
    .flatMap((file) => {
      const text = readFileSync(join(folder, file), 'utf8');
      const read = catalogueOf({ file, text });
      if (read._tag === 'Left') return [];
      const sha256 = `sha256:${createHash('sha256').update(text).digest('hex')}`;
      return [[`words-${file.replace(/\.yaml$/, '.json')}`, JSON.stringify({ sha256, words: [...read.right] })]];
    });
};

if (!compile()) process.exitCode = 1;
else if (!isFresh()) await joinModules();
