import { describe, expect, test } from 'vitest';
import { insideText } from '../../../src/core/define/scalar.js';
import { readSource } from '../../../src/core/define/source.js';
import { E } from '../../../src/core/fp.js';

/** What stands under the caret when `part` of the text under `formula` is pointed at, as `line:column signs`. */
const pointed = (yaml: string, part: string): string => {
  const source = readSource('x.yaml', yaml);
  if (E.isLeft(source)) throw new Error(JSON.stringify(source.left));
  const value = String((source.right.value as { formula: string }).formula);
  const from = value.indexOf(part);
  expect(from, `${part} in ${value}`).toBeGreaterThanOrEqual(0);
  const place = insideText(source.right.locateText(['formula']), from, from + part.length);
  const line = yaml.split(/\r?\n/)[place.line! - 1]!;
  expect(place.sourceLine).toBe(line);
  return `${place.line}:${place.column} ${line.slice(place.column! - 1, place.column! - 1 + place.width!)}`;
};

describe('a part of a text is found where its author typed it', () => {
  test.each([
    ['bare', 'id: a\nformula: births / халық * 1000', 'халық', '2:19 халық'],
    ['bare, before a comment', 'formula: a + b # per head', 'b', '1:14 b'],
    ['bare over lines', 'formula: births\n    / халық\n\n    * 1000\nid: a', '* 1000', '4:5 * 1000'],
    ['in single quotes', "formula: 'a + b'", 'b', '1:15 b'],
    ['in single quotes with a quote inside', "formula: 'a ''x'' + b'", 'b', '1:21 b'],
    ['in double quotes', 'formula: "a + b"', 'b', '1:15 b'],
    ['in double quotes with escapes', 'formula: "a \\u002b \\"x\\" b"', 'b', '1:26 b'],
    ['in double quotes, an escape itself', 'formula: "a \\u002b b"', '+', '1:13 \\'],
    ['in double quotes over lines', 'formula: "a +\n  b +\n  c"', 'c', '3:3 c'],
    ['in double quotes joined by a backslash', 'formula: "a + \\\n  b"', 'b', '2:3 b'],
    ['folded', 'formula: >-\n  births /\n  халық * 1000\nid: a', 'халық', '3:3 халық'],
    ['folded with a deeper line', 'formula: >\n  min(\n    births,\n    халық)\n', 'халық', '4:5 халық'],
    ['folded, first word again later', 'formula: >-\n  a + a +\n  a * q\n', 'a * q', '3:3 a * q'],
    ['literal', 'formula: |\n  births /\n  халық\n', 'халық', '3:3 халық'],
    ['with Windows line ends', 'formula: >-\r\n  births /\r\n  халық\r\n', 'халық', '3:3 халық'],
    ['in a flow map', '{id: a, formula: a + b}', 'b', '1:22 b'],
    ['over a line break: to the end of the first line', 'formula: >-\n  a +\n  b\n', 'a + b', '2:3 a +'],
  ])('%s', (_, yaml, part, expected) => expect(pointed(yaml, part)).toBe(expected));

  test('the end of the text is the place after its last sign', () => {
    const source = readSource('x.yaml', 'formula: >-\n  a +\n  b *\n');
    if (E.isLeft(source)) throw new Error('not read');
    expect(insideText(source.right.locateText(['formula']), 7, 7)).toMatchObject({ line: 3, column: 6, width: 1 });
  });

  test('where a text is not found again the whole is pointed at', () => {
    expect(insideText({ file: 'x.yaml', line: 2, column: 3, width: 9 }, 4, 5)).toEqual({
      file: 'x.yaml',
      line: 2,
      column: 3,
      width: 9,
    });
  });
});
