import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from 'node:fs';
import { hostname, tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { thisProcess } from '../../../src/cli/this-process.js';
import { E } from '../../../src/core/fp.js';
import type { EditionDraft, EditionFacts } from '../../../src/shell/ports.js';
import { diskProblem } from '../../../src/shell/publish/disk-problem.js';
import { editionFolders } from '../../../src/shell/publish/folder.js';
import { bundled, running } from './child-process.js';
import { faultsOf, filesIn } from './whole.js';

const facts: EditionFacts = {
  index: 'kz-regions',
  period: '2023',
  edition: null,
  definition_hash: 'sha256:d',
  data_hash: 'sha256:a',
  engine: 'lsg 0.1.0',
  templates: 'sha256:t',
  browser: null,
  not_made: ['ru/ranking.pdf'],
  reasons: { 'ru/ranking.pdf': 'BrowserMissing' },
  sources: {},
};

let root: string;
let folder: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), 'lsg-folder-'));
  folder = join(root, 'kz-regions', '2023');
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const open = async (): Promise<EditionDraft> => {
  const draft = await editionFolders(thisProcess).open(root, 'kz-regions', '2023')();
  if (E.isLeft(draft)) throw new Error(JSON.stringify(draft.left));
  return draft.right;
};

const refusal = async (index = 'kz-regions', name = '2023', at = root) => {
  const draft = await editionFolders(thisProcess).open(at, index, name)();
  if (E.isLeft(draft)) return draft.left[0];
  await draft.right.abandon();
  throw new Error('was not refused');
};

const make = async (files: Readonly<Record<string, string>>): Promise<void> => {
  const draft = await open();
  for (const [path, text] of Object.entries(files)) await draft.write(path, text)();
  expect(E.isRight(await draft.finish(facts)())).toBe(true);
};

describe('an edition', () => {
  test('is not seen before it is finished, and then whole, with nothing beside it', async () => {
    const draft = await open();
    await draft.write('index.html', '<p>new</p>')();
    await draft.write('kk/units/710000000.html', '<p>Астана</p>')();
    expect(existsSync(folder)).toBe(false);
    await draft.finish(facts)();
    expect(filesIn(folder)).toEqual(['index.html', 'kk/units/710000000.html', 'manifest.json']);
    expect(faultsOf(folder)).toEqual([]);
    expect(readdirSync(join(root, 'kz-regions'))).toEqual(['2023']);
  });

  test('has a manifest in the order of the contract, paths sorted', async () => {
    await make({ 'ru/index.html': 'r', 'index.html': 'i' });
    const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8'));
    expect(Object.keys(manifest).slice(0, 9)).toEqual([
      'index',
      'period',
      'edition',
      'definition_hash',
      'data_hash',
      'engine',
      'browser',
      'files',
      'not_made',
    ]);
    expect(Object.keys(manifest.files)).toEqual(['index.html', 'ru/index.html']);
    expect(manifest.not_made).toEqual(['ru/ranking.pdf']);
  });

  test('takes the place of the one before; what is kept is the same file, what is not written is gone', async () => {
    await make({ 'index.html': 'old', 'a.pdf': 'PDF', 'b.pdf': 'PDF' });
    writeFileSync(join(folder, 'b.pdf'), 'changed by hand');
    const draft = await open();
    expect(draft.before?.data_hash).toBe('sha256:a');
    expect(await draft.keep('a.pdf')()).toEqual(E.right(true));
    expect(await draft.keep('b.pdf')()).toEqual(E.right(false));
    expect(await draft.keep('never.pdf')()).toEqual(E.right(false));
    await draft.write('index.html', 'new')();
    await draft.finish(facts)();
    expect(filesIn(folder)).toEqual(['a.pdf', 'index.html', 'manifest.json']);
    expect(readFileSync(join(folder, 'a.pdf'), 'utf8')).toBe('PDF');
    expect(faultsOf(folder)).toEqual([]);
  });

  test('that is abandoned leaves the old one as it was', async () => {
    await make({ 'index.html': 'old' });
    const draft = await open();
    await draft.write('index.html', 'new')();
    await draft.abandon();
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('old');
    expect(readdirSync(join(root, 'kz-regions'))).toEqual(['2023']);
  });

  test('leaves README.md of the reports folder and other editions alone', async () => {
    writeFileSync(join(root, 'README.md'), 'reports');
    mkdirSync(join(root, 'kz-regions', '2023-e1'), { recursive: true });
    writeFileSync(join(root, 'kz-regions', '2023-e1', 'index.html'), 'frozen');
    await make({ 'index.html': 'draft' });
    await make({ 'index.html': 'draft' });
    expect(readFileSync(join(root, 'README.md'), 'utf8')).toBe('reports');
    expect(readFileSync(join(root, 'kz-regions', '2023-e1', 'index.html'), 'utf8')).toBe('frozen');
  });

  test('refuses a path out of its folder', async () => {
    const draft = await open();
    for (const path of [
      '../x',
      'a/../../x',
      '/etc/x',
      'a//b',
      'CON',
      'nul.html',
      'a\\b',
      'a:b',
      'Қ.html',
      `${'x'.repeat(101)}`,
      'a\0',
    ]) {
      await expect(draft.write(path, 'x')()).rejects.toThrow('not a path');
    }
    await draft.abandon();
    expect(readdirSync(root)).toEqual(['kz-regions']);
  });
});

describe('a folder is refused', () => {
  test('while another run is on it, and the message says whose', async () => {
    const first = await open();
    expect(await refusal()).toMatchObject({ code: 'OutputBusy', args: { pid: process.pid, host: hostname() } });
    await first.abandon();
    await (await open()).abandon();
  });

  test('where it, or the way to it, is a symbolic link', async () => {
    const elsewhere = mkdtempSync(join(tmpdir(), 'lsg-elsewhere-'));
    symlinkSync(elsewhere, join(root, 'linked'));
    expect(await refusal('kz-regions', '2023', join(root, 'linked'))).toMatchObject({ code: 'OutputIsLink' });
    symlinkSync(elsewhere, join(root, 'kz-regions'));
    expect(await refusal()).toMatchObject({ code: 'OutputIsLink' });
    rmSync(join(root, 'kz-regions'));
    mkdirSync(join(root, 'kz-regions'));
    symlinkSync(elsewhere, folder);
    expect(await refusal()).toMatchObject({ code: 'OutputIsLink', args: { folder } });
    expect(readdirSync(elsewhere)).toEqual([]);
    rmSync(elsewhere, { recursive: true });
  });

  test('where it holds files that no report run made', async () => {
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, 'thesis.docx'), 'mine');
    expect(await refusal()).toMatchObject({ code: 'OutputForeign' });
    expect(readFileSync(join(folder, 'thesis.docx'), 'utf8')).toBe('mine');
  });

  test('where it cannot be made', async () => {
    writeFileSync(join(root, 'file'), '');
    expect(await refusal('kz-regions', '2023', join(root, 'file'))).toMatchObject({ code: 'FolderUnwritable' });
    writeFileSync(join(root, 'kz-regions'), '');
    expect(await refusal()).toMatchObject({ code: 'FolderUnwritable' });
  });

  test('where a name could lead out of it', async () => {
    for (const name of ['..', '.', '', 'a/b', 'a\\b', 'con', 'x'.repeat(200)]) {
      expect(await refusal('kz-regions', name)).toMatchObject({ code: 'NameUnsafe' });
    }
  });
});

test('a full disk and a refused folder are told apart, and a bug is no disk problem', () => {
  const refused = (code: string): Error => Object.assign(new Error(code), { code });
  expect(diskProblem(refused('ENOSPC'), '/r')).toEqual({ code: 'DiskFull', args: { path: '/r' } });
  expect(diskProblem(refused('EDQUOT'), '/r').code).toBe('DiskFull');
  expect(diskProblem(refused('EACCES'), '/r')).toEqual({
    code: 'FolderUnwritable',
    args: { folder: '/r', cause: 'EACCES' },
  });
  expect(() => diskProblem(new TypeError('bug'), '/r')).toThrow('bug');
});

describe('after a run that was killed', () => {
  test('between the two renames, the old edition is put back', async () => {
    await make({ 'index.html': 'old' });
    renameSync(folder, join(root, 'kz-regions', '.2023.0a1b2c3d.old'));
    mkdirSync(join(root, 'kz-regions', '.2023.0a1b2c3d.partial'));
    const draft = await open();
    expect(readFileSync(join(folder, 'index.html'), 'utf8')).toBe('old');
    await draft.abandon();
    expect(readdirSync(join(root, 'kz-regions'))).toEqual(['2023']);
  });

  test('the lock of a dead process, of a reused number and an unreadable one are taken over', async () => {
    mkdirSync(join(root, 'kz-regions'));
    const lock = join(root, 'kz-regions', '.2023.lock');
    const host = hostname();
    const dead = [
      JSON.stringify({ pid: 2 ** 22 + 1, host, born: null }),
      JSON.stringify({ pid: process.pid, host, born: 'another boot/1' }),
      'no holder',
      '',
    ];
    for (const text of dead) {
      writeFileSync(lock, text);
      await (await open()).abandon();
      expect(existsSync(lock)).toBe(false);
    }
    writeFileSync(lock, JSON.stringify({ pid: 1, host: 'another-machine', born: null }));
    expect(await refusal()).toMatchObject({ code: 'OutputBusy', args: { host: 'another-machine', lock } });
  });

  test('at any point, the folder holds one whole edition and the next run needs no help', async () => {
    const program = await bundled('shell/publish/edition-child.ts');
    const target = join(root, 'index', '2025');
    let next = 1;
    for (let round = 0; round < 14; round++) {
      // Every second time a chosen moment (the swap follows on `finish`), else a random one.
      const chosen = round % 2 === 0;
      let last = next;
      const { errors } = await running(program, {
        args: [root, String(next)],
        line: (text, child) => {
          const [step, number] = text.split(' ');
          last = Number(number);
          if (chosen && step === 'finish' && last === next + 1) setTimeout(() => child.kill('SIGKILL'), round / 4);
          if (!chosen && step === 'open' && last === next) setTimeout(() => child.kill('SIGKILL'), round * 5);
        },
      });
      expect(errors).toBe('');
      next = last + 1;
      // What the next run would do first.
      const opened = await editionFolders(thisProcess).open(root, 'index', '2025')();
      expect(E.isRight(opened)).toBe(true);
      if (E.isRight(opened)) await opened.right.abandon();
      if (!existsSync(target)) continue;
      expect(faultsOf(target)).toEqual([]);
      const numbers = new Set(
        filesIn(join(target, 'en')).map((path) => readFileSync(join(target, 'en', path), 'utf8')),
      );
      expect(numbers.size).toBe(1);
      expect(readdirSync(join(root, 'index')).filter((name) => /partial|old|lock$/.test(name))).toEqual([]);
    }
    expect(existsSync(target)).toBe(true);
    rmSync(dirname(program), { recursive: true });
  }, 60_000);
});
