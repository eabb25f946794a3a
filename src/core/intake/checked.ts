// Tables whose every row has been checked: what the store is given to keep.
import type { Assessment, Observation } from '../model/observation.js';
import type { Response } from '../model/responses.js';
import type { Unit } from '../model/unit.js';
import type { Account } from './account.js';
import type { Dataset } from './datapackage.js';
import type { ObservationColumns } from './observation-columns.js';
import type { RawTable, TableKind } from './table.js';

/** A table, and what the call and its dataset say of it. */
export interface TableToCheck {
  readonly table: RawTable;
  /** null: the header decides. */
  readonly kind: TableKind | null;
  /** null: a file that belongs to no dataset. */
  readonly dataset: Dataset | null;
}

/** Where in the table a row's value stands; file and sheet are the table's. */
export interface InTable {
  readonly row: number;
  readonly column: string;
}

export type CheckedUnit = Unit & InTable;
export type CheckedObservation = Omit<Observation, 'from'> & InTable;
export type CheckedAssessment = Omit<Assessment, 'from'> & InTable;

export type CheckedResponse = Response & InTable;

export interface CheckedTable {
  readonly file: string;
  readonly sheet: string | null;
  readonly dataset: string | null;
  /** null where the header was not understood. */
  readonly kind: TableKind | null;
  readonly units: ReadonlyArray<CheckedUnit>;
  readonly observations: ReadonlyArray<CheckedObservation>;
  /** Instead of `observations`, where a table was clean and plain enough to be read in one go. */
  readonly columns?: ObservationColumns;
  readonly assessments: ReadonlyArray<CheckedAssessment>;
  /** Kept in a database of their own. */
  readonly responses?: ReadonlyArray<CheckedResponse>;
  readonly account: Account;
  /** False where the table as a whole was refused: no row of it can be skipped over. */
  readonly readable: boolean;
}
