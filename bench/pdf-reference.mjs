// The reference of report/pdf: every HTML file of a folder through one page of one browser.
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import puppeteer from 'puppeteer';
import { findBrowser } from '../scripts/find-browser.mjs';

const [from, to] = process.argv.slice(2);
mkdirSync(to);
const found = findBrowser();
const browser = await puppeteer.launch({
  executablePath: found.path,
  headless: found.kind === 'shell' ? 'shell' : true,
  args: process.getuid?.() === 0 ? ['--no-sandbox'] : [],
});
const page = await browser.newPage();
for (const name of readdirSync(from).sort()) {
  await page.setContent(readFileSync(join(from, name), 'utf8'), { waitUntil: 'load' });
  const pdf = await page.pdf({
    format: 'A4',
    preferCSSPageSize: true,
    printBackground: true,
    tagged: true,
    outline: true,
  });
  writeFileSync(join(to, name.replace(/html$/, 'pdf')), pdf);
}
await browser.close();
