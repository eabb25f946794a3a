// What a made-up assessor writes beside a grade: short, in Kazakh or Russian, and each saying that it is made up.
import type { Lang } from '../model/text.js';

type Remarks = readonly [string, ...string[]];
export type RemarkLang = Exclude<Lang, 'en'>;
export type Occasion = 'no_evidence' | 'not_applicable' | 'few_cases' | 'low' | 'middle' | 'high';

const remarks: Readonly<Record<RemarkLang, Readonly<Record<Occasion, Remarks>>>> = {
  ru: {
    no_evidence: [
      'Страница не открывается, копия документа не предоставлена.',
      'Ответ на запрос о предоставлении материалов не получен.',
      'Приложенный файл пуст.',
    ],
    not_applicable: ['Подтверждено письмом аппарата.', 'Подтверждено выпиской за год.'],
    few_cases: ['Случаев мало: значение следует читать с осторожностью.'],
    low: ['Раздел создан, но документа в нём нет.', 'Опубликована только новость, сам документ не найден.'],
    middle: ['Документ размещён в виде скан-копии.', 'Нет приложений.', 'Опубликовано только на одном языке.'],
    high: ['Размещено полностью, на двух языках.', 'Документ легко найти с главной страницы.'],
  },
  kk: {
    no_evidence: [
      'Бет ашылмайды, құжаттың көшірмесі берілмеген.',
      'Материалдарды сұратуға жауап алынбады.',
      'Тіркелген файл бос.',
    ],
    not_applicable: ['Аппараттың хатымен расталған.', 'Жылдық үзінді көшірмемен расталған.'],
    few_cases: ['Жағдайлар саны аз: мәнді сақтықпен оқу керек.'],
    low: ['Бөлім ашылған, бірақ құжат жоқ.', 'Тек жаңалық жарияланған, құжаттың өзі табылмады.'],
    middle: ['Құжат скан түрінде орналастырылған.', 'Қосымшалары жоқ.', 'Тек бір тілде жарияланған.'],
    high: ['Екі тілде толық орналастырылған.', 'Құжатты басты беттен табу оңай.'],
  },
};

const madeUp: Readonly<Record<RemarkLang, string>> = { ru: 'Вымышленный пример.', kk: 'Ойдан алынған мысал.' };

export const remarksFor = (lang: RemarkLang, occasion: Occasion): Remarks => remarks[lang][occasion];
export const asMadeUp = (lang: RemarkLang, remark: string): string => `${madeUp[lang]} ${remark}`;
