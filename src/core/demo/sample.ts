// A two-stage sample of made-up residents: clusters of each stratum, then residents of each cluster, each as likely as its fellows.
import type { ResponseColumns } from '../model/responses.js';
import { type Chance, chanceFor } from './chance.js';
import type { Residents } from './residents.js';

const clustersDrawn = 10;
const residentsDrawn = 10;

/** 200 respondents with weights and population counts of both stages. */
export const sampleOf = (residents: Residents, seed: number, ...subject: ReadonlyArray<string>): ResponseColumns => {
  const chance = chanceFor(seed, residents.unit[0] ?? '', 'sample', ...subject);
  const drawn = residents.clusters.flatMap((clusters) =>
    some(clusters, clustersDrawn, chance).flatMap((cluster) =>
      some([...cluster], residentsDrawn, chance).map((row) => ({
        row,
        fpc: clusters.length,
        fpc2: cluster.length,
        weight: (clusters.length * cluster.length) / (clustersDrawn * residentsDrawn),
      })),
    ),
  );
  const texts = (column: ReadonlyArray<string> | null): ReadonlyArray<string> | null =>
    column === null ? null : drawn.map(({ row }) => column[row]!);
  return {
    instrument: residents.instrument,
    period: residents.period,
    rows: drawn.length,
    unit: drawn.map(({ row }) => residents.unit[row]!),
    weight: Float64Array.from(drawn, ({ weight }) => weight),
    stratum: texts(residents.stratum),
    cluster: texts(residents.cluster),
    cluster2: drawn.map(({ row }) => String(row)),
    fpc: Float64Array.from(drawn, ({ fpc }) => fpc),
    fpc2: Float64Array.from(drawn, ({ fpc2 }) => fpc2),
    answers: new Map(
      [...residents.answers].map(([id, values]) => [id, Float64Array.from(drawn, ({ row }) => values[row]!)]),
    ),
    hash: '',
  };
};

/** So many of them without putting back, in their order. */
const some = <A>(items: ReadonlyArray<A>, n: number, chance: Chance): ReadonlyArray<A> => {
  const places = items.map((_, i) => i);
  for (let i = 0; i < n; i++) {
    const j = chance.whole(i, places.length - 1);
    [places[i], places[j]] = [places[j]!, places[i]!];
  }
  return places
    .slice(0, n)
    .sort((a, b) => a - b)
    .map((i) => items[i]!);
};
