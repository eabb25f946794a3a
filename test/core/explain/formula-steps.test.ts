import { describe, expect, test } from 'vitest';
import { chanceFrom } from '../../../fuzz/formula/chance.js';
import { numberTree, readFrom, readingsFrom } from '../../../fuzz/formula/trees.js';
import { evaluate } from '../../../src/core/define/formula/evaluate.js';
import { printFormula } from '../../../src/core/define/formula/print.js';
import { formulaSteps } from '../../../src/core/explain/formula-steps.js';
import { computeText } from '../define/formula/second-program.js';
import { formulaOf } from '../define/formula/trees.js';

const values: Readonly<Record<string, number>> = { births: 12, people: 4800, nobody: 0, low: -2 };
const read = (name: string, previous: boolean): number => (previous ? Number.NaN : (values[name] ?? Number.NaN));
const told = (text: string): ReadonlyArray<string> =>
  formulaSteps(formulaOf(text), read).map(({ text: part, expression, value, isTruth, reason, condition }) => {
    const result =
      reason === null
        ? isTruth
          ? String(value === 1)
          : String(value)
        : `missing, ${reason.code} ${reason.name ?? ''}`;
    return `${part}: ${expression ?? '?'} = ${result}${condition === null ? '' : ` (${condition})`}`;
  });

describe('step by step', () => {
  test.each([
    ['births', []],
    ['-births', []],
    ['births / people', []],
    ['births / people * 1000', ['births / people: 12 / 4800 = 0.0025', 'births / people * 1000: 0.0025 * 1000 = 2.5']],
    [
      'max(births - 2 * low, -low) + 1',
      [
        '2 * low: 2 * (-2) = -4',
        'births - 2 * low: 12 - (-4) = 16',
        'max(births - 2 * low, -low): max(16, -(-2)) = 16',
        'max(births - 2 * low, -low) + 1: 16 + 1 = 17',
      ],
    ],
    ['(births + 1) * (births + 1)', ['births + 1: 12 + 1 = 13', '(births + 1) * (births + 1): 13 * 13 = 169']],
    [
      'births / nobody + 1',
      [
        'births / nobody: 12 / 0 = missing, division_by_zero ',
        'births / nobody + 1: missing + 1 = missing, division_by_zero ',
      ],
    ],
    [
      '1 + births / previous(births)',
      [
        'births / previous(births): 12 / missing = missing, missing_value births',
        '1 + births / previous(births): 1 + missing = missing, missing_value births',
      ],
    ],
    [
      'if(births > 10, births / 2, births / nobody)',
      ['births > 10: 12 > 10 = true', 'births / 2: 12 / 2 = 6', 'if(births > 10, …): ? = 6 (true)'],
    ],
    [
      'if(births > 10 and not (people > 1), 1, low * 2)',
      [
        'births > 10: 12 > 10 = true',
        'people > 1: 4800 > 1 = true',
        'not people > 1: ? = false',
        'births > 10 and not people > 1: ? = false',
        'low * 2: (-2) * 2 = -4',
        'if(births > 10 and not people > 1, …): ? = -4 (false)',
      ],
    ],
    [
      'if(elsewhere > 1, births / 2, 3)',
      [
        'elsewhere > 1: missing > 1 = missing, missing_value elsewhere',
        'if(elsewhere > 1, …): ? = missing, missing_value elsewhere',
      ],
    ],
    [
      'coalesce(births / nobody, births / 2, births / 3)',
      [
        'births / nobody: 12 / 0 = missing, division_by_zero ',
        'births / 2: 12 / 2 = 6',
        'coalesce(births / nobody, births / 2, births / 3): coalesce(missing, 6, 4) = 6',
      ],
    ],
    [
      'if(births < 5 and people > 1, 1, 2)',
      [
        'births < 5: 12 < 5 = false',
        'births < 5 and people > 1: ? = false',
        'if(births < 5 and people > 1, …): ? = 2 (false)',
      ],
    ],
  ])('%s', (text, expected) => expect(told(text)).toEqual(expected));

  test('the last step is the result, and a second program gets every printed step', () => {
    const chance = chanceFrom(12);
    let computed = 0;
    for (let i = 0; i < 300; i++) {
      const readings = readingsFrom(chance);
      const text = printFormula(numberTree(chance, 4));
      if (text.length > 2000) continue;
      const formula = formulaOf(text);
      const steps = formulaSteps(formula, readFrom(readings));
      if (steps.length === 0) continue;
      for (const { expression, value } of steps) {
        if (expression === null) continue;
        computed++;
        const again = computeText(expression);
        // Zero has no sign here.
        const number = again === null ? Number.NaN : Number(again) + 0;
        expect(number, `${text}: ${expression}`).toBe(value);
      }
      if (formula.tree.kind !== 'unary') expect(steps.at(-1)!.value).toBe(evaluate(formula, readFrom(readings)).value);
    }
    expect(computed).toBeGreaterThan(500);
  });
});
