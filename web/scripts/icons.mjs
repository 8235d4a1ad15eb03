// Draws the PNG icons of the manifest from static/favicon.svg, in a headless browser (CHROMIUM, default /usr/bin/chromium).
import { mkdirSync, readFileSync } from 'node:fs';
import { chromium } from 'playwright-core';

const web = new URL('..', import.meta.url).pathname;
const svg = readFileSync(`${web}static/favicon.svg`, 'utf8');
mkdirSync(`${web}static/icons`, { recursive: true });

const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox'],
});

/** A maskable icon fills the square to its edges and keeps its mark within the inner 80 %. */
async function draw(name, side, maskable) {
  const page = await browser.newPage({ viewport: { width: side, height: side } });
  const picture = maskable
    ? svg.replace(' rx="14"', '').replace('translate(6.4 6.4) scale(0.8)', 'translate(11.2 11.2) scale(0.65)')
    : svg;
  await page.setContent(
    `<style>html,body{margin:0;background:transparent}svg{display:block;width:${side}px;height:${side}px}</style>${picture}`,
  );
  await page.screenshot({ path: `${web}static/icons/${name}.png`, omitBackground: true });
  await page.close();
}

await draw('icon-192', 192, false);
await draw('icon-512', 512, false);
await draw('icon-maskable-512', 512, true);
await browser.close();
