// What the format of a cell makes of its number: a date, a share of a hundred, or the number itself.

export type NumberKind = 'plain' | 'percent' | 'date';

/** Formats that a workbook may name by number without writing them down (ECMA-376 part 1, 18.8.30). */
const builtIn = (id: number): string | null => {
  if (id === 9) return '0%';
  if (id === 10) return '0.00%';
  if (id === 14) return 'dd.mm.yyyy';
  if (id >= 15 && id <= 17) return 'd-mmm-yy';
  if (id >= 18 && id <= 21) return 'h:mm';
  if (id === 22) return 'dd.mm.yyyy h:mm';
  if ((id >= 27 && id <= 36) || (id >= 50 && id <= 58)) return 'yyyy-mm-dd';
  if (id >= 45 && id <= 47) return 'mm:ss';
  return null;
};

/** The code of a format by its number; '' for one that shows the number as it is. */
export const formatCode = (id: number, own: ReadonlyMap<number, string>): string => own.get(id) ?? builtIn(id) ?? '';

/** Seen from the code's first part, the one for numbers above zero, without what it prints as it stands. */
export const kindOfFormat = (code: string): NumberKind => {
  if (code === '' || /^general$/i.test(code)) return 'plain';
  const bare = code
    .replace(/"[^"]*"?/g, '')
    .replace(/\\[\s\S]|[_*][\s\S]/g, '')
    .replace(/\[(?!(?:h+|m+|s+)\])[^\]]*\]/gi, '');
  const first = bare.split(';')[0]!;
  if (first.includes('%')) return 'percent';
  return /[ymdhs]/i.test(first) ? 'date' : 'plain';
};

const day = 86_400_000;

/**
 * The ISO date, with the time where there is one, of a serial number; null outside the calendar of the workbook. Excel counts from
 * 1 January 1900 with a 29 February in that year, which never was; the other system from 1 January 1904.
 */
export const isoOfSerial = (serial: number, from1904: boolean): string | null => {
  if (!(serial >= 0) || serial >= 2_958_466) return null;
  if (serial < 1 && !from1904) return timeOf(serial);
  if (!from1904 && serial >= 60 && serial < 61) return null;
  const first = from1904 ? Date.UTC(1904, 0, 1) : serial < 60 ? Date.UTC(1899, 11, 31) : Date.UTC(1899, 11, 30);
  const whole = Math.floor(serial);
  const date = new Date(first + whole * day).toISOString().slice(0, 10);
  const time = timeOf(serial - whole);
  return time === '00:00:00' ? date : `${date}T${time}`;
};

const timeOf = (share: number): string =>
  new Date(Math.min(Math.round(share * 86_400), 86_399) * 1000).toISOString().slice(11, 19);
