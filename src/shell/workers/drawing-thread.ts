// The thread that draws: it builds the model once from what it was started with, then makes each range it is asked for.
import { parentPort, workerData } from 'node:worker_threads';
import { E } from '../../core/fp.js';
import { drawRange } from '../../core/uncertainty/draws.js';
import { modelOf } from '../../core/uncertainty/model.js';
import type { DrawingQuestion, DrawingTask } from './drawing-messages.js';

const { definition, view, columns, errors, uncertainty }: DrawingTask = workerData;
const chosen = definition.views.find(({ id }) => id === view);
if (chosen === undefined) throw new Error(`no view ${view}`);
const model = modelOf(definition, chosen, columns, errors, uncertainty);
// Whoever asks has built the same model before.
if (E.isLeft(model)) throw new Error(model.left.map(({ code }) => code).join(', '));

parentPort?.on('message', (range: DrawingQuestion) => {
  const drawn = drawRange(model.right, range);
  const buffers = [drawn.counts, drawn.totals, drawn.ranks, ...drawn.sums].flatMap(({ buffer }) =>
    buffer instanceof ArrayBuffer ? [buffer] : [],
  );
  parentPort?.postMessage(drawn, buffers);
});
