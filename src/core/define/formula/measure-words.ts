// The words that labels of measurement are made of, in three languages: multiples, known measures, and words that name none.

/** A known measure as a power of ten, or another factor, of the first one of its kind. */
export interface KnownMeasure {
  /** `people` are things that are counted; all others are kinds that cannot be added to each other. */
  readonly kind: string;
  readonly factor: number;
}

const table = <A>(rows: ReadonlyArray<readonly [A, string]>): ReadonlyMap<string, A> =>
  new Map(rows.flatMap(([meaning, words]) => words.split('|').map((word) => [word, meaning] as const)));

/** Words before a measure that multiply it. */
export const multiples: ReadonlyMap<string, number> = table([
  [1, 'one|один|одного|одну|одно|бір'],
  [100, 'hundred|hundreds|сотен|сто|жүз'],
  [1e3, 'thousand|thousands|тыс|тысяч|тысячи|тысяча|мың'],
  [1e6, 'million|millions|mln|mn|млн|миллион|миллионов|миллиона'],
  [1e9, 'billion|billions|bn|bln|млрд|миллиард|миллиардов|миллиарда'],
  [1e12, 'trillion|trillions|trn|трлн|триллион|триллионов'],
]);

const known = (kind: string, factor = 1): KnownMeasure => ({ kind, factor });
const day = 1;
const year = 365.25;

/** As they stand alone, after `per`, and in the cases that Russian and Kazakh put after a number or before `шаққанда`. */
export const measures: ReadonlyMap<string, KnownMeasure> = table([
  [known('kzt'), 'tenge|tenges|kzt|₸|тенге|тг|теңге|теңгеге'],
  [
    known('usd'),
    'us dollars|us dollar|dollars|dollar|usd|$|доллар|доллара|долларов|доллар сша|долларов сша|ақш доллары',
  ],
  [known('eur'), 'euro|euros|eur|€|евро|еуро'],
  [known('rub'), 'rubles|roubles|ruble|rouble|rub|₽|рубль|рубля|рублей|руб'],
  [
    known('people'),
    'people|persons|person|residents|resident|inhabitants|inhabitant|population|head|capita|человек|человека|людей|чел|' +
      'лиц|жителей|жителя|житель|населения|душу|душу населения|адам|адамға|тұрғын|тұрғынға|халық|халыққа|жан|жанға|жан басына|' +
      'адам басына',
  ],
  [known('time', 1 / 86400), 'seconds|second|секунд|секунды|секунда|сек|секундына'],
  [known('time', 1 / 1440), 'minutes|minute|минут|минуты|минуту|минута|мин|минутына'],
  [known('time', 1 / 24), 'hours|hour|часов|часа|час|сағат|сағатына'],
  [
    known('time', day),
    'days|day|дней|дня|день|сутки|суток|күн|күніне|calendar days|календарные дни|календарных дней|күнтізбелік күндер|күнтізбелік күн',
  ],
  [known('time', 7 * day), 'weeks|week|недель|недели|неделю|неделя|апта|аптасына'],
  [known('time', year / 12), 'months|month|месяцев|месяца|месяц|ай|айына'],
  [known('time', year / 4), 'quarters|quarter|кварталов|квартала|квартал|тоқсан|тоқсанына'],
  [known('time', year), 'years|year|лет|года|год|жыл|жылына'],
  [known('area', 1), 'm2|sq m|square metres|square meters|square metre|м2|кв м|квадратных метров|шаршы метр'],
  [known('area', 1e4), 'ha|hectares|hectare|га|гектаров|гектара|гектар'],
  [
    known('area', 1e6),
    'km2|sq km|square kilometres|square kilometers|square kilometre|км2|кв км|квадратных километров|шаршы километр|шаршы км',
  ],
  [known('length', 1), 'm|metres|meters|metre|м|метров|метра|метр'],
  [known('length', 1e3), 'km|kilometres|kilometers|kilometre|км|километров|километра|километр'],
  [known('volume', 1e-3), 'litres|liters|litre|l|литров|литра|литр'],
  [known('volume', 1), 'm3|cubic metres|cubic meters|м3|куб м|кубических метров|текше метр'],
  [known('mass', 1), 'kg|kilograms|kilogram|кг|килограммов|килограмм'],
  [known('mass', 100), 'centners|ц|центнеров|центнер'],
  [known('mass', 1e3), 'tonnes|tonne|tons|ton|t|тонн|тонны|тонна|т'],
  [known('energy', 1), 'kwh|квт ч|квтч|киловатт-часов|киловатт-сағат'],
  [known('energy', 1e3), 'mwh|мвт ч|мвтч'],
]);

/** Labels of figures that are no amount of anything, or of nothing that can be told: no claim is made about them. */
export const vague: ReadonlySet<string> = new Set(
  (
    'index|indices|point|points|score|scores|rank|grade|ratio|rate|coefficient|number|numbers|value|values|unit|units|item|items|' +
    'level|degree|share|fraction|part|times|multiple|quantity|other|pieces|pcs|' +
    'индекс|индексы|балл|балла|баллов|баллы|ранг|коэффициент|число|значение|единица|единиц|единицы|ед|шт|штук|уровень|доля|раз|разы|' +
    'степень|оценка|' +
    'ұпай|балдар|дәреже|көрсеткіш|сан|саны|мән|бірлік|үлес|үлесі|рет|есе|дана|баға'
  ).split('|'),
);

export const percents: ReadonlySet<string> = new Set(
  (
    '%|percent|per cent|percentage points|percentage point|p p|pp|процент|процента|процентов|проценты|п п|пп|процентных пунктов|' +
    'процентный пункт|пайыз|пайыздық тармақ'
  ).split('|'),
);
