// The tables of the audit: rows of cells, each with the head of its column at hand for narrow screens.
import type { Words } from '../../words/words.js';
import type { Html } from '../html.js';

export interface AuditTable {
  readonly title: string;
  /** `few`: a few narrow columns, that are not stretched over the page. */
  readonly kind: string;
  readonly head: ReadonlyArray<{ readonly text: string; readonly kind: string }>;
  readonly rows: ReadonlyArray<{ readonly first: AuditCell; readonly cells: ReadonlyArray<AuditCell> }>;
  /** Lines below. */
  readonly notes: ReadonlyArray<string>;
}

export interface AuditCell {
  /** Classes: `n` flush right, `flag` a doubt, shades of a correlation. */
  readonly kind: string;
  readonly label: string;
  readonly text: string;
  /** Smaller, below; empty where there is none. */
  readonly more: string;
  readonly mark: Html | null;
}

export interface AuditSection {
  readonly id: string;
  readonly title: string;
  readonly lines: ReadonlyArray<string>;
  readonly figure: { readonly title: string; readonly svg: Html } | null;
  readonly tables: ReadonlyArray<AuditTable>;
}

export interface ColumnOf<A> {
  readonly head: string;
  readonly kind?: string;
  readonly cell: (row: A) => string | CellText;
}

export interface CellText {
  readonly text: string;
  readonly more?: string;
  /** Added to the kind of the column. */
  readonly kind?: string;
  readonly mark?: Html | null;
}

const mostFew = 4;

/** Without rows there is no table. */
export const tableOf = <A>(
  title: string,
  columns: ReadonlyArray<ColumnOf<A>>,
  rows: ReadonlyArray<A>,
  notes: ReadonlyArray<string> = [],
): ReadonlyArray<AuditTable> => {
  if (rows.length === 0) return [];
  const cellOf = ({ head, kind = '', cell }: ColumnOf<A>, row: A): AuditCell => {
    const made = cell(row);
    const { text, more = '', kind: own = '', mark = null }: CellText = typeof made === 'string' ? { text: made } : made;
    return { kind: [kind, own].filter((each) => each !== '').join(' '), label: head, text, more, mark };
  };
  const [first, ...others] = columns;
  return [
    {
      title,
      kind: columns.length <= mostFew && columns.every(({ kind = '' }) => !/plot|ask/.test(kind)) ? 'few' : '',
      head: columns.map(({ head, kind = '' }) => ({ text: head, kind })),
      rows: rows.map((row) => ({ first: cellOf(first!, row), cells: others.map((column) => cellOf(column, row)) })),
      notes,
    },
  ];
};

export const columnWords =
  (words: Words) =>
  <A>(key: string, kind: string, cell: ColumnOf<A>['cell']): ColumnOf<A> => ({
    head: words.say(`audit.column.${key}`),
    kind,
    cell,
  });
