// An open database, as this room hands it round.
import type BetterSqlite3 from 'better-sqlite3';

export type Connection = BetterSqlite3.Database;
