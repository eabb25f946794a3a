// How the number was computed: the way of the total for everyone, and of each group of criteria on screen.
import { isLeaf } from '../../define/definition.js';
import type { Trace, TraceLine } from '../../explain/trace.js';
import type { Words } from '../../words/words.js';
import { codeText } from '../figures.js';
import type { Report } from '../report.js';

export interface ComputedSection {
  readonly total: ReadonlyArray<ShownLine>;
  readonly groups: ReadonlyArray<{
    readonly id: string;
    readonly title: string;
    readonly lines: ReadonlyArray<ShownLine>;
  }>;
}

export interface ShownLine extends TraceLine {
  /** Depth as a class of the style sheet, at most 6. */
  readonly indent: string;
}

export const computedOf = (report: Report, words: Words, unit: number): ComputedSection => {
  const { scores } = report;
  const { root } = scores.definition;
  const groups = [...scores.nodes.values()]
    .map(({ node }) => node)
    .filter((node) => !isLeaf(node) && node !== root && node.children.some(isLeaf));
  return {
    // The whole way down stands in the groups; of the total, what it is made of.
    total: shown(report.trace(unit, root.id, words)).filter(({ depth }) => depth <= 1),
    groups: groups.map((node) => ({
      id: node.id,
      title: [codeText(node), words.text(node.title)].filter((part) => part !== '').join(' '),
      lines: shown(report.trace(unit, node.id, words)),
    })),
  };
};

const shown = (trace: Trace): ReadonlyArray<ShownLine> =>
  trace.lines.map((line) => ({ ...line, indent: `d${Math.min(6, line.depth)}` }));
