import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser, BrowserContextOptions, Locator, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test, vi } from 'vitest';
import { readAll } from '../../src/assemble/packs.ts';
import { stages } from '../../src/assemble/stage.ts';
import { type Running, start } from '../../src/assemble/start.ts';
import { MIGRATIONS } from '../../src/assemble/top.ts';
import { readConfig } from '../../src/config.ts';
import { readMigrations } from '../../src/files.ts';
import { parseTranscript } from '../../src/workshop/transcript/parse.ts';
import { runTranscript } from '../../src/workshop/transcript/run.ts';
import { axe, fits, launch, troubles } from './browser.ts';

vi.setConfig({ testTimeout: 120_000, hookTimeout: 120_000 }); // a browser and two whole products on a busy machine

const SMALL = { width: 360, height: 640 };
const WIDE = { width: 1280, height: 860 };
/** Set to a folder to keep pictures, as `docs/images` does. */
const PICTURES = process.env['PICTURES'];
const TOP = join(import.meta.dirname, '../..');
const LOCALES = join(TOP, 'locales');

let browser: Browser;
let running: Running;
let folder: string;
let flows: string;
let page: Page;
let trouble: string[];

beforeAll(async () => {
  browser = await launch();
  folder = mkdtempSync(join(tmpdir(), 'recado-bench-'));
  flows = join(folder, 'flows');
  cpSync(join(TOP, 'test/end-to-end/flows-bench'), flows, { recursive: true });
  running = await start(
    readConfig({
      PORT: '0',
      DATABASE_URL: `sqlite:${join(folder, 'recado.db')}`,
      MEDIA_DIR: join(folder, 'media'),
      FLOWS_DIR: flows,
      LOCALES_DIR: LOCALES,
      LOG_LEVEL: 'silent',
    }),
  );
});
afterAll(async () => {
  await browser?.close();
  await running?.stop();
  rmSync(folder, { recursive: true, force: true });
});
afterEach(async () => {
  await page?.context().close();
});

async function open(path = '/simulator', options: BrowserContextOptions = {}): Promise<void> {
  const context = await browser.newContext({ viewport: WIDE, locale: 'es-MX', ...options });
  page = await context.newPage();
  trouble = troubles(page);
  page.on('response', (answer) => answer.status() >= 500 && trouble.push(`${answer.status()} ${answer.url()}`));
  await page.goto(running.url + path);
}

const phone = (form: 'whatsapp' | 'sms') => page.locator(`#phone-${form}`);
const bubbles = (form: 'whatsapp' | 'sms') => phone(form).locator('.bubble .text').allTextContents();
const lit = (form: 'whatsapp' | 'sms') => page.locator(`.node.on-${form}`).getAttribute('href');
const write = async (form: 'whatsapp' | 'sms', text: string) => {
  await page.locator(`#text-${form}`).fill(text);
  await page.keyboard.press('Enter');
};
const sees = (where: Locator, text: string | RegExp) => where.getByText(text).first().waitFor();
/** The words of the file as they are changed for one test, and put back. */
async function edited(from: string, to: string, work: () => Promise<void>): Promise<void> {
  const file = join(flows, 'taller/lessons/puesto.yaml');
  const before = readFileSync(file, 'utf8');
  expect(before).toContain(from);
  writeFileSync(file, before.replace(from, to));
  try {
    await work();
  } finally {
    writeFileSync(file, before);
    await page.waitForTimeout(2_000); // the words of before are read again
  }
}

test('a lesson on both phones: button, list, photo, and the step is lit', async () => {
  await open();
  expect(await lit('whatsapp')).toBe('#step-2');
  await phone('whatsapp').getByRole('button', { name: 'Sí' }).click();
  await sees(phone('whatsapp'), /Qué bien/);
  await phone('whatsapp').locator('.list summary').click();
  await phone('whatsapp').getByRole('button', { name: 'LUNES' }).click();
  await sees(phone('whatsapp'), /hay clases/);
  await phone('whatsapp').getByLabel('Adjuntar').click();
  await phone('whatsapp').getByRole('button', { name: 'Foto' }).click();
  await sees(phone('whatsapp'), /1 foto/);
  await write('sms', '2');
  await sees(phone('sms'), /No importa/);
  expect((await bubbles('sms')).at(-1)).toMatch(/1 LUNES\n2 MARTES/);
  expect(await phone('sms').locator('.replies, .list, .attach').count()).toBe(0);
  await sees(phone('sms').locator('.bill'), /\d mensajes? SMS · .*MXN/);
  expect(await lit('sms')).toBe('#step-5');
  expect(await fits(page)).toBe(true);
  expect(await axe(page)).toEqual([]);
  expect(trouble).toEqual([]);
});

test('what she types and sends with Enter is what she typed, and no button above it', async () => {
  await open();
  await write('whatsapp', 'no');
  await sees(phone('whatsapp'), /No importa/);
  expect(await bubbles('whatsapp')).toContain('no');
  expect(trouble).toEqual([]);
});

test('time passes for both phones, and brings the reminder', async () => {
  await open();
  await page.getByRole('button', { name: 'Hasta lo siguiente' }).click();
  await sees(phone('whatsapp'), /su pregunta/);
  await sees(phone('sms'), /su pregunta/);
  const clock = await page.locator('#clock-sms').textContent();
  await page.getByRole('button', { name: '2 días' }).click();
  await vi.waitUntil(async () => (await page.locator('#clock-sms').textContent()) !== clock, { timeout: 20_000 });
  expect(await page.locator('#clock-sms').textContent()).toMatch(/mi[eé]/);
});

test('a duplicate has one answer, a lost one is told of, and the network is well again', async () => {
  await open();
  await phone('whatsapp')
    .getByLabel(/^Triple/)
    .check();
  await phone('whatsapp').getByRole('button', { name: 'No' }).click();
  await sees(phone('whatsapp'), /No importa/);
  expect(await phone('whatsapp').locator('.bubble.us').count()).toBe(2);
  expect(
    await phone('whatsapp')
      .getByLabel(/^Normal/)
      .isChecked(),
  ).toBe(true);
  await phone('sms')
    .getByLabel(/^Se pierde/)
    .check();
  await write('sms', '1');
  await sees(phone('sms'), 'No llegó a su teléfono');
});

test('two who share a phone are named in what they get; two phones are switched', async () => {
  await open('/simulator?people=shared');
  await sees(phone('sms'), /^Para Ana/);
  await page.getByLabel('Quiénes').selectOption('two');
  await page.waitForURL(/people=two/);
  await phone('whatsapp').getByRole('link', { name: 'Luz' }).click();
  await page.waitForURL(/as=2/);
  await sees(phone('whatsapp'), /Buen día Luz/);
  await write('sms', '1');
  await sees(phone('sms'), /Qué bien/);
});

test('the entrance begins with the word of the programme', async () => {
  await open('/simulator?lesson=entrada');
  await phone('whatsapp').getByRole('button', { name: 'TALLER' }).click();
  await phone('whatsapp').locator('.bubble.us').first().waitFor();
  expect(await page.locator('.node.on-whatsapp').count()).toBe(1);
  await page.getByLabel('Lección').selectOption('cuenta');
  await page.waitForURL(/lesson=cuenta/);
  await sees(phone('whatsapp'), /Cuánto vendió/);
});

test('an edit comes at the same place, its errors with their line', async () => {
  await open();
  await phone('whatsapp').getByRole('button', { name: 'Sí' }).click();
  await sees(phone('whatsapp'), /Qué bien/);
  await edited('Así es, hay clases.', 'Así es, todos salen a las doce.', async () => {
    await sees(page.locator('#news'), /Lección actualizada/);
    expect(await lit('whatsapp')).toBe('#step-5');
    await phone('whatsapp').locator('.list summary').click();
    await phone('whatsapp').getByRole('button', { name: 'LUNES' }).click();
    await sees(phone('whatsapp'), /todos salen a las doce/);
  });
  await edited('correct: LUNES', 'correct: JUEVES', async () => {
    await sees(page.locator('#news'), /puesto\.yaml:14:\d+/);
    await sees(page.locator('#news'), 'ANSWER_IMPOSSIBLE');
    expect(await axe(page)).toEqual([]);
  });
  expect(trouble).toEqual([]);
});

test('what was played is kept as a transcript that recado test passes', async () => {
  await open();
  await phone('sms')
    .getByLabel(/^Triple/)
    .check();
  await write('sms', '1');
  await sees(phone('sms'), /Qué bien/);
  await page.locator('.save').getByRole('link', { name: 'SMS' }).click();
  await sees(page.locator('.note.good'), /pasa/);
  expect(await axe(page)).toEqual([]);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('link', { name: /Descargar/ }).click(),
  ]);
  expect(download.suggestedFilename()).toBe('puesto.sms.txt');
  const text = readFileSync(await download.path(), 'utf8');
  expect(await page.locator('textarea').inputValue()).toBe(text.replace(/\r/g, ''));
  const read = parseTranscript('puesto.sms.txt', text);
  if ('mistakes' in read) throw new Error(JSON.stringify(read.mistakes[0]));
  const { transcripts: _, ...packs } = readAll({ flows, locales: LOCALES });
  expect(await runTranscript(read.transcript, stages(packs, readMigrations(MIGRATIONS, 'sqlite'), flows))).toEqual([]);
  await page.getByRole('button', { name: 'Copiar' }).click();
  await page.getByText('Copiado').waitFor();
});

test('by keyboard alone: write, open the list, choose, and let time pass', async () => {
  await open();
  const focused = () => page.evaluate('document.activeElement.textContent.trim() || document.activeElement.id');
  const reach = async (name: string, key = 'Tab') => {
    for (let i = 0; i < 60 && (await focused()) !== name; i++) await page.keyboard.press(key);
    expect(await focused()).toBe(name);
  };
  await reach('Sí');
  await page.keyboard.press('Enter');
  await sees(phone('whatsapp'), /Qué bien/);
  expect(await focused()).toBe('text-whatsapp');
  await phone('whatsapp').locator('.list summary').focus();
  await page.keyboard.press('Enter');
  await page.locator('.sheet button:focus').waitFor();
  await page.keyboard.press('Escape');
  expect(await phone('whatsapp').locator('.list[open]').count()).toBe(0);
  await page.keyboard.press('Enter');
  await page.locator('.sheet button:focus').waitFor();
  await page.keyboard.press('Enter');
  await sees(phone('whatsapp'), /hay clases/);
  await page.locator('.node').first().focus();
  await page.keyboard.press('Enter');
  expect(await page.locator('#in-words').getAttribute('open')).not.toBeNull();
});

test('without a script it works by plain forms', async () => {
  await open('/simulator', { javaScriptEnabled: false, viewport: SMALL });
  await phone('whatsapp').getByRole('button', { name: 'No' }).click();
  await sees(phone('whatsapp'), /No importa/);
  await page.getByRole('navigation', { name: 'Qué ver' }).getByRole('link', { name: 'SMS' }).click();
  await write('sms', '1');
  await sees(phone('sms'), /Qué bien/);
  await page.getByRole('button', { name: '2 días' }).click();
  await sees(phone('sms'), /su pregunta/);
  await page.getByLabel('Lección').selectOption('cuenta');
  await page.getByRole('button', { name: 'Abrir' }).click();
  await sees(phone('sms'), /Cuanto vendio|Cuánto vendió/);
  await page.getByRole('button', { name: /Empezar de nuevo/ }).click();
  expect(await phone('sms').locator('.bubble.her').count()).toBe(0);
});

describe.each([
  ['a small phone', SMALL],
  ['a wide screen', WIDE],
])('on %s', (_name, viewport) => {
  test('nothing sticks out, no barrier, in both languages, and a list opens over its phone', async () => {
    for (const language of ['es', 'en']) {
      await page?.context().close();
      await open(`/simulator?lang=${language}&people=two`, { viewport });
      for (const shown of ['WhatsApp', 'SMS', language === 'es' ? 'Flujo' : 'Flow']) {
        const tab = page.locator('.tabs').getByRole('link', { name: shown });
        if (viewport === SMALL) await tab.click();
        expect(await fits(page), shown).toBe(true);
        expect(await axe(page), shown).toEqual([]);
      }
    }
    if (viewport === SMALL) await page.locator('.tabs').getByRole('link', { name: 'WhatsApp' }).click();
    await phone('whatsapp').getByRole('button', { name: 'Sí' }).click();
    await phone('whatsapp').locator('.list summary').click();
    const [sheet, frame] = [await page.locator('.sheet').boundingBox(), await phone('whatsapp').boundingBox()];
    expect(sheet!.width).toBeGreaterThan(frame!.width - 4);
    expect(Math.abs(sheet!.y + sheet!.height - frame!.y - frame!.height)).toBeLessThan(3);
    expect(await axe(page)).toEqual([]);
    expect(trouble).toEqual([]);
    if (PICTURES) await page.screenshot({ path: `${PICTURES}/list-${viewport.width}.png` });
  });

  test('the first view is light', async () => {
    await open('/simulator');
    const sizes = await page.evaluate(
      "performance.getEntriesByType('resource').concat(performance.getEntriesByType('navigation')).map((entry) => entry.transferSize)",
    );
    expect((sizes as number[]).reduce((sum, size) => sum + size, 0)).toBeLessThan(60_000);
  });
});
