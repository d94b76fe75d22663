// The preview in the browser: loads a page again when it changed, shows faults over it, and makes the editor's bar.
(() => {
  'use strict';
  const page = JSON.parse(document.currentScript.dataset.page);
  const SCROLL = 'newsprint-scroll';
  const OPEN = 'newsprint-desk-open';

  /** An element with attributes and children; what is null is left out. */
  const make = (name, attributes = {}, ...children) => {
    const element = document.createElement(name);
    for (const [key, value] of Object.entries(attributes)) if (value !== null && value !== false) element.setAttribute(key, value === true ? '' : value);
    element.append(...children.filter((child) => child !== null && child !== undefined));
    return element;
  };

  // --- Loading again, at the place that was being read ---

  const go = (url) => {
    sessionStorage.setItem(SCROLL, JSON.stringify({ path: new URL(url, location.href).pathname, x: scrollX, y: scrollY }));
    if (url === location.href) location.reload();
    else location.replace(url);
  };

  const kept = JSON.parse(sessionStorage.getItem(SCROLL) ?? 'null');
  sessionStorage.removeItem(SCROLL);
  if (kept && kept.path === location.pathname) {
    const back = () => scrollTo({ left: kept.x, top: kept.y, behavior: 'instant' });
    back();
    addEventListener('load', back, { once: true });
  }

  // --- What changed on the page without it being another page ---

  const same = (element, attribute, path) => element[attribute] && new URL(element[attribute], location.href).pathname === path;

  const swapSheet = (from, to) => {
    for (const old of document.querySelectorAll('link[rel=stylesheet]')) {
      if (!same(old, 'href', from)) continue;
      const fresh = old.cloneNode();
      fresh.href = to;
      fresh.addEventListener('load', () => old.remove(), { once: true });
      old.after(fresh);
    }
  };

  const swapFile = (path, issue) => {
    swapSheet(path, `${path}?issue=${issue}`);
    for (const image of document.images) {
      if (!same(image, 'currentSrc', path) && !same(image, 'src', path)) continue;
      image.removeAttribute('srcset');
      image.src = `${path}?issue=${issue}`;
    }
    for (const script of document.scripts) if (same(script, 'src', path)) go(location.href);
  };

  // --- Faults ---

  const STYLE = '/__newsprint/preview.css';
  const style = () => {
    if (!document.querySelector(`link[href="${STYLE}"]`)) document.body.append(make('link', { rel: 'stylesheet', href: STYLE }));
  };
  const overlay = () => document.getElementById('newsprint-overlay');
  const hide = () => overlay()?.remove();

  const finish = () => {
    const shown = overlay();
    if (!shown) return;
    const button = make('button', { type: 'button' }, 'Hide');
    button.addEventListener('click', hide);
    shown.querySelector('h2').after(button);
  };

  const faults = (html) => {
    style();
    hide();
    document.body.insertAdjacentHTML('beforeend', html);
    finish();
  };

  addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });

  // --- The line to the preview ---

  let line = null;
  const listen = () => {
    if (line) return;
    const asked = new URLSearchParams({
      at: location.pathname, mark: page.mark, sheet: page.sheet ?? '', source: page.source ?? '', issue: page.issue, faulty: page.faulty,
    });
    line = new EventSource(`/__newsprint/events?${asked}`);
    const on = (name, then) => line.addEventListener(name, (event) => then(JSON.parse(event.data)));
    on('reload', () => go(location.href));
    on('moved', ({ url }) => go(new URL(url + location.hash, location.href).href));
    on('faults', ({ html, mark }) => { page.faulty = mark; faults(html); });
    on('well', () => { page.faulty = ''; hide(); });
    on('sheet', ({ from, to }) => { page.sheet = to; swapSheet(from, to); });
    on('file', ({ url, issue }) => { page.issue = issue; swapFile(decodeURI(url) === url ? url : new URL(url, location.href).pathname, issue); });
  };
  const hangUp = () => {
    line?.close();
    line = null;
  };

  // A browser has few lines to one machine: a page that nobody looks at gives its line back, and asks again later.
  let away = 0;
  document.addEventListener('visibilitychange', () => {
    clearTimeout(away);
    if (document.hidden) away = setTimeout(hangUp, 20_000);
    else listen();
  });
  addEventListener('pagehide', hangUp);
  addEventListener('pageshow', (event) => { if (event.persisted) go(location.href); });

  // --- The editor's bar ---

  const meta = (name) => document.head.querySelector(`meta[property="${name}"], meta[name="${name}"]`)?.content ?? null;

  const result = () => {
    const address = document.head.querySelector('link[rel=canonical]')?.href ?? location.href;
    return make('figure', { class: 'newsprint-result' },
      make('figcaption', {}, /noindex/.test(meta('robots') ?? '') ? 'Search result: none, this page asks not to be listed' : 'Search result'),
      make('p', { class: 'newsprint-address' }, address.replace(/^https?:\/\//, '').replaceAll('/', ' › ').replace(/[ ›]+$/, '')),
      make('p', { class: 'newsprint-title' }, document.title),
      make('p', {}, meta('description') ?? 'No description: search engines choose their own words.'));
  };

  const card = () => {
    const picture = meta('og:image');
    // The card names the published address; the picture is here already.
    const local = picture && new URL(picture, location.href).pathname;
    return make('figure', { class: 'newsprint-card' },
      make('figcaption', {}, 'Share card'),
      local ? make('img', { src: local, alt: meta('og:image:alt') ?? '', loading: 'lazy' }) : null,
      make('p', { class: 'newsprint-title' }, meta('og:title') ?? document.title),
      make('p', {}, meta('og:description') ?? meta('description') ?? ''));
  };

  const told = (warnings) => make('ul', { class: 'newsprint-told' }, ...warnings.map((one) => make('li', {},
    make('strong', {}, `${one.line ? `Line ${one.line}: ` : ''}${one.message}`), one.help ? ` (${one.help})` : null, make('small', {}, ` ${one.code}`))));

  const clock = () => {
    const box = (name, label, on) => make('label', {}, make('input', { type: 'checkbox', name, checked: on }), ` ${label}`);
    const form = make('form', { method: 'post', action: '/__newsprint/clock' },
      make('label', {}, `The paper as of (${page.zone}) `, make('input', { type: 'datetime-local', name: 'now', value: page.now })),
      box('drafts', 'Drafts', page.drafts), box('future', 'Stories to come', page.future),
      make('input', { type: 'hidden', name: 'was', value: page.now }),
      make('input', { type: 'hidden', name: 'back', value: location.pathname + location.search }),
      make('button', {}, 'Show'), page.set ? make('button', { name: 'reset', value: '1' }, 'Back to now') : null);
    return form;
  };

  const bar = () => {
    if (!page.zone) return;
    style();
    const warnings = page.warnings ?? [];
    const state = page.state ? `${page.state.why}${page.state.due ? ` until ${page.state.due}` : ''}` : null;
    const summary = make('summary', {}, 'Desk');
    const mark = (text, kind) => summary.append(' ', make('b', { 'data-kind': kind }, text));
    if (state) mark(state, 'state');
    if (warnings.length) mark(`${warnings.length} ${warnings.length === 1 ? 'warning' : 'warnings'}`, 'warning');
    if (page.set) mark(`as of ${page.now.replace('T', ' ')}`, 'state');
    const facts = [
      page.source ?? null,
      page.words === undefined ? null : `${page.words} words, ${page.minutes} min`,
      page.held ? `${page.held} held back in the whole paper` : null,
      page.told ? `${page.told} warnings in the whole paper` : null,
    ].filter(Boolean);
    const desk = make('details', { id: 'newsprint-desk', open: sessionStorage.getItem(OPEN) === '1' }, summary,
      make('div', {},
        make('p', {}, facts.join(' · ')),
        state ? make('p', {}, page.kind ? `Shown in this preview only: ${state}.` : `A story stands here that is held back: ${state}.`) : null,
        warnings.length ? told(warnings) : null,
        page.kind ? result() : null,
        page.kind === 'article' ? card() : null,
        clock()));
    desk.addEventListener('toggle', () => sessionStorage.setItem(OPEN, desk.open ? '1' : '0'));
    document.body.append(make('aside', { id: 'newsprint-bar', 'aria-label': 'The desk', lang: 'en', dir: 'ltr' }, desk));
  };

  finish();
  bar();
  listen();
})();
