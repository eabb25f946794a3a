// How the benchmarks measure: CPU seconds, of this process or of a tree of processes, as medians over runs.
import { spawnSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';

export const median = (values) => {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
};

/**
 * CPU seconds of one call of each function, in this process. The functions take turns, so that a slow moment of the
 * machine falls on all of them; each turn repeats a function until it has run long enough to be measured.
 */
export const cpuOfCalls = (functions, { turns = 15, leastSeconds = 0.05 } = {}) => {
  const cpu = () => {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1e6;
  };
  // Warm up, and find how often each has to be called.
  const repeats = functions.map((run) => {
    for (let calls = 1; ; calls *= 2) {
      const start = cpu();
      for (let i = 0; i < calls; i++) run();
      if (cpu() - start >= leastSeconds) return calls;
    }
  });
  const samples = functions.map(() => []);
  for (let turn = 0; turn < turns; turn++) {
    functions.forEach((run, f) => {
      const start = cpu();
      for (let i = 0; i < repeats[f]; i++) run();
      samples[f].push((cpu() - start) / repeats[f]);
    });
  }
  return { seconds: samples.map(median), runs: turns };
};

const ticksPerSecond = 100;
export const canMeasureTrees = process.platform === 'linux';
export const treeMeasure = canMeasureTrees
  ? 'CPU seconds of the process tree'
  : 'seconds (this system shows no CPU time of a tree)';

/**
 * Seconds that a program takes, its children with it: what the system has added to the time of our own ended children.
 * That comes in hundredths, so a short program is started `times` over and the sum divided.
 */
export const secondsOfProgram = (file, args, { times = 1, ...options } = {}) => {
  const start = endedChildrenSeconds();
  for (let i = 0; i < times; i++) {
    const done = spawnSync(file, args, { stdio: ['ignore', 'ignore', 'pipe'], ...options });
    if (done.status !== 0)
      throw new Error(`${file} ${args.join(' ')} ended with ${done.status}: ${done.stderr ?? done.error}`);
  }
  return (endedChildrenSeconds() - start) / times;
};

const endedChildrenSeconds = () => {
  if (!canMeasureTrees) return performance.now() / 1000;
  const { childUser, childSystem } = processTimes('self');
  return childUser + childSystem;
};

/**
 * Follows a program and all it starts; the returned function stops that and gives their CPU seconds. A browser leaves
 * processes behind that nobody waits for, so each is read while it runs.
 */
export const watchTree = (pid) => {
  if (!canMeasureTrees) {
    const start = performance.now();
    return () => (performance.now() - start) / 1000;
  }
  const seen = new Map();
  const look = () => {
    const processes = readdirSync('/proc').flatMap((name) => (/^\d+$/.test(name) ? (processTimes(name) ?? []) : []));
    const inTree = new Set([pid]);
    for (let before = 0; before !== inTree.size; ) {
      before = inTree.size;
      for (const each of processes) if (inTree.has(each.parent)) inTree.add(each.pid);
    }
    for (const each of processes) {
      const key = `${each.pid} ${each.born}`;
      if (inTree.has(each.pid) || seen.has(key)) seen.set(key, each.user + each.system);
    }
  };
  look();
  const timer = setInterval(look, 50);
  return () => {
    clearInterval(timer);
    return [...seen.values()].reduce((sum, seconds) => sum + seconds, 0);
  };
};

const processTimes = (name) => {
  try {
    const stat = readFileSync(`/proc/${name}/stat`, 'utf8');
    // The program's name stands in brackets and may hold spaces; what follows the last bracket does not.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    const seconds = (at) => Number(fields[at]) / ticksPerSecond;
    return {
      pid: Number.parseInt(stat, 10),
      parent: Number(fields[1]),
      user: seconds(11),
      system: seconds(12),
      childUser: seconds(13),
      childSystem: seconds(14),
      born: fields[19],
    };
  } catch {
    return null;
  }
};

/** One line of the result; `reference` in the same measure, or null where there is none to compare with. */
export const result = (name, value, { measuredIn, against, reference, runs, ...more }) => ({
  name,
  value,
  measured_in: measuredIn,
  against,
  ratio: reference === null ? null : value / reference,
  runs,
  ...more,
});
