// The script of the search page, on the paper that tests/it/search.rs builds; PAPER is its output folder. It needs no browser.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';

const source = readFileSync(new URL('../../static/theme/search.js', import.meta.url), 'utf8');
const client = await import(`data:text/javascript;base64,${Buffer.from(source).toString('base64')}`);

const folder = process.env.PAPER && join(process.env.PAPER, 'search');
const read = (name) => readFileSync(join(folder, name), 'utf8');

/** Slugs of what is found, best first. */
async function find(text) {
  const manifest = JSON.parse(read('index.json'));
  const stories = JSON.parse(read('stories-0.json'));
  const numbers = await client.search(text, manifest, async (name) => read(name));
  return numbers.map((number) => stories[number].url.split('/').at(-2)).join(' ');
}

const FINDS = [
  ['ferry', 'ferry lights', 'the headline before the copy'],
  ['FERRY council', 'ferry lights', 'all words, and a word may have an ending'],
  ['council voted', 'budget', 'all words'],
  ['voted counc', 'budget', 'the last word in part'],
  ['cou voted', '', 'no other word in part'],
  ['council', 'budget ferry lights', 'the whole word first, and the newest among equals'],
  ['cafe', 'ferry', 'accents'],
  ['CAFÉ strasse', 'ferry', 'accents and sharp s'],
  ['o’neil', 'ferry', 'an apostrophe'],
  ['oneil', 'ferry', 'without the apostrophe'],
  ['neil', 'ferry', 'a part of it'],
  ['coun-cil voted', 'budget', 'with a hyphen that the copy has not'],
  ['ferry-row', 'ferry', 'with a hyphen where the copy has a space'],
  ['quill', 'ferry', 'an author'],
  ['harbour works', 'ferry', 'a topic'],
  ['dearer', 'ferry', 'takeaways'],
  ['اخبار', 'akhbar', 'Arabic without vowel signs'],
  ['القاهره', 'akhbar', 'teh marbuta'],
  ['إلي', 'akhbar', 'alef and yeh'],
  ['選挙管理', 'senkyo', 'Japanese'],
  ['ﾌｪﾘｰ', 'senkyo', 'narrow kana'],
  ['京', 'senkyo', 'one letter, second of its pair'],
  ['会', 'senkyo', 'one letter, last of its run'],
  ['елка', 'parom', 'Cyrillic'],
  ['паром берег', 'parom', 'endings'],
  ['script', '', 'markup is not copy'],
  ['zebra', '', 'nothing'],
  [' ’ ', '', 'no word'],
];

for (const [words, expected, why] of FINDS) {
  test(`${words}: ${why}`, { skip: !folder }, async () => assert.equal(await find(words), expected));
}

test('folds and cuts as the generator does', () => {
  const cases = {
    'Straße, Łódź; Ørsted – İstanbul ılık': 'strasse lodz orsted istanbul ilik',
    'Ёлка Йод ΟΔΟΣ': 'елка иод οδοσ',
    'أَخْبَارٌ إلى مدرسة القـــاهرة ٢٠٢٦': 'اخبار الي مدرسه القاهره 2026',
    'שָׁלוֹם': 'שלום',
    '選挙管理、委': '選挙 挙管 管理 委',
    'フェリーは2隻': 'フェ ェリ リー ーは 2 隻',
    'Don\'t ask O’Neill: l’eau, plan B, 5 boats': 'don ask neill eau plan 5 boats',
  };
  for (const [text, words] of Object.entries(cases)) assert.equal(client.cut(text).join(' '), words);
  assert.equal(client.cut('é'.repeat(99))[0].length, 40);
});

test('shards that can hold a word', () => {
  const firsts = ['', 'cat', '', 'co', 'coal', 'dog', ''];
  const of = (word, more) => client.shardsFor(firsts, { word, more }).join(' ');
  assert.equal(of('aaa', 0), '0');
  assert.equal(of('cat', 0), '1');
  assert.equal(of('c', Infinity), '0 1 3 4');
  assert.equal(of('co', Infinity), '3 4');
  assert.equal(of('co', 0), '3');
  assert.equal(of('zoo', Infinity), '5');
});

test('what was looked for is marked, and stays text', () => {
  const marked = (text, words) => client.marked(text, client.terms(words)).map(([piece, hit]) => (hit ? `[${piece}]` : piece)).join('');
  assert.equal(marked('<b>Ferries & Cafés</b>', 'cafes ferr'), '<b>[Ferries] & [Cafés]</b>');
  assert.equal(marked('東京の選挙管理', '選挙'), '東京の[選挙]管理');
  assert.equal(marked('مدرسة', 'مدرسه'), '[مدرسة]');
});

test('counts in sentences', () => {
  const samples = [[0, 'нет'], [1, '{} статья'], [2, '{} статьи'], [11, '{} статей']];
  assert.deepEqual([0, 21, 33, 112].map((n) => client.sayCount(samples, n, 'ru')), ['нет', '21 статья', '33 статьи', '112 статей']);
});
