export interface NpmDone {
  readonly ok: boolean;
  readonly said: string;
}
export declare const fitsNode: (version: string) => boolean;
export declare const isInstalled: (root: string) => boolean;
export declare const installPackages: (root: string) => NpmDone;
export declare const addonLoads: (root: string) => boolean;
export declare const rebuildAddon: (root: string) => NpmDone;
export declare const npmCli: (
  env: Readonly<Record<string, string | undefined>>,
  execPath: string,
  exists: (path: string) => boolean,
) => string | null;
export declare const missingTools: (
  env: Readonly<Record<string, string | undefined>>,
  platform: NodeJS.Platform,
  exists: (path: string) => boolean,
) => ReadonlyArray<string> | null;
export declare const compilerAdvice: (platform: NodeJS.Platform, exists: (path: string) => boolean) => string;
