import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { evaluate } from '../../../../src/core/define/formula/evaluate.js';
import { parseFormula } from '../../../../src/core/define/formula/parse.js';
import { filledIn, printFormula } from '../../../../src/core/define/formula/print.js';
import { E } from '../../../../src/core/fp.js';
import { computeText } from './second-program.js';
import { formulaOf, numberTree, readFrom, readings, shape, truthTree } from './trees.js';

describe('the canonical text', () => {
  test.each([
    ['a+b*c', 'a + b * c'],
    ['((a+b))*c', '(a + b) * c'],
    ['a+(b+c)', 'a + (b + c)'],
    ['(a+b)+c', 'a + b + c'],
    ['a-(b-c)', 'a - (b - c)'],
    ['a/(b*c)', 'a / (b * c)'],
    ['- a', '-a'],
    ['-(a*b)', '-(a * b)'],
    ['(-a)*b', '-a * b'],
    ['a - -b', 'a - -b'],
    ['- - a', '--a'],
    ['1.50+007', '1.5 + 7'],
    ['0.0000001', '0.0000001'],
    ['123456789012345678901234567890', '123456789012345680000000000000'],
    ['a==b', 'a = b'],
    ['not(a>1)and b<2 or c=3', 'not a > 1 and b < 2 or c = 3'],
    ['not(a>1 and b<2)', 'not (a > 1 and b < 2)'],
    ['if( a>1,b , previous( c ) )', 'if(a > 1, b, previous(c))'],
    ['\u0438\u0306', '\u0439'],
  ])('%s', (written, canonical) => {
    expect(printFormula(formulaOf(written).tree)).toBe(canonical);
  });

  test('reads back as the same tree, and prints the same again', () => {
    fc.assert(
      fc.property(fc.oneof(numberTree, truthTree), (tree) => {
        const text = printFormula(tree);
        const again = parseFormula(text);
        fc.pre(!(E.isLeft(again) && again.left.every(({ code }) => /^FormulaToo/.test(code))));
        if (E.isLeft(again)) throw new Error(`${text}: ${JSON.stringify(again.left)}`);
        expect(shape(again.right.tree)).toEqual(shape(tree));
        expect(printFormula(again.right.tree)).toBe(text);
      }),
      { numRuns: 1500, seed: 3 },
    );
  });

  test.each([
    ['sums', `xxxxxxx${'+xxxxxxx'.repeat(249)}`],
    ['conditions', Array(99).fill('(xxxxxxxxxxxxxx<1)').join('or')],
    ['negations', Array(86).fill('(not(xxxxxxxxxxxx<1))').join('or')],
  ])('is within the limit wherever the written formula was: %s', (_, written) => {
    const { tree } = formulaOf(written);
    const printed = printFormula(tree);
    expect(written.length).toBeGreaterThan(1900);
    expect(printed.length).toBeLessThanOrEqual(2000);
    expect(shape(formulaOf(printed).tree)).toEqual(shape(tree));
  });
});

describe('the formula with its numbers filled in', () => {
  test.each([
    ['share(a, b)', [12, 4800], 'share(12, 4800)'],
    ['a - b', [-3, 0.1], '(-3) - 0.1'],
    ['-a', [-3], '-(-3)'],
    ['a * 2', [1e-7], '0.0000001 * 2'],
    ['a * 2', [1e21], '1000000000000000000000 * 2'],
    ['a * 2', [-0], '0 * 2'],
    ['coalesce(a, 1)', [Number.NaN], 'coalesce(missing, 1)'],
    ['change_pct(a, previous(a))', [5, 0, 0, 0, 0, 4], 'change_pct(5, 4)'],
  ])('%s', (text, values, filled) => {
    expect(filledIn(formulaOf(text), readFrom(values))).toBe(filled);
  });

  test('gives a second program the very same double', () => {
    let numbers = 0;
    let missing = 0;
    fc.assert(
      fc.property(fc.oneof(numberTree, truthTree), readings, (tree, values) => {
        const formula = { text: '', tree, names: [], previousNames: [] };
        const ours = evaluate(formula, readFrom(values));
        const theirs = computeText(filledIn(formula, readFrom(values)));
        if (theirs === null) {
          missing++;
          expect(ours.value).toBeNaN();
          expect(ours.reason).not.toBeNull();
        } else {
          numbers++;
          expect(ours.value).toBe(Number(theirs) + 0);
          expect(ours.reason).toBeNull();
        }
      }),
      { numRuns: 2500, seed: 2 },
    );
    expect(Math.min(numbers, missing)).toBeGreaterThan(300);
  });
});
