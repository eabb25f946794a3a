// What the set-up says, in the three languages. It stands apart from templates/i18n because it must be
// readable before anything is installed, so no YAML here.

const words = {
  nodeTooOld: {
    kk: 'Бағдарламаға Node.js 20.19 – 24 нұсқасы керек, ал мұнда {found}. https://nodejs.org сайтынан LTS нұсқасын орнатып, команданы қайта іске қосыңыз.',
    ru: 'Программе нужен Node.js от 20.19 до 24, а здесь {found}. Установите LTS-версию с https://nodejs.org и запустите команду ещё раз.',
    en: 'The program needs Node.js 20.19 to 24, and this is {found}. Install the LTS version from https://nodejs.org and run the command again.',
  },
  usage: {
    kk: 'Қолданылуы: node scripts/start.mjs demo | test | bench',
    ru: 'Вызов: node scripts/start.mjs demo | test | bench',
    en: 'Usage: node scripts/start.mjs demo | test | bench',
  },
  waiting: {
    kk: 'Бұл бумада басқа іске қосу баптауды жүргізіп жатыр, соны күтеміз…',
    ru: 'В этой папке уже идёт настройка (другой запуск), ждём её конца…',
    en: 'Another start is setting this folder up; waiting for it…',
  },
  installing: {
    kk: 'Пакеттер package-lock.json бойынша орнатылуда (бір рет, интернет керек)…',
    ru: 'Устанавливаются пакеты по package-lock.json (один раз, нужен интернет)…',
    en: 'Installing the packages of package-lock.json (once, needs the network)…',
  },
  installFailed: {
    kk: 'Пакеттер орнатылмады. Жоғарыдағы хабарды қараңыз: көбіне интернет жоқ немесе прокси бапталмаған (npm config set proxy …). Содан кейін команданы қайталаңыз.',
    ru: 'Пакеты не установились. Причина выше: чаще всего нет интернета или не настроен прокси (npm config set proxy …). Исправьте и повторите команду.',
    en: 'The packages could not be installed. The reason stands above: mostly there is no network, or a proxy is not set (npm config set proxy …). Then run the command again.',
  },
  rebuilding: {
    kk: 'SQLite қосымшасы осы Node.js үшін дайындалуда (дайын файл жүктеледі, болмаса құрастырылады, 1–2 минут)…',
    ru: 'Готовится модуль SQLite для этой версии Node.js (скачивается готовый, иначе собирается, 1–2 минуты)…',
    en: 'Preparing the SQLite addon for this Node.js (fetched ready-made, else compiled, 1 to 2 minutes)…',
  },
  addonFailed: {
    kk: 'SQLite қосымшасы (better-sqlite3) жүктелмейді. Node.js {node} / {platform} үшін дайын файл алынбады (желі немесе прокси), және құрастыру үшін мыналар жетіспейді: {missing}.',
    ru: 'Модуль SQLite (better-sqlite3) не загружается. Готового файла для Node.js {node} / {platform} получить не удалось (сеть или прокси), а для сборки не хватает: {missing}.',
    en: 'The SQLite addon (better-sqlite3) does not load. No ready-made file for Node.js {node} / {platform} could be had (network or proxy), and what is missing to compile it is: {missing}.',
  },
  addonNext: {
    kk: 'Node.js 20, 22 немесе 24 LTS нұсқасын желі бар жерде қолданыңыз немесе құрастырғышты орнатыңыз: {how}.',
    ru: 'Возьмите Node.js 20, 22 или 24 LTS там, где есть сеть, или установите компилятор: {how}.',
    en: 'Use Node.js 20, 22 or 24 LTS where there is a network, or install a compiler: {how}.',
  },
  nothingMissing: {
    kk: 'ештеңе (құрастырғыш бар, бірақ құрастыру сәтсіз аяқталды, хабар жоғарыда)',
    ru: 'ничего (компилятор есть, но сборка не прошла, сообщение выше)',
    en: 'nothing (there is a compiler, but compiling failed; the message stands above)',
  },
  gettingBrowser: {
    kk: 'PDF басып шығаратын браузер табылмады, алып жатырмыз: {way}…',
    ru: 'Браузера для печати PDF не нашлось, пробуем получить: {way}…',
    en: 'No browser to print PDFs was found; getting one: {way}…',
  },
  wayShipped: { kk: 'пакеттегі браузер', ru: 'браузер из пакета', en: 'the browser in the package' },
  wayDownload: {
    kk: 'puppeteer жүктеуі (шамамен 100 МБ)',
    ru: 'загрузка puppeteer (около 100 МБ)',
    en: "puppeteer's download (about 100 MB)",
  },
  wayApt: { kk: 'apt-get арқылы', ru: 'через apt-get', en: 'by apt-get' },
  namedBrowserMissing: {
    kk: 'PUPPETEER_EXECUTABLE_PATH көрсеткен файл жоқ: {path}. Тек HTML жасалады. Жолды түзетіңіз немесе айнымалыны алып тастаңыз.',
    ru: 'PUPPETEER_EXECUTABLE_PATH указывает на файл, которого нет: {path}. Будет сделан только HTML. Исправьте путь или уберите переменную.',
    en: 'PUPPETEER_EXECUTABLE_PATH names a file that does not exist: {path}. Only HTML will be made. Mend the path or remove the variable.',
  },
  noBrowser: {
    kk: 'Браузер табылмады, сондықтан тек HTML жасалады. PDF керек болса, Chrome, Chromium немесе Edge орнатып, команданы қайталаңыз.',
    ru: 'Браузера нет, поэтому будет сделан только HTML. Чтобы получить PDF, установите Chrome, Chromium или Edge и повторите команду.',
    en: 'There is no browser, so only HTML will be made. To get PDFs, install Chrome, Chromium or Edge and run the command again.',
  },
  building: {
    kk: 'Бағдарлама құрастырылуда…',
    ru: 'Собирается программа…',
    en: 'Building the program…',
  },
  buildFailed: {
    kk: 'Бағдарлама құрастырылмады: жоғарыдағы орындарды түзетіңіз.',
    ru: 'Программа не собралась: исправьте места, указанные выше.',
    en: 'The program could not be built: mend the places named above.',
  },
};

export const startLangs = ['kk', 'ru', 'en'];

/** --lang, then LSG_LANG, then the locale, then Russian: as the program itself chooses. */
export const chooseLang = (args, env, locale) => {
  const at = args.findIndex((arg) => arg === '--lang' || arg.startsWith('--lang='));
  const option = at < 0 ? undefined : args[at].includes('=') ? args[at].slice('--lang='.length) : args[at + 1];
  const asked = [option, env.LSG_LANG, env.LC_ALL || env.LC_MESSAGES || env.LANG || locale];
  return asked.map((text) => (text ?? '').slice(0, 2).toLowerCase()).find((text) => startLangs.includes(text)) ?? 'ru';
};

/** The sentence of a key, with {names} filled in. */
export const sayer =
  (lang) =>
  (key, args = {}) =>
    words[key][lang].replace(/\{(\w+)\}/g, (_, name) => String(args[name]));

/** Every sentence, for the test that all three languages have the same ones. */
export const startWords = words;
