// What a browser's reader view keeps of a story (Mozilla's readability, the code of Firefox).
import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Readability, isProbablyReaderable } from '@mozilla/readability';
import { JSDOM } from 'jsdom';
import { papers } from '../lib/site.mjs';

const flat = (text) => text.replace(/\s+/g, ' ').trim();
const bare = (text) => text.replace(/[\s“”‘’«»"'.,،:]/g, '');

/** Parts that must be there, word for word, if the story has them. */
const KEEP = {
  dek: '.dek', 'takeaways heading': '.takeaways h2', takeaways: '.takeaways li', 'words of a voice': '.voice blockquote', 'name of a voice': '.voice-by b', 'role of a voice': '.voice-by>span:last-child',
  corrections: '.corrections', 'fact box': '.factbox li', timeline: '.timeline li', table: '.table td', caption: '.story figcaption', copy: '.story>p:not([class])', heading: '.story>h2',
};
const DROP = { 'what stands after the story': '.after .more a, .after .topics a' };

for (const paper of papers) {
  test(`reader view keeps the story: ${paper.name}`, () => {
    const faults = [];
    for (const page of paper.pages.filter((one) => one.kind === 'article')) {
      const { document } = new JSDOM(page.html, { url: page.url }).window;
      if (!isProbablyReaderable(document, { minContentLength: 80, minScore: 10 })) faults.push(`${page.name}: not offered`);
      const parsed = new Readability(document).parse();
      if (!parsed) { faults.push(`${page.name}: nothing`); continue; }
      const text = flat(parsed.textContent);
      const headline = flat(page.document.querySelector('h1').textContent);
      // Readers see the page's title over the text; a story may have a shorter one for search engines.
      if (bare(parsed.title) !== bare(headline) && !bare(page.document.title).startsWith(bare(parsed.title))) faults.push(`${page.name}: title “${parsed.title}”`);
      const byline = page.document.querySelector('.byline bdi');
      if (byline && !flat(parsed.byline ?? '').includes(flat(byline.textContent))) faults.push(`${page.name}: byline “${parsed.byline}”, expected ${byline.textContent}`);
      for (const [part, selector] of Object.entries(KEEP)) {
        for (const node of page.document.querySelectorAll(selector)) {
          if (node.closest('.pull')) continue;
          if (!bare(text).includes(bare(node.textContent))) faults.push(`${page.name}: ${part} is lost: “${flat(node.textContent).slice(0, 60)}”`);
        }
      }
      for (const [part, selector] of Object.entries(DROP)) {
        for (const node of page.document.querySelectorAll(selector)) if (text.includes(flat(node.textContent)) && !flat(page.document.querySelector('.story').textContent).includes(flat(node.textContent))) faults.push(`${page.name}: ${part} is kept: “${flat(node.textContent)}”`);
      }
      for (const node of page.document.querySelectorAll('.pull')) {
        const said = bare(node.querySelector('p').textContent);
        const clone = page.document.querySelector('.story').cloneNode(true);
        clone.querySelectorAll('.pull').forEach((pull) => pull.remove());
        const count = (where) => bare(where).split(said).length - 1;
        if (count(text) !== count(clone.textContent)) faults.push(`${page.name}: the pull quote is read ${count(text)} times, expected ${count(clone.textContent)}`);
      }
    }
    assert.equal(faults.length, 0, faults.slice(0, 30).join('\n'));
  });
}
