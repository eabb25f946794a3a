// A table for the terminal: columns padded to their widest cell.

/** `right[c]` sets a column flush right. Every sign of kk, ru and en is one cell wide. */
export const asTable = (
  head: ReadonlyArray<string>,
  rows: ReadonlyArray<ReadonlyArray<string>>,
  right: ReadonlyArray<boolean>,
): ReadonlyArray<string> => {
  const widths = head.map((name, c) => Math.max(name.length, ...rows.map((row) => row[c]!.length)));
  const line = (cells: ReadonlyArray<string>): string =>
    cells
      .map((cell, c) => (right[c] ? cell.padStart(widths[c]!) : cell.padEnd(widths[c]!)))
      .join('  ')
      .trimEnd();
  return [line(head), widths.map((width) => '─'.repeat(width)).join('  '), ...rows.map(line)];
};
