// Takes out of a printed PDF what would differ between two prints of one page: the clock, and the browser's running
// numbers for structure elements. Every replacement has the length of what it replaces, so the offsets of the file hold.

/**
 * The same bytes for the same page, whatever was printed before it and whenever: both dates become midnight UTC of
 * `isoDate`, and the structure ids `node00001234` become 1, 2, 3, ... in their own order.
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

const idDigits = 8;
const idPrefix = '(node';

const renumber = (pdf: Buffer): void => {
  const found: Array<{ readonly at: number; readonly id: string }> = [];
  for (const at of positions(pdf, idPrefix)) {
    const id = pdf.toString('latin1', at, at + idDigits);
    if (/^[0-9]{8}$/.test(id) && pdf[at + idDigits] === closingBracket) found.push({ at, id });
  }
  const ids = [...new Set(found.map(({ id }) => id))].sort();
  const place = new Map(ids.map((id, i) => [id, String(i + 1).padStart(idDigits, '0')]));
  for (const { at, id } of found) pdf.write(place.get(id) ?? id, at, 'latin1');
};

const closingBracket = 0x29;

/** Where the text after each occurrence of `needle` begins. */
const positions = (pdf: Buffer, needle: string): ReadonlyArray<number> => {
  const found: number[] = [];
  for (let at = pdf.indexOf(needle, 0, 'latin1'); at !== -1; at = pdf.indexOf(needle, at + 1, 'latin1')) {
    found.push(at + needle.length);
  }
  return found;
};
