// This process among others, for the locks of the adapters: they do not touch `process` themselves.
import type { RunningProcess } from '../shell/ports.js';

export const thisProcess: RunningProcess = {
  pid: process.pid,
  isAlive: (pid) => {
    try {
      process.kill(pid, 0);
      return true;
    } catch (cause) {
      // EPERM: it is there and belongs to another user.
      return cause instanceof Error && 'code' in cause && cause.code === 'EPERM';
    }
  },
};
