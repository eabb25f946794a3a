// The tree of a formula. The language is closed: numbers, truth values and missing; no texts, no property access.

/** Every node knows its stretch of the written text: from `at` up to, and without, `to`, in signs (UTF-16) from 0. */
export type Expression =
  | { readonly kind: 'number'; readonly value: number; readonly at: number; readonly to: number }
  | { readonly kind: 'name'; readonly name: string; readonly at: number; readonly to: number }
  | {
      readonly kind: 'unary';
      readonly op: '-' | 'not';
      readonly of: Expression;
      readonly at: number;
      readonly to: number;
    }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOperator;
      readonly left: Expression;
      readonly right: Expression;
      readonly at: number;
      readonly to: number;
    }
  | {
      readonly kind: 'call';
      readonly fn: string;
      readonly args: ReadonlyArray<Expression>;
      readonly at: number;
      readonly to: number;
    };

export type BinaryOperator = '+' | '-' | '*' | '/' | '<' | '<=' | '>' | '>=' | '=' | '!=' | 'and' | 'or';

/** A formula as written, its tree, and the names it reads (`at` counts signs of `text` from 0). */
export interface Formula {
  readonly text: string;
  readonly tree: Expression;
  /** Variables read for the period itself, each once, in order of appearance. */
  readonly names: ReadonlyArray<string>;
  /** Variables read one period earlier, through `previous(x)`. */
  readonly previousNames: ReadonlyArray<string>;
}
