// `lsg explain`: every step of a number, from the raw cell to the rank.
import type { Command } from 'commander';
import { nearest } from '../core/define/nearest.js';
import { explain, traceAsText } from '../core/explain/explain.js';
import { E } from '../core/fp.js';
import { problem } from '../core/model/problem.js';
import { langs } from '../core/model/text.js';
import type { Unit } from '../core/model/unit.js';
import { type CliContext, type CommonOptions, withCommonOptions } from './context.js';
import type { ScoreParts } from './score.js';
import { drawNumber, seedOf } from './uncertainty.js';

interface ExplainOptions extends CommonOptions {
  readonly period: string;
  readonly view?: string;
  readonly draw?: string;
  readonly seed?: string;
}

export const registerExplain = (program: Command, context: CliContext, parts: ScoreParts): void => {
  const { words } = context;
  withCommonOptions(
    program
      .command('explain')
      .description(words.say('cli.explain.description'))
      .argument('<index>', words.say('cli.index'))
      .argument('<unit>', words.say('cli.explain.unit'))
      .argument('[node]', words.say('cli.explain.node'))
      .requiredOption('--period <period>', words.say('cli.period'))
      .option('--view <view>', words.say('cli.score.view'))
      .option('--draw <number>', words.say('uncertainty.help.explain_draw'))
      .option('--seed <seed>', words.say('uncertainty.help.explain_seed')),
    words,
  )
    .addHelpText('after', `\n${words.say('cli.explain.examples')}`)
    .action(async (index: string, unit: string, node: string | undefined, options: ExplainOptions) => {
      const { db, indicators, period, view = null } = options;
      const [draw, seed] = [drawNumber(options.draw), seedOf(options.seed)];
      if (E.isLeft(draw)) return context.fail(draw.left);
      if (E.isLeft(seed)) return context.fail(seed.left);
      if (seed.right !== undefined && draw.right === undefined)
        return context.fail([problem('OptionNeeds', { option: '--seed', other: '--draw' })]);
      const scored = await parts.score({ db, indicators, index, period, view })();
      if (E.isLeft(scored)) return context.fail(scored.left);
      const again =
        draw.right === undefined
          ? null
          : (await import('../shell/programs/uncertainty.js')).drawAgain(scored.right, draw.right, seed.right);
      if (again !== null && E.isLeft(again)) return context.fail(again.left);
      const { cells } = scored.right;
      const { scores } = again === null ? scored.right : again.right;
      const codes = scores.columns.units.map(({ code }) => code);
      const position = codes.indexOf(unit);
      if (position === -1)
        return context.fail([
          problem('UnknownUnitCode', { unit, index, period, nearest: nearCode(unit, scores.columns.units) }),
        ]);
      const id = node ?? scores.definition.root.id;
      if (!scores.nodes.has(id)) {
        const ids = [...scores.nodes.keys()];
        return context.fail([problem('UnknownNode', { node: id, index, nearest: nearest(id, ids) })]);
      }
      const trace = explain(scores, cells, position, id, words, scored.right.columns);
      if (options.json === true) {
        const { name } = scores.columns.units[position]!;
        context.out(
          `${JSON.stringify({ index, period, view: scores.view.id, unit, name, node: id, ...(again === null ? {} : { draw: again.right.draw, seed: again.right.seed }), lines: trace.lines }, null, 2)}\n`,
        );
      } else {
        const told = again === null ? [] : (await import('./draw-text.js')).drawLines(again.right, words);
        context.out(
          `${words.text(scores.columns.units[position]!.name)} (${unit}), ${index} ${period}\n${told.map((line) => `${line}\n`).join('')}${traceAsText(trace)}\n`,
        );
      }
    });
};

/** The code that was meant: of a unit of that name, or one slip away. Codes of digits that differ by more are of other units. */
const nearCode = (asked: string, units: ReadonlyArray<Unit>): string => {
  const codes = new Map(
    units.flatMap(({ code, name }) => [code, ...langs.map((lang) => name[lang])].map((text) => [text, code])),
  );
  const near = nearest(asked, codes.keys());
  if (/^[0-9]+$/.test(asked) && slips(asked, near) > 1) return '';
  return codes.get(near) ?? '';
};

/** Digits that differ; two neighbours that changed places are one slip, and so is a digit too many or too few. */
const slips = (a: string, b: string): number => {
  if (a.length !== b.length)
    return [...a].filter((_, i) => a.slice(0, i) + a.slice(i + 1) === b).length > 0 ||
      [...b].some((_, i) => b.slice(0, i) + b.slice(i + 1) === a)
      ? 1
      : 2;
  const differ = [...a].flatMap((digit, i) => (digit === b[i] ? [] : [i]));
  const [i = 0, j = 0] = differ;
  return differ.length === 2 && j === i + 1 && a[i] === b[j] && a[j] === b[i] ? 1 : differ.length;
};
