// The search page, typed into: within the policy, beneath a path, and with the keyboard alone.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { open } from '../lib/browser.mjs';
import { origin, papers } from '../lib/site.mjs';

let browser, page;
const complaints = [];
before(async () => {
  browser = await open();
  page = await browser.newPage();
  page.on('console', (message) => { if (message.type() === 'error') complaints.push(message.text()); });
});
after(() => browser?.close());

for (const paper of papers) {
  const finder = paper.pages.find(({ kind }) => kind === 'search');
  const story = paper.pages.find(({ kind }) => kind === 'article');
  const headline = story?.document.querySelector('h1').textContent.trim();

  test(`a headline of ${paper.name} finds its story`, { skip: !finder }, async () => {
    await page.goto(finder.url, { waitUntil: 'networkidle' });
    await page.focus('#q');
    await page.keyboard.insertText(headline);
    await page.waitForSelector('.found a');
    assert.equal(await page.getAttribute('.found a', 'href'), story.url);
    assert.equal((await page.textContent('.found h2')).trim(), headline);
    assert.ok(await page.locator('.found h2 mark').count());
    assert.ok((await page.textContent('[role=status]')).trim());
    assert.equal(new URL(page.url()).searchParams.get('q'), headline);
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    assert.equal(await page.evaluate(() => document.activeElement.closest('.found') !== null), true);
    await page.keyboard.press('Enter');
    await page.waitForURL(story.url);
    await page.goBack({ waitUntil: 'networkidle' });
    await page.waitForSelector('.found a');
    assert.equal(await page.inputValue('#q'), headline);
  });

  test(`nothing found in ${paper.name}, and an index that does not come`, { skip: !finder }, async () => {
    await page.goto(`${finder.url}?q=zqxzqx`, { waitUntil: 'networkidle' });
    await page.waitForFunction(() => document.querySelector('[role=status]').textContent);
    assert.equal(await page.locator('.found li').count(), 0);
    assert.deepEqual(complaints.splice(0), []);
    await page.route('**/search/words-*', (route) => route.abort());
    await page.goto(`${finder.url}?q=zqx`, { waitUntil: 'networkidle' });
    const failed = await page.getAttribute('form[data-failed]', 'data-failed');
    await page.waitForFunction((words) => document.querySelector('[role=status]').textContent === words, failed);
    await page.unroute('**/search/words-*');
    complaints.length = 0;
  });
}

test('words that look like HTML stay words', async () => {
  const finder = papers[0].pages.find(({ kind }) => kind === 'search');
  await page.goto(`${finder.url}?q=${encodeURIComponent('<img src=x onerror=alert(1)>')}`, { waitUntil: 'networkidle' });
  assert.equal(await page.locator('main img').count(), 0);
  assert.ok(page.url().startsWith(origin));
});
