// What an index says of its own doubts: which choices could have been made otherwise, and which figures are not exact. Defaults
// are expanded and nodes are named one by one, so that whoever draws needs to look nothing up.
import type { Location } from '../model/problem.js';
import type { MethodKind, Use } from './method-use.js';

export interface Uncertainty {
  /** How many draws are made unless the call says otherwise. */
  readonly draws: number;
  readonly seed: number;
  /** At least one; names are unique. Factors whose nodes are all out of force for a period are not in it. */
  readonly factors: ReadonlyArray<Factor>;
  readonly at: Location;
}

interface Named {
  /** Of the factor, as results print it and as its random numbers are drawn by; the kind unless told. */
  readonly name: string;
  readonly at: Location;
}

export type Factor =
  | WeightFactor
  | MethodFactor
  | AggregateFactor
  | ImputationFactor
  | DropFactor
  | GradeFactor
  | SamplingFactor;
export const factorKinds = ['weights', 'method', 'aggregate', 'imputation', 'drop', 'grades', 'sampling'] as const;

/** Weights of nodes within their parents. */
export interface WeightFactor extends Named {
  readonly factor: 'weights';
  /** Ids of the nodes whose own weight is unsure, in the order of the definition. */
  readonly nodes: ReadonlyArray<string>;
  readonly draw: /** w (1 + share (2u - 1)), u evenly spread: 0.25 is plus or minus a quarter. */
    | { readonly kind: 'noise'; readonly share: number }
    /** Shares of the nodes of one parent together: Dirichlet, parameters concentration x share; their sum stays. */
    | { readonly kind: 'dirichlet'; readonly concentration: number }
    /** One of these, each as likely; nodes that a set leaves out keep their own weight, `equal` gives 1 to all of `nodes`. */
    | {
        readonly kind: 'sets';
        readonly sets: ReadonlyArray<{ readonly name: string; readonly weights: ReadonlyMap<string, number> }>;
      };
}

/** Another method, or other settings, in one step of the recipe. */
export interface MethodFactor extends Named {
  readonly factor: 'method';
  readonly step: MethodKind;
  /** Position in `recipe.steps`. */
  readonly position: number;
  /** Leaves that take the choice; the others keep what the recipe gives them. */
  readonly nodes: ReadonlyArray<string>;
  /** At least two, each as likely; null: the step does nothing. */
  readonly choices: ReadonlyArray<Use | null>;
}

export interface AggregateFactor extends Named {
  readonly factor: 'aggregate';
  /** Ids of groups. */
  readonly nodes: ReadonlyArray<string>;
  readonly choices: ReadonlyArray<Use>;
}

/** Filled cells: each is drawn anew with the errors that the same methods make on cells that are known. */
export interface ImputationFactor extends Named {
  readonly factor: 'imputation';
}

/** One of the nodes is left out, or none: each as likely. */
export interface DropFactor extends Named {
  readonly factor: 'drop';
  readonly nodes: ReadonlyArray<string>;
}

/** An assessor's slip: with this probability a graded cell stands one grade higher or lower, each as likely where both are there. */
export interface GradeFactor extends Named {
  readonly factor: 'grades';
  readonly error: number;
  /** Leaves. */
  readonly nodes: ReadonlyArray<string>;
}

/** Standard errors of estimates: value + se z, z normal. */
export interface SamplingFactor extends Named {
  readonly factor: 'sampling';
  /** Between the variables of one unit, where nothing closer is known: 0 to below 1. */
  readonly correlation: number;
}
