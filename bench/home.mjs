// How long until the home page shows its heading, in a fresh browser context each time.
// Arguments: the address, and the folder of packages that holds playwright-core. Prints one JSON array of milliseconds.
import { createRequire } from 'node:module';

const [address, packages] = process.argv.slice(2);
const { chromium } = createRequire(`${packages}/`)('playwright-core');
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  args: ['--no-sandbox', '--disable-dev-shm-usage', '--mute-audio'],
});
const times = [];
// The first visit warms browser and server up and does not count.
for (let visit = 0; visit < 6; visit++) {
  const context = await browser.newContext({ viewport: { width: 1366, height: 860 }, locale: 'zh-CN' });
  const page = await context.newPage();
  await page.addInitScript(() => {
    const look = () => {
      const heading = document.querySelector('h1');
      const box = heading?.getBoundingClientRect();
      if (box && box.width > 0 && box.height > 0) window.headingAt = performance.now();
      else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  });
  await page.goto(address);
  await page.waitForFunction(() => window.headingAt !== undefined);
  if (visit > 0) times.push(await page.evaluate(() => window.headingAt));
  await context.close();
}
await browser.close();
console.log(JSON.stringify(times));
