// Makes the README's picture of a report page from the demo's reports: `npm run demo`, then `node scripts/make-picture.mjs`.
import { fileURLToPath, pathToFileURL } from 'node:url';
import puppeteer from 'puppeteer';
import { findBrowser } from './find-browser.mjs';

const page = new URL('../reports/lsgi-kz/2025/ru/units/990170000.html', import.meta.url);
const picture = fileURLToPath(new URL('../templates/readme-profile.png', import.meta.url));

const found = findBrowser();
if (found === null) throw new Error('no browser');
const browser = await puppeteer.launch({
  executablePath: found.path,
  headless: found.kind === 'shell' ? 'shell' : true,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
try {
  const sheet = await browser.newPage();
  await sheet.setViewport({ width: 960, height: 1052 });
  const given = process.argv[2];
  await sheet.goto(given === undefined ? page.href : pathToFileURL(given).href, { waitUntil: 'load' });
  await sheet.screenshot({ path: picture });
} finally {
  await browser.close();
}
