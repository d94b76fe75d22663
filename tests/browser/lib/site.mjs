// The built papers: every HTML file, what kind of page it is, and which pages stand for their kind.
import { readFileSync, readdirSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { JSDOM } from 'jsdom';

const need = (name) => {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: start the tests with tests/browser/run`);
  return value;
};

/** Where the tests may write. */
export const scratch = need('NP_SCRATCH');

export const origin = need('NP_ORIGIN');

/** The papers under test. `mount` is the path at which the server shows `dir`. */
export const papers = JSON.parse(need('NP_PAPERS')).map((paper) => ({ ...paper, pages: read(paper) }));

function walk(dir) {
  return readdirSync(dir, { withFileTypes: true }).flatMap((entry) => (entry.isDirectory() ? walk(join(dir, entry.name)) : [join(dir, entry.name)]));
}

function read(paper) {
  const files = walk(paper.dir).filter((file) => file.endsWith('.html')).sort();
  return files.map((file) => {
    const path = relative(paper.dir, file).split(sep).join('/');
    const html = readFileSync(file, 'utf8');
    const { document } = new JSDOM(html).window;
    const address = path.replace(/(^|\/)index\.html$/, '$1');
    return { paper: paper.name, file, path, html, document, kind: kind(address, document), url: origin + paper.mount + address, name: `${paper.name}:/${address}` };
  });
}

/**
 * The kind of a page, from its address and what stands in it. A kind that nobody has thought of yet gets a name of its own
 * (its first folder), so that it joins every gate on the day that the build makes the first one.
 */
function kind(address, document) {
  const has = (selector) => document.querySelector(selector) !== null;
  const parts = address.split('/').filter(Boolean);
  if (has('meta[http-equiv=refresh]')) return 'redirect';
  if (address === '404.html') return 'not-found';
  if (parts[0] === 'text') return has('article') ? 'text-story' : 'text-list';
  if (has('.front-plate')) return 'front';
  if (has('article.story:not(.standing)')) return 'article';
  if (has('article.story.standing')) return parts.length > 1 ? 'withdrawn' : 'page';
  if (parts.includes('p')) return 'older-page';
  for (const known of ['topics', 'authors', 'series', 'archive', 'corrections', 'search', 'latest']) {
    if (parts[0] === known) return parts.length > 1 ? `${known}-one` : known;
  }
  if (has('.list-head')) return parts.length > 1 ? 'subsection' : 'section';
  return `other-${parts[0] ?? 'root'}`;
}

/** What a page is made of: its elements with their classes. */
const marks = new WeakMap();
function makeup(page) {
  if (!marks.has(page)) {
    const found = new Set();
    for (const node of page.document.querySelectorAll('main *')) {
      found.add(node.localName);
      for (const name of node.classList) found.add(`.${name}`);
    }
    marks.set(page, found);
  }
  return marks.get(page);
}

/** For each kind the fewest pages that together hold every element and class of that kind. */
export function chosen(paper, { except = [] } = {}) {
  const kinds = Map.groupBy ? Map.groupBy(paper.pages, (page) => page.kind) : group(paper.pages);
  const out = [];
  for (const [name, pages] of kinds) {
    if (except.includes(name)) continue;
    const missing = new Set(pages.flatMap((page) => [...makeup(page)]));
    let rest = [...pages];
    while (rest.length && (missing.size || out.at(-1)?.kind !== name)) {
      const gain = (page) => [...makeup(page)].filter((mark) => missing.has(mark)).length;
      const best = rest.reduce((a, b) => (gain(b) > gain(a) ? b : a));
      out.push(best);
      makeup(best).forEach((mark) => missing.delete(mark));
      rest = rest.filter((page) => page !== best);
    }
  }
  return out;
}

function group(pages) {
  const map = new Map();
  for (const page of pages) map.set(page.kind, [...(map.get(page.kind) ?? []), page]);
  return map;
}

/** Every paper's chosen pages but those that send the reader on at once. */
export const sample = papers.flatMap((paper) => chosen(paper, { except: ['redirect'] }));

export const all = papers.flatMap((paper) => paper.pages);

export const paper = (name) => papers.find((one) => one.name === name);

/** The richest article of a paper: the one with the most different parts. */
export function richest(name, holds = []) {
  const pages = paper(name).pages.filter((page) => page.kind === 'article' && holds.every((selector) => page.document.querySelector(selector)));
  if (!pages.length) throw new Error(`no article of ${name} holds ${holds.join(', ')}`);
  return pages.reduce((a, b) => (makeup(b).size > makeup(a).size ? b : a));
}
