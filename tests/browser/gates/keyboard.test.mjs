// With the Tab key alone: the skip link comes first and works, and what has the focus can be seen.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, visit } from '../lib/browser.mjs';
import { sample } from '../lib/site.mjs';

let browser, page;
before(async () => {
  browser = await open();
  page = await browser.newPage();
});
after(() => browser?.close());

const focused = () => {
  const node = document.activeElement;
  if (!node || node === document.body) return null;
  const style = getComputedStyle(node), box = node.getBoundingClientRect();
  return {
    what: `${node.localName}.${node.className} “${node.textContent.trim().slice(0, 30)}”`,
    skip: node.matches('.skip'), target: node.getAttribute('href'), main: node.closest('main') !== null || node.localName === 'main',
    ring: style.outlineStyle === 'auto' || (style.outlineStyle !== 'none' && parseFloat(style.outlineWidth) >= 2),
    seen: box.width > 1 && box.height > 1 && box.bottom > 0 && box.top < innerHeight && box.right > 0 && box.left < innerWidth,
  };
};

for (const width of [390, 1280]) {
  test(`skip link, visible focus, main at ${width} px`, async () => {
    const faults = [];
    await page.setViewportSize({ width, height: 900 });
    for (const one of sample) {
      await visit(page, one.url);
      // The text edition has nothing to skip and no style sheet; the browser draws its focus.
      const bare = one.kind.startsWith('text-');
      await page.keyboard.press('Tab');
      const first = await page.evaluate(focused);
      if (!bare && (!first?.skip || first.target !== '#main' || !first.seen || !first.ring)) {
        faults.push(`${one.name}: the first stop is ${JSON.stringify(first)}`);
        continue;
      }
      if (!bare) await page.keyboard.press('Enter');
      if (!bare && (await page.evaluate(() => document.activeElement?.id)) !== 'main') faults.push(`${one.name}: the skip link does not put the focus into main`);
      if (!bare) await page.keyboard.press('Tab');
      const next = await page.evaluate(focused);
      const links = await page.evaluate(() => document.querySelectorAll('main :is(a,button,input,summary):not([tabindex="-1"])').length);
      if (!bare && links && !next?.main) faults.push(`${one.name}: after the skip link the next stop is ${next?.what}`);

      // The whole way through, once from the top.
      await page.goto('about:blank');
      await visit(page, one.url);
      const stops = [];
      for (let i = 0; i < 400; i += 1) {
        await page.keyboard.press('Tab');
        const stop = await page.evaluate(focused);
        if (!stop) break;
        stops.push(stop);
      }
      for (const stop of stops) if (!stop.ring || !stop.seen) faults.push(`${one.name}: the focus on ${stop.what} cannot be seen`);
      if (!bare && links && !stops.some((stop) => stop.main)) faults.push(`${one.name}: main is never reached`);
    }
    assert.equal(faults.length, 0, faults.slice(0, 20).join('\n'));
  });
}
