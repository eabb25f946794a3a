// The national ranking.
import type { Words } from '../words/words.js';
import type { Distribution } from './distribution.js';
import type { Frame } from './pages.js';
import type { Report } from './report.js';

export interface RankingPage extends Frame {
  readonly distribution: Distribution | null;
}

export declare const rankingPage: (report: Report, words: Words) => RankingPage;
