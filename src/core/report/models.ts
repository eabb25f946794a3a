// The pages by name, for the renderer.
import type { AuditPage } from './audit/page.js';
import type { ChooserPage } from './chooser.js';
import type { ComparisonPage } from './comparison.js';
import type { ProfilePage } from './profile.js';
import type { RankingPage } from './ranking.js';

export interface PageModels {
  readonly profile: ProfilePage;
  readonly ranking: RankingPage;
  readonly chooser: ChooserPage;
  readonly comparison: ComparisonPage;
  readonly audit: AuditPage;
}

export type PageName = keyof PageModels;
