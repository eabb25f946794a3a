// Who holds a folder: enough about a process to tell later whether it still runs.
import { readFileSync } from 'node:fs';
import { hostname } from 'node:os';
import type { RunningProcess } from '../ports.js';

export interface Holder {
  readonly pid: number;
  readonly host: string;
  /** Tells a process from a later one with the same number; null where the system does not say. */
  readonly born: string | null;
}

export const holderOf = (self: RunningProcess): Holder => ({
  pid: self.pid,
  host: hostname(),
  born: birthOf(self.pid),
});

/** Runs, or may run: of another machine's processes nothing is known. */
export const mayRun = (holder: Holder, self: RunningProcess): boolean =>
  holder.host !== hostname() ||
  (self.isAlive(holder.pid) && (holder.born === null || holder.born === birthOf(holder.pid)));

/** Linux: the boot of the machine and the tick the process started at. Numbers come round again, in containers at once. */
const birthOf = (of: number): string | null => {
  try {
    const stat = readFileSync(`/proc/${of}/stat`, 'utf8');
    // The second field is the program's name in brackets, and may hold spaces; the start time is field 22.
    const started = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19];
    return `${readFileSync('/proc/sys/kernel/random/boot_id', 'utf8').trim()}/${started}`;
  } catch {
    return null;
  }
};

export const holderAsText = (holder: Holder): string => `${JSON.stringify(holder)}\n`;

/** Null where the text is none of ours. */
export const readHolder = (text: string): Holder | null => {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null) return null;
    const { pid: number, host, born } = { pid: null, host: null, born: null, ...value };
    if (typeof number !== 'number' || typeof host !== 'string') return null;
    return { pid: number, host, born: typeof born === 'string' ? born : null };
  } catch {
    return null;
  }
};
