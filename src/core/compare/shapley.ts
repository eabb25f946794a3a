// A change shared out among four causes: what each of them brings when it is switched, on average over the 24 orders in which
// all four can be switched (Shapley 1953; Shorrocks 2013 for decompositions). The shares add up to the whole change.

export const causes = ['data', 'definition', 'peers', 'missing'] as const;
export type Cause = (typeof causes)[number];
export type Parts = Readonly<Record<Cause, number>>;

/** How many states four switches have: bit k of a state's number is 1 where cause k is as in B. */
export const nStates = 1 << causes.length;

/** Whether a cause is as in B in a state. */
export const isSwitched = (state: number, cause: Cause): boolean => ((state >> causes.indexOf(cause)) & 1) === 1;

/** Orders in which `before` others come first and the rest after, over all 24: 1/4, 1/12, 1/12, 1/4. */
const shareOfOrders = [6 / 24, 2 / 24, 2 / 24, 6 / 24];

/** `values[state]` for the 16 states; null where one of them has no value, since an order would pass through it. */
export const shapleyParts = (values: ArrayLike<number>): Parts | null => {
  for (let state = 0; state < nStates; state++) if (Number.isNaN(values[state]!)) return null;
  const part = (cause: Cause): number => {
    const bit = 1 << causes.indexOf(cause);
    let sum = 0;
    for (let state = 0; state < nStates; state++) {
      if ((state & bit) !== 0) continue;
      sum += shareOfOrders[bitsOf(state)]! * (values[state | bit]! - values[state]!);
    }
    return sum;
  };
  return { data: part('data'), definition: part('definition'), peers: part('peers'), missing: part('missing') };
};

const bitsOf = (state: number): number => {
  let bits = 0;
  for (let rest = state; rest > 0; rest >>= 1) bits += rest & 1;
  return bits;
};
