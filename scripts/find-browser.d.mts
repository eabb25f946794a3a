export interface Browser {
  readonly path: string;
  /** `shell` runs with puppeteer's `headless: 'shell'`, `chrome` with `headless: true`. */
  readonly kind: 'shell' | 'chrome';
}

export interface BrowserSearch {
  readonly env?: Readonly<Record<string, string | undefined>>;
  readonly platform?: NodeJS.Platform;
  readonly exists?: (path: string) => boolean;
  /** Names inside a folder; empty where there is none. */
  readonly list?: (folder: string) => ReadonlyArray<string>;
  readonly home?: string;
  /** The project's folder, whose node_modules may hold a browser. */
  readonly root?: string;
}

export declare const findBrowser: (options?: BrowserSearch) => Browser | null;
