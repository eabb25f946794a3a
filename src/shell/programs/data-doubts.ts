// Doubts about an index that only data can raise, from the latest period that has any.
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import { needsOf } from '../../core/score/columns.js';
import { dataDoubts } from '../../core/score/doubts.js';
import type { Store } from '../ports.js';
import { loadIndex } from './definitions.js';
import { type ScorePorts, type ScoreRequest, scoreIndex } from './score.js';

/** A problem that keeps the index from being scored is told among the doubts: the definition itself may be sound. */
export const latestDoubts =
  (
    ports: ScorePorts & { readonly store: Store },
    request: Omit<ScoreRequest, 'view' | 'period'>,
  ): TE.TaskEither<Problems, Problems> =>
  async () => {
    const loaded = await loadIndex(ports.files, request.indicators, request.index, request.declared);
    if (E.isLeft(loaded)) return E.right(loaded.left);
    const definition = loaded.right.order.at(-1)!;
    const periods = await ports.store.readPeriods(needsOf(definition, ''))();
    if (E.isLeft(periods)) return periods;
    const period = periods.right.at(-1);
    if (period === undefined) return E.right([]);
    const scored = await scoreIndex(ports, { ...request, period, view: null })();
    if (E.isLeft(scored)) return E.right(scored.left);
    const { scores, cells, snapshot, madeUp } = scored.right;
    return E.right(
      dataDoubts(
        scores,
        cells,
        snapshot.units.filter((unit) => unit.madeUp === madeUp),
      ),
    );
  };
