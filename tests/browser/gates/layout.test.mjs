// Where things stand: no side scroll, nothing moves while loading, the measure of the copy, and the parts of an article in their places.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open, visit } from '../lib/browser.mjs';
import { chosen, paper, richest, sample } from '../lib/site.mjs';

let browser, page;
before(async () => {
  browser = await open();
  page = await browser.newPage();
});
after(() => browser?.close());

test('no side scroll from 320 to 1920 px', async () => {
  const faults = [];
  for (const one of sample) {
    await visit(page, one.url);
    for (const width of [320, 360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      const wide = await page.evaluate(() => {
        const root = document.documentElement;
        if (root.scrollWidth <= root.clientWidth) return null;
        const out = [...document.querySelectorAll('body *')].filter((node) => {
          const box = node.getBoundingClientRect();
          return (box.right > root.clientWidth + 1 || box.left < -1) && getComputedStyle(node).position !== 'absolute';
        });
        return `${root.scrollWidth} px: ${out.slice(0, 3).map((node) => `${node.localName}.${node.className}`).join(', ')}`;
      });
      if (wide) faults.push(`${one.name} at ${width}: ${wide}`);
    }
  }
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('every picture is there', async () => {
  const faults = [];
  for (const one of sample) {
    await visit(page, one.url);
    faults.push(...(await page.evaluate(() => [...document.images].filter((img) => !img.naturalWidth || !img.hasAttribute('width')).map((img) => img.src))).map((src) => `${one.name}: ${src}`));
  }
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('layout shift at most 0.01 with fonts 400 ms late', async (context) => {
  const faults = [];
  let worst = 0;
  for (const one of sample) {
    for (const width of [390, 1280]) {
      const fresh = await browser.newPage();
      await fresh.setViewportSize({ width, height: 900 });
      await fresh.route('**/*.woff2', async (route) => {
        await new Promise((done) => setTimeout(done, 400));
        await route.continue();
      });
      await fresh.addInitScript(() => {
        globalThis.shift = 0;
        new PerformanceObserver((list) => list.getEntries().forEach((entry) => { globalThis.shift += entry.value; })).observe({ type: 'layout-shift', buffered: true });
      });
      await fresh.goto(one.url);
      await fresh.evaluate(() => document.fonts.ready);
      await fresh.waitForTimeout(200);
      const shift = await fresh.evaluate(() => globalThis.shift);
      worst = Math.max(worst, shift);
      if (shift > 0.01) faults.push(`${one.name} at ${width}: ${shift.toFixed(4)}`);
      await fresh.close();
    }
  }
  context.diagnostic(`worst ${worst.toFixed(4)}`);
  assert.equal(faults.length, 0, faults.join('\n'));
});

/** Characters in each full line of running copy, counted from the boxes of the characters. */
const lines = () => {
  const out = [];
  for (const node of document.querySelectorAll('.story>p:not([class])')) {
    const walk = document.createTreeWalker(node, NodeFilter.SHOW_TEXT);
    let last = null, count = 0;
    for (let text = walk.nextNode(); text; text = walk.nextNode()) {
      for (let i = 0; i < text.data.length; i += 1) {
        const range = document.createRange();
        range.setStart(text, i);
        range.setEnd(text, i + 1);
        const box = range.getClientRects()[0];
        if (!box) continue;
        if (last === null || Math.abs(box.bottom - last) > 12) {
          if (count) out.push(count);
          [count, last] = [0, box.bottom];
        }
        count += 1;
      }
    }
    // The last line of a paragraph is not a full one.
  }
  return out;
};

test('60 to 75 characters a line from 60rem up', async (context) => {
  for (const width of [390, 960, 1280, 1920]) {
    const found = [];
    await page.setViewportSize({ width, height: 900 });
    for (const one of paper('demo').pages.filter((other) => other.kind === 'article')) {
      await visit(page, one.url);
      found.push(...(await page.evaluate(lines)));
    }
    const mean = found.reduce((a, b) => a + b, 0) / found.length;
    context.diagnostic(`${width} px: mean ${mean.toFixed(1)}, ${Math.min(...found)}–${Math.max(...found)}, ${found.length} lines`);
    if (width >= 960) assert.ok(mean >= 60 && mean <= 75, `${width} px: ${mean}`);
  }
});

/** Boxes of the first element of each selector, and how its letters look; start is the side at which a line begins. */
const boxes = (selectors) => {
  const rtl = document.documentElement.dir === 'rtl';
  const edge = document.documentElement.clientWidth;
  return Object.fromEntries(Object.entries(selectors).map(([name, selector]) => {
    const node = document.querySelector(selector);
    if (!node) return [name, null];
    const range = document.createRange();
    range.selectNodeContents(node);
    const text = range.getBoundingClientRect();
    const box = node.getBoundingClientRect();
    const flip = (r) => ({ start: rtl ? edge - r.right : r.left, end: rtl ? edge - r.left : r.right, top: r.top + scrollY, bottom: r.bottom + scrollY });
    const style = getComputedStyle(node);
    return [name, { ...flip(box), text: flip(text), size: parseFloat(style.fontSize), rule: parseFloat(style.borderBlockStartWidth), colour: style.color, seen: box.width > 0 && box.height > 0 && style.visibility === 'visible' && Number(style.opacity) === 1 }];
  }));
};
const PARTS = {
  copy: '.story>p:not([class])', takeaways: '.takeaways', title: '.takeaways h2', label: '.takeaways li:not(.plain) strong', item: '.takeaways li:not(.plain)>span',
  voice: '.voice:not(.fresh)', before: ':has(+.voice:not(.fresh))', words: '.voice:not(.fresh) blockquote', name: '.voice:not(.fresh) .voice-by b', role: '.voice:not(.fresh) .voice-by>span:last-child', pull: '.pull', said: '.pull p', by: '.pull-by',
};
const near = (a, b, what) => assert.ok(Math.abs(a - b) <= 2, `${what}: ${a} and ${b}`);

for (const name of ['demo', 'ar']) {
  const one = richest(name, ['.takeaways li:not(.plain) strong', '.voice .voice-by>span:last-child', '.pull .pull-by']);
  for (const width of [1280, 768, 390]) {
    test(`takeaways, voices and pull quote in their places: ${one.name} at ${width}`, async () => {
      await page.setViewportSize({ width, height: 900 });
      await visit(page, one.url);
      const at = await page.evaluate(boxes, PARTS);
      for (const [part, box] of Object.entries(at)) assert.ok(box?.seen, `${part} is not seen`);
      assert.equal(at.takeaways.rule, 6, 'the rule over the takeaways');
      assert.equal(at.pull.rule, 4, 'the rule over the pull quote');
      assert.ok(at.item.size >= at.copy.size, 'takeaways are at least as large as the copy');
      assert.ok(at.words.size > at.copy.size && at.said.size > at.words.size, 'a voice is larger than the copy, a pull quote larger than a voice');
      assert.ok(at.title.bottom <= at.label.top + 1, 'the heading of the takeaways stands over them');
      assert.ok(at.voice.top - at.before.bottom < 60, 'no hole over a voice');
      assert.ok(at.role.text.top >= at.name.text.bottom - 4, 'the role stands under the name');
      assert.notEqual(at.role.colour, at.name.colour, 'name and role differ');
      assert.ok(at.by.top >= at.said.bottom - 1, 'the name stands under the pull quote');
      if (width >= 768) {
        near(at.item.start, at.copy.start, 'takeaways and copy on one axis');
        near(at.words.start, at.copy.start, 'voice and copy on one axis');
        near(at.takeaways.start, at.label.start, 'label at the start of the rail');
        assert.ok(at.label.end <= at.item.start && at.label.top < at.item.bottom && at.item.top < at.label.bottom, 'the label stands in the rail beside its text');
        assert.ok(at.name.text.end <= at.words.start && at.name.top < at.words.bottom, 'the name of a voice stands in the rail beside the quote');
      } else {
        assert.ok(at.label.bottom <= at.item.top + 1, 'the label stands over its text');
        assert.ok(at.name.top >= at.words.bottom - 1, 'the name of a voice stands under the quote');
        near(at.label.start, at.copy.start, 'one edge on a phone');
      }
      if (width >= 1216) assert.ok(at.pull.start >= at.copy.end, 'the pull quote hangs in the rail after the copy');
      else near(at.pull.start, at.copy.start, 'the pull quote stands in the copy');
    });
  }
}

test('the name of the paper stands on one line, as wide as the page lets it', async () => {
  for (const name of ['demo', 'ar']) {
    const front = chosen(paper(name)).find((one) => one.kind === 'front');
    for (const width of [360, 768, 1280, 1920]) {
      await page.setViewportSize({ width, height: 900 });
      await visit(page, front.url);
      const { lines, share, size } = await page.evaluate(() => {
        const plate = document.querySelector('.nameplate h1');
        const range = document.createRange();
        range.selectNodeContents(plate);
        const style = getComputedStyle(plate);
        return {
          lines: Math.round(range.getBoundingClientRect().height / parseFloat(style.lineHeight)),
          share: range.getBoundingClientRect().width / plate.clientWidth, size: parseFloat(style.fontSize),
        };
      });
      assert.equal(lines, 1, `${name} at ${width}`);
      // 7rem is the largest; below that it fills the line but for what a build cannot know of the fonts.
      assert.ok(size >= 111 || share > 0.75, `${name} at ${width}: ${share.toFixed(2)} of the line at ${size} px`);
    }
  }
});

test('the front page: lead first, briefs beside it, sections with their names in the rail', async () => {
  for (const name of ['demo', 'ar']) {
    const front = chosen(paper(name)).find((one) => one.kind === 'front');
    await page.setViewportSize({ width: 1280, height: 900 });
    await visit(page, front.url);
    const at = await page.evaluate(boxes, { plate: '.nameplate h1', lead: '.lead h3', seconds: '.seconds', briefs: '.flanked>.briefs', head: '.block-head h2', cards: '.block .cards' });
    assert.ok(at.plate.bottom <= at.lead.top, `${name}: nameplate, then lead`);
    if (at.briefs) assert.ok(at.briefs.start >= at.lead.end - 1, `${name}: briefs at the end side`);
    if (at.seconds) assert.ok(at.seconds.top >= at.lead.bottom, `${name}: second stories under the lead`);
    if (at.head) assert.ok(at.head.text.end <= at.cards.start, `${name}: the section's name in the rail`);
  }
});
