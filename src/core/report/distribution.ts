// The strip of all units on the scale of the score, as plain values for the chart.

export interface Distribution {
  readonly title: string;
  readonly description: string;
  readonly low: number;
  readonly high: number;
  readonly marks: ReadonlyArray<DistributionMark>;
  readonly median: { readonly value: number; readonly label: string } | null;
  readonly own: { readonly value: number; readonly label: string } | null;
  readonly axis: ReadonlyArray<{ readonly value: number; readonly label: string }>;
}

export interface DistributionMark {
  readonly value: number;
  readonly peer: boolean;
}
