// The top of the front page and of one article, as a reader at a desk sees them, and of the front pages of docs/theme.md, smaller;
// each once more without its pictures, for the colours of the type. take.mjs DIR
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { open, visit } from './browser.mjs';
import { chosen, origin, paper } from './site.mjs';

const dir = process.argv[2];
mkdirSync(dir, { recursive: true });
const shots = [
  ['front', chosen(paper('demo')).find((one) => one.kind === 'front'), 1400],
  ['article', paper('demo').pages.find((one) => one.path === 'local/long-pier-to-close/index.html'), 1500],
];
for (const name of ['paper-1', 'paper-2', 'paper-3']) shots.push([name, { url: `${origin}/${name}/` }, 1000, 0.625, name === 'paper-2' ? 'dark' : 'light']);
for (const [name, one, height, deviceScaleFactor = 1, colorScheme = 'light'] of shots) {
  const browser = await open({ colorScheme, bypassCSP: true, deviceScaleFactor });
  const page = await browser.newPage();
  await page.setViewportSize({ width: 1280, height });
  await visit(page, one.url);
  await page.screenshot({ path: join(dir, `${name}.png`) });
  await page.addStyleTag({ content: 'img{visibility:hidden}' });
  await page.screenshot({ path: join(dir, `${name}.type.png`) });
  await browser.close();
}
