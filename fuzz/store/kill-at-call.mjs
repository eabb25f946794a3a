// Loaded before a program (`node --import`): ends it as kill -9 does when SQLite is called for the n-th time, n in KILL_AT_CALL;
// without it the calls are counted, and told on standard error at the end.
import { createRequire } from 'node:module';

const Database = createRequire(import.meta.url)('better-sqlite3');
const last = Number(process.env.KILL_AT_CALL ?? 0);
let calls = 0;
const counted = (call) =>
  function (...args) {
    calls++;
    if (calls === last) process.kill(process.pid, 'SIGKILL');
    return call.apply(this, args);
  };

const sample = new Database(':memory:');
const statement = Object.getPrototypeOf(sample.prepare('SELECT 1'));
sample.close();
for (const [owner, names] of [
  [statement, ['run', 'get', 'all']],
  [Database.prototype, ['exec', 'pragma', 'prepare', 'serialize', 'close']],
]) {
  for (const name of names) {
    const { value, ...rest } = Object.getOwnPropertyDescriptor(owner, name);
    Object.defineProperty(owner, name, { ...rest, value: counted(value) });
  }
}
process.on('exit', () => {
  if (last === 0) process.stderr.write(`calls ${calls}\n`);
});
