// The one browser of a run: started when it is first needed, and again when it has died or has printed its share.
import type { Browser } from 'puppeteer';
import { type BrowserFound, launchBrowser } from './browser.js';

/** A browser that has printed this many documents is replaced: its memory grows a little with each. */
const documentsPerBrowser = 200;

export class KeptBrowser {
  private latest: Launch | null = null;

  constructor(private readonly found: BrowserFound) {}

  /** The browser to print on now; another one than before where that has died or is spent. */
  current(): Promise<Browser> {
    if (this.latest === null || isSpent(this.latest)) this.latest = launch(this.found);
    return this.latest.ready;
  }

  count(): void {
    if (this.latest !== null) this.latest.documents++;
  }

  /** The browser last started, where one was. */
  async last(): Promise<Browser | null> {
    return this.latest === null ? null : this.latest.ready.catch(() => null);
  }
}

interface Launch {
  readonly ready: Promise<Browser>;
  browser: Browser | null;
  failed: boolean;
  documents: number;
}

const launch = (found: BrowserFound): Launch => {
  const started: Launch = { ready: launchBrowser(found), browser: null, failed: false, documents: 0 };
  started.ready.then(
    (browser) => {
      started.browser = browser;
    },
    () => {
      started.failed = true;
    },
  );
  return started;
};

const isSpent = ({ browser, failed, documents }: Launch): boolean =>
  failed || (browser !== null && (!browser.connected || documents >= documentsPerBrowser));
