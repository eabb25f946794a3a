// Reads a published table of correlations, and what the text says of it, and has them judged.
import { type Claim, claimsOf, judgePublished, publishedMatrix } from '../../core/analyse/published.js';
import type { Sheet } from '../../core/analyse/sheet.js';
import { E, type TE } from '../../core/fp.js';
import type { RawTable } from '../../core/intake/table.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Files, ReadTables } from '../ports.js';

export interface PublishedPorts {
  readonly files: Files;
  readonly readTables: ReadTables;
}

export interface PublishedRequest {
  readonly correlations: string;
  /** null: nothing is compared. */
  readonly claims: string | null;
}

export const publishedCorrelations =
  (ports: PublishedPorts, request: PublishedRequest): TE.TaskEither<Problems, ReadonlyArray<Sheet>> =>
  async () => {
    const table = await firstTable(ports, request.correlations);
    if (E.isLeft(table)) return table;
    const matrix = publishedMatrix(table.right);
    if (E.isLeft(matrix)) return matrix;
    let claims: ReadonlyArray<Claim> = [];
    if (request.claims !== null) {
      const text = await firstTable(ports, request.claims);
      if (E.isLeft(text)) return text;
      const read = claimsOf(text.right, matrix.right);
      if (E.isLeft(read)) return read;
      claims = read.right;
    }
    return E.right(judgePublished(matrix.right, claims));
  };

const firstTable = async (
  { files, readTables }: PublishedPorts,
  file: string,
): Promise<E.Either<Problems, RawTable>> => {
  const bytes = await files.readBytes(file)();
  if (E.isLeft(bytes)) return bytes;
  const read = await readTables(file, bytes.right)();
  if (E.isLeft(read)) return read;
  const table = read.right.tables[0];
  return table === undefined ? E.left([problem('FileEmpty', { file }, { file })]) : E.right(table);
};
