// The profile of one unit.
import type { Words } from '../words/words.js';
import type { Distribution } from './distribution.js';
import type { Frame } from './pages.js';
import type { Report } from './report.js';

export interface ProfilePage extends Frame {
  readonly distribution: Distribution | null;
}

export declare const profilePage: (report: Report, unit: number, words: Words) => ProfilePage;
