// One page of a browser, as a sheet of paper: it takes HTML, runs no script, fetches nothing and gives a PDF.
import type { Browser, HTTPRequest, Page } from 'puppeteer';

/** A page that can be used for one document after the other. */
export const openPage = async (browser: Browser, limitMs: number): Promise<Page> => {
  const page = await browser.newPage();
  page.setDefaultTimeout(limitMs);
  await page.setJavaScriptEnabled(false);
  await page.setRequestInterception(true);
  page.on('request', answer);
  await page.emulateMediaType('print');
  return page;
};

/** Our pages carry fonts and pictures in themselves, so whatever asks for more has no business in a report. */
const answer = (request: HTTPRequest): void => {
  const isOwn = /^(data|about):/i.test(request.url());
  // `aborted` and no other reason: a refused navigation then leaves the page as it is, where others show an error page.
  (isOwn ? request.continue() : request.abort('aborted')).catch(() => undefined);
};

/** Title and language of the document are those of the HTML; headings become bookmarks. */
export const printOn = async (page: Page, html: string, limitMs: number): Promise<Uint8Array> => {
  await page.setContent(html, { waitUntil: 'load', timeout: limitMs });
  return page.pdf({
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
    timeout: limitMs,
  });
};

/** Ends a browser that may no longer answer. */
export const end = async (browser: Browser): Promise<void> => {
  await within(2_000, () => browser.close()).catch(() => browser.process()?.kill('SIGKILL'));
};

/** What `work` gives, or a rejection after `ms` milliseconds; the work itself is not stopped by that. */
export const within = <A>(ms: number, work: () => Promise<A>): Promise<A> =>
  new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error(`no answer within ${ms / 1000} s`)), ms);
    work()
      .then(resolve, reject)
      .finally(() => clearTimeout(timer));
  });

export const reasonOf = (cause: unknown): string => (cause instanceof Error ? cause.message : String(cause));
