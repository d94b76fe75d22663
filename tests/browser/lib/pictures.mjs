// The look of twelve pages at three widths, compared with pictures that are kept here.
//
// They are small on purpose: half size, photographs grey, few colours. Run as a program it draws them again.
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import pixelmatch from 'pixelmatch';
import { PNG } from 'pngjs';
import { open, visit } from './browser.mjs';
import { encode } from './png.mjs';
import { chosen, paper, richest } from './site.mjs';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
export const kept = join(here, 'pictures');
export const report = join(here, 'report');

export const WIDTHS = [390, 768, 1280];

/** The pages: named here, not picked, so that a new page does not change which pictures there are. */
export function views() {
  const demo = (path) => paper('demo').pages.find((page) => page.path === path);
  const list = [
    ['front', demo('index.html')],
    ['front-dark', demo('index.html'), 'dark'],
    ['article', demo('local/long-pier-to-close/index.html')],
    ['article-dark', demo('local/long-pier-to-close/index.html'), 'dark'],
    ['plain-text', demo('world/sarkand-defence-minister-first-trip/index.html')],
    ['timeline', demo('local/storm-on-the-bar-hour-by-hour/index.html')],
    ['opinion', demo('opinion/keep-the-dark/index.html')],
    ['section', demo('local/index.html')],
    ['page', demo('about/index.html')],
    ['not-found', demo('404.html')],
    ['ar-front', chosen(paper('ar')).find((page) => page.kind === 'front')],
    ['ar-article', richest('ar')],
  ];
  const lost = list.filter(([, page]) => !page).map(([name]) => name);
  if (lost.length) throw new Error(`no page for the picture ${lost.join(', ')}`);
  return list.map(([name, page, scheme = 'light']) => ({ name, page, scheme }));
}

const QUIET = 'img{filter:contrast(0)!important}*{caret-color:transparent!important}';

export async function camera() {
  const browser = await open({ deviceScaleFactor: 0.5, bypassCSP: true, reducedMotion: 'reduce' });
  const page = await browser.newPage();
  /** A picture of the whole page; `css` is added to it. */
  const shoot = async ({ page: one, scheme }, width, css = '') => {
    await page.emulateMedia({ colorScheme: scheme });
    await page.setViewportSize({ width, height: 900 });
    await visit(page, one.url);
    await page.addStyleTag({ content: QUIET + css });
    await page.evaluate(() => document.fonts.ready);
    return PNG.sync.read(await page.screenshot({ fullPage: true, animations: 'disabled' }));
  };
  return { shoot, close: () => browser.close() };
}

export const file = (view, width) => join(kept, `${view.name}-${width}.png`);

/** How far a pixel may be off before it counts, and the share of all pixels that may. */
const THRESHOLD = 0.2;
const WHOLE = 0.003;
/**
 * How far the mean colour of a square may be off, of 255. Letters drawn a fraction of a pixel further along change many pixels a
 * little and no mean; a name that is gone, a thinner rule, another colour change a mean.
 */
const MEAN = 3;
const SIDE = 24;

const coarse = (png) => PNG.sync.read(encode(png));

/** Says how two pictures differ, or nothing if they are alike; `diff` shows where. */
export function compare(before, seen) {
  if (before.width !== seen.width || Math.abs(before.height - seen.height) > 1) return { fault: `${before.width} x ${before.height} became ${seen.width} x ${seen.height}` };
  const now = coarse(seen);
  const { width } = now;
  const height = Math.min(before.height, now.height);
  const cut = (png) => png.data.subarray(0, width * height * 4);
  const diff = new PNG({ width, height });
  const whole = pixelmatch(cut(before), cut(now), diff.data, width, height, { threshold: THRESHOLD, includeAA: true }) / (width * height);

  const across = Math.ceil(width / SIDE);
  const sums = new Float64Array(across * Math.ceil(height / SIDE) * 3);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = (y * width + x) * 4, square = (Math.floor(y / SIDE) * across + Math.floor(x / SIDE)) * 3;
      for (let c = 0; c < 3; c += 1) sums[square + c] += now.data[i + c] - before.data[i + c];
    }
  }
  const worst = sums.reduce((most, sum, i) => (Math.abs(sum) > Math.abs(sums[most]) ? i : most), 0);
  const mean = Math.abs(sums[worst]) / SIDE ** 2;
  const at = `${Math.floor(worst / 3) % across * SIDE},${Math.floor(Math.floor(worst / 3) / across) * SIDE}`;
  const fault = whole > WHOLE || mean > MEAN ? `${(whole * 100).toFixed(2)} % of the pixels differ; the square at ${at} by ${mean.toFixed(1)} of 255` : null;
  return { fault, whole, mean, diff };
}

export const load = (view, width) => PNG.sync.read(readFileSync(file(view, width)));

/** Keeps what was seen and where it differs, to be looked at. */
export function keep(view, width, now, diff) {
  mkdirSync(report, { recursive: true });
  writeFileSync(join(report, `${view.name}-${width}.now.png`), PNG.sync.write(now));
  if (diff) writeFileSync(join(report, `${view.name}-${width}.diff.png`), PNG.sync.write(diff));
}

if (process.env.NP_RENEW) {
  rmSync(kept, { recursive: true, force: true });
  mkdirSync(kept);
  const { shoot, close } = await camera();
  let bytes = 0;
  for (const view of views()) {
    for (const width of WIDTHS) {
      const data = encode(await shoot(view, width));
      bytes += data.length;
      writeFileSync(file(view, width), data);
    }
  }
  await close();
  console.log(`${readdirSync(kept).length} pictures, ${(bytes / 1e6).toFixed(2)} MB`);
  if (bytes > 4e6) throw new Error('more than 4 MB');
}
