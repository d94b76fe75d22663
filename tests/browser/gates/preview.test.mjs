// The preview while somebody writes: a save is seen without a hand on the browser, a fault is shown over the last good page,
// and the editor's bar is there and can be used with the keyboard.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { mkdirSync, mkdtempSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { after, before, test } from 'node:test';
import axe from 'axe-core';
import { open } from '../lib/browser.mjs';
import { scratch } from '../lib/site.mjs';

const site = mkdtempSync(join(scratch, 'preview-'));
const story = (name, words) => `+++\ntitle = "Story ${name}"\ndate = 2026-03-05\nauthors = ["Ann Lee"]\n+++\n${`The story ${name} has ${words}.\n\n`.repeat(40)}`;
const path = (name) => join(site, 'content/city', `${name}.md`);

let browser, page, preview, address;
before(async () => {
  mkdirSync(join(site, 'content/city'), { recursive: true });
  writeFileSync(join(site, 'config.toml'), 'title = "The Valley Record"\nbase_url = "https://news.example/paper/"\nurls_lock = false\n');
  for (const name of ['a', 'b']) writeFileSync(path(name), story(name, 'first words'));
  preview = spawn(process.env.NEWSPRINT, ['serve', '--root', site, '--port', '0', '--now', '2026-03-10T12:00:00Z'], { stdio: ['ignore', 'pipe', 'inherit'] });
  for await (const line of createInterface({ input: preview.stdout })) {
    address = line.match(/http:\S+/)?.[0];
    if (address) break;
  }
  preview.stdout.resume();
  browser = await open();
  page = await browser.newPage();
});
after(async () => {
  await browser?.close();
  preview?.kill('SIGINT');
  rmSync(site, { recursive: true, force: true });
});

const shows = (words) => page.waitForFunction((words) => document.querySelector('main').textContent.includes(words), words);

test('a save is seen without a hand on the browser, at the place that was being read', async () => {
  await page.goto(`${address}city/a/`);
  await page.waitForSelector('#newsprint-bar');
  await page.evaluate(() => scrollTo(0, 300));
  writeFileSync(path('a'), story('a', 'second words'));
  await shows('second words');
  await page.waitForFunction(() => scrollY === 300);
});

test('a page that did not change is left alone', async () => {
  await page.evaluate(() => { window.untouched = true; });
  writeFileSync(path('b'), story('b', 'other words'));
  const other = await browser.newPage();
  await other.goto(`${address}city/b/`);
  await other.waitForFunction(() => document.querySelector('main').textContent.includes('other words'));
  await other.close();
  await page.waitForTimeout(300);
  assert.equal(await page.evaluate(() => window.untouched), true);
});

test('a style sheet is exchanged without loading the page', async () => {
  mkdirSync(join(site, 'static/theme'), { recursive: true });
  const house = readFileSync(new URL('../../../static/theme/site.css', import.meta.url), 'utf8');
  writeFileSync(join(site, 'static/theme/site.css'), `${house}\nmain { outline: 3px solid rgb(1, 2, 3); }\n`);
  await page.waitForFunction(() => getComputedStyle(document.querySelector('main')).outlineColor === 'rgb(1, 2, 3)');
  assert.equal(await page.evaluate(() => window.untouched), true);
});

test('a fault is shown over the last good page, and goes when it is mended', async () => {
  const good = readFileSync(path('a'), 'utf8');
  writeFileSync(path('a'), good.replace('date = 2026-03-05', 'date = "soon"'));
  const overlay = page.locator('#newsprint-overlay');
  await overlay.waitFor();
  assert.match(await overlay.textContent(), /content\/city\/a\.md:3/);
  assert.ok((await page.locator('main').textContent()).includes('second words'));
  await page.reload();
  await overlay.waitFor();
  writeFileSync(path('a'), good);
  await overlay.waitFor({ state: 'detached' });
  assert.ok((await page.locator('main').textContent()).includes('second words'));
});

test('after a rename the browser goes to the new address', async () => {
  renameSync(path('a'), path('anew'));
  await page.waitForURL(`${address}city/anew/`);
  await shows('second words');
});

test('the bar can be used with the keyboard, and shows the paper of another time', async () => {
  writeFileSync(path('soon'), story('soon', 'words to come').replace('2026-03-05', '2026-03-20'));
  await page.waitForTimeout(300);
  await page.goto(`${address}city/soon/`);
  const bar = page.locator('#newsprint-desk');
  await bar.locator('summary').focus();
  await page.keyboard.press('Enter');
  assert.match(await bar.textContent(), /Scheduled/);
  await bar.locator('input[name=now]').fill('2026-03-21T08:00');
  await bar.locator('button').first().click();
  await shows('words to come');
  assert.match(await bar.textContent(), /Search result.*Share card/s);
  await page.evaluate(axe.source);
  const { violations } = await page.evaluate(() => window.axe.run('#newsprint-bar'));
  assert.deepEqual(violations.map(({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html).join(' ')}`), []);
});
