// Chromium with fonts of its own, so that a picture is the same on every machine.
import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(dirname(fileURLToPath(import.meta.url)));
const scratch = process.env.NP_SCRATCH;

export const flags = [
  '--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--font-render-hinting=none', '--disable-lcd-text', '--force-color-profile=srgb',
];

export const executable = process.env.CHROMIUM ?? '/usr/bin/chromium';

/** Writes a fontconfig file that knows only the fonts that came with the tests; gives its path. */
export function fonts() {
  const file = join(scratch, 'fonts.conf');
  const dirs = ['inter', 'gelasio', 'noto-naskh-arabic'].map((name) => `<dir>${join(here, 'node_modules/@expo-google-fonts', name)}</dir>`);
  // Gelasio has the widths of Georgia and stands in for it.
  const alias = (from, to) => `<match target="pattern"><test name="family"><string>${from}</string></test><edit name="family" mode="prepend" binding="strong"><string>${to}</string></edit></match>`;
  mkdirSync(join(scratch, 'fonts-cache'), { recursive: true });
  writeFileSync(file, `<?xml version="1.0"?><!DOCTYPE fontconfig SYSTEM "fonts.dtd"><fontconfig>${dirs.join('')}<cachedir>${join(scratch, 'fonts-cache')}</cachedir>
${alias('system-ui', 'Inter')}${alias('sans-serif', 'Inter')}${alias('sans', 'Inter')}${alias('serif', 'Gelasio')}
<match target="font"><edit name="antialias"><bool>true</bool></edit><edit name="hinting"><bool>false</bool></edit><edit name="rgba"><const>none</const></edit></match></fontconfig>`);
  return file;
}

export const env = () => ({ ...process.env, FONTCONFIG_FILE: fonts(), TZ: 'UTC', LANG: 'C.UTF-8' });

/** A fresh browser; `close` ends it. */
export async function open(options = {}) {
  return chromium.launchPersistentContext(mkdtempSync(join(scratch, 'user-')), {
    executablePath: executable, headless: true, args: flags, env: env(), viewport: { width: 1280, height: 900 }, ...options,
  });
}

/** Loads a page with every picture and font there. */
export async function visit(page, url) {
  await page.goto(url, { waitUntil: 'load' });
  await page.evaluate(async () => {
    for (const img of document.images) img.loading = 'eager';
    await Promise.all([...document.images].map((img) => img.decode().catch(() => {})));
    await document.fonts.ready;
  });
}
