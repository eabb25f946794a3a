// Tests that print need a browser: a user without one is told why they are left out, the build machine must have one.
import { type BrowserFound, findBrowser } from '../../../src/shell/publish/browser.js';

export const browserFound: BrowserFound | null = findBrowser();

/** For `describe.skipIf`: true only where no browser is found and nobody counts on these tests. */
export const withoutBrowser = (): boolean => {
  if (browserFound !== null) return false;
  if (process.env.CI) throw new Error('No browser was found: on the build machine the PDF tests must run.');
  console.warn('PDF tests are left out: no browser was found. Name one in PUPPETEER_EXECUTABLE_PATH.');
  return true;
};
