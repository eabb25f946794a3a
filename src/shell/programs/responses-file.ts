// Where the answers stand that belong to a database, unless a call says otherwise.

/** Beside it: `data/lsg.sqlite` has `data/responses.sqlite`, any other `NAME.sqlite` has `NAME-responses.sqlite`. */
export const responsesBeside = (db: string): string => {
  const slash = Math.max(db.lastIndexOf('/'), db.lastIndexOf('\\'));
  const [folder, name] = [db.slice(0, slash + 1), db.slice(slash + 1)];
  if (name === 'lsg.sqlite') return `${folder}responses.sqlite`;
  return `${folder}${name.replace(/\.(sqlite3?|db)$/i, '')}-responses.sqlite`;
};
