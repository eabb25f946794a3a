// Titles: the same text in three languages, with a fault for each language that is missing.
import * as t from 'io-ts';
import { E } from '../fp.js';
import { langs, type Text } from '../model/text.js';
import { Codec, fail, isPlainMap, text, wrongType } from './codec.js';
import { nearest } from './nearest.js';

/** A title in three languages. One text alone stands for all three only where `sameAllowed`: signs such as `%`. */
export const textInLanguages = (sameAllowed: boolean): Codec<Text> => {
  const each = {
    type: 'object',
    properties: Object.fromEntries(langs.map((lang) => [lang, text.schema])),
    required: langs,
    additionalProperties: false,
  };
  return new Codec<Text>(
    'texts',
    (value, context) => {
      if (sameAllowed && typeof value === 'string' && value.trim() !== '')
        return t.success({ kk: value, ru: value, en: value });
      if (!isPlainMap(value)) return wrongType(sameAllowed ? 'text_or_texts' : 'texts', value, context);
      const errors: t.Errors = [];
      const put = (result: t.Validation<never>): void => {
        if (E.isLeft(result)) errors.push(...result.left);
      };
      const meantLangs = new Set<string>();
      for (const key of Object.keys(value)) {
        if (!(langs as ReadonlyArray<string>).includes(key)) {
          const meant = nearest(
            key,
            langs.filter((lang) => !Object.hasOwn(value, lang)),
          );
          meantLangs.add(meant);
          put(
            fail(
              value[key],
              t.appendContext(context, key, text, value[key]),
              'UnknownKey',
              { key, nearest: meant, allowed: langs.join(', '), more: 0 },
              'key',
            ),
          );
        }
      }
      for (const lang of langs) {
        if (!Object.hasOwn(value, lang)) {
          if (!meantLangs.has(lang)) put(fail(value, context, 'TextMissingLanguage', { lang }, 'key'));
        } else if (E.isLeft(text.validate(value[lang], context))) {
          put(wrongType('text', value[lang], t.appendContext(context, lang, text, value[lang])));
        }
      }
      return errors.length > 0
        ? t.failures(errors)
        : t.success({ kk: String(value.kk), ru: String(value.ru), en: String(value.en) });
    },
    sameAllowed ? { anyOf: [{ type: 'string' }, each] } : each,
  );
};
