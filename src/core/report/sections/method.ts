// Method and sources in words, drawn from the definition, so that the page cannot say other than what was computed.
import { weightsAct } from '../../define/aggregation.js';
import type { Aggregation, Group, Step, Use } from '../../define/definition.js';
import type { Factor } from '../../define/uncertainty.js';
import { inWords } from '../../explain/formula-words.js';
import { methodAbout, methodTitle } from '../../explain/method-words.js';
import { placeOf } from '../../explain/tell.js';
import { weighingFigures } from '../../explain/weighing-lines.js';
import { sentenceOf } from '../../words/sentence.js';
import type { Words } from '../../words/words.js';
import { codeText, hashText, periodText } from '../figures.js';
import { childrenIn, leavesIn, type Report } from '../report.js';
import { enoughText, factorText, failureTexts, idleTexts } from '../uncertainty-words.js';
import { hrefOrNull } from './criteria.js';

export interface MethodSection {
  readonly facts: ReadonlyArray<{ readonly name: string; readonly texts: ReadonlyArray<string> }>;
  readonly datasets: ReadonlyArray<DatasetRow>;
}

export interface DatasetRow {
  readonly name: string;
  readonly title: string;
  readonly licences: ReadonlyArray<{ readonly title: string; readonly href: string | null }>;
  readonly sources: ReadonlyArray<{ readonly title: string; readonly href: string | null }>;
}

export const methodOf = (report: Report, words: Words): MethodSection => {
  const { definition, view, columns } = report.scores;
  const say = (key: string, args: Record<string, string | number> = {}): string =>
    words.say(`report.method.${key}`, args);
  const bodies = view.bodies;
  const assessed = definition.leaves.some(({ grades, notApplicable }) => grades.length > 0 || notApplicable.length > 0);
  const formulas = formulaTexts(report, words);
  return {
    facts: [
      { name: say('steps'), texts: recipeTexts(report, words) },
      ...(formulas.length === 0 ? [] : [{ name: say('formulas'), texts: formulas }]),
      { name: say('weights'), texts: weightTexts(report, words) },
      {
        name: say('missing'),
        texts: [
          definition.root.aggregate.minCoverage === 0
            ? say('missing_any_text')
            : say('missing_text', { least: words.percent(definition.root.aggregate.minCoverage, 0) }),
          // An index of measures knows neither proofs nor criteria that do not apply.
          ...(assessed ? [say('no_evidence_text'), say('not_applicable_text')] : []),
        ],
      },
      {
        name: say('ranks'),
        texts: [
          say('ranks_text', { decimals: definition.ranks.decimals }),
          ...(definition.ranks.within === 'level' ? [say('ranks_level')] : []),
          ...(bodies === null ? [] : [say('view', { view: words.text(view.title) })]),
        ],
      },
      {
        name: say('peers'),
        texts: [
          definition.peers[0] === undefined ? say('peers_all') : words.text(definition.peers[0].title),
          say('peers_text'),
        ],
      },
      ...unsureFacts(report, words),
      { name: words.say('report.page.legend'), texts: [say('signs_text')] },
      {
        name: say('listed'),
        texts: [say('listed_text', { n: columns.units.length, unlisted: columns.unlisted })],
      },
      {
        name: say('version'),
        texts: [
          say('version_text', { version: definition.version, hash: hashText(report.definitionHash) }),
          say('data_text', { hash: hashText(report.dataHash) }),
          say('engine_text', { engine: report.engine, period: periodText(words, columns.period) }),
        ],
      },
    ],
    datasets: report.datasets.map(({ name, title, licences, sources }) => ({
      name,
      title: words.text(title),
      licences: licences.map((each) => ({ title: words.text(each.title), href: hrefOrNull(each.url) })),
      sources: sources.map((each) => ({ title: words.text(each.title), href: hrefOrNull(each.url) })),
    })),
  };
};

/** What is drawn and where the definition says so, how many draws, which of them failed, and whether they were enough. */
const unsureFacts = ({ uncertainty, nothingToDraw = [], scores }: Report, words: Words): MethodSection['facts'] => {
  if (uncertainty === null && nothingToDraw.length > 0) {
    const texts = nothingToDraw.map((each) => sentenceOf(each, words).message);
    return [{ name: words.say('report.method.intervals'), texts }];
  }
  if (uncertainty === null) return [];
  const { factors, summary } = uncertainty;
  const drawn = factors.filter(({ name }) => !summary.idle.includes(name));
  const where = (factor: Factor): string =>
    words.say('report.unsure.declared', {
      factor: factorText(factor, scores.definition, words),
      at: placeOf(factor.at),
    });
  const said =
    summary.failed === summary.draws
      ? [words.say('uncertainty.all_failed')]
      : [
          words.say('uncertainty.places_about'),
          words.say('uncertainty.groups_about'),
          enoughText(summary, words),
          ...(uncertainty.changeShare === null ? [] : [words.say('report.unsure.change_about')]),
        ];
  return [
    {
      name: words.say('report.method.intervals'),
      texts: [
        words.say('uncertainty.drawn', { draws: summary.draws, seed: summary.seed }),
        ...drawn.map(where),
        ...idleTexts({ factors }, summary, words),
        ...failureTexts(summary, words),
        ...said,
      ],
    },
  ];
};

/** The steps in their order, each method once with the indicators it is used for, then how groups are put together. */
const recipeTexts = (report: Report, words: Words): ReadonlyArray<string> => {
  const { definition } = report.scores;
  const measures = definition.leaves.filter(({ kind }) => kind !== 'graded').length;
  const grades = definition.leaves.some(({ kind }) => kind === 'graded')
    ? [methodAbout(words, 'normalise', grade)]
    : [];
  return [
    ...definition.recipe.steps.flatMap((step) => stepTexts(words, step, measures)),
    ...grades,
    ...groupTexts(words, definition.root),
  ];
};

const grade: Use = { method: 'grade', settings: {} };

/** How each computed indicator is computed, in words: an analyst reads that before any formula. */
const formulaTexts = (report: Report, words: Words): ReadonlyArray<string> => {
  const { leaves } = report.scores.definition;
  const titleOf = (name: string): string | null => {
    const title =
      report.snapshot.titles?.get(name) ??
      leaves.find(({ variable, formula }) => variable === name && formula === null)?.title;
    return title === undefined ? null : words.text(title);
  };
  return leavesIn(report.scores).flatMap(({ leaf }) =>
    leaf.formula === null
      ? []
      : [
          words.say('report.method.formula', {
            title: [codeText(leaf), words.text(leaf.title)].filter((part) => part !== '').join(' '),
            words: inWords(leaf.formula.tree, words, titleOf),
          }),
        ],
  );
};

const stepTexts = (words: Words, step: Step, measures: number): ReadonlyArray<string> => {
  if (step.step === 'screen') {
    const { by, minAvailable, minNonZero } = step.settings;
    const shares = { available: words.percent(minAvailable, 1), nonzero: words.percent(minNonZero, 1) };
    return [words.say('report.method.screen', { by, ...shares })];
  }
  if (step.step === 'denominate') {
    const by = [...new Set([...step.uses.values()].map((use) => use.by))];
    return by.length === 0 ? [] : [words.say('report.method.denominate', { by: by.join(', ') })];
  }
  const found = new Map<string, { readonly use: Use; readonly ids: string[] }>();
  for (const [id, use] of step.uses) {
    const key = JSON.stringify(use);
    const known = found.get(key);
    if (known === undefined) found.set(key, { use, ids: [id] });
    else known.ids.push(id);
  }
  // One method for all needs no list of names.
  const several = found.size > 1 || step.uses.size < measures;
  return [...found.values()].map(({ use, ids }) => {
    const about = stepText(words, step.step, use);
    return several ? words.say('report.method.for_some', { about, ids: ids.join(', ') }) : about;
  });
};

/** Scales are told in full, since every score stands on one; of the other methods the name says what was done. */
const stepText = (words: Words, family: string, use: Use): string =>
  family === 'normalise'
    ? methodAbout(words, family, use)
    : words.say(`report.method.by.${family}`, { title: methodTitle(words, family, use) });

/** How groups are put together and weighed: once where all do it alike, else for which each way holds. */
const groupTexts = (words: Words, root: Group): ReadonlyArray<string> => {
  const ways = new Map<string, { readonly texts: ReadonlyArray<string>; readonly ids: string[] }>();
  const visit = (group: Group): void => {
    const texts = aggregateTexts(words, group.aggregate);
    const key = texts.join('\n');
    const known = ways.get(key);
    if (known === undefined) ways.set(key, { texts, ids: [group.id] });
    else known.ids.push(group.id);
    for (const child of group.children) if (child.kind === 'group') visit(child);
  };
  visit(root);
  if (ways.size === 1) return [...ways.values()][0]!.texts;
  return [...ways.values()].map(({ texts, ids }) =>
    words.say('report.method.for_some', { about: texts.join(' '), ids: ids.join(', ') }),
  );
};

const aggregateTexts = (words: Words, by: Aggregation): ReadonlyArray<string> => [
  stepText(words, 'aggregate', by),
  by.weights.kind === 'method'
    ? stepText(words, 'weigh', by.weights.use)
    : words.say(`report.method.weights_kind.${by.weights.kind}`),
];

/** Shares of the index's own children, as they stand before anything is missing; AHP with its consistency. */
const weightTexts = (report: Report, words: Words): ReadonlyArray<string> => {
  const { scores } = report;
  const { root } = scores.definition;
  const children = childrenIn(scores, root);
  const { weights } = root.aggregate;
  const share = (id: string): number => {
    const node = scores.nodes.get(id)!;
    const first = scores.order.find((unit) => scores.units[unit]!.rank > 0) ?? 0;
    const all = children.reduce((sum, child) => sum + (scores.nodes.get(child.id)!.weight[first] ?? 0), 0);
    return (node.weight[first] ?? 0) / all;
  };
  const list = children
    .map(
      (child) =>
        `${[codeText(child), words.text(child.title)].filter((part) => part !== '').join(' ')} – ${words.percent(share(child.id), 1)}`,
    )
    .join('; ');
  const act = weightsAct(root.aggregate);
  return [
    ...(act === 'none' ? [words.say('report.method.unread_note')] : [list]),
    ...(act === 'pairs' ? [words.say('report.method.pairs_note')] : []),
    ...weighingTexts(report, words),
    ...(weights.kind === 'points' ? [words.say('report.method.points_note')] : []),
    ...(weights.kind === 'ahp'
      ? [words.say('report.method.ahp_note', { ratio: words.number(weights.consistencyRatio, 3) })]
      : []),
  ];
};

/** For each group whose weights data or experts gave, what was found with them. */
const weighingTexts = ({ scores }: Report, words: Words): ReadonlyArray<string> =>
  [...scores.nodes.values()].flatMap((scored) => {
    const figures = weighingFigures(scored, words);
    if (figures.length === 0) return [];
    const title = words.text(scored.node.title);
    const list = figures
      .map(({ label, value }) => `${label} – ${words.plain(Number(value.toPrecision(3)))}`)
      .join('; ');
    return [words.say('report.method.weighing', { title, figures: list })];
  });
