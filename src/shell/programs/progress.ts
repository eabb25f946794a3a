// How far a run is and how long it will take, said on standard error.
import type { Words } from '../../core/words/words.js';
import type { Log } from '../ports.js';

export interface Progress {
  /** One more of them is done. */
  readonly step: () => void;
}

/** Before this many are done, an estimate would be a guess. */
const leastForEstimate = 4;

/** `now` gives milliseconds of a clock that only goes forward. */
export const progressOf = (total: number, log: Log, words: Words, now: () => number): Progress => {
  const start = now();
  let done = 0;
  return {
    step: () => {
      done++;
      const seconds = Math.ceil((((now() - start) / done) * (total - done)) / 1000);
      const known = done >= leastForEstimate && done < total;
      log.progress(words.say('publish.progress', { done, total, known: known ? 'yes' : 'no', seconds }));
    },
  };
};
