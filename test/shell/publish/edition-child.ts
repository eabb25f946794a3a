// Makes editions one after the other in a process of its own, to be killed from outside. Each says its number in every file.

import { thisProcess } from '../../../src/cli/this-process.js';
import { E } from '../../../src/core/fp.js';
import { editionFolders } from '../../../src/shell/publish/folder.js';

const [root = '', first = '1'] = process.argv.slice(2);

for (let number = Number(first); ; number++) {
  const draft = await editionFolders(thisProcess).open(root, 'index', '2025')();
  if (E.isLeft(draft)) throw new Error(JSON.stringify(draft.left));
  process.stdout.write(`open ${number}\n`);
  for (let file = 0; file < 12; file++) {
    const written = await draft.right.write(`en/units/${file}.html`, `edition ${number} `.repeat(200))();
    if (E.isLeft(written)) throw new Error(JSON.stringify(written.left));
  }
  process.stdout.write(`finish ${number}\n`);
  const finished = await draft.right.finish({
    index: 'index',
    period: '2025',
    edition: null,
    definition_hash: 'sha256:0',
    data_hash: `sha256:${number}`,
    engine: 'lsg 0',
    templates: 'sha256:t',
    browser: null,
    not_made: [],
    reasons: {},
    sources: {},
  })();
  if (E.isLeft(finished)) throw new Error(JSON.stringify(finished.left));
}
