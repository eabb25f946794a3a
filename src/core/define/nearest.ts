// The nearest known name to a mistyped one, for the sentence "did you mean ...?".
import { distance } from 'fastest-levenshtein';

/**
 * The closest of `known`, ignoring case, or '' where none is close: at most a third of the letters may differ, and two in
 * short names. Among equally close ones a name of the same letters comes first (`knid` is `kind`, not `id`), then one with
 * the same first letter.
 */
export const nearest = (name: string, known: Iterable<string>): string => {
  const wanted = name.toLowerCase();
  const limit = Math.max(2, Math.floor(wanted.length / 3));
  let best = '';
  let bestAway = limit + 0.5;
  for (const candidate of known) {
    if (Math.abs(candidate.length - wanted.length) > limit) continue;
    const other = candidate.toLowerCase();
    const apart = distance(wanted, other);
    if (apart > limit + 1 || apart >= Math.max(wanted.length, candidate.length)) continue;
    const astray = distance(lettersOf(wanted), lettersOf(other));
    // Letters that only changed places count for less: `wigth` is `weight`.
    const slip = apart === limit + 1 && astray <= 1 && wanted[0] === other[0] ? limit : apart;
    if (slip > limit) continue;
    const away = slip - (astray === 0 ? 0.5 : 0) - (wanted[0] === other[0] ? 0.25 : 0);
    if (away < bestAway) {
      best = candidate;
      bestAway = away;
    }
  }
  return best;
};

const lettersOf = (name: string): string => Array.from(name).sort().join('');
