// The XML of a workbook's parts as it streams by: tags and texts, no tree. Declarations of entities are refused, not expanded.

export interface XmlEvents {
  /** `name` without its prefix. Each of the three answers false to stop. */
  readonly open: (name: string, attributes: string) => boolean;
  /** Raw, between two tags; `xmlText` reads it. A text may come in several pieces. */
  readonly text: (raw: string) => boolean;
  readonly close: (name: string) => boolean;
}

/** `stopped`: the events wanted no more. */
export type XmlFault = 'entities' | 'nesting' | 'tags' | 'broken_workbook' | 'stopped';

/** `tags`: of a whole workbook; one within its other limits, with every blank cell of it formatted, has fewer. */
export const xmlLimits = { depth: 64, token: 1024 * 1024, tags: 8_000_000 };

/** What the parts of a workbook have cost so far: each tag, remark and instruction one, and long lists of attributes more. */
export interface Marks {
  count: number;
}

/** Signs of attributes that a cell or a row usually has at most; every four beyond cost as much to look through as a tag. */
const usualAttributes = 64;

export interface XmlScanner {
  /** Pieces may end anywhere, inside a tag or a sign too. */
  readonly write: (bytes: Uint8Array) => XmlFault | null;
  /** No more comes: everything must be closed. */
  readonly end: () => XmlFault | null;
}

export const xmlScanner = (events: XmlEvents, marks: Marks = { count: 0 }): XmlScanner => {
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const stack: string[] = [];
  let rest = '';
  let begun = false;

  const scan = (text: string): XmlFault | null => {
    let at = 0;
    while (at < text.length) {
      const start = text.indexOf('<', at);
      const upTo = start === -1 ? text.length : start;
      if (upTo > at) {
        if (start === -1) break;
        const fault = between(text.slice(at, upTo));
        if (fault !== null) return fault;
        at = upTo;
      }
      const end = tokenEnd(text, at);
      if (end === -1) break;
      const fault = token(text, at, end);
      if (fault !== null) return fault;
      at = end;
    }
    rest = text.slice(at);
    return rest.length > xmlLimits.token ? 'broken_workbook' : null;
  };

  const between = (raw: string): XmlFault | null => {
    if (stack.length === 0) return /\S/.test(raw) ? 'broken_workbook' : null;
    return events.text(raw) ? null : 'stopped';
  };

  const token = (text: string, at: number, end: number): XmlFault | null => {
    const sign = text.charCodeAt(at + 1);
    if (sign !== slash && ++marks.count > xmlLimits.tags) return 'tags';
    if (sign === question) return null;
    if (sign === exclamation) {
      if (text.startsWith('<!--', at)) return null;
      if (!text.startsWith('<![CDATA[', at)) return 'entities';
      if (stack.length === 0) return 'broken_workbook';
      // A piece of a text, though it holds none, is put together with the others.
      marks.count++;
      return events.text(escaped(text.slice(at + 9, end - 3))) ? null : 'stopped';
    }
    if (sign === slash) {
      const name = text.slice(at + 2, end - 1).trimEnd();
      if (stack.pop() !== name) return 'broken_workbook';
      return events.close(localName(name)) ? null : 'stopped';
    }
    const alone = text.charCodeAt(end - 2) === slash;
    const last = alone ? end - 2 : end - 1;
    let nameEnd = at + 1;
    while (nameEnd < last && !isBlank(text.charCodeAt(nameEnd))) nameEnd++;
    if (nameEnd === at + 1 || (begun && stack.length === 0)) return 'broken_workbook';
    begun = true;
    const whole = text.slice(at + 1, nameEnd);
    const name = localName(whole);
    if (stack.length >= xmlLimits.depth) return 'nesting';
    if (last - nameEnd > usualAttributes) marks.count += (last - nameEnd - usualAttributes) >> 2;
    if (!events.open(name, text.slice(nameEnd, last))) return 'stopped';
    if (!alone) stack.push(whole);
    else if (!events.close(name)) return 'stopped';
    return null;
  };

  const decoded = (bytes: Uint8Array | null): string | null => {
    try {
      return bytes === null ? decoder.decode() : decoder.decode(bytes, { stream: true });
    } catch {
      return null;
    }
  };

  return {
    write: (bytes) => {
      const text = decoded(bytes);
      return text === null ? 'broken_workbook' : scan(rest === '' ? text : rest + text);
    },
    end: () => {
      const text = decoded(null);
      const whole = text !== null && stack.length === 0 && begun && (rest + text).trim() === '';
      return whole ? null : 'broken_workbook';
    },
  };
};

const [question, exclamation, slash, quote, apostrophe, greater] = [63, 33, 47, 34, 39, 62];

const isBlank = (code: number): boolean => code === 32 || code === 9 || code === 10 || code === 13;

const localName = (name: string): string => {
  const colon = name.indexOf(':');
  return colon === -1 ? name : name.slice(colon + 1);
};

/** Behind the token that begins at `at`, or -1 where it has not come whole yet. A `>` inside quotes ends no tag. */
const tokenEnd = (text: string, at: number): number => {
  const sign = text.charCodeAt(at + 1);
  if (sign === question) return behind(text, '?>', at + 2);
  if (sign === exclamation) {
    if (text.length - at < 9) return -1;
    if (text.startsWith('<!--', at)) return behind(text, '-->', at + 4);
    if (text.startsWith('<![CDATA[', at)) return behind(text, ']]>', at + 9);
    // Refused for what it is: its end is not looked for.
    return at + 2;
  }
  for (let i = at + 1; i < text.length; i++) {
    const code = text.charCodeAt(i);
    if (code === greater) return i + 1;
    if (code === quote || code === apostrophe) {
      i = text.indexOf(code === quote ? '"' : "'", i + 1);
      if (i === -1) return -1;
    }
  }
  return -1;
};

const behind = (text: string, mark: string, from: number): number => {
  const found = text.indexOf(mark, from);
  return found === -1 ? -1 : found + mark.length;
};

/** The text of CDATA as an ordinary text would be written. */
const escaped = (text: string): string => text.replaceAll('&', '&amp;');

const entities: ReadonlyMap<string, string> = new Map([
  ['amp', '&'],
  ['lt', '<'],
  ['gt', '>'],
  ['quot', '"'],
  ['apos', "'"],
]);

/** A raw text with its five entities and its numbered signs read; null where it holds any other. */
export const xmlText = (raw: string): string | null => {
  if (!raw.includes('&')) return raw;
  let sound = true;
  const text = raw.replace(/&(?:#(\d{1,7})|#x([0-9A-Fa-f]{1,6})|(\w{1,8}));|&/g, (_, decimal, hex, name) => {
    const code = decimal === undefined ? (hex === undefined ? null : Number.parseInt(hex, 16)) : Number(decimal);
    const sign = code === null ? entities.get(name) : code <= 0x10ffff ? String.fromCodePoint(code) : undefined;
    if (sign === undefined) sound = false;
    return sign ?? '';
  });
  return sound ? text : null;
};

/** The value of an attribute by its name without prefix; null where it is absent or cannot be read. */
export const attributeOf = (attributes: string, name: string): string | null => {
  // Most that is asked for is not there.
  if (!attributes.includes(name)) return null;
  const prefixed = attributes.includes(':');
  let at = 0;
  while (at < attributes.length) {
    while (isBlank(attributes.charCodeAt(at))) at++;
    const equals = attributes.indexOf('=', at);
    if (equals === -1) return null;
    let start = equals + 1;
    while (isBlank(attributes.charCodeAt(start))) start++;
    const sign = attributes[start];
    if (sign !== '"' && sign !== "'") return null;
    const end = attributes.indexOf(sign, start + 1);
    if (end === -1) return null;
    // Room for the commonest case first: this runs for every cell.
    if (attributes.startsWith(name, at)) {
      if (attributes.slice(at, equals).trimEnd() === name) return xmlText(attributes.slice(start + 1, end));
    } else if (prefixed) {
      const whole = attributes.slice(at, equals).trimEnd();
      if (whole.endsWith(`:${name}`) && !whole.startsWith('xmlns')) return xmlText(attributes.slice(start + 1, end));
    }
    at = end + 1;
  }
  return null;
};
