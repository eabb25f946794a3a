export declare const runTests: (root: string, args: ReadonlyArray<string>) => number;
export declare const countOf: (path: string) => { readonly passed: number; readonly failed: number };
