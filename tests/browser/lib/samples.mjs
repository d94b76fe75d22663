// The papers whose files a page of the docs shows. samples.mjs PAGE DIR writes them to DIR/paper-1, DIR/paper-2, …
//
// A fence that names a file begins a file; a path that comes again begins the next paper, as tests/it/docs.rs has it.
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';

const [page, dir] = process.argv.slice(2);
const papers = [new Map()];
for (const [, path, text] of readFileSync(page, 'utf8').matchAll(/^`{3,}\w+ (\S+)\n([^]*?)^`{3,}$/gm)) {
  if (papers.at(-1).has(path)) papers.push(new Map());
  papers.at(-1).set(path, text);
}
papers.forEach((files, nth) => {
  for (const [path, text] of files) {
    const file = join(dir, `paper-${nth + 1}`, path);
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, text);
  }
});
