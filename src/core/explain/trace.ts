// The way of one number, from the raw cell to the rank, as lines that a person can follow and a program can compute again.

export interface Trace {
  readonly unit: string;
  readonly node: string;
  readonly lines: ReadonlyArray<TraceLine>;
}

export interface TraceLine {
  /** 0 for the node asked for, 1 for its children, ... */
  readonly depth: number;
  /** What the line tells, in the chosen language. */
  readonly label: string;
  /** Plain arithmetic over numbers with a decimal point, such as `(1 * 100 + 2 * 50) / (1 + 2)`; null where a value is read or told. */
  readonly expression: string | null;
  /** The result: shortest decimal that gives the same double back, or a word of the chosen language. */
  readonly value: string;
  /** `data/demo/assessments-2025.csv:12 grade` for a cell, `indicators/lsgi-kz/PD-01.yaml:8` for a rule; null where neither applies. */
  readonly where: string | null;
  /** The value is a sentence, not a result: it follows the label without a sign of equality. */
  readonly isSentence?: true;
}
