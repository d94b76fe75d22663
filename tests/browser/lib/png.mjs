// A small picture: pixels set to the nearest of few colours, written as a PNG with a palette.
import { deflateSync } from 'node:zlib';

const TABLE = Uint32Array.from({ length: 256 }, (_, n) => {
  for (let k = 0; k < 8; k += 1) n = n & 1 ? (n >>> 1) ^ 0xedb88320 : n >>> 1;
  return n;
});

function chunk(type, data) {
  const body = Buffer.concat([Buffer.from(type, 'latin1'), data]);
  let crc = ~0;
  for (const byte of body) crc = (crc >>> 8) ^ TABLE[(crc ^ byte) & 255];
  const out = Buffer.alloc(body.length + 8);
  out.writeUInt32BE(data.length, 0);
  body.copy(out, 4);
  out.writeUInt32BE(~crc >>> 0, body.length + 4);
  return out;
}

// 16 greys, then 6 x 6 x 6 colours. The choice does not depend on the picture, so noise stays noise.
const GREYS = 16;
const palette = Buffer.from([
  ...Array.from({ length: GREYS }, (_, n) => Array(3).fill(n * 17)).flat(),
  ...Array.from({ length: 216 }, (_, n) => [Math.floor(n / 36) * 51, Math.floor(n / 6) % 6 * 51, n % 6 * 51]).flat(),
]);
const nearest = (r, g, b) => (Math.max(r, g, b) - Math.min(r, g, b) < 26
  ? Math.round((r + g + b) / 3 / 17)
  : GREYS + Math.round(r / 51) * 36 + Math.round(g / 51) * 6 + Math.round(b / 51));

export function encode({ width, height, data }) {
  const rows = Buffer.alloc((width + 1) * height);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      const i = (y * width + x) * 4;
      rows[y * (width + 1) + 1 + x] = nearest(data[i], data[i + 1], data[i + 2]);
    }
  }
  const head = Buffer.alloc(13);
  head.writeUInt32BE(width, 0);
  head.writeUInt32BE(height, 4);
  head.set([8, 3, 0, 0, 0], 8);
  return Buffer.concat([Buffer.from('89504e470d0a1a0a', 'hex'), chunk('IHDR', head), chunk('PLTE', palette), chunk('IDAT', deflateSync(rows, { level: 9, memLevel: 9 })), chunk('IEND', Buffer.alloc(0))]);
}
