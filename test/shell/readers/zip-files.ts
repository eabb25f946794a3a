// ZIP files and small workbooks made part by part, honest ones and liars.
import { crc32, deflateRawSync } from 'node:zlib';

export interface Part {
  readonly name: string;
  readonly content: string | Uint8Array;
  /** What the list of contents says instead of the truth. */
  readonly says?: {
    readonly unpacked?: number;
    readonly packed?: number;
    readonly crc?: number;
    readonly flags?: number;
    readonly offset?: number;
    readonly method?: number;
    readonly localName?: string;
  };
  /** Stored as it is, not deflated. */
  readonly stored?: boolean;
}

export interface EndRecord {
  readonly count?: number;
  readonly start?: number;
  readonly comment?: string;
}

export const zipOf = (parts: ReadonlyArray<Part>, end: EndRecord = {}): Uint8Array => {
  const bodies: Buffer[] = [];
  const list: Buffer[] = [];
  let offset = 0;
  for (const { name, content, says = {}, stored = false } of parts) {
    const bytes = Buffer.from(content);
    const packed = stored ? bytes : deflateRawSync(bytes);
    const method = says.method ?? (stored ? 0 : 8);
    const crc = says.crc ?? crc32(bytes);
    const localName = Buffer.from(says.localName ?? name);
    const local = Buffer.alloc(30);
    local.writeUInt32LE(0x04034b50, 0);
    local.writeUInt16LE(20, 4);
    local.writeUInt16LE(says.flags ?? 0, 6);
    local.writeUInt16LE(method, 8);
    local.writeUInt32LE(crc, 14);
    local.writeUInt32LE(packed.length, 18);
    local.writeUInt32LE(bytes.length, 22);
    local.writeUInt16LE(localName.length, 26);
    const title = Buffer.from(name);
    const entry = Buffer.alloc(46);
    entry.writeUInt32LE(0x02014b50, 0);
    entry.writeUInt16LE(20, 6);
    entry.writeUInt16LE(says.flags ?? 0, 8);
    entry.writeUInt16LE(method, 10);
    entry.writeUInt32LE(crc, 16);
    entry.writeUInt32LE(says.packed ?? packed.length, 20);
    entry.writeUInt32LE(says.unpacked ?? bytes.length, 24);
    entry.writeUInt16LE(title.length, 28);
    entry.writeUInt32LE(says.offset ?? offset, 42);
    bodies.push(local, localName, packed);
    list.push(entry, title);
    offset += local.length + localName.length + packed.length;
  }
  const listBytes = Buffer.concat(list);
  const comment = Buffer.from(end.comment ?? '');
  const record = Buffer.alloc(22);
  record.writeUInt32LE(0x06054b50, 0);
  record.writeUInt16LE(end.count ?? parts.length, 8);
  record.writeUInt16LE(end.count ?? parts.length, 10);
  record.writeUInt32LE(listBytes.length, 12);
  record.writeUInt32LE(end.start ?? offset, 16);
  record.writeUInt16LE(comment.length, 20);
  return new Uint8Array(Buffer.concat([...bodies, listBytes, record, comment]));
};

const relation = (id: string, type: string, target: string): string =>
  `<Relationship Id="${id}" Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/${type}" Target="${target}"/>`;
const relations = (...each: ReadonlyArray<string>): string =>
  `<?xml version="1.0"?><Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">${each.join('')}</Relationships>`;

export interface BookParts {
  /** The inside of each `<worksheet>`, or the whole part where it begins with `<?xml`. */
  readonly sheets: ReadonlyArray<string>;
  readonly states?: ReadonlyArray<string>;
  readonly texts?: string;
  readonly styles?: string;
  readonly properties?: string;
  readonly more?: ReadonlyArray<Part>;
}

/** The parts of a workbook, in the order of Excel's own. */
export const bookParts = ({ sheets, states = [], texts, styles, properties = '', more = [] }: BookParts): Part[] => {
  const list = sheets.map(
    (_, i) => `<sheet name="L${i + 1}" sheetId="${i + 1}"${states[i] ?? ''} r:id="rId${i + 1}"/>`,
  );
  const main = 'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships"';
  return [
    { name: '[Content_Types].xml', content: '<?xml version="1.0"?><Types/>' },
    { name: '_rels/.rels', content: relations(relation('rId1', 'officeDocument', 'xl/workbook.xml')) },
    {
      name: 'xl/workbook.xml',
      content: `<?xml version="1.0"?><workbook ${main}>${properties}<sheets>${list.join('')}</sheets></workbook>`,
    },
    {
      name: 'xl/_rels/workbook.xml.rels',
      content: relations(
        ...sheets.map((_, i) => relation(`rId${i + 1}`, 'worksheet', `worksheets/sheet${i + 1}.xml`)),
        ...(texts === undefined ? [] : [relation('rIdT', 'sharedStrings', 'sharedStrings.xml')]),
        ...(styles === undefined ? [] : [relation('rIdS', 'styles', '/xl/styles.xml')]),
      ),
    },
    ...sheets.map((sheet, i) => ({
      name: `xl/worksheets/sheet${i + 1}.xml`,
      content: sheet.startsWith('<?xml') ? sheet : `<?xml version="1.0"?><worksheet>${sheet}</worksheet>`,
    })),
    ...(texts === undefined ? [] : [{ name: 'xl/sharedStrings.xml', content: `<sst>${texts}</sst>` }]),
    ...(styles === undefined ? [] : [{ name: 'xl/styles.xml', content: `<styleSheet>${styles}</styleSheet>` }]),
    ...more,
  ];
};

export const bookOf = (parts: BookParts): Uint8Array => zipOf(bookParts(parts));

/** `<sheetData>` of rows written as cells. */
export const dataOf = (...rows: ReadonlyArray<string>): string =>
  `<sheetData>${rows.map((cells, i) => `<row r="${i + 1}">${cells}</row>`).join('')}</sheetData>`;

/** A row of texts, each written in its cell. */
export const textRow = (row: number, ...texts: ReadonlyArray<string>): string =>
  texts
    .map((text, i) => `<c r="${String.fromCharCode(65 + i)}${row}" t="inlineStr"><is><t>${text}</t></is></c>`)
    .join('');
