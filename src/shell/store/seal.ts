// Finds bytes that changed without SQLite: every commit of ours keeps a hash of all pages, and whoever opens the file compares.
// SQLite's own checks see a broken tree; a flipped digit inside a value they cannot see.
import { createHash } from 'node:crypto';
import type { Connection } from './connection.js';

/** Tables whose change by another program takes the seal off; nothing is paid for a new row of figures. */
const changed = ['units', 'variables', 'observations', 'assessments', 'datasets', 'aliases', 'import_files'];
const entered = ['imports', 'import_files', 'units', 'datasets', 'variables'];
export const unsealTrigger = (table: string, event: 'INSERT' | 'UPDATE' | 'DELETE'): string => `
CREATE TRIGGER ${table}_${event.toLowerCase()}_unseals AFTER ${event} ON ${table}
BEGIN
  UPDATE seal SET pages = 'edited' WHERE pages NOT IN ('edited', 'writing');
END;`;

/** A step of the schema. The row is filled by `seal` in the transaction that takes the step. */
export const sealStep = `
CREATE TABLE seal (
  id INTEGER PRIMARY KEY CHECK (id = 1),
  pages TEXT NOT NULL,
  cookie INTEGER NOT NULL,
  counter INTEGER NOT NULL
) STRICT;
INSERT INTO seal (id, pages, cookie, counter) VALUES (1, 'writing', 0, 0);
${changed.flatMap((table) => [unsealTrigger(table, 'UPDATE'), unsealTrigger(table, 'DELETE')]).join('')}
${entered.map((table) => unsealTrigger(table, 'INSERT')).join('')}
`;

/** Fixed-length words, so that the row stays on its one page. */
interface SealRow {
  readonly pages: string;
  readonly cookie: number;
  readonly counter: number;
}

/** Above this the image of a database is not taken into memory for a hash: SQLite's own check must do. */
const largestImage = 1.5e9;

/** To be called first in a transaction that writes rows: the triggers then leave the seal alone. */
export const unseal = (db: Connection): void => {
  db.prepare("UPDATE seal SET pages = 'writing' WHERE id = 1").run();
};

/** To be called last in a transaction that has written. */
export const seal = (db: Connection): void => {
  // Writing the version anew makes the header part of every sealed commit, so that its counter goes up by one for certain.
  db.pragma(`user_version = ${Number(db.pragma('user_version', { simple: true }))}`);
  const image = imageOf(db);
  const state =
    image === null
      ? { pages: 'edited', cookie: 0, counter: 0 }
      : { pages: hashOf(db, image.bytes), cookie: image.cookie, counter: image.counter };
  db.prepare<[SealRow]>('UPDATE seal SET pages = @pages, cookie = @cookie, counter = @counter WHERE id = 1').run(state);
};

/**
 * `broken`: bytes are not as they were sealed. `none`: there is no seal to compare with, because the database is of an
 * older version, too large, or was changed by another program in a way that SQLite knows of. Inside a transaction.
 */
export const sealState = (db: Connection): 'whole' | 'broken' | 'none' => {
  if (rootPageOf(db) === null) return 'none';
  const row = db.prepare<[], SealRow>('SELECT pages, cookie, counter FROM seal WHERE id = 1').get();
  if (row === undefined) return 'broken';
  if (row.pages === 'edited') return 'none';
  const image = imageOf(db);
  if (image === null) return 'none';
  // Another program has rebuilt the file or changed the schema: both counters went on from where they were, and agree.
  const near = (now: number, then: number): boolean => now > then && now - then < 1000;
  const rebuilt = near(image.cookie, row.cookie) && near(image.counter, row.counter + 1) && image.agree;
  return hashOf(db, image.bytes) === row.pages ? 'whole' : rebuilt ? 'none' : 'broken';
};

interface Image {
  readonly bytes: Buffer;
  readonly cookie: number;
  readonly counter: number;
  /** The header holds the counter twice. */
  readonly agree: boolean;
}

// The header of a database file: https://www.sqlite.org/fileformat2.html#the_database_header
const at = { formats: 18, counter: 24, freeTrunk: 32, cookie: 40, counterAgain: 92 } as const;

const imageOf = (db: Connection): Image | null => {
  const size = Number(db.pragma('page_size', { simple: true })) * Number(db.pragma('page_count', { simple: true }));
  if (size > largestImage) return null;
  const bytes = db.serialize();
  const counter = bytes.readUInt32BE(at.counter);
  return {
    bytes,
    cookie: bytes.readUInt32BE(at.cookie),
    counter,
    agree: counter === bytes.readUInt32BE(at.counterAgain),
  };
};

const rootPageOf = (db: Connection): number | null =>
  db.prepare<[], number>("SELECT rootpage FROM sqlite_schema WHERE type = 'table' AND name = 'seal'").pluck().get() ??
  null;

/** Left out: the page of the seal itself, what a commit puts into the header, and pages that hold nothing. */
const hashOf = (db: Connection, bytes: Buffer): string => {
  const size = Number(db.pragma('page_size', { simple: true }));
  const blank = (page: number): void => {
    bytes.fill(0, (page - 1) * size, page * size);
  };
  for (const page of freeLeaves(bytes, size)) blank(page);
  // SQLite never uses the page around the first gigabyte: it holds locks.
  const lockPage = Math.floor(0x40000000 / size) + 1;
  if (lockPage * size <= bytes.length) blank(lockPage);
  blank(rootPageOf(db) ?? 1);
  bytes.fill(0, at.formats, at.formats + 2);
  bytes.fill(0, at.counter, at.counter + 4);
  bytes.fill(0, at.counterAgain, at.counterAgain + 8);
  return createHash('sha256').update(bytes).digest('hex');
};

/** Pages that are free: SQLite need not write them, so what stands there is nobody's. A broken list ends where it breaks. */
const freeLeaves = (bytes: Buffer, size: number): ReadonlyArray<number> => {
  const pages = bytes.length / size;
  const found: number[] = [];
  const seen = new Set<number>();
  let trunk = bytes.readUInt32BE(at.freeTrunk);
  while (trunk > 1 && trunk <= pages && !seen.has(trunk)) {
    seen.add(trunk);
    const start = (trunk - 1) * size;
    const leaves = Math.min(bytes.readUInt32BE(start + 4), size / 4 - 2);
    for (let i = 0; i < leaves; i++) {
      const leaf = bytes.readUInt32BE(start + 8 + 4 * i);
      if (leaf > 1 && leaf <= pages) found.push(leaf);
    }
    // Behind its list a trunk page holds what stood there before.
    const end = start + 8 + 4 * leaves;
    trunk = bytes.readUInt32BE(start);
    bytes.fill(0, end, start + size);
  }
  return found;
};
