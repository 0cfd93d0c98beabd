import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import type { Verified } from '../../src/programme/certificate/index.ts';
import { type TestApp, testApp } from '../server/app.ts';
import { axe, fits, launch, troubles } from './browser.ts';

vi.setConfig({ testTimeout: 60_000 });

/** Set to a folder to keep pictures of the pages. */
const PICTURES = process.env['PICTURES'];

const valid: Verified = {
  state: 'valid',
  number: 'LLERA-2026-0012',
  programme: 'Negocio de mi tierra, un programa con un nombre bastante largo',
  title: 'Constancia de participación',
  who: 'María Guadalupe L.',
  day: '2026-05-30',
  hours: 360,
  until: null,
};
const KNOWN: Readonly<Record<string, Verified>> = {
  AAAAAAAAAA: valid,
  BBBBBBBBBB: { ...valid, state: 'revoked', until: '2026-06-02' },
  CCCCCCCCCC: { ...valid, state: 'replaced', until: '2026-06-02' },
};

let browser: Browser;
let it: TestApp;
let base: string;
beforeAll(async () => {
  browser = await launch();
  it = await testApp({ verify: async (code) => KNOWN[code] ?? null });
  await it.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(it.app.server.address() as AddressInfo).port}`;
});
afterAll(async () => {
  await browser?.close();
  await it.app.close();
});

describe.each(['es-MX', 'en-GB'])('C2: the page that checks a certificate, in %s', (locale) => {
  test.each(['', '/AAAAAAAAAA', '/BBBBBBBBBB', '/CCCCCCCCCC', '/ZZZZZZZZZZ'])(
    '/verify%s on a small phone',
    async (path) => {
      const context = await browser.newContext({
        viewport: { width: 360, height: 640 },
        locale,
        javaScriptEnabled: true,
      });
      const page = await context.newPage();
      const trouble = troubles(page);
      await page.goto(`${base}/verify${path}`);
      expect(await page.getAttribute('html', 'lang')).toBe(locale.slice(0, 2));
      expect(await fits(page)).toBe(true);
      expect(await axe(page)).toEqual([]);
      expect(trouble.filter((line) => !line.includes('404'))).toEqual([]);
      expect(await page.evaluate('document.scripts.length')).toBe(0);
      expect(await context.cookies()).toEqual([]);
      if (PICTURES && locale === 'es-MX')
        await page.screenshot({ path: `${PICTURES}/verify${path.replace('/', '-')}.png`, fullPage: true });
      await context.close();
    },
  );

  test('a code is typed and checked without any script', async () => {
    const context = await browser.newContext({
      viewport: { width: 360, height: 640 },
      locale,
      javaScriptEnabled: false,
    });
    const page = await context.newPage();
    await page.goto(`${base}/verify`);
    await page.locator('#code').fill('AAAAAAAAAA');
    await page.keyboard.press('Enter');
    await page.waitForURL('**/verify/AAAAAAAAAA');
    expect(await page.locator('.verified').textContent()).toContain('María Guadalupe L.');
    await context.close();
  });
});
