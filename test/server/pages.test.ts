import { gunzipSync } from 'node:zlib';
import { afterEach, expect, test } from 'vitest';
import { type TestApp, testApp } from './app.ts';
import { EchoPhone } from './echo-phone.ts';

let it: TestApp;
afterEach(() => it.app.close());
const browser = { accept: 'text/html,application/xhtml+xml' };

test('the first page says in Spanish what this is and where to click', async () => {
  it = await testApp({ simulator: new EchoPhone() });
  const { body, headers, statusCode } = await it.app.inject('/');
  expect(statusCode).toBe(200);
  expect(headers['content-type']).toBe('text/html; charset=utf-8');
  for (const part of ['<html lang="es">', 'href="/simulator"', 'href="/health/ready"', 'href="/metrics"', 'MITIERRA']) {
    expect(body).toContain(part);
  }
});

test('and in English when asked', async () => {
  it = await testApp({ simulator: new EchoPhone() });
  const { body } = await it.app.inject('/?lang=en');
  expect(body).toContain('<html lang="en">');
  expect(body).toContain('href="/simulator?lang=en"');
});

test('with a real channel set it does not offer the simulator', async () => {
  it = await testApp({ simulator: new EchoPhone(), staffOnlySimulator: true });
  expect((await it.app.inject('/')).body).not.toContain('href="/simulator"');
});

test('titles of programmes are escaped', async () => {
  const programmes = [{ title: '<img src=x onerror=alert(1)>', join: '"><script>' }];
  it = await testApp({ simulator: Object.assign(new EchoPhone(), { programmes }) });
  for (const url of ['/', '/simulator/phone']) {
    const { body } = await it.app.inject(url);
    expect(body).not.toContain('<img src=x');
    expect(body).not.toContain('"><script>');
    expect(body).toContain('&lt;img src=x');
  }
});

test('security headers stand on every answer', async () => {
  it = await testApp({ simulator: new EchoPhone() });
  for (const url of ['/', '/simulator', '/simulator/phone', '/health/live', '/nothing', '/assets/none.js']) {
    const { headers } = await it.app.inject(url);
    expect(headers['x-powered-by']).toBeUndefined();
    expect(headers['server']).toBeUndefined();
    expect(headers['x-content-type-options'], url).toBe('nosniff');
    expect(headers['referrer-policy']).toBe('no-referrer');
    expect(headers['content-security-policy']).toContain("default-src 'none'");
    expect(headers['content-security-policy']).toContain("frame-ancestors 'none'");
    expect(headers['content-security-policy']).not.toContain('unsafe');
  }
});

test('an address that cannot be read is refused with a code and reflects nothing', async () => {
  it = await testApp();
  const answer = await it.app.inject('/%zz?x=<script>');
  expect([answer.statusCode, answer.json().code]).toEqual([400, 'REQUEST_INVALID']);
  expect(answer.body).not.toContain('script');
});

test('what is not there: a page for a person, problem details for a program', async () => {
  it = await testApp();
  const page = await it.app.inject({ url: '/nothing', headers: browser });
  expect([page.statusCode, page.headers['content-type']]).toEqual([404, 'text/html; charset=utf-8']);
  expect(page.body).toContain('NOT_FOUND');
  const problem = await it.app.inject('/nothing');
  expect(problem.headers['content-type']).toContain('application/problem+json');
  expect(problem.json()).toEqual({
    type: 'urn:recado:error:NOT_FOUND',
    status: 404,
    code: 'NOT_FOUND',
    says: 'There is nothing at this address.',
    next: 'Begin at / and follow the links.',
  });
});

test('the first view of the phone is small, and its parts may be kept for ever', async () => {
  it = await testApp({ simulator: new EchoPhone() });
  const zipped = { 'accept-encoding': 'gzip' };
  const page = await it.app.inject({ url: '/simulator/phone', headers: zipped });
  expect(page.headers['content-encoding']).toBe('gzip');
  const html = gunzipSync(page.rawPayload).toString();
  const parts = [...html.matchAll(/(?:href|src)="(\/assets\/[^"]+)"/g)].map((match) => match[1]!);
  expect(new Set(parts).size).toBe(4);
  let total = page.rawPayload.length;
  for (const url of new Set(parts)) {
    const part = await it.app.inject({ url, headers: zipped });
    expect(part.headers['cache-control']).toBe('public, max-age=31536000, immutable');
    total += part.rawPayload.length;
    const plain = await it.app.inject(url);
    expect(gunzipSync(part.rawPayload).equals(plain.rawPayload)).toBe(true);
    if (url.endsWith('.js')) expect(plain.rawPayload.length).toBeLessThan(10_000);
  }
  expect(total).toBeLessThan(15_000);
});
