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
      const { fault, whole, mean, diff } = compare(old, now);
      if (fault) keep(view, width, now, diff);
      assert.equal(fault, null, `${fault}; see tests/browser/report`);
      if (whole || mean) context.diagnostic(`${(whole * 100).toFixed(3)} %, ${mean.toFixed(1)} of 255`);
    });
  }
}

// The test of the test: small changes that a reader would see are told; the same page again, and letters drawn a fraction of a
// pixel further along, as another release of the browser may do, are not.
const SEEN = {
  'thinner rule over the takeaways': '.story>.takeaways{border-block-start-width:3px!important;padding-block-start:3px!important}',
  'labels in ink': '.takeaways strong{color:var(--ink)!important}',
  'kicker in ink': '.kicker{color:var(--ink)!important}',
  'names of voices gone': '.voice-by b{visibility:hidden}',
  'byline lighter': '.byline{font-weight:400!important}',
  'copy larger': '.story>p{font-size:1.05em!important}',
  'a margin lost': '.voice{margin-block-start:0!important}',
  'end mark lost': '.story p::after{content:none!important}',
};
const UNSEEN = { 'nothing': '', 'a tenth of a pixel': 'body{transform:translateX(.1px)}', 'a quarter of a pixel': 'body{transform:translateX(.25px)}' };

test('a change is told, noise is not', async () => {
  const view = views().find(({ name }) => name === 'article');
  const kept = PNG.sync.read(encode(await cam.shoot(view, 1280)));
  const wrong = [];
  for (const [name, css] of Object.entries(SEEN)) if (!compare(kept, await cam.shoot(view, 1280, css)).fault) wrong.push(`not told: ${name}`);
  for (const [name, css] of Object.entries(UNSEEN)) {
    const { fault } = compare(kept, await cam.shoot(view, 1280, css));
    if (fault) wrong.push(`told: ${name}: ${fault}`);
  }
  assert.equal(wrong.length, 0, wrong.join('\n'));
});
