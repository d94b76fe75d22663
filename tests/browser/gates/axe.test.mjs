// Accessibility rules of WCAG 2.2 A and AA and best practice, on every kind of page, light and dark, phone and desk.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { after, before, test } from 'node:test';
import { open, visit } from '../lib/browser.mjs';
import { sample } from '../lib/site.mjs';

const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const RULES = ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'];
let browser, page;
before(async () => {
  browser = await open();
  page = await browser.newPage();
});
after(() => browser?.close());

for (const one of sample) {
  test(`axe: ${one.kind} ${one.name}`, async () => {
    const faults = [];
    for (const colorScheme of ['light', 'dark']) {
      for (const width of [360, 1280]) {
        await page.emulateMedia({ colorScheme });
        await page.setViewportSize({ width, height: 900 });
        await visit(page, one.url);
        await page.evaluate(axe);
        const { violations } = await page.evaluate((values) => globalThis.axe.run(document, { runOnly: { type: 'tag', values } }), RULES);
        for (const { id, nodes } of violations) faults.push(`${colorScheme} ${width}: ${id}: ${nodes.slice(0, 3).map((node) => `${node.html.slice(0, 120)} ${node.any[0]?.message ?? ''}`).join(' | ')}`);
      }
    }
    assert.equal(faults.length, 0, faults.join('\n'));
  });
}
