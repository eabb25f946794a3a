// What the index is made of: its tree with weights, what each indicator is measured in, where it comes from and how settled it is.
import type { Audit } from '../../audit/audit.js';
import { isAssessed, isLeaf, type Node } from '../../define/definition.js';
import { methodTitle } from '../../explain/method-words.js';
import { viewTree } from '../../score/view-tree.js';
import type { Words } from '../../words/words.js';
import { nothing } from '../figures.js';
import { type AuditSection, columnWords, tableOf } from './table.js';

interface Placed {
  readonly node: Node;
  readonly depth: number;
  readonly inside: number;
  readonly weight: number;
}

export const conceptSection = (audit: Audit, words: Words): AuditSection => {
  const { scores, indicators } = audit;
  const { definition, view } = scores;
  const root = viewTree(definition, view);
  const weights = new Map(audit.influence.map((own) => [own.node, own]));
  const placed: Placed[] = [];
  const visit = (node: Node, depth: number, above: number): void => {
    const weight = depth === 0 ? 1 : (weights.get(node.id)?.weight ?? Number.NaN);
    placed.push({ node, depth, inside: above === 0 ? 0 : weight / above, weight });
    if (!isLeaf(node)) for (const child of node.children) visit(child, depth + 1, weight);
  };
  visit(root, 0, 1);
  const column = columnWords(words);
  const share = (value: number): string => (Number.isNaN(value) ? nothing : words.percent(value, 1));
  return {
    id: 'concept',
    title: words.say('audit.section.concept'),
    lines: [
      words.say('audit.line.concept', {
        indicators: indicators.length,
        groups: placed.filter(({ node, depth }) => !isLeaf(node) && depth > 0).length,
        units: scores.order.filter((p) => scores.units[p]!.rank > 0).length,
        listed: scores.units.length,
        unlisted: scores.columns.unlisted,
      }),
      words.say('audit.line.method', { list: methodsOf(audit, words) }),
      words.say('audit.line.purpose'),
    ],
    figure: null,
    tables: tableOf<Placed>(
      words.say('audit.table.tree'),
      [
        column('node', 'who', ({ node, depth }) => ({
          text: words.text(node.title),
          more: isLeaf(node) ? node.id : words.say('audit.line.children', { id: node.id, n: node.children.length }),
          kind: `d${Math.min(depth, 6)}${isLeaf(node) ? '' : ' group'}`,
        })),
        column('inside', 'n', ({ inside, depth }) => (depth === 0 ? '' : share(inside))),
        column('weight', 'n', ({ weight }) => share(weight)),
        column('measured', '', ({ node }) =>
          isLeaf(node)
            ? {
                text: node.measuredIn === null ? words.say(`audit.kind.${node.kind}`) : words.text(node.measuredIn),
                more: node.kind === 'graded' ? '' : words.say(`audit.direction.${node.direction}`),
              }
            : words.say('audit.line.mean', { method: methodTitle(words, 'aggregate', node.aggregate) }),
        ),
        column('source', '', ({ node }) => {
          if (!isLeaf(node)) return '';
          if (isAssessed(node)) return { text: words.say('audit.line.assessed'), more: node.evidence.join(', ') };
          const source = node.source?.publisher ?? node.source?.title ?? null;
          const declared = node.source?.declaredDirection ?? node.direction;
          const more = declared === node.direction ? '' : words.say('audit.line.declared', { direction: declared });
          return source === null
            ? { text: words.say('audit.line.no_source'), kind: 'flag' }
            : { text: words.text(source), more, kind: more === '' ? '' : 'flag' };
        }),
        column('status', '', ({ node }) => (isLeaf(node) ? words.say(`audit.status.${node.status}`) : '')),
      ],
      placed,
      [words.say('audit.line.weights')],
    ),
  };
};

const methodsOf = ({ scores: { definition } }: Audit, words: Words): string =>
  definition.recipe.steps
    .map((step) => {
      if (!('pooled' in step)) return step.name;
      const used = new Map([...step.uses.values()].map((use) => [JSON.stringify(use), use]));
      return `${step.name}: ${[...used.values()].map((use) => methodTitle(words, step.step, use)).join(', ')}`;
    })
    .join('; ');
