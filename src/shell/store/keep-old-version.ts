// The backup that is made by itself before an older database is brought up to date; its name tells the version.
import { existsSync } from 'node:fs';
import { figuresInFile, writeBackup } from './checked-copy.js';
import { figuresOf, sameFigures } from './figures.js';

/** `data/lsg.sqlite` of version 1 is kept as `data/lsg.version-1.sqlite`, a second one of other content as `...-2.sqlite`. */
export const keepOldVersion = async (path: string, version: number): Promise<void> => {
  const { default: Database } = await import('better-sqlite3');
  const source = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const figures = figuresOf(source);
    for (let number = 1; ; number++) {
      const name = besideDatabase(path, `version-${version}${number === 1 ? '' : `-${number}`}`);
      if (!existsSync(name)) {
        await writeBackup(source, name);
        return;
      }
      const found = await figuresInFile(name);
      if (found !== null && sameFigures(found, figures)) return;
    }
  } finally {
    source.close();
  }
};

/** A name for a file that belongs to a database: `data/lsg.sqlite` and `x` give `data/lsg.x.sqlite`. */
export const besideDatabase = (path: string, tag: string): string =>
  `${path.replace(/\.(sqlite3?|db)$/i, '')}.${tag}.sqlite`;
