// The page of a comparison as one file: style, fonts and chart stand in it.
import { E, type TE } from '../../core/fp.js';
import type { Problems } from '../../core/model/problem.js';
import type { ComparisonPage } from '../../core/report/comparison.js';
import type { PageTemplates, WritePage } from '../ports.js';

export interface ComparisonPorts {
  readonly templates: PageTemplates;
  readonly write: WritePage;
}

export const writeComparisonPage =
  ({ templates, write }: ComparisonPorts, file: string, page: ComparisonPage): TE.TaskEither<Problems, void> =>
  async () => {
    const rendered = templates.render('comparison', page, 'inline');
    return E.isLeft(rendered) ? rendered : write(file, rendered.right)();
  };
