#!/usr/bin/env node
// Starts the built program; everything that decides anything stands in src/main.ts.
import { statSync } from 'node:fs';

const timeOf = (address) => statSync(address, { throwIfNoEntry: false })?.mtimeMs ?? -1;
const modules = new URL('../dist/main.js', import.meta.url);
const joined = new URL('../dist/bundle/program.js', import.meta.url);
// The joined script starts in half the time; modules compiled after them are what the developer means.
const isJoined = timeOf(joined) >= Math.max(0, timeOf(new URL('../dist/.tsbuildinfo', import.meta.url)));
const built = isJoined ? joined : modules;
const sentences = {
  kk: 'Бағдарлама әлі құрастырылмаған: жоба бумасында «npm run demo» командасын іске қосыңыз.',
  ru: 'Программа ещё не собрана: запустите «npm run demo» в папке проекта.',
  en: 'The program has not been built yet: run "npm run demo" in the folder of the project.',
};

// A reader that has seen enough (`lsg score ... | head`) closes the pipe: that is no failure.
for (const stream of [process.stdout, process.stderr]) {
  stream.on('error', (error) => {
    if (error.code === 'EPIPE') process.exit();
    throw error;
  });
}

// A limit on the size of files ends a process that does not listen; one that does is told EFBIG, and says that there is no room.
if (process.platform !== 'win32') process.on('SIGXFSZ', () => undefined);

if (timeOf(built) >= 0) {
  const { main } = isJoined ? (await import('../scripts/load.mjs')).load(built.href) : await import(built.href);
  process.exitCode = await main(process.argv.slice(2));
} else {
  const asked = process.env.LSG_LANG || process.env.LC_ALL || process.env.LANG || '';
  process.stderr.write(`${sentences[asked.slice(0, 2).toLowerCase()] ?? sentences.ru}\n`);
  process.exitCode = 3;
}
