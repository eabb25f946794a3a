// Cuts the report's fonts: static instances of Noto Sans in two widths and three weights, Latin and Cyrillic with all
// Kazakh letters, as small woff2 files in templates/report/fonts. Run again only when the font package changes:
//   node scripts/make-fonts.mjs
// Static files, because a browser that prints embeds them as TrueType; the variable file comes out as something else.
import { readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import subsetFont from 'subset-font';

const project = join(dirname(fileURLToPath(import.meta.url)), '..');
const source = join(project, 'node_modules/@fontsource-variable/noto-sans');
const target = join(project, 'templates/report/fonts');

/** The package splits the family by script; a face keeps the split, and the style sheet joins it by unicode-range. */
const scripts = ['latin', 'cyrillic', 'cyrillic-ext'];
const widths = { normal: 100, narrow: 79 };
const weights = [400, 600, 700];

const range = (from, to) => Array.from({ length: to - from + 1 }, (_, i) => String.fromCodePoint(from + i)).join('');
/** What pages use: ASCII, Latin-1, Cyrillic with its extensions, dashes, quotes, numero, minus, tenge. */
const signs =
  range(0x20, 0x7e) +
  range(0xa0, 0xff) +
  range(0x400, 0x4ff) +
  '\u2009\u2010\u2011\u2012\u2013\u2014\u2018\u2019\u201a\u201c\u201d\u201e\u2020\u2022\u2026\u202f\u2030\u20ac\u20b8\u2116\u2122\u2212';

for (const script of scripts) {
  const variable = readFileSync(join(source, `files/noto-sans-${script}-standard-normal.woff2`));
  for (const [name, wdth] of Object.entries(widths)) {
    for (const wght of weights) {
      const cut = await subsetFont(variable, signs, { targetFormat: 'woff2', variationAxes: { wght, wdth } });
      const file = `noto-sans-${name}-${wght}-${script}.woff2`;
      writeFileSync(join(target, file), cut);
      process.stderr.write(`${file} ${cut.length}\n`);
    }
  }
}
writeFileSync(join(target, 'OFL.txt'), readFileSync(join(source, 'LICENSE')));
