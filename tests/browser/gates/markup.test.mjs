// What can be told from the files alone: valid HTML, headings in order, no script, weight of the HTML and of the style sheet.
import assert from 'node:assert/strict';
import { execFile } from 'node:child_process';
import { readFileSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { test } from 'node:test';
import { promisify } from 'node:util';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { all, papers } from '../lib/site.mjs';

const run = promisify(execFile);
const vnu = createRequire(import.meta.url).resolve('vnu-jar/build/dist/vnu.jar');

test(`Nu HTML checker: no error on ${all.length} pages`, async () => {
  const files = all.map((page) => page.file);
  const { stdout, stderr } = await run('java', ['-jar', vnu, '--format', 'json', '--exit-zero-always', ...files], { maxBuffer: 1 << 26 });
  const { messages } = JSON.parse(stdout || stderr);
  const faults = messages.filter((message) => message.type === 'error' || message.type === 'non-document-error');
  const told = faults.map((fault) => `${fault.url?.split('/').slice(-3).join('/')}:${fault.lastLine} ${fault.message} «${(fault.extract ?? '').replace(/\s+/g, ' ').trim()}»`);
  assert.equal(told.length, 0, told.slice(0, 20).join('\n'));
});

test('one h1, no heading level left out', () => {
  const faults = [];
  for (const page of all) {
    const levels = [...page.document.querySelectorAll('h1,h2,h3,h4,h5,h6')].map((node) => [Number(node.localName[1]), node.textContent.trim()]);
    const ones = levels.filter(([level]) => level === 1).length;
    if (ones !== 1) faults.push(`${page.name}: ${ones} h1`);
    levels.reduce((before, [level, text]) => {
      if (level > before + 1) faults.push(`${page.name}: h${level} “${text}” after h${before}`);
      return level;
    }, levels[0]?.[0] ?? 1);
    const ids = [...page.document.querySelectorAll('[id]')].map((node) => node.id);
    for (const id of new Set(ids)) if (ids.filter((other) => other === id).length > 1) faults.push(`${page.name}: id “${id}” twice`);
  }
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('no script but structured data', () => {
  const faults = [];
  for (const page of all) {
    if (page.kind.startsWith('search')) continue;
    for (const node of page.document.querySelectorAll('script')) if (node.type !== 'application/ld+json') faults.push(`${page.name}: ${node.outerHTML.slice(0, 80)}`);
    for (const node of page.document.querySelectorAll('*')) {
      for (const { name } of node.attributes) if (/^on|^style$/.test(name)) faults.push(`${page.name}: ${node.localName}[${name}]`);
    }
    for (const node of page.document.querySelectorAll('script[type="application/ld+json"]')) JSON.parse(node.textContent);
  }
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('language and direction are told', () => {
  const faults = all.filter((page) => !page.document.documentElement.lang || !page.document.documentElement.dir || !page.document.title).map((page) => page.name);
  assert.equal(faults.length, 0, faults.join('\n'));
});

// An article fits the first round trip; a page of 30 stories has half as much again.
const LIMITS = { article: 14_000, page: 14_000, 'text-story': 14_000, redirect: 2_000 };

test('HTML: gzip, at most 14 kB an article, 22 kB a list', (context) => {
  const faults = [], largest = {};
  for (const page of all) {
    const bytes = gzipSync(page.html, { level: 9 }).length;
    if (bytes > (LIMITS[page.kind] ?? 22_000)) faults.push(`${page.name}: ${bytes} bytes`);
    if (bytes > (largest[page.kind]?.[0] ?? 0)) largest[page.kind] = [bytes, page.name];
  }
  for (const [kind, [bytes, name]] of Object.entries(largest)) context.diagnostic(`${kind}: at most ${bytes} bytes (${name})`);
  assert.equal(faults.length, 0, faults.join('\n'));
});

test('style sheet: brotli, at most 9 kB', (context) => {
  for (const paper of papers) {
    const dir = join(paper.dir, 'theme');
    for (const name of readdirSync(dir).filter((file) => file.endsWith('.css'))) {
      const bytes = brotliCompressSync(readFileSync(join(dir, name))).length;
      context.diagnostic(`${paper.name}: ${bytes} bytes`);
      assert.ok(bytes <= 9_000, `${name}: ${bytes} bytes`);
    }
  }
});
