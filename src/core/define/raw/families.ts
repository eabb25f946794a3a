// The methods that each kind of step may name, and the keys of an indicator that name one: `normalise`, `transform`.
import { imputeMethods } from '../../method/impute/methods.js';
import { normaliseMethods } from '../../method/normalise/methods.js';
import { transformMethods } from '../../method/transform/methods.js';
import { treatMethods } from '../../method/treat/methods.js';
import { type Codec, choose, mapped, oneOf } from '../codec.js';
import { type Family, methodRecord, type RawUse } from './method.js';
import { isMap } from './values.js';

/** The method that leaves a leaf as it is, for overrides. */
const untouched = { name: 'none', parameters: {} };

export const families: Readonly<Record<'impute' | 'treat' | 'transform' | 'normalise', Family>> = {
  impute: { methods: [...imputeMethods, untouched], about: 'How gaps are filled.' },
  treat: { methods: [...treatMethods, untouched], about: 'How outliers are treated.' },
  transform: { methods: [...transformMethods, untouched], about: 'The function that values pass through.' },
  normalise: { methods: normaliseMethods, about: 'How values become scores.' },
};

// Keys of an indicator

export const normalisation: Codec<RawUse> = methodRecord(families.normalise, {}, (use) => use);

const transformName: Codec<RawUse> = mapped(
  oneOf(...families.transform.methods.map((each) => each.name)),
  (method) => ({
    method,
    settings: {},
  }),
);
const transformMap: Codec<RawUse> = methodRecord(families.transform, {}, (use) => use);
export const transformation = choose<RawUse>([transformName.schema, transformMap.schema], (value) =>
  isMap(value) ? transformMap : transformName,
);
