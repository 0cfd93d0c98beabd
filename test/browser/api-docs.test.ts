import type { AddressInfo } from 'node:net';
import type { Browser } from 'playwright-core';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { House } from '../end-to-end/house.ts';
import { axe, fits, launch, troubles } from './browser.ts';

vi.setConfig({ testTimeout: 60_000 }); // a browser on a busy machine

let browser: Browser;
let house: House;
beforeAll(async () => {
  browser = await launch();
  house = await House.open();
  await house.app.server.listen({ port: 0, host: '127.0.0.1' });
});
afterAll(async () => {
  await browser?.close();
  await house.close();
});

test.each([
  [360, 640],
  [1280, 800],
])('the page of the API reads well at %i px', async (width, height) => {
  const page = await browser.newPage({ viewport: { width, height } });
  const trouble = troubles(page);
  await page.goto(`http://127.0.0.1:${(house.app.server.server.address() as AddressInfo).port}/api/docs`);
  expect(await page.getByRole('heading', { name: 'GET /people/{id}', exact: true }).isVisible()).toBe(true);
  expect(await fits(page)).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(trouble).toEqual([]);
  await page.close();
});
