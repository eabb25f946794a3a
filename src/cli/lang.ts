// The language of messages: the option, then LSG_LANG, then the locale, then Russian.
import { isLang, type Lang } from '../core/model/text.js';

export const chosenLang = (
  argv: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>,
  locale: string,
): Lang => {
  const at = argv.findIndex((each) => each === '--lang' || each.startsWith('--lang='));
  const option = at === -1 ? undefined : argv[at]!.includes('=') ? argv[at]!.slice('--lang='.length) : argv[at + 1];
  // Of the locale's variables the first that is set decides, as everywhere on POSIX; Windows has none of them.
  const told = [option, env.LSG_LANG, env.LC_ALL || env.LC_MESSAGES || env.LANG || locale];
  for (const each of told) {
    const lang = (each ?? '').slice(0, 2).toLowerCase();
    if (isLang(lang)) return lang;
  }
  return 'ru';
};
