// Starts the browser that prints the PDFs: one that is already on the machine, cut off from the network, in the lightest form it has.
import { availableParallelism, userInfo } from 'node:os';
import type { Browser } from 'puppeteer';
import { type Browser as BrowserFound, findBrowser } from '../../../scripts/find-browser.mjs';

export { type BrowserFound, findBrowser };

/** Pages that print at the same time: one a core, and no more than four, since each costs about 150 MB. */
export const pagesAtOnce = (): number => Math.max(1, Math.min(4, availableParallelism()));

/**
 * A browser of our own, with an empty profile. It talks over a pipe, so that no port is open while it runs and it ends
 * with us, however we end. Rejects where the program cannot be started.
 */
export const launchBrowser = async (found: BrowserFound): Promise<Browser> => {
  // Loaded here and not above: everything but a print does without it.
  const { default: puppeteer } = await import('puppeteer');
  const browser = await puppeteer.launch({
    executablePath: found.path,
    headless: found.kind === 'shell' ? 'shell' : true,
    pipe: true,
    args: [...alone, ...asOneUser()],
    timeout: 60_000,
    protocolTimeout: 120_000,
    // The door decides what a signal does (see cli/report.ts).
    handleSIGINT: false,
    handleSIGTERM: false,
    handleSIGHUP: false,
  });
  // A browser that is killed resets its pipes. Puppeteer tells that by `connected`; unheard, it would end us too.
  for (const pipe of browser.process()?.stdio ?? []) pipe?.on('error', () => undefined);
  return browser;
};

const alone = [
  // No name resolves and no update, report or model is fetched; requests of the pages themselves are refused in print.ts.
  '--host-resolver-rules=MAP * ~NOTFOUND',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-domain-reliability',
  '--disable-sync',
  '--disable-features=Translate,MediaRouter,OptimizationHints,AutofillServerCommunication,DialMediaRouteProvider',
  '--metrics-recording-only',
  '--no-pings',
  '--no-first-run',
  '--no-default-browser-check',
  // Containers often give 64 MB of shared memory, too little for a long table.
  '--disable-dev-shm-usage',
  '--disable-gpu',
  // The same outlines and colours whatever the desktop is set to.
  '--font-render-hinting=none',
  '--force-color-profile=srgb',
];

/** The sandbox does not start for the superuser, as whom containers run; anyone else keeps it. */
const asOneUser = (): ReadonlyArray<string> => (userInfo().uid === 0 ? ['--no-sandbox'] : []);
