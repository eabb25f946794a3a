// The language of messages: the option, then LSG_LANG, then the locale, then Russian.
import { isLang, type Lang } from '../core/model/text.js';

export const chosenLang = (
  argv: ReadonlyArray<string>,
  env: Readonly<Record<string, string | undefined>>,
  locale: string,
): Lang => {
  const option =
    argv.find((each) => each.startsWith('--lang='))?.slice('--lang='.length) ?? argv[argv.indexOf('--lang') + 1];
  const asked = argv.some((each) => each === '--lang' || each.startsWith('--lang=')) ? option : undefined;
  const told = [asked, env.LSG_LANG, env.LC_ALL, env.LC_MESSAGES, env.LANG, locale];
  for (const each of told) {
    const lang = (each ?? '').slice(0, 2).toLowerCase();
    if (isLang(lang)) return lang;
  }
  return 'ru';
};
