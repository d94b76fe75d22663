// What a reader downloads, that nothing breaks the content security policy, and that nothing needs a script.
import assert from 'node:assert/strict';
import { after, before, test } from 'node:test';
import { gzipSync, brotliCompressSync } from 'node:zlib';
import { open, visit } from '../lib/browser.mjs';
import { origin, sample } from '../lib/site.mjs';

let browser;
before(async () => { browser = await open(); });
after(() => browser?.close());

/** Requests of a first visit, with the bytes that a server with brotli would send. */
async function load(url) {
  const page = await browser.newPage();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.setCacheDisabled', { cacheDisabled: true });
  const told = [], waiting = [];
  const complaints = [];
  page.on('console', (message) => {
    // A page that names no icon, such as the text edition, makes the browser ask for one by itself.
    if (message.type() === 'error' && !message.location().url.endsWith('/favicon.ico')) complaints.push(message.text());
  });
  page.on('response', (response) => waiting.push((async () => {
    const type = response.headers()['content-type'] ?? '';
    const body = await response.body();
    const bytes = type.startsWith('text/html') ? gzipSync(body, { level: 9 }).length : /^text|svg|json|xml/.test(type) ? brotliCompressSync(body).length : body.length;
    told.push({ url: response.url(), type, bytes, status: response.status() });
  })()));
  await page.goto(url, { waitUntil: 'networkidle' });
  await Promise.all(waiting);
  await page.close();
  return { told, complaints };
}

test('at most 6 requests and 110 kB without pictures, all from the site, within the policy', async (context) => {
  const faults = [];
  const largest = {};
  for (const one of sample) {
    const { told, complaints } = await load(one.url);
    const plain = told.filter(({ url, type }) => !type.startsWith('image/') || /icon/.test(url));
    const bytes = plain.reduce((sum, part) => sum + part.bytes, 0);
    if (bytes > (largest[one.kind]?.[0] ?? 0)) largest[one.kind] = [bytes, plain.length, one.name];
    if (plain.length > 6) faults.push(`${one.name}: ${plain.length} requests: ${plain.map(({ url }) => url).join(' ')}`);
    if (bytes > 110_000) faults.push(`${one.name}: ${bytes} bytes`);
    for (const part of told) {
      if (!part.url.startsWith(origin)) faults.push(`${one.name}: asks ${part.url}`);
      if (part.status !== 200) faults.push(`${one.name}: ${part.status} ${part.url}`);
    }
    faults.push(...complaints.map((text) => `${one.name}: ${text}`));
  }
  for (const [kind, [bytes, requests, name]] of Object.entries(largest)) context.diagnostic(`${kind}: ${bytes} bytes, ${requests} requests (${name})`);
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('the same page without JavaScript', async () => {
  const faults = [];
  const off = await open({ javaScriptEnabled: false });
  try {
    for (const one of sample) {
      const text = [];
      for (const context of [browser, off]) {
        const page = await context.newPage();
        await page.goto(one.url, { waitUntil: 'load' });
        text.push((await page.locator('body').innerText()).replace(/\s+/g, ' ').trim());
        await page.close();
      }
      if (text[1].length < 200) faults.push(`${one.name}: only ${text[1].length} characters`);
      if (text[0] !== text[1] && !one.kind.startsWith('search')) faults.push(`${one.name}: the text differs`);
    }
  } finally {
    await off.close();
  }
  assert.equal(faults.length, 0, faults.join('\n'));
});
