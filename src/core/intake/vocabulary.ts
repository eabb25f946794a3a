// The words that data may use: variables and criteria, as definitions and datasets declare them.
import { type Definition, isAssessed } from '../define/definition.js';
import { E } from '../fp.js';
import { type Problem, type Problems, problem } from '../model/problem.js';
import { langs, type Text } from '../model/text.js';
import { comparable } from './register.js';

export interface Vocabulary {
  readonly variables: ReadonlyMap<string, { readonly measuredIn: Text | null }>;
  /** Titles of declared variables, in their comparable form, to names; null: several variables bear it. */
  readonly titles: ReadonlyMap<string, string | null>;
  readonly criteria: ReadonlyMap<string, Criterion>;
}

/** What an assessment is of. */
export interface Criterion {
  /** Ids, worst first; empty: the criterion takes a value. */
  readonly grades: ReadonlyArray<string>;
  /** Ids of the reasons for `not_applicable`; empty: it always applies. */
  readonly reasons: ReadonlyArray<string>;
}

export interface DeclaredVariable {
  readonly name: string;
  readonly measuredIn: Text | null;
  readonly title?: Text | null;
}

/**
 * Graded leaves are criteria, and so are measures and surveys that read no variable. A formula makes the names it reads known.
 * Fails: the same criterion in two indexes with unlike grades (one assessment could not serve both).
 */
export const vocabularyOf = (
  definitions: ReadonlyArray<Definition>,
  declared: Iterable<DeclaredVariable>,
): E.Either<Problems, Vocabulary> => {
  const variables = new Map<string, { readonly measuredIn: Text | null }>();
  const criteria = new Map<string, Criterion>();
  const problems: Problem[] = [];

  const titles = new Map<string, string | null>();
  for (const { name, measuredIn, title } of declared) {
    variables.set(name, { measuredIn });
    if (title === undefined || title === null) continue;
    for (const each of new Set(langs.map((lang) => comparable(title[lang])))) {
      const before = titles.get(each);
      titles.set(each, before === undefined || before === name ? name : null);
    }
  }
  const read = (name: string, measuredIn: Text | null): void => {
    if (!variables.has(name)) variables.set(name, { measuredIn });
  };
  for (const definition of definitions) {
    for (const leaf of definition.leaves) {
      if (leaf.variable !== null) read(leaf.variable, leaf.measuredIn);
      for (const name of leaf.formula?.names ?? []) read(name, null);
      for (const name of leaf.formula?.previousNames ?? []) read(name, null);
      if (!isAssessed(leaf)) continue;
      const grades = leaf.grades.map((grade) => grade.id);
      const before = criteria.get(leaf.id);
      if (before !== undefined && before.grades.join('\n') !== grades.join('\n')) {
        const args = { indicator: leaf.id, grades: grades.join(', '), other: before.grades.join(', ') };
        problems.push(problem('CriterionConflict', args, leaf.at));
        continue;
      }
      const reasons = new Set(before?.reasons ?? []);
      for (const reason of leaf.notApplicable) reasons.add(reason.id);
      criteria.set(leaf.id, { grades, reasons: [...reasons] });
    }
  }
  return problems.length > 0 ? E.left(problems) : E.right({ variables, titles, criteria });
};
