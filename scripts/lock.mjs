// Keeps two starts in the same folder from installing over one another: the second waits for the first.
import { mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';

/** Returns the release. `onWait` is called once where somebody else holds the lock; the lock of a dead process is taken over. */
export const holdLock = async (path, onWait, pauseMs = 500) => {
  mkdirSync(dirname(path), { recursive: true });
  for (let told = false; ; ) {
    try {
      writeFileSync(path, String(process.pid), { flag: 'wx' });
      return () => rmSync(path, { force: true });
    } catch (error) {
      if (error.code !== 'EEXIST') throw error;
    }
    if (isAbandoned(path)) {
      rmSync(path, { force: true });
      continue;
    }
    if (!told) onWait();
    told = true;
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
};

const longestMinutes = 30;

/** Its process is gone, or it is older than any set-up takes (the number of a dead process may have been given to another). */
const isAbandoned = (path) => {
  try {
    if (Date.now() - statSync(path).mtimeMs > longestMinutes * 60_000) return true;
    const pid = Number(readFileSync(path, 'utf8'));
    // Empty: its owner is between making and writing the file.
    if (!Number.isInteger(pid) || pid <= 0) return false;
    if (pid === process.pid) return true;
    process.kill(pid, 0);
    return false;
  } catch (error) {
    return error.code === 'ESRCH';
  }
};
