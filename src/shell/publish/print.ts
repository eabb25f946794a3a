// Prints HTML to PDF on a few kept pages of one browser. A document that fails is tried again in a browser of its own;
// a browser that dies costs its documents a second try, never the run.
import type { Browser, Page } from 'puppeteer';
import { E, type TE } from '../../core/fp.js';
import { type Problems, problem } from '../../core/model/problem.js';
import type { Paper, Printer } from '../ports.js';
import { type BrowserFound, findBrowser, launchBrowser, pagesAtOnce } from './browser.js';
import { KeptBrowser } from './kept-browser.js';
import { end, openPage, printOn, reasonOf, within } from './page.js';
import { withoutTraces } from './pdf-bytes.js';

export interface PrinterOptions {
  /** Looked for on the machine where left out; null is "none". */
  readonly browser?: BrowserFound | null;
  readonly pages?: number;
  /** Time limit of one try at one document. */
  readonly limitMs?: number;
}

const tries = 3;

/** A printer with its browser running. Left: BrowserMissing where there is none, BrowserFailed where it does not start. */
export const openPrinter =
  (options: PrinterOptions = {}): TE.TaskEither<Problems, Printer> =>
  async () => {
    const found = options.browser === undefined ? findBrowser() : options.browser;
    if (found === null) return E.left([problem('BrowserMissing')]);
    const kept = new KeptBrowser(found);
    try {
      const version = await (await kept.current()).version();
      return E.right(new KeptPages(found, kept, version, options.pages ?? pagesAtOnce(), options.limitMs ?? 30_000));
    } catch (cause) {
      return E.left([problem('BrowserFailed', { browser: found.path, cause: reasonOf(cause) })]);
    }
  };

class KeptPages implements Printer {
  private closed = false;
  private readonly slots: ReadonlyArray<Slot>;
  private readonly idle: Slot[];
  private readonly waiting: Array<(slot: Slot) => void> = [];
  private readonly alone = new Set<Browser>();

  constructor(
    private readonly found: BrowserFound,
    private readonly kept: KeptBrowser,
    readonly browser: string,
    readonly pages: number,
    private readonly limitMs: number,
  ) {
    this.slots = Array.from({ length: pages }, () => ({ sheet: null }));
    this.idle = [...this.slots];
  }

  readonly print =
    (paper: Paper): TE.TaskEither<Problems, Uint8Array> =>
    async () => {
      const slot = await this.take();
      try {
        let failure = '';
        for (let attempt = 1; attempt <= tries && !this.closed; attempt++) {
          try {
            const printed = attempt === 1 ? await this.onKeptPage(slot, paper) : await this.inOwnBrowser(paper);
            return E.right(withoutTraces(printed, paper.date));
          } catch (cause) {
            failure = reasonOf(cause);
          }
        }
        return E.left([problem('PrintFailed', { document: paper.name, cause: failure })]);
      } finally {
        this.giveBack(slot);
      }
    };

  readonly close = async (): Promise<void> => {
    this.closed = true;
    const browsers = new Set(this.alone);
    for (const { sheet } of this.slots) if (sheet !== null) browsers.add(sheet.browser);
    const last = await this.kept.last();
    if (last !== null) browsers.add(last);
    await Promise.all([...browsers].map(end));
  };

  private take(): Promise<Slot> {
    const slot = this.idle.pop();
    return slot === undefined ? new Promise((resolve) => this.waiting.push(resolve)) : Promise.resolve(slot);
  }

  private giveBack(slot: Slot): void {
    const next = this.waiting.shift();
    if (next === undefined) this.idle.push(slot);
    else next(slot);
  }

  private async onKeptPage(slot: Slot, paper: Paper): Promise<Uint8Array> {
    try {
      return await within(this.limitMs, async () => {
        const browser = await this.kept.current();
        if (slot.sheet?.browser !== browser) {
          await this.leave(slot);
          slot.sheet = { browser, page: await openPage(browser, this.limitMs) };
        }
        this.kept.count();
        return printOn(slot.sheet.page, paper.html, this.limitMs);
      });
    } catch (cause) {
      // A page that has failed once is not trusted again.
      await this.leave(slot);
      throw cause;
    }
  }

  /** Gives up a slot's page; its browser goes too where it does not answer, or where it is spent and this was its last page. */
  private async leave(slot: Slot): Promise<void> {
    const { sheet } = slot;
    if (sheet === null) return;
    slot.sheet = null;
    const { browser, page } = sheet;
    const answers = await within(2_000, () => page.close()).then(
      () => true,
      () => false,
    );
    const isLatest = (await this.kept.last()) === browser;
    const isInUse = this.slots.some((other) => other.sheet?.browser === browser);
    if (!answers || (!isLatest && !isInUse)) await end(browser);
  }

  /** No other document can hurt this one here, nor it another. */
  private async inOwnBrowser(paper: Paper): Promise<Uint8Array> {
    const browser = await launchBrowser(this.found);
    this.alone.add(browser);
    try {
      if (this.closed) throw new Error('closed');
      return await within(this.limitMs, async () =>
        printOn(await openPage(browser, this.limitMs), paper.html, this.limitMs),
      );
    } finally {
      this.alone.delete(browser);
      await end(browser);
    }
  }
}

interface Slot {
  sheet: { readonly page: Page; readonly browser: Browser } | null;
}
