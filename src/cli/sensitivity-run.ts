// The sensitivity analysis in this process: its clock, and a pause after each sequence in which signals are heard.
import type { TE } from '../core/fp.js';
import type { Problems } from '../core/model/problem.js';
import type { Model } from '../core/uncertainty/model.js';
import type { Sensitivity } from '../core/uncertainty/sensitivity.js';
import { type SensitivityRequest, sensitivityFor } from '../shell/programs/sensitivity.js';

const ports = {
  now: () => performance.now(),
  pause: () => new Promise<void>((resume) => setImmediate(resume)),
};

/** Left: as `sensitivityFor`. */
export const findSensitivity = (model: Model, request: SensitivityRequest): TE.TaskEither<Problems, Sensitivity> =>
  sensitivityFor(ports, model, request);
