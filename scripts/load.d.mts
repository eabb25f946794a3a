import type { Script } from 'node:vm';

export interface Loaded {
  readonly script: Script;
  readonly main: (argv: ReadonlyArray<string>) => unknown;
}
export const load: (address: string, file?: string) => Loaded;
export const keptOf: (source: Uint8Array, compiled: Uint8Array) => Uint8Array;
