// The sampling design that the answers carry in their columns.
import type { Instrument } from '../define/instrument.js';
import type { E } from '../fp.js';
import type { Problems } from '../model/problem.js';
import type { ResponseColumns } from '../model/responses.js';
import { type Codes, codesOf } from '../survey/codes.js';
import { type Design, makeDesign } from '../survey/design.js';

const codesOrNull = (texts: ReadonlyArray<string> | null): Codes | null => (texts === null ? null : codesOf(texts));

/** Left: blank cells, weights and population counts at fault. */
export const designOf = ({ sampling, id }: Instrument, columns: ResponseColumns): E.Either<Problems, Design> => {
  const names = { weight: 'weight', stratum: 'stratum', psu: 'cluster', second: 'cluster2', fpc: 'fpc', fpc2: 'fpc2' };
  return makeDesign(
    {
      rows: columns.rows,
      weight: columns.weight,
      stratum: codesOrNull(columns.stratum),
      psu: codesOrNull(columns.cluster),
      second: codesOrNull(columns.cluster2),
      fpc: columns.fpc,
      fpc2: columns.fpc2,
    },
    sampling.lonely,
    { name: (role) => names[role], at: () => ({ file: `${id} ${columns.period}` }) },
  );
};
