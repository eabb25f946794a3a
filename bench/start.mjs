// What the program adds to the start of Node: `lsg --help` against a Node that does nothing.
import { median, result, secondsOfProgram, treeMeasure } from './measure.mjs';

const turns = 7;
const times = 8;

export const benchStart = (name) => {
  const ours = [];
  const bare = [];
  const options = { times, env: { ...process.env, NO_COLOR: '1' } };
  for (let turn = 0; turn < turns; turn++) {
    ours.push(secondsOfProgram(process.execPath, ['bin/lsg.mjs', '--help'], options));
    bare.push(secondsOfProgram(process.execPath, ['-e', '0'], options));
  }
  return result(name, median(ours), {
    measuredIn: treeMeasure,
    against: "node -e '0'",
    reference: median(bare),
    runs: turns * times,
  });
};
