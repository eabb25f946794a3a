// Values that keys of several kinds share: ids, codes, periods, titles, goalposts.
import { codePattern } from '../../model/unit.js';
import { type Codec, choose, matching, number, oneOf, quoted, scalar } from '../codec.js';
import { idPattern, variablePattern } from '../patterns.js';
import { textInLanguages } from '../text-codec.js';

export const id = matching('id', idPattern);
export const name = matching('name', /^[A-Za-z][A-Za-z0-9_-]{0,63}$/);
export const title = textInLanguages(false);
export const textOrTexts = textInLanguages(true);
export const variable = scalar('variable', { type: 'string' }, (value) =>
  typeof value === 'string' && variablePattern.test(value.normalize('NFC')) ? value.normalize('NFC') : undefined,
);
export const weight = number('weight', 0);
export const share = number('share', 0, 1);
export const code = quoted('code', codePattern);
export const period = quoted('period', /^[0-9]{4}(-(H[12]|Q[1-4]|[0-9]{2}(-[0-9]{2})?)|\/[0-9]{4})?$/);
export const level = matching('level', /^[a-z][a-z0-9_]{0,63}$/);
export const body = oneOf('maslikhat', 'akimat', 'both');
export const direction = oneOf('up', 'down');
export const folderFile = matching('yaml_file', /^[^/\\]+\.ya?ml$/);

export type ValueOf<C> = C extends Codec<infer A> ? A : never;

export type RawGoalpost = number | 'observed';
export const goalpost = choose<RawGoalpost>([number('goalpost').schema, { enum: ['observed'] }], (value) =>
  value === 'observed' ? oneOf('observed') : number('goalpost'),
);

export const isMap = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);
export const textOrNumber = scalar<string | number>('text_or_number', { type: ['string', 'number'] }, (value) =>
  typeof value === 'string' || (typeof value === 'number' && Number.isFinite(value)) ? value : undefined,
);
