// The nearest known name to a mistyped one, for the sentence "did you mean ...?".
import { distance } from 'fastest-levenshtein';

/** The closest of `known`, ignoring case, or '' where none is close: at most a third of the letters may differ, and two in short names. */
export const nearest = (name: string, known: Iterable<string>): string => {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  let best = '';
  let bestDistance = limit + 1;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) >= bestDistance) continue;
    const away = distance(wanted, candidate.toLowerCase());
    if (away < bestDistance && away < Math.max(wanted.length, candidate.length)) {
      best = candidate;
      bestDistance = away;
    }
  }
  return best;
};
