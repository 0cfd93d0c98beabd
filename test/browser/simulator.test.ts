import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import { type TestApp, testApp } from '../server/app.ts';
import { EchoPhone } from '../server/echo-phone.ts';
import { axe, fits, launch, troubles } from './browser.ts';

vi.setConfig({ testTimeout: 60_000 }); // a browser on a busy machine

const SMALL = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 800 };
/** Set to a folder to keep pictures of the phone, as `docs/images` does. */
const PICTURES = process.env['PICTURES'];

let browser: Browser;
let it: TestApp;
let phone: EchoPhone;
let base: string;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  browser = await launch();
});
afterAll(() => browser?.close());
beforeEach(async () => {
  phone = new EchoPhone();
  it = await testApp({ simulator: phone });
  await it.app.listen({ port: 0, host: '127.0.0.1' });
  base = `http://127.0.0.1:${(it.app.server.address() as AddressInfo).port}`;
});
afterEach(async () => {
  await page?.context().close();
  await it.app.close();
});

async function open(path: string, options: BrowserContextOptions = {}): Promise<Page> {
  const context = await browser.newContext({ viewport: SMALL, locale: 'es-MX', ...options });
  page = await context.newPage();
  trouble = troubles(page);
  await page.goto(base + path);
  return page;
}

const bubbles = () => page.locator('.bubble .text').allTextContents();
const write = async (text: string) => {
  await page.getByLabel('Escriba un mensaje').fill(text);
  await page.keyboard.press('Enter');
};
const me = () => phone.sent[0]!.phone;

describe.each([
  ['a small phone', SMALL],
  ['a wide screen', WIDE],
])('on %s', (_name, viewport) => {
  test('a newcomer clicks the word, taps an answer and is understood', async () => {
    await open('/', { viewport });
    await page.getByRole('link', { name: 'Abrir el simulador' }).click();
    await page.getByRole('button', { name: /MITIERRA/ }).click();
    await page.getByRole('button', { name: 'Sí, empecemos' }).click();
    await page.getByText('Recibido: Sí, empecemos').waitFor();
    expect(phone.sent.map(({ content }) => content)).toEqual([
      { kind: 'text', text: 'MITIERRA' },
      { kind: 'tap', id: 'q.abc.0', title: 'Sí, empecemos' },
    ]);
    await page.getByText('leído').first().waitFor({ state: 'attached' });
    expect(await fits(page)).toBe(true);
    expect(await axe(page)).toEqual([]);
    expect(trouble).toEqual([]);
    if (PICTURES) {
      await write('¿Y si vendo tamales y también elotes?');
      await page.getByText('Recibido: ¿Y si').waitFor();
      await page.screenshot({ path: `${PICTURES}/simulator-${viewport.width}.png` });
    }
  });

  test('as SMS: text with numbers and segments, no buttons', async () => {
    await open('/simulator/phone', { viewport });
    await page.getByRole('link', { name: 'SMS' }).click();
    await write('MITIERRA');
    await page.getByText('2 mensajes SMS').waitFor();
    expect(await page.locator('.options').count()).toBe(0);
    expect(await page.getByLabel('Adjuntar').count()).toBe(0);
    await write('1');
    await page.getByText('Recibido: 1').waitFor();
    expect(await fits(page)).toBe(true);
    expect(await axe(page)).toEqual([]);
    expect(trouble).toEqual([]);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/sms-${viewport.width}.png` });
  });

  test('every page fits and has no barrier', async () => {
    await open('/', { viewport });
    for (const path of ['/', '/?lang=en', '/simulator/phone', '/simulator/phone?form=sms&lang=en', '/nothing']) {
      await page.goto(base + path);
      expect(await fits(page), path).toBe(true);
      expect(await axe(page), path).toEqual([]);
      if (PICTURES && path === '/') await page.screenshot({ path: `${PICTURES}/home-${viewport.width}.png` });
    }
  });
});

test('by keyboard alone', async () => {
  await open('/simulator/phone');
  await page.keyboard.press('Tab');
  await page.keyboard.press('Enter'); // skip to the content
  const focused = () => page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
  for (let i = 0; i < 20 && (await focused()) !== 'MITIERRA'; i++) await page.keyboard.press('Tab');
  await page.keyboard.press('Enter');
  await page.getByText('¡Qué gusto!').waitFor();
  expect(await focused()).toBe('text'); // ready to write
  for (let i = 0; i < 20 && (await focused()) !== 'Todavía no'; i++) await page.keyboard.press('Shift+Tab');
  await page.keyboard.press('Space');
  await page.getByText('Recibido: Todavía no').waitFor();
  await page.keyboard.type('gracias');
  await page.keyboard.press('Enter');
  await page.getByText('Recibido: gracias').waitFor();
});

test('photo, voice note and place are one tap away', async () => {
  await open('/simulator/phone');
  for (const name of ['Foto', 'Nota de voz', 'Ubicación']) {
    await page.getByLabel('Adjuntar').click();
    await page.getByRole('button', { name, exact: true }).click();
    await page.locator('.attach:not([open])').waitFor();
  }
  expect(phone.sent.map(({ content }) => content.kind)).toEqual(['media', 'media', 'location']);
  await page.locator('.bubble.her .media', { hasText: 'Ubicación' }).waitFor();
});

test('she can reply to an older message', async () => {
  await open('/simulator/phone');
  await write('hola');
  await page.getByText('Recibido: hola').waitFor();
  await page.getByLabel('Responder a este mensaje').click();
  await page.getByText('Responde a:').waitFor();
  await write('a eso');
  await page.getByText('Recibido: a eso').waitFor();
  expect(phone.sent[1]?.quoted).toBe('b2');
  expect(await page.locator('.bubble.her blockquote').textContent()).toBe('Recibido: hola');
  expect(await page.getByText('Responde a:').isVisible()).toBe(false);
});

test('news arrives by itself, once, and the newest is in sight', async () => {
  await open('/simulator/phone');
  await write('hola');
  await page.getByText('Recibido: hola').waitFor();
  for (let i = 0; i < 30; i++) phone.say(me(), { text: `Recordatorio ${i}` });
  await page.getByText('Recordatorio 29').waitFor();
  expect(await bubbles()).toHaveLength(32);
  const below =
    "(({ scrollHeight, scrollTop, clientHeight }) => scrollHeight - scrollTop - clientHeight)(document.getElementById('screen'))";
  expect(await page.evaluate(below)).toBeLessThan(5);
});

test('two looks of one person are two conversations, «Persona nueva» begins again', async () => {
  await open('/simulator/phone');
  await write('hola');
  await page.getByText('Recibido: hola').waitFor();
  await page.getByRole('link', { name: 'SMS' }).click();
  expect(await bubbles()).toEqual([]);
  await page.getByRole('link', { name: 'WhatsApp' }).click();
  expect(await bubbles()).toHaveLength(2);
  await page.getByRole('button', { name: 'Persona nueva' }).click();
  await page.waitForLoadState();
  expect(await bubbles()).toEqual([]);
  expect(page.url()).not.toContain(me().id);
});

test('without a script the same phone works by plain forms', async () => {
  await open('/simulator/phone', { javaScriptEnabled: false });
  await page.getByRole('button', { name: /MITIERRA/ }).click();
  await vi.waitUntil(async () => {
    await page.goto(`${base}/simulator/phone`);
    return (await bubbles()).length === 2;
  });
  await page.getByRole('button', { name: 'Sí, empecemos' }).click();
  expect(phone.sent.at(-1)?.content).toEqual({ kind: 'tap', id: 'q.abc.0', title: 'Sí, empecemos' });
});

test('a line that drops keeps her text and says so, and comes back by itself', async () => {
  await open('/simulator/phone');
  await write('hola');
  await page.getByText('Recibido: hola').waitFor();
  await page.context().setOffline(true);
  await write('mi venta fue de 500');
  await page.getByRole('status').getByText('No se pudo enviar').waitFor();
  expect(await page.getByLabel('Escriba un mensaje').inputValue()).toBe('mi venta fue de 500');
  phone.say(me(), { text: 'mientras tanto' });
  await page.context().setOffline(false);
  await page.getByText('mientras tanto').waitFor();
  await page.getByLabel('Escriba un mensaje').press('Enter');
  await page.getByText('Recibido: mi venta fue de 500').waitFor();
  expect(phone.sent).toHaveLength(2);
});

test('what a message says is text and nothing else', async () => {
  await open('/simulator/phone');
  await write('<img src=x onerror="document.title=1"><script>document.title=2</script>');
  await page.getByText('Recibido: <img').waitFor();
  expect(await page.title()).toBe('Simulador · Recado');
  expect(await page.locator('.bubble img, .bubble script').count()).toBe(0);
  expect(trouble).toEqual([]);
});
