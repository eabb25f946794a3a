// Reads a PDF back with an independent reader.
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';

export interface PdfRead {
  readonly pages: ReadonlyArray<string>;
  readonly text: string;
  readonly title: string;
  readonly lang: string;
  readonly tagged: boolean;
  readonly bookmarks: ReadonlyArray<string>;
  readonly date: string;
  readonly roles: ReadonlySet<string>;
}

export const readPdf = async (bytes: Uint8Array): Promise<PdfRead> => {
  const loading = getDocument({ data: new Uint8Array(bytes), verbosity: 0, useSystemFonts: false });
  const pdf = await loading.promise;
  const pages: string[] = [];
  const roles = new Set<string>();
  for (let number = 1; number <= pdf.numPages; number++) {
    const page = await pdf.getPage(number);
    const content = await page.getTextContent();
    pages.push(content.items.map((item) => ('str' in item ? item.str + (item.hasEOL ? '\n' : '') : '')).join(''));
    collectRoles(await page.getStructTree(), roles);
  }
  const { info } = await pdf.getMetadata();
  const facts = new Map<string, unknown>(Object.entries(info));
  const outline = await pdf.getOutline();
  const marked = await pdf.getMarkInfo();
  const read: PdfRead = {
    pages,
    text: pages.join('\n'),
    title: String(facts.get('Title') ?? ''),
    lang: String(facts.get('Language') ?? ''),
    tagged: marked?.Marked === true,
    bookmarks: titles(outline),
    date: String(facts.get('CreationDate') ?? ''),
    roles,
  };
  await loading.destroy();
  return read;
};

interface Bookmark {
  readonly title: string;
  readonly items: ReadonlyArray<Bookmark>;
}

const titles = (items: ReadonlyArray<Bookmark> | null): ReadonlyArray<string> =>
  (items ?? []).flatMap((item) => [item.title, ...titles(item.items)]);

const collectRoles = (node: unknown, into: Set<string>): void => {
  if (typeof node !== 'object' || node === null) return;
  if ('role' in node) into.add(String(node.role));
  if ('children' in node && Array.isArray(node.children)) for (const child of node.children) collectRoles(child, into);
};
