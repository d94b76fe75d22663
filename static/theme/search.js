// The search of the search page: reads the index that the paper is printed with, and nothing else. No other page loads it.
//
// 1. What is typed is folded and cut into words, as src/pages/search/words.rs does with the copy: a change here is a change there.
// 2. Each word is looked up in the shards that can hold it; a story must have all of them.
// 3. The best and then the newest come first; what is shown of them is fetched ten at a time.
//
// Nothing that was fetched or typed becomes HTML: all of it is set as text. The first part knows no page, for the tests.

const UNSPACED = '\u0e01-\u0e3a\u0e40-\u0e4e\u0e80-\u0edf\u1000-\u103f\u1780-\u17d3\u3005\u3041-\u3096\u3099\u309a\u30a1-\u30fa\u30fc-\u30fe'
  + '\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\u{20000}-\u{3ffff}';
const DROPPED = '\u0300-\u036f\u0591-\u05bd\u05bf\u05c1\u05c2\u05c4\u05c5\u05c7\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed'
  + '\u00ad\u200c\u200d';
const LETTERS = '\\p{Alphabetic}\\p{N}\\p{M}';
const runs = (more) => new RegExp(`[${UNSPACED}${more}]+|(?:(?![${UNSPACED}])[${LETTERS}${more}])+`, 'gu');
const RUN = runs('');
const RUN_AS_WRITTEN = runs(DROPPED);
const DROP = new RegExp(`[${DROPPED}]`, 'gu');
/** Words that a hyphen or an apostrophe joins: they are one word too. */
const WORD = `(?:(?![${UNSPACED}])[${LETTERS}])+`;
const JOINER = "[-\\u2010'’\\u05be\\u05f3·]";
const JOINED = new RegExp(`${WORD}(?:${JOINER}${WORD})+`, 'gu');
const IS_JOINER = new RegExp(JOINER, 'gu');
const IS_UNSPACED = new RegExp(`^[${UNSPACED}]`, 'u');
const SAME = new Map([
  ...Object.entries({ ß: 'ss', æ: 'ae', œ: 'oe', ø: 'o', đ: 'd', ð: 'd', ħ: 'h', ı: 'i', ł: 'l', þ: 'th', ς: 'σ', ʼ: "'", ʻ: "'" }),
  ['\u0671', '\u0627'], ['\u0629', '\u0647'], ['\u06c0', '\u0647'], ['\u06c1', '\u0647'], ['\u06d5', '\u0647'],
  ['\u0649', '\u064a'], ['\u06cc', '\u064a'], ['\u06a9', '\u0643'],
  ...[...'٠١٢٣٤٥٦٧٨٩', ...'۰۱۲۳۴۵۶۷۸۹'].map((digit, n) => [digit, String(n % 10)]),
]);
const LONGEST = 40;
const DIGITS = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_';
/** What a word is worth in the copy, there often, in the dek and the like, in the headline. */
const WORTH = [1, 2, 4, 8];
/** Letters that an ending may have: “harbour” finds “harbours”, and a case of Russian its others. */
const ENDING = 3;

/** A text with every letter in its plainest form. */
export function fold(text) {
  const plain = text.normalize('NFKD').toLowerCase().replace(DROP, '');
  return Array.from(plain, (c) => SAME.get(c) ?? c).join('').normalize('NFC');
}

/** The words to look for, in order, each once. A run without spaces is its pairs of letters. */
export function cut(text) {
  const words = [];
  for (const [run] of fold(text).matchAll(RUN)) {
    const letters = Array.from(run);
    if (IS_UNSPACED.test(run)) {
      if (letters.length === 1) words.push(run);
      for (let at = 1; at < letters.length; at++) words.push(letters[at - 1] + letters[at]);
    } else if (letters.length > 1 || !(run < '\u0250' && /\p{Alphabetic}/u.test(run))) {
      words.push(letters.slice(0, LONGEST).join(''));
    }
  }
  return [...new Set(words)];
}

/** What to look for, in order; one who types `wi-fi` looks for `wifi`, or for both its words. */
function wishes(text) {
  const found = [];
  let at = 0;
  const plain = fold(text);
  for (const match of plain.matchAll(JOINED)) {
    const word = match[0].replace(IS_JOINER, '');
    if (!/\p{Alphabetic}/u.test(word) || Array.from(word).length > LONGEST) continue;
    found.push(...cut(plain.slice(at, match.index)).map((word) => [word]), [word, cut(match[0])]);
    at = match.index + match[0].length;
  }
  found.push(...cut(plain.slice(at)).map((word) => [word]));
  return found.filter(([word], at) => found.findIndex(([same]) => same === word) === at);
}

/** What to look for: how many letters more than the word itself may follow. The last word may be typed in part. */
export function terms(text) {
  const term = (word, last) => {
    const length = Array.from(word).length;
    if (IS_UNSPACED.test(word)) return { word, more: length === 1 ? 1 : 0 };
    if (last && (length > 1 || word >= '\u0250')) return { word, more: Infinity };
    return { word, more: length > ENDING ? ENDING : 0 };
  };
  const all = wishes(text);
  return all.map(([word, parts], at) => {
    const last = at === all.length - 1;
    return parts?.length ? { ...term(word, last), parts: parts.map((part, nth) => term(part, last && nth === parts.length - 1)) } : term(word, last);
  });
}

const fits = (term, word) => word.startsWith(term.word) && (term.more === Infinity || Array.from(word).length - Array.from(term.word).length <= term.more);

/** Order of code points, in which the shards are sorted; that of JavaScript is another for rare letters. */
function before(a, b) {
  const [x, y] = [Array.from(a, (c) => c.codePointAt(0)), Array.from(b, (c) => c.codePointAt(0))];
  for (let at = 0; at < x.length && at < y.length; at++) if (x[at] !== y[at]) return x[at] < y[at];
  return x.length < y.length;
}

/** The shards of a volume that can hold words which begin so; `firsts` are their first words, empty for one without any. */
export function shardsFor(firsts, { word, more }) {
  const filled = firsts.map((first, shard) => ({ first, shard })).filter(({ first, shard }) => shard === 0 || first);
  const start = Math.max(0, filled.findLastIndex(({ first }) => !before(word, first)));
  const end = filled.findIndex(({ first }, at) => at > start && (more === 0 || !first.startsWith(word)));
  return filled.slice(start, end < 0 ? filled.length : end).map(({ shard }) => shard);
}

/** Calls `each` with the number and the weight of every story in a line of a shard. */
export function postings(text, each) {
  let [number, value, shift] = [0, 0, 0];
  for (const digit of text) {
    const n = DIGITS.indexOf(digit);
    value += (n % 32) * 2 ** shift;
    shift += 5;
    if (n < 32) {
      number += Math.floor(value / 4);
      each(number, value % 4);
      value = shift = 0;
    }
  }
}

/** Stories of one shard that a term finds: their number in the paper, and what it is worth. */
export function lookUp(shard, term, from, found = new Map()) {
  for (const line of shard.split('\n')) {
    if (!line.startsWith(term.word)) continue;
    const space = line.indexOf(' ');
    const word = line.slice(0, space);
    if (!fits(term, word)) continue;
    const share = word === term.word ? 2 : 1;
    postings(line.slice(space + 1), (number, weight) => {
      const worth = WORTH[weight] * share;
      if (worth > (found.get(from + number) ?? 0)) found.set(from + number, worth);
    });
  }
  return found;
}

/** Numbers of the stories that have all terms, the best first and the newest among equals. `load(name, mark)` gives a file's text. */
export async function search(text, manifest, load) {
  const wanted = terms(text);
  if (!wanted.length) return [];
  const worthOf = async (term) => {
    const worth = new Map();
    await Promise.all(manifest.volumes.flatMap((volume, v) => shardsFor(volume.words, term).map(async (s) => {
      lookUp(await load(`words-${v}-${s}.txt`, volume.mark), term, volume.from, worth);
    })));
    const parts = await Promise.all((term.parts ?? []).map(worthOf));
    for (const number of parts[0]?.keys() ?? []) {
      if (parts.every((part) => part.has(number))) worth.set(number, Math.max(worth.get(number) ?? 0, ...parts.map((part) => part.get(number))));
    }
    return worth;
  };
  const found = await Promise.all(wanted.map(worthOf));
  const hits = [];
  for (const number of found[0].keys()) {
    if (found.every((worth) => worth.has(number))) hits.push([number, found.reduce((sum, worth) => sum + worth.get(number), 0)]);
  }
  return hits.sort((a, b) => b[1] - a[1] || b[0] - a[0]).map(([number]) => number);
}

/** A text in pieces, `[piece, whether it was looked for]`. */
export function marked(text, terms) {
  const wanted = terms.flatMap((term) => [term, ...(term.parts ?? [])]);
  const pieces = [];
  const put = (piece, hit) => {
    const last = pieces.at(-1);
    if (last && last[1] === hit) last[0] += piece;
    else if (piece) pieces.push([piece, hit]);
  };
  let at = 0;
  for (const match of text.matchAll(RUN_AS_WRITTEN)) {
    put(text.slice(at, match.index), false);
    at = match.index + match[0].length;
    const plain = fold(match[0]);
    if (!IS_UNSPACED.test(plain)) {
      put(match[0], cut(match[0]).some((word) => wanted.some((term) => fits(term, word))));
      continue;
    }
    // Letters of a run that belong to a pair, or are the letter, that was looked for.
    const letters = match[0].match(/\P{M}\p{M}*|\p{M}+/gu);
    const folded = letters.map(fold);
    const hit = folded.map((letter, n) => wanted.some(({ word }) => word === letter || word === letter + folded[n + 1] || word === folded[n - 1] + letter));
    letters.forEach((letter, n) => put(letter, hit[n]));
  }
  put(text.slice(at), false);
  return pieces;
}

/** The sentence for a number: that of the sample with the same plural. */
export function sayCount(samples, n, lang) {
  const rules = new Intl.PluralRules(lang);
  const same = samples.find(([sample]) => sample === n) ?? samples.find(([sample]) => sample > 0 && rules.select(sample) === rules.select(n)) ?? samples.at(-1);
  return same[1].replace('{}', new Intl.NumberFormat(lang).format(n));
}

// From here on the page.

const AT_ONCE = 10;
const PAUSE = 150;

function start(form) {
  const [field, status, list, more] = ['input', '[role=status]', 'ol', 'button.more-found'].map((which) => (which === 'input' ? form : form.parentNode).querySelector(which));
  const { lang } = document.documentElement;
  const samples = JSON.parse(form.dataset.counts);
  const index = new URL(form.dataset.index, location.href);
  const files = new Map();
  let [turn, timer, hits, wanted, shown, manifest] = [0, 0, [], [], 0, null];

  const get = (name, mark) => {
    const url = new URL(`${name}?${mark}`, index);
    if (!files.has(name)) {
      files.set(name, fetch(url).then((answer) => {
        if (!answer.ok) throw new Error(`${url}: ${answer.status}`);
        return answer.text();
      }).catch((error) => {
        files.delete(name);
        throw error;
      }));
    }
    return files.get(name);
  };
  const open = async () => {
    const answer = await fetch(index, { cache: 'no-cache' });
    if (!answer.ok) throw new Error(`${index}: ${answer.status}`);
    return answer.json();
  };

  const element = (name, text, attributes = {}) => {
    const made = Object.assign(document.createElement(name), attributes);
    for (const [piece, hit] of text) {
      if (!hit) made.append(piece);
      else made.append(Object.assign(document.createElement('mark'), { textContent: piece }));
    }
    return made;
  };
  const item = (story) => {
    const li = document.createElement('li');
    if (story.section) li.append(element('p', [[story.section]], { className: 'kicker' }));
    const link = element('a', marked(story.headline, wanted), { href: new URL(story.url, index).href });
    const head = element('h2', []);
    head.append(link);
    li.append(head);
    const texts = [head];
    if (story.summary) {
      texts.push(element('p', marked(story.summary, wanted), { className: 'dek' }));
      li.append(texts[1]);
    }
    if (story.lang) for (const text of texts) [text.lang, text.dir] = story.lang;
    if (story.date) {
      const meta = element('p', [], { className: 'meta' });
      meta.append(element('time', [[story.date[1]]], { dateTime: story.date[0] }));
      li.append(meta);
    }
    return li;
  };

  const show = async (mine) => {
    const numbers = hits.slice(shown, shown + AT_ONCE);
    const chunks = await Promise.all(numbers.map((number) => {
      const chunk = Math.floor(number / manifest.chunk);
      return get(`stories-${chunk}.json`, manifest.marks[chunk]);
    }));
    if (mine !== turn) return null;
    const parsed = new Map();
    const items = numbers.map((number, at) => {
      if (!parsed.has(chunks[at])) parsed.set(chunks[at], JSON.parse(chunks[at]));
      return item(parsed.get(chunks[at])[number % manifest.chunk]);
    });
    if (shown === 0) list.replaceChildren();
    list.append(...items);
    shown += items.length;
    more.hidden = shown >= hits.length;
    return items[0];
  };
  const fail = (error, mine) => {
    console.error(error);
    if (mine === turn) status.textContent = form.dataset.failed;
  };
  const run = async () => {
    clearTimeout(timer);
    const text = field.value.trim();
    const mine = ++turn;
    const url = new URL(location.href);
    if (text) url.searchParams.set('q', text);
    else url.searchParams.delete('q');
    if (url.href !== location.href) history.replaceState(null, '', url);
    const empty = () => {
      list.replaceChildren();
      more.hidden = true;
    };
    if (!terms(text).length) {
      empty();
      status.textContent = '';
      return;
    }
    try {
      if (!status.textContent) status.textContent = form.dataset.searching;
      manifest ??= await open();
      const result = await search(text, manifest, get);
      if (mine !== turn) return;
      [hits, wanted, shown] = [result, terms(text), 0];
      if (hits.length) await show(mine);
      else empty();
      if (mine === turn) status.textContent = sayCount(samples, hits.length, lang);
    } catch (error) {
      if (mine === turn) empty();
      fail(error, mine);
    }
  };

  form.hidden = false;
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    run();
  });
  field.addEventListener('input', () => {
    clearTimeout(timer);
    timer = setTimeout(run, PAUSE);
  });
  more.addEventListener('click', async () => {
    try {
      const first = await show(turn);
      first?.querySelector('a').focus();
    } catch (error) {
      fail(error, turn);
    }
  });
  field.value = new URLSearchParams(location.search).get('q') ?? '';
  if (field.value) run();
}

const form = globalThis.document?.querySelector('form[data-index]');
if (form) start(form);
