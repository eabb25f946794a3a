// A method as a definition uses it: its name and its settings, none left open.
import type { Settings } from '../method/parameters.js';

/** Kinds of steps whose methods are lists of `core/method`. */
export type MethodKind = 'impute' | 'treat' | 'transform' | 'normalise';

/** A method of a family with its settings, every default filled in; `core/method` knows what they mean. */
export interface Use {
  readonly method: string;
  readonly settings: Settings;
}
