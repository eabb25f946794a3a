// Strong and weak points of a unit by a rule that the page prints.
import type { Group, Leaf } from '../../define/definition.js';
import { isLeaf } from '../../define/definition.js';
import { stateCode } from '../../score/scores.js';
import type { Words } from '../../words/words.js';
import { codeText, scoreText } from '../figures.js';
import { leavesIn, type Report, shareOf } from '../report.js';

/** Fewer than this share of the peer group may stand higher (lower). */
export const outerShare = 0.2;
/** Distance from the peers' median, as a share of the scale. */
export const leastDistance = 0.1;
const mostListed = 3;
/** A first fifth of fewer peers than this says nothing. */
const leastPeers = 5;

export interface Point {
  readonly code: string;
  readonly title: string;
  readonly score: string;
  readonly rank: string;
  readonly of: string;
}

export interface Points {
  readonly strengths: ReadonlyArray<Point>;
  readonly weaknesses: ReadonlyArray<Point>;
}

interface Candidate {
  readonly leaf: Leaf;
  readonly score: number;
  readonly rank: number;
  readonly of: number;
  /** Signed distance to the peers' median, share of the scale. */
  readonly distance: number;
  readonly weight: number;
}

/**
 * Criteria in which fewer than 20 % of the peers score higher (lower), at least 10 points of 100 from the peers' median.
 * So a grade that many share is no strength, and one that many lack is still a weak point of each.
 * Order: distance, then points, then id; at most three of each. No evidence counts 0 and may be a weak point.
 */
export const pointsOf = (report: Report, words: Words, unit: number): Points => {
  const all = leavesIn(report.scores).flatMap(({ leaf, scores }): ReadonlyArray<Candidate> => {
    const state = scores.state[unit]!;
    const score = scores.score[unit]!;
    // What was filled in shows nothing of the unit itself.
    if (scores.imputed[unit] === 1) return [];
    if (Number.isNaN(score) || (state !== stateCode.scored && state !== stateCode.no_evidence)) return [];
    const { rank, of, peersMedian } = report.compare(leaf.id, unit);
    if (of < leastPeers) return [];
    const distance = shareOf(report, score) - shareOf(report, peersMedian);
    return [{ leaf, score, rank, of, distance, weight: leaf.points ?? leaf.weight ?? 1 }];
  });
  const best = all.filter(({ rank, of, distance }) => rank - 1 < outerShare * of && distance >= leastDistance - 1e-9);
  const worst = all.filter(
    (each) => lowerPeers(report, unit, each) < outerShare * each.of && each.distance <= -leastDistance + 1e-9,
  );
  const shown = (list: ReadonlyArray<Candidate>): ReadonlyArray<Point> =>
    [...list]
      .sort(
        (a, b) =>
          Math.abs(b.distance) - Math.abs(a.distance) || b.weight - a.weight || (a.leaf.id < b.leaf.id ? -1 : 1),
      )
      .slice(0, mostListed)
      .map(({ leaf, score, rank, of }) => ({
        code: codeText(leaf),
        title: words.text(leaf.title),
        score: scoreText(report, words, score),
        rank: String(rank),
        of: String(of),
      }));
  return { strengths: shown(best), weaknesses: shown(worst) };
};

const lowerPeers = (report: Report, unit: number, { leaf, score }: Candidate): number => {
  const column = report.scores.nodes.get(leaf.id)!.score;
  return report.peers(unit).filter((peer) => column[peer]! < score - 1e-9).length;
};

/** The group a leaf stands in. */
export const parentsOf = (root: Group): ReadonlyMap<string, Group> => {
  const found = new Map<string, Group>();
  const walk = (group: Group): void => {
    for (const child of group.children) {
      found.set(child.id, group);
      if (!isLeaf(child)) walk(child);
    }
  };
  walk(root);
  return found;
};
