// Writes the reference of steps and methods into indicators/METHODS.md, between its two marks. Run after `npm run build` when a method,
// a setting or its words change: a test holds the committed page to what the program says.
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const of = (path) => import(new URL(`../dist/core/${path}.js`, import.meta.url).href);
const [{ methodsPage }, { sectionedCatalogue }, { wordsOf }] = await Promise.all([
  of('define/methods-page'),
  of('define/words-file'),
  of('words/words'),
]);
const file = join(root, 'templates', 'i18n', 'en.yaml');
const read = sectionedCatalogue({ file, text: readFileSync(file, 'utf8') });
const words = wordsOf('en', read.right ?? read);
const page = join(root, 'indicators', 'METHODS.md');
const [before, after] = readFileSync(page, 'utf8').split(/<!-- made: .*? -->\n[\s\S]*<!-- end of what is made -->\n/);
writeFileSync(
  page,
  `${before}<!-- made: node scripts/make-methods.mjs -->\n\n${methodsPage((key, args) => words.say(key, args))}\n<!-- end of what is made -->\n${after}`,
);
