// A workbook from its bytes to messages, in order and never whole in memory: its parts are looked at before any is trusted.
import { E } from '../../core/fp.js';
import { type Location, type Problem, type Problems, problem } from '../../core/model/problem.js';
import { archiveKind } from './file-kind.js';
import { type SheetReader, type SheetSizes, sheetReader } from './sheet-cells.js';
import type { WorkbookMessage, WorkbookQuestion } from './workbook-messages.js';
import {
  type CellStyles,
  cellStyles,
  type PartReader,
  type Relation,
  relations,
  type SharedTexts,
  type SheetName,
  sharedTexts,
  workbookList,
} from './workbook-parts.js';
import { type Marks, type XmlFault, xmlLimits, xmlScanner } from './xml-scan.js';
import { readZipDirectory, type ZipEntry } from './zip-directory.js';
import { unpackPart } from './zip-part.js';

export type Send = (message: WorkbookMessage) => Promise<void>;

/** Everything but the last message; gives the problems that it ends with. */
export const readWorkbook = async ({ file, bytes }: WorkbookQuestion, send: Send): Promise<Problems> => {
  const directory = readZipDirectory(file, bytes);
  if (E.isLeft(directory)) return directory.left;
  const archive = new Archive(file, bytes, directory.right);
  const kind = archiveKind(directory.right.map(({ name }) => name));
  if (kind !== null) return [archive.refuse(kind)];
  const problems = await readSheets(archive, send);
  // A file too large is known to be so; in one that seems broken, or sound, what else is in it must still be seen.
  if (problems.some(({ code }) => code === 'LimitExceeded')) return problems;
  const unsafe = await archive.judgeOthers();
  return unsafe === null || (problems.length > 0 && unsafe.args.reason !== 'entities') ? problems : [unsafe];
};

const readSheets = async (archive: Archive, send: Send): Promise<Problems> => {
  const found = await sheetsOf(archive);
  if (E.isLeft(found)) return found.left;
  const { file } = archive;
  const { sheets, shared, styles, from1904 } = found.right;

  const problems: Problem[] = [];
  let before: SheetSizes = { cells: 0, faults: 0, signs: 0 };
  for (const { name, hidden, part } of sheets) {
    await send({ kind: 'sheet', name, hidden });
    const reader = sheetReader({ file, sheet: name, shared, styles, from1904, before });
    const at = { file, sheet: name, cell: 'A1' };
    const fault = await archive.read(part, reader, at, () => flush(reader, send));
    before = reader.sizes();
    if (fault !== null) problems.push(fault);
    else await send(reader.result());
    if (problems.length > 0 && fault?.code !== 'LimitExceeded') break;
  }
  return problems;
};

const flush = async (reader: SheetReader, send: Send): Promise<void> => {
  const batch = reader.take();
  if (batch !== null) await send(batch);
};

interface FoundSheets {
  readonly sheets: ReadonlyArray<SheetName & { readonly part: ZipEntry }>;
  readonly shared: SharedTexts;
  readonly styles: CellStyles;
  readonly from1904: boolean;
}

const sheetsOf = async (archive: Archive): Promise<E.Either<Problems, FoundSheets>> => {
  const broken = E.left([archive.refuse('broken_workbook')]);
  const package_ = await archive.parse('_rels/.rels', relations(''));
  if (E.isLeft(package_)) return package_;
  const main = [...package_.right.values()].find(({ type }) => type === 'officeDocument')?.target ?? '';
  const folder = main.slice(0, main.lastIndexOf('/') + 1);
  const list = await archive.parse(main, workbookList(archive.file));
  if (E.isLeft(list)) return list;
  const parts = await archive.parse(`${folder}_rels/${main.slice(folder.length)}.rels`, relations(folder));
  if (E.isLeft(parts)) return parts;

  const { sheets, from1904 } = list.right;
  const placed: FoundSheets['sheets'][number][] = [];
  for (const sheet of sheets) {
    const relation = parts.right.get(sheet.relation);
    // Charts and dialogs may be sheets too; they hold no cells.
    if (relation !== undefined && relation.type !== 'worksheet') continue;
    const part = archive.entry(relation?.target ?? '');
    if (part === null) return broken;
    placed.push({ ...sheet, part });
  }
  const one = (type: string): Relation | undefined => [...parts.right.values()].find((each) => each.type === type);
  const textPart = one('sharedStrings');
  const noTexts: SharedTexts = { texts: [], struck: new Set() };
  const texts =
    textPart === undefined ? E.right(noTexts) : await archive.parse(textPart.target, sharedTexts(archive.file));
  if (E.isLeft(texts)) return texts;
  const stylePart = one('styles');
  const noStyles: CellStyles = { formats: [], struck: new Set() };
  const styles = stylePart === undefined ? E.right(noStyles) : await archive.parse(stylePart.target, cellStyles());
  if (E.isLeft(styles)) return styles;
  return E.right({ sheets: placed, shared: texts.right, styles: styles.right, from1904 });
};

/** The parts of one file, each read at most once. */
class Archive {
  private readonly byName: ReadonlyMap<string, ZipEntry>;
  private readonly seen = new Set<ZipEntry>();
  private readonly marks: Marks = { count: 0 };

  constructor(
    readonly file: string,
    private readonly bytes: Uint8Array,
    private readonly entries: ReadonlyArray<ZipEntry>,
  ) {
    this.byName = new Map(entries.map((entry) => [entry.name.replace(/^\//, '').toLowerCase(), entry]));
  }

  refuse(reason: string, at: Location = { file: this.file }): Problem {
    return problem('FormatNotRead', { reason }, at);
  }

  entry(name: string): ZipEntry | null {
    return this.byName.get(name.toLowerCase()) ?? null;
  }

  async parse<A>(name: string, reader: PartReader<A>): Promise<E.Either<Problems, A>> {
    const entry = this.entry(name);
    if (entry === null) return E.left([this.refuse('broken_workbook')]);
    const fault = await this.read(entry, reader, { file: this.file });
    return fault === null ? E.right(reader.result()) : E.left([fault]);
  }

  /** null: read to its end. `between`: what is done after each piece. */
  async read<A>(
    entry: ZipEntry,
    reader: PartReader<A>,
    at: Location,
    between: () => Promise<void> = async () => {},
  ): Promise<Problem | null> {
    this.seen.add(entry);
    const scanner = xmlScanner(reader.events, this.marks);
    let fault: XmlFault | null = null;
    const ended = await unpackPart(this.bytes, entry, async (chunk) => {
      fault = scanner.write(chunk);
      await between();
      return fault === null;
    });
    if (ended === 'broken') return this.refuse('broken_workbook', at);
    return this.told(fault ?? scanner.end(), reader, at);
  }

  private told<A>(fault: XmlFault | null, reader: PartReader<A>, at: Location): Problem | null {
    if (fault === null) return null;
    if (fault === 'nesting' || fault === 'tags') {
      const limit = fault === 'nesting' ? xmlLimits.depth : xmlLimits.tags;
      return problem('LimitExceeded', { what: fault, found: limit + 1, limit }, at);
    }
    return reader.problem() ?? this.refuse(fault === 'stopped' ? 'broken_workbook' : fault, at);
  }

  /** Parts that no table needs are not read, but must be what the list of contents says, and declare no entities either. */
  async judgeOthers(): Promise<Problem | null> {
    for (const entry of this.entries) {
      if (this.seen.has(entry)) continue;
      const isXml = /\.(?:xml|rels|vml)$/i.test(entry.name);
      let before = '';
      const ended = await unpackPart(this.bytes, entry, (chunk) => {
        if (!isXml) return true;
        const text = before + chunk.toString('latin1');
        before = text.slice(-16);
        return !/<!(?:DOCTYPE|ENTITY)/i.test(text);
      });
      if (ended !== 'ended') return this.refuse(ended === 'stopped' ? 'entities' : 'broken_workbook');
    }
    return null;
  }
}
