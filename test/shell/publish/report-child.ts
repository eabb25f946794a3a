// `lsg report` over the shipped draft index, with everything real but the database: a process of its own, to be interrupted.
// The data hash is given by the environment, so that two runs can be told apart.
import { Command } from 'commander';
import { register } from '../../../src/cli/report.js';
import { thisProcess } from '../../../src/cli/this-process.js';
import { E } from '../../../src/core/fp.js';
import { problemFault } from '../../../src/core/model/problem.js';
import { publishAdapters } from '../../../src/shell/publish/adapters.js';
import { demoInput, shippedWords } from '../programs/report-input.js';

const status = { input: 1, call: 2, machine: 3 };
const say = (text: string): void => {
  process.stderr.write(`${text}\n`);
};

const program = new Command();
register(
  program,
  {
    cwd: process.cwd(),
    log: { line: say, progress: say },
    out: (text) => {
      process.stdout.write(text);
    },
    words: shippedWords('en'),
    fail: (problems) => {
      for (const { code, args } of problems) say(`${code} ${JSON.stringify(args)}`);
      process.exitCode = status[problemFault[problems[0]!.code]];
    },
    status: (code) => {
      process.exitCode = code;
    },
  },
  {
    prepare: () => async () => {
      const dataHash = process.env.DATA_HASH ?? 'sha256:0';
      return E.right({ input: { ...demoInput(3), dataHash }, scoresJson: '{}\n', uncertaintyJson: null });
    },
    ports: async () => {
      const adapters = await publishAdapters('templates', thisProcess)();
      return E.isLeft(adapters) ? adapters : E.right({ ...adapters.right, wordsOf: shippedWords });
    },
  },
);
await program.parseAsync(process.argv.slice(2), { from: 'user' });
