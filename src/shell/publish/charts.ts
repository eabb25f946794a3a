// Charts that stand alone on a page, drawn by Observable Plot on a server-side document.
import type { Distribution } from '../../core/report/distribution.js';
import type { Html } from '../../core/report/html.js';

export const distributionChart = (
  distribution: Distribution | null,
): { readonly wide: Html; readonly narrow: Html } | null =>
  distribution === null ? null : { wide: { html: '' }, narrow: { html: '' } };
