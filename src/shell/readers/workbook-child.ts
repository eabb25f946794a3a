// The process in which workbooks are read: it has little memory and nothing else to lose, and ends when the one that asked is gone.
import { readWorkbook } from './read-workbook.js';
import type { WorkbookMessage, WorkbookQuestion } from './workbook-messages.js';

const send = (message: WorkbookMessage): Promise<void> =>
  new Promise((resolve, reject) => {
    process.send?.(message, undefined, {}, (error) => (error === null ? resolve() : reject(error)));
  });

// Whoever ended the program, and however: nothing is left behind. Pieces are small, so this is heard within moments.
process.on('disconnect', () => process.exit(0));
process.on('message', async (question: WorkbookQuestion) => {
  const problems = await readWorkbook(question, send);
  await send({ kind: 'end', problems });
});
