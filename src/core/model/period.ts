// Periods as the contract writes them: 2025, 2025-H1, 2025-Q3, 2025-04, 2025-04-01 or a span 2015/2023.

export type PeriodKind = 'year' | 'half' | 'quarter' | 'month' | 'day' | 'span';

/** The kind of a period, or null where the text is none; impossible dates are none. */
export const periodKind = (text: string): PeriodKind | null => {
  if (/^[0-9]{4}$/.test(text)) return 'year';
  if (/^[0-9]{4}-H[12]$/.test(text)) return 'half';
  if (/^[0-9]{4}-Q[1-4]$/.test(text)) return 'quarter';
  if (/^[0-9]{4}-(0[1-9]|1[0-2])$/.test(text)) return 'month';
  if (/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return isDate(text) ? 'day' : null;
  const span = /^([0-9]{4})\/([0-9]{4})$/.exec(text);
  return span !== null && span[1]! < span[2]! ? 'span' : null;
};

export const isDate = (text: string): boolean => {
  if (!/^[0-9]{4}-[0-9]{2}-[0-9]{2}$/.test(text)) return false;
  const date = new Date(`${text}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().slice(0, 10) === text;
};

/** The period of the same kind `steps` earlier; null for spans and for what is no period. */
export const earlierPeriod = (text: string, steps: number): string | null => {
  const year = Number(text.slice(0, 4));
  const back = (perYear: number, position: number): { year: number; position: number } => {
    const total = year * perYear + position - steps;
    return { year: Math.floor(total / perYear), position: ((total % perYear) + perYear) % perYear };
  };
  const four = (n: number): string => String(n).padStart(4, '0');
  switch (periodKind(text)) {
    case 'year':
      return four(year - steps);
    case 'half': {
      const at = back(2, Number(text[6]) - 1);
      return `${four(at.year)}-H${at.position + 1}`;
    }
    case 'quarter': {
      const at = back(4, Number(text[6]) - 1);
      return `${four(at.year)}-Q${at.position + 1}`;
    }
    case 'month': {
      const at = back(12, Number(text.slice(5)) - 1);
      return `${four(at.year)}-${String(at.position + 1).padStart(2, '0')}`;
    }
    case 'day': {
      const date = new Date(`${text}T00:00:00Z`);
      date.setUTCDate(date.getUTCDate() - steps);
      return date.toISOString().slice(0, 10);
    }
    default:
      return null;
  }
};

/** First and last day, ISO. */
export const periodBounds = (text: string): { readonly first: string; readonly last: string } | null => {
  const year = text.slice(0, 4);
  const lastDay = (month: number): string => {
    const date = new Date(Date.UTC(Number(year), month, 0));
    return date.toISOString().slice(0, 10);
  };
  const month = (n: number): string => String(n).padStart(2, '0');
  switch (periodKind(text)) {
    case 'year':
      return { first: `${year}-01-01`, last: `${year}-12-31` };
    case 'half': {
      const start = text[6] === '1' ? 1 : 7;
      return { first: `${year}-${month(start)}-01`, last: lastDay(start + 5) };
    }
    case 'quarter': {
      const start = (Number(text[6]) - 1) * 3 + 1;
      return { first: `${year}-${month(start)}-01`, last: lastDay(start + 2) };
    }
    case 'month':
      return { first: `${text}-01`, last: lastDay(Number(text.slice(5))) };
    case 'day':
      return { first: text, last: text };
    case 'span':
      return { first: `${year}-01-01`, last: `${text.slice(5)}-12-31` };
    default:
      return null;
  }
};
