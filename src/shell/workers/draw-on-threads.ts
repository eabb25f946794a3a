// Shares the draws of one index among threads: each gets the next range as it has finished one, so that none waits for another.
import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Worker } from 'node:worker_threads';
import { E } from '../../core/fp.js';
import { problem } from '../../core/model/problem.js';
import { blockOfDraws, type DrawRange } from '../../core/uncertainty/draws.js';
import type { DrawOnThreads } from '../ports.js';
import type { DrawingAnswer } from './drawing-messages.js';

/** Ranges for each thread: enough for progress and an even end, few enough that counting their places costs nothing. */
const rangesForEach = 8;
/** So many blocks are a range at most: whoever waits wants to see it go on. */
const mostBlocks = 32;

/** What a thread throws is a bug of ours, and is thrown here. */
export const drawOnThreads =
  (threads: number): DrawOnThreads =>
  ({ range, ...task }, take, signal) =>
  async () => {
    const ranges = rangesOf(range, threads);
    const workers: Worker[] = [];
    try {
      await new Promise<void>((done, fault) => {
        if (signal?.aborted === true) return done();
        signal?.addEventListener('abort', () => done(), { once: true });
        let open = ranges.length;
        if (open === 0) done();
        let next = 0;
        for (let i = 0; i < Math.min(threads, ranges.length); i++) {
          const worker = new Worker(threadEntry(), { workerData: task });
          workers.push(worker);
          const ask = (): void => {
            const own = ranges[next++];
            if (own !== undefined) worker.postMessage(own);
          };
          worker.on('error', fault);
          worker.on('message', (part: DrawingAnswer) => {
            ask();
            take(part);
            if (--open === 0) done();
          });
          ask();
        }
      });
    } finally {
      await Promise.all(workers.map((worker) => worker.terminate()));
    }
    return signal?.aborted === true ? E.left([problem('Interrupted')]) : E.right(undefined);
  };

const rangesOf = ({ seed, from, to }: DrawRange, threads: number): ReadonlyArray<DrawRange> => {
  const blocks = Math.ceil((to - from) / blockOfDraws);
  const step = Math.min(mostBlocks, Math.max(1, Math.ceil(blocks / (threads * rangesForEach)))) * blockOfDraws;
  const ranges: DrawRange[] = [];
  for (let at = from; at < to; at += step) ranges.push({ seed, from: at, to: Math.min(to, at + step) });
  return ranges;
};

/** The thread's own module stands beside this one; where modules have been joined to one file, beside that or in a folder above. */
const threadEntry = (): string => {
  const own = fileURLToPath(import.meta.url);
  const name = `drawing-thread${extname(own)}`;
  let folder = dirname(own);
  for (let up = 0; up < 3; up++, folder = dirname(folder)) {
    const entry = join(folder, name);
    if (existsSync(entry)) return entry;
  }
  return join(dirname(own), name);
};
