// The made-up oblast of the demonstration: places named after fairy tales, with codes that no real unit can have.
import type { Text } from '../model/text.js';

export interface DemoUnit {
  readonly code: string;
  readonly level: 'region' | 'city' | 'district';
  readonly short: Text;
  readonly name: Text;
  readonly parent: string | null;
  /** Residents. */
  readonly population: number;
}

const regionCode = '990000000';

const typeWords: Readonly<Record<DemoUnit['level'], (short: Text) => Text>> = {
  region: ({ kk, ru, en }) => ({ kk: `${kk} облысы`, ru: `область ${ru}`, en: `${en} Region` }),
  city: ({ kk, ru, en }) => ({ kk: `${kk} қаласы`, ru: `город ${ru}`, en: `${en} City` }),
  district: ({ kk, ru, en }) => ({ kk: `${kk} ауданы`, ru: `район ${ru}`, en: `${en} District` }),
};

const unit = (
  code: string,
  level: DemoUnit['level'],
  kk: string,
  ru: string,
  en: string,
  population: number,
): DemoUnit => {
  const short = { kk, ru, en };
  return {
    code,
    level,
    short,
    name: typeWords[level](short),
    parent: level === 'region' ? null : regionCode,
    population,
  };
};

/** One region, four cities, nineteen districts, by code. */
export const demoUnits: ReadonlyArray<DemoUnit> = [
  unit(regionCode, 'region', 'Қиялстан', 'Киялстан', 'Kiyalstan', 812_400),
  unit('990010000', 'city', 'Самұрық', 'Самурык', 'Samuryk', 214_600),
  unit('990020000', 'city', 'Күнікей', 'Куникей', 'Kunikey', 61_300),
  unit('990030000', 'city', 'Ертөстік', 'Ертостик', 'Ertostik', 38_900),
  unit('990040000', 'city', 'Тұлпарқала', 'Тулпаркала', 'Tulparkala', 12_700),
  unit('990110000', 'district', 'Саққұлақ', 'Саккулак', 'Sakkulak', 48_200),
  unit('990120000', 'district', 'Таусоғар', 'Таусогар', 'Tausogar', 17_400),
  unit('990130000', 'district', 'Көлтауысар', 'Колтауысар', 'Koltauysar', 22_800),
  unit('990140000', 'district', 'Шалқұйрық', 'Шалкуйрык', 'Shalkuyryk', 31_500),
  unit('990150000', 'district', 'Нұрқобыз', 'Нуркобыз', 'Nurkobyz', 26_100),
  unit('990160000', 'district', 'Жұмбақтау', 'Жумбактау', 'Zhumbaktau', 14_900),
  unit('990170000', 'district', 'Аңыздала', 'Аныздала', 'Anyzdala', 19_600),
  unit('990180000', 'district', 'Сағымбел', 'Сагымбел', 'Sagymbel', 11_300),
  unit('990190000', 'district', 'Пырақты', 'Пыракты', 'Pyrakty', 35_700),
  unit('990200000', 'district', 'Күнсұлу', 'Кунсулу', 'Kunsulu', 42_500),
  unit('990210000', 'district', 'Қиялдала', 'Киялдала', 'Kiyaldala', 16_200),
  unit('990220000', 'district', 'Аққуқанат', 'Аккуканат', 'Akkukanat', 28_400),
  unit('990230000', 'district', 'Көктұман', 'Коктуман', 'Koktuman', 13_100),
  unit('990240000', 'district', 'Айдынкүміс', 'Айдынкумис', 'Aydynkumis', 53_800),
  unit('990250000', 'district', 'Ермұнар', 'Ермунар', 'Ermunar', 20_300),
  unit('990260000', 'district', 'Гүлзарбел', 'Гульзарбел', 'Gulzarbel', 24_700),
  unit('990270000', 'district', 'Тоғызқанат', 'Тогызканат', 'Togyzkanat', 18_800),
  unit('990280000', 'district', 'Қырықкөпір', 'Кырыккопир', 'Kyrykkopir', 7_900),
  unit('990290000', 'district', 'Ертегісай', 'Ертегисай', 'Ertegisay', 31_700),
];
