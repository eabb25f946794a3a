// The pages by name, for the renderer.
import type { ChooserPage } from './chooser.js';
import type { ComparisonPage } from './comparison.js';
import type { ProfilePage } from './profile.js';
import type { RankingPage } from './ranking.js';

export interface PageModels {
  readonly profile: ProfilePage;
  readonly ranking: RankingPage;
  readonly chooser: ChooserPage;
  readonly comparison: ComparisonPage;
}

export type PageName = keyof PageModels;
