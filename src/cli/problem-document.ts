// A problem as every `--json` document holds it.
import type { Problem } from '../core/model/problem.js';
import { sentenceOf } from '../core/words/sentence.js';
import type { Words } from '../core/words/words.js';

export const problemDocument = (found: Problem, words: Words) => {
  const { message, hint } = sentenceOf(found, words);
  const { file = null, line = null, column = null, sheet, cell } = found.at ?? {};
  return {
    code: found.code,
    args: found.args,
    file,
    line,
    column,
    ...(cell === undefined ? {} : { sheet: sheet ?? null, cell }),
    message,
    hint,
  };
};
