// Pages look as they did. `tests/browser/run --renew` draws the pictures again after a change that was meant.
import assert from 'node:assert/strict';
import { rmSync } from 'node:fs';
import { after, before, test } from 'node:test';
import { WIDTHS, camera, compare, file, keep, load, report, views } from '../lib/pictures.mjs';
import { PNG } from 'pngjs';
import { encode } from '../lib/png.mjs';

let cam;
before(async () => {
  rmSync(report, { recursive: true, force: true });
  cam = await camera();
});
after(() => cam?.close());

for (const view of views()) {
  for (const width of WIDTHS) {
    test(`looks as before: ${view.name} at ${width}`, async (context) => {
      let old;
      try {
        old = load(view, width);
      } catch {
        assert.fail(`no picture ${file(view, width)}: run with --renew`);
      }
      const now = await cam.shoot(view, width);
      const { fault, whole, square, diff } = compare(old, now);
      if (fault) keep(view, width, now, diff);
      assert.equal(fault, null, `${fault}; see tests/browser/report`);
      context.diagnostic(`${(whole * 100).toFixed(3)} % and ${(square * 100).toFixed(1)} %`);
    });
  }
}

// The test of the test: the same page again is alike, and small changes that a reader would see are told.
const CHANGES = {
  'thinner rule over the takeaways': '.story>.takeaways{border-block-start-width:3px;padding-block-start:3px}',
  'labels in ink': '.takeaways strong{color:var(--ink)}',
  'names of voices gone': '.voice-by b{visibility:hidden}',
  'deck in italics': '.dek{font-style:italic}',
  'copy one step larger': '.story>p{font-size:1.05em}',
  'one margin lost': '.voice{margin-block-start:0}',
  'end mark lost': '.story p::after{content:none!important}',
  'byline under the picture': '.credit-line{visibility:hidden}',
};

test('a change is told, no change is not', async () => {
  const view = views().find(({ name }) => name === 'article');
  const kept = PNG.sync.read(encode(await cam.shoot(view, 1280)));
  assert.equal(compare(kept, await cam.shoot(view, 1280)).fault, null, 'the same page twice');
  const missed = [];
  for (const [name, css] of Object.entries(CHANGES)) {
    // A layer of its own, later than the theme's, so that the rule wins.
    if (!compare(kept, await cam.shoot(view, 1280, css)).fault) missed.push(name);
  }
  assert.equal(missed.length, 0, `not seen: ${missed.join(', ')}`);
});
