// A story on paper: every paragraph is there and in order, and what belongs to the screen is not.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { after, before, test } from 'node:test';
import { getDocument } from 'pdfjs-dist/legacy/build/pdf.mjs';
import { open, visit } from '../lib/browser.mjs';
import { chosen, paper, scratch } from '../lib/site.mjs';

let browser, page;
before(async () => {
  browser = await open();
  page = await browser.newPage();
});
after(() => browser?.close());

/** Letters and digits only: print hyphenates, breaks lines and may set capitals, and a font may call an apostrophe a letter. */
const bare = (text) => text.normalize('NFKC').toLowerCase().replace(/[^\p{L}\p{N}]|\p{Lm}/gu, '');

async function print(one) {
  await visit(page, one.url);
  const path = join(scratch, 'print.pdf');
  await page.pdf({ path, format: 'A4', preferCSSPageSize: true });
  const pdf = await getDocument({ data: new Uint8Array(readFileSync(path)), verbosity: 0 }).promise;
  let text = '';
  for (let n = 1; n <= pdf.numPages; n += 1) {
    const { items } = await (await pdf.getPage(n)).getTextContent();
    // The page number stands in the foot margin.
    text += items.filter((item) => item.transform?.[5] > 20 / 25.4 * 72).map((item) => item.str).join(' ');
  }
  const pages = pdf.numPages;
  await pdf.destroy();
  return { text: bare(text), pages };
}

for (const one of chosen(paper('demo')).filter((other) => other.kind === 'article')) {
  test(`print: ${one.name}`, async (context) => {
    const { text, pages } = await print(one);
    context.diagnostic(`${pages} pages`);
    const story = one.document.querySelector('.story');
    const title = bare(story.querySelector('h1').textContent);
    assert.ok(text.includes(title), 'the headline');
    let at = 0;
    for (const node of story.querySelectorAll(':scope>p:not([class]),:scope>h2,.takeaways li,.voice blockquote,.voice-by,.corrections p')) {
      const words = bare(node.textContent);
      const found = text.indexOf(words, at);
      const where = text.indexOf(words);
      assert.notEqual(where, -1, `missing: ${node.textContent.trim().slice(0, 80)}`);
      assert.notEqual(found, -1, `out of order: ${node.textContent.trim().slice(0, 80)}`);
      at = found + words.length;
    }
    for (const selector of ['.skip', '.pull p', '.index-head', '.neighbours a']) {
      for (const node of one.document.querySelectorAll(selector)) {
        const words = bare(node.textContent);
        if (words.length > 20) assert.ok(text.split(words).length - 1 <= bare(story.textContent).split(words).length - 1 - (selector === '.pull p' ? 1 : 0), `printed: ${node.textContent}`);
      }
    }
    const address = one.document.querySelector('.source-url');
    if (address) assert.ok(text.includes(bare(address.textContent)), 'the address is printed');
  });
}
