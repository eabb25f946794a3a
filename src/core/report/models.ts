// The three pages by name, for the renderer.
import type { ChooserPage } from './chooser.js';
import type { ProfilePage } from './profile.js';
import type { RankingPage } from './ranking.js';

export interface PageModels {
  readonly profile: ProfilePage;
  readonly ranking: RankingPage;
  readonly chooser: ChooserPage;
}

export type PageName = keyof PageModels;
