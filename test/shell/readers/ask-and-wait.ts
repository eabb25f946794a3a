// `node ask-and-wait.ts FILE`: has a workbook read over and over, and says when the first cells have come; a test ends it.
import { readFileSync } from 'node:fs';
import { askWorkbookProcess } from '../../../src/shell/readers/workbook-process.js';

const [file = ''] = process.argv.slice(2);
let told = false;
for (;;) {
  await askWorkbookProcess({ file, bytes: readFileSync(file) }, (message) => {
    if (message.kind === 'cells' && !told) process.stdout.write('cells\n');
    if (message.kind === 'cells') told = true;
  });
}
