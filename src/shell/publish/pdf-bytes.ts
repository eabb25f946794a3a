// Takes out of a printed PDF what would differ between two prints of one page: the clock, and the browser's running
// numbers for structure elements. Every replacement has the length of what it replaces, so the offsets of the file hold.

/**
 * The same bytes for the same page, whatever was printed before it and whenever: both dates become midnight UTC of
 * `isoDate`, and the structure ids `node00001234` become 1, 2, 3, ... in the order of the elements that carry them.
 */
export const withoutTraces = (printed: Uint8Array, isoDate: string): Uint8Array => {
  const pdf = Buffer.from(printed);
  stamp(pdf, isoDate);
  renumber(pdf);
  return pdf;
};

const stamp = (pdf: Buffer, isoDate: string): void => {
  const date = `${isoDate.replaceAll('-', '')}000000+00'00'`;
  for (const key of ['/CreationDate (D:', '/ModDate (D:']) {
    for (const at of positions(pdf, key)) {
      const end = pdf.indexOf(')', at);
      if (end - at === date.length) pdf.write(date, at, 'latin1');
    }
  }
};

/**
 * The browser gives numbers to elements as it comes by them, which is not always in the same order, so it is the tree of ids
 * that says which element has which: `/Names [(node00000012) 53 0 R ...]`, sorted by id. It is written anew in the order of
 * the elements; each pair keeps its length, and so does the whole.
 */
const renumber = (pdf: Buffer): void => {
  const start = pdf.indexOf(`${treeStart}(node`, 0, 'latin1');
  const end = start === -1 ? -1 : pdf.indexOf(']', start + treeStart.length, 'latin1');
  if (end === -1) return;
  const names = start + treeStart.length;
  const pairs = [...pdf.toString('latin1', names, end).matchAll(/\(node([0-9]{8})\) ([0-9]+) 0 R/g)]
    .map(([, id, element]) => ({ id: id!, element: Number(element) }))
    .sort((one, other) => one.element - other.element);
  const newIds = new Map(pairs.map(({ id }, i) => [id, String(i + 1).padStart(idDigits, '0')]));
  const tree = pairs.map(({ id, element }) => `(node${newIds.get(id)}) ${element} 0 R`).join(' ');
  // Anything but the shape known to us is left as it is: a whole file matters more than equal bytes.
  if (tree.length !== end - names || newIds.size !== pairs.length) return;
  // The limits of the tree stand before its names: first and last id, whatever they were.
  const limits = pdf.lastIndexOf(limitsStart, names, 'latin1') + limitsStart.length;
  for (const at of positions(pdf, '(node')) {
    if (at >= limits && at < end) continue;
    const newId = newIds.get(pdf.toString('latin1', at, at + idDigits));
    if (newId !== undefined && pdf[at + idDigits] === closingBracket) pdf.write(newId, at, 'latin1');
  }
  pdf.write(tree, names, 'latin1');
  const last = newIds.get(pairs.at(-1)!.id)!;
  pdf.write(`(node${'1'.padStart(idDigits, '0')}) (node${last})`, limits, 'latin1');
};

const idDigits = 8;
const closingBracket = 0x29;
const treeStart = '/Names [';
const limitsStart = '/Limits [';

/** Where the text after each occurrence of `needle` begins. */
const positions = (pdf: Buffer, needle: string): ReadonlyArray<number> => {
  const found: number[] = [];
  for (let at = pdf.indexOf(needle, 0, 'latin1'); at !== -1; at = pdf.indexOf(needle, at + 1, 'latin1')) {
    found.push(at + needle.length);
  }
  return found;
};
