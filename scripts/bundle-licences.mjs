// The licences of the packages whose code the bundle carries: their terms ask that the text goes along.
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';

/** The folder of the package that an input of the bundler belongs to; null: a file of our own. */
export const packageFolder = (input) =>
  /^(.*node_modules\/(?:@[^/]+\/)?[^/]+)\//.exec(input.replaceAll('\\', '/'))?.[1] ?? null;

const licenceFile = /^(?:licen[cs]e|copying|notice)(?:[-.].*)?$/i;

/** Name, version and licence text of each, in the order of their names. `inputs`: as the metafile of esbuild lists them, seen from `root`. */
export const bundleLicences = (root, inputs) => {
  const folders = [...new Set(inputs.flatMap((input) => packageFolder(input) ?? []))];
  const parts = folders
    .filter((folder) => existsSync(join(root, folder, 'package.json')))
    .map((folder) => {
      const {
        name,
        version,
        license = 'unknown',
      } = JSON.parse(readFileSync(join(root, folder, 'package.json'), 'utf8'));
      const texts = readdirSync(join(root, folder))
        .filter((file) => licenceFile.test(file))
        .sort()
        .map((file) =>
          readFileSync(join(root, folder, file), 'utf8')
            .replace(/\r\n?/g, '\n')
            .trim(),
        );
      const terms = typeof license === 'string' ? license : (license.type ?? 'unknown');
      return { id: `${name} ${version}`, text: [`${name} ${version} (${terms})`, ...texts].join('\n\n') };
    })
    .sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0));
  const rule = `\n\n${'-'.repeat(78)}\n\n`;
  const unique = parts.filter(({ id }, i) => parts[i - 1]?.id !== id).map(({ text }) => text);
  return `The files beside this one carry code of these packages, each under its own licence.${rule}${unique.join(rule)}\n`;
};
