// Periods as people write them in tables: only forms that can be read in one way.

/** Beginnings of the names of months in Kazakh, Russian and English, January first. */
const months: ReadonlyArray<ReadonlyArray<string>> = [
  ['қаңтар', 'январ', 'jan'],
  ['ақпан', 'феврал', 'feb'],
  ['наурыз', 'март', 'mar'],
  ['сәуір', 'апрел', 'apr'],
  ['мамыр', 'май', 'мая', 'may'],
  ['маусым', 'июн', 'jun'],
  ['шілде', 'июл', 'jul'],
  ['тамыз', 'август', 'aug'],
  ['қыркүйек', 'сентябр', 'sep'],
  ['қазан', 'октябр', 'oct'],
  ['қараша', 'ноябр', 'nov'],
  ['желтоқсан', 'декабр', 'dec'],
];
const halves = /(?:half|полугоди|жартыжылды|жарты жыл)/u;
const quarters = /(?:quarter|квартал|тоқсан|^кв$|^тоқ$)/u;
const numbers: ReadonlyMap<string, number> = new Map([
  ...['1', '2', '3', '4'].map((digit, i) => [digit, i + 1] as const),
  ...['i', 'ii', 'iii', 'iv'].map((roman, i) => [roman, i + 1] as const),
]);

/** `2024 г.`, `I полугодие 2023`, `3 тоқсан 2024`, `Ноябрь 2019 г.`, `2015-2023`; null for anything else. */
export const periodInWords = (text: string): string | null => {
  const plain = text.normalize('NFC').toLowerCase().replace(/\s+/gu, ' ').trim();
  if (plain.length > 40) return null;
  const span = /^([0-9]{4}) ?[-–/] ?([0-9]{4})$/u.exec(plain);
  if (span !== null) return span[1]! < span[2]! ? `${span[1]}/${span[2]}` : null;
  const years = plain.match(/(?<![0-9])(?:19|20)[0-9]{2}(?![0-9])/gu) ?? [];
  const [year] = years;
  if (years.length !== 1 || year === undefined) return null;
  const rest = plain
    .replace(year, ' ')
    .replace(/(?<!\p{L})(?:жылғы|жылдың|жыл|года|год|гг?|ж)(?!\p{L})\.?/gu, ' ')
    .replace(/[.,()-]/gu, ' ')
    .replace(/\s+/gu, ' ')
    .trim();
  if (rest === '') return year;
  const [first = '', second = '', ...more] = rest.split(' ');
  if (more.length > 0) return null;
  if (second === '') {
    const month = months.findIndex((names) => names.some((name) => first.startsWith(name)));
    return month === -1 ? null : `${year}-${String(month + 1).padStart(2, '0')}`;
  }
  const number = numbers.get(first);
  if (number === undefined) return null;
  if (halves.test(second) && number <= 2) return `${year}-H${number}`;
  return quarters.test(second) ? `${year}-Q${number}` : null;
};
