// What a file is, seen from its content: tables that people send are often something else under a table's name.

/** A reason of FormatNotRead; `old_workbook` is one from before 2007. */
export type ForeignKind =
  | 'old_workbook'
  | 'locked_workbook'
  | 'xlsb'
  | 'ods'
  | 'numbers'
  | 'word'
  | 'slides'
  | 'pdf'
  | 'picture'
  | 'archive'
  | 'web_page'
  | 'xml_workbook'
  | 'google_link'
  | 'no_workbook';

export const isZip = (bytes: Uint8Array): boolean =>
  startsWith(bytes, [0x50, 0x4b, 0x03, 0x04]) || startsWith(bytes, [0x50, 0x4b, 0x05, 0x06]);

/** null: none of the kinds known here; it may be a text. ZIP files are not looked into. */
export const foreignKind = (bytes: Uint8Array): ForeignKind | null => {
  if (startsWith(bytes, [0xd0, 0xcf, 0x11, 0xe0])) return compoundKind(bytes);
  for (const [signature, kind] of signatures) if (startsWith(bytes, signature)) return kind;
  return markupKind(bytes);
};

const ascii = (text: string): ReadonlyArray<number> => [...text].map((sign) => sign.charCodeAt(0));

const signatures: ReadonlyArray<readonly [ReadonlyArray<number>, ForeignKind]> = [
  [ascii('%PDF'), 'pdf'],
  [ascii('{\\rtf'), 'word'],
  [[0x1f, 0x8b], 'archive'],
  [ascii('Rar!'), 'archive'],
  [[0x37, 0x7a, 0xbc, 0xaf], 'archive'],
  [[0x89, 0x50, 0x4e, 0x47], 'picture'],
  [[0xff, 0xd8, 0xff], 'picture'],
  [ascii('GIF8'), 'picture'],
];

const startsWith = (bytes: Uint8Array, signature: ReadonlyArray<number>): boolean =>
  signature.every((byte, i) => bytes[i] === byte);

/** The old container of Office names what it holds in UTF-16; a workbook under a password is wrapped in one too. */
const compoundKind = (bytes: Uint8Array): ForeignKind => {
  const holds = (name: string): boolean =>
    Buffer.from(bytes.buffer, bytes.byteOffset, bytes.length).includes(Buffer.from(name, 'utf16le'));
  if (holds('EncryptedPackage')) return 'locked_workbook';
  if (holds('WordDocument')) return 'word';
  if (holds('PowerPoint Document')) return 'slides';
  return 'old_workbook';
};

/** Accounting programs and web portals save pages and XML under the name .xls; a drive in the cloud leaves a link. */
const markupKind = (bytes: Uint8Array): ForeignKind | null => {
  const head = String.fromCharCode(...bytes.subarray(0, 2048))
    .replace(/^(?:\xef\xbb\xbf|\xff\xfe|\xfe\xff)/, '')
    .replaceAll('\0', '')
    .trimStart()
    .toLowerCase();
  if (/^(?:<!--[\s\S]*?-->\s*)?<(?:!doctype html|html|head|meta|body|table|style)\b/.test(head)) return 'web_page';
  if (head.startsWith('<?xml') || head.startsWith('<workbook')) {
    if (head.includes('schemas-microsoft-com:office:spreadsheet') || head.includes('excel.sheet'))
      return 'xml_workbook';
    if (head.includes('<html')) return 'web_page';
    return head.includes('office:document') ? 'ods' : null;
  }
  return /^\{\s*"/.test(head) && (head.includes('docs.google.com') || head.includes('"doc_id"')) ? 'google_link' : null;
};

/** From the names inside a ZIP file; null: a workbook that can be read, or wants to be one. */
export const archiveKind = (names: ReadonlyArray<string>): ForeignKind | null => {
  const lower = names.map((name) => name.toLowerCase());
  const has = (name: string): boolean => lower.includes(name);
  if (has('xl/workbook.bin')) return 'xlsb';
  if (lower.some((name) => /(?:^|\/)workbook\.xml$/.test(name))) return null;
  if (has('word/document.xml')) return 'word';
  if (has('ppt/presentation.xml')) return 'slides';
  if (has('mimetype') && has('content.xml')) return 'ods';
  if (has('index.zip') || lower.some((name) => name.endsWith('.iwa'))) return 'numbers';
  return has('[content_types].xml') ? 'no_workbook' : 'archive';
};
