// A static server on loopback: serves folders at paths, compressed, with the content security policy that the theme promises to meet.
// serve.mjs PATH=DIR... prints two ports and runs until its parent goes away. The second has no policy, which would keep
// Lighthouse from asking for robots.txt.
import { createServer } from 'node:http';
import { createReadStream, existsSync, readFileSync, statSync } from 'node:fs';
import { extname, join, normalize } from 'node:path';
import { gzipSync } from 'node:zlib';

const TYPES = {
  '.html': 'text/html; charset=utf-8', '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.mjs': 'text/javascript; charset=utf-8',
  '.json': 'application/json', '.xml': 'application/xml', '.txt': 'text/plain; charset=utf-8', '.svg': 'image/svg+xml', '.png': 'image/png',
  '.jpg': 'image/jpeg', '.webp': 'image/webp', '.avif': 'image/avif', '.woff2': 'font/woff2', '.wasm': 'application/wasm',
};
const POLICY = "default-src 'none'; img-src 'self'; style-src 'self'; font-src 'self'; base-uri 'none'; form-action 'self'";
const SEARCH = `${POLICY}; script-src 'self'; connect-src 'self'`;

const mounts = process.argv.slice(2).map((pair) => {
  const [at, dir] = pair.split('=');
  return { at, dir };
}).sort((a, b) => b.at.length - a.at.length);

// A paper that prints headers for its hosts is served with the policy that these name.
for (const mount of mounts) {
  const headers = join(mount.dir, '_headers');
  mount.policy = existsSync(headers) ? /Content-Security-Policy: (.*)/.exec(readFileSync(headers, 'utf8'))?.[1] : undefined;
}

const answer = (policy) => (request, response) => {
  const path = normalize(decodeURIComponent(new URL(request.url, 'http://x').pathname));
  const mount = mounts.find(({ at }) => path.startsWith(at));
  const send = (status, file) => {
    const type = TYPES[extname(file)] ?? 'application/octet-stream';
    const headers = { 'content-type': type, 'x-content-type-options': 'nosniff' };
    if (policy) headers['content-security-policy'] = mount.policy ?? (/\/search\//.test(path) ? SEARCH : POLICY);
    headers['cache-control'] = /\.[0-9a-f]{8,}\.\w+$/.test(file) ? 'public, max-age=31536000, immutable' : 'no-cache';
    if (/^text|json|xml|svg/.test(type) && /gzip/.test(request.headers['accept-encoding'] ?? '')) {
      headers['content-encoding'] = 'gzip';
      response.writeHead(status, headers).end(gzipSync(readFileSync(file), { level: 9 }));
    } else {
      response.writeHead(status, { ...headers, 'content-length': statSync(file).size });
      createReadStream(file).pipe(response);
    }
  };
  if (!mount) return response.writeHead(404).end();
  let file = join(mount.dir, path.slice(mount.at.length));
  if (existsSync(file) && statSync(file).isDirectory()) {
    if (!path.endsWith('/')) return response.writeHead(301, { location: `${path}/` }).end();
    file = join(file, 'index.html');
  }
  if (existsSync(file)) return send(200, file);
  const lost = join(mount.dir, '404.html');
  return existsSync(lost) ? send(404, lost) : response.writeHead(404).end();
};

const listen = (policy) => new Promise((done) => {
  const server = createServer(answer(policy)).listen(0, '127.0.0.1', () => done(server.address().port));
});
console.log(await listen(true), await listen(false));
process.stdin.resume().on('end', () => process.exit(0));
