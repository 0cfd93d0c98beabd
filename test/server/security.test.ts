import { afterEach, describe, expect, test } from 'vitest';
import type { ServerDeps } from '../../src/server/deps.ts';
import { newToken, openWorld } from './api-world.ts';
import { metaBody, metaText, postMeta, type TestApp, testApp } from './app.ts';

let it: TestApp | undefined;
afterEach(async () => {
  await it?.app.close();
  it = undefined;
});
const start = async (changes: Partial<ServerDeps> = {}) => (it = await testApp(changes));

test('every answer of the API carries the security headers, a refusal too', async () => {
  const world = await openWorld();
  try {
    const admin = await newToken(world.house, '--role admin');
    const inject = (url: string, authorization?: string) =>
      world.house.app.server.inject({ url, ...(authorization ? { headers: { authorization } } : {}) });
    for (const [answer, code] of [
      [await inject('/api/v1/programmes', `Bearer ${admin}`), 200],
      [await inject('/api/v1/programmes'), 401],
      [await inject('/api/v1/nothing'), 404],
      [await inject('/api/v1/openapi.json'), 200],
      [await inject('/api/docs'), 200],
      [await inject('/verify'), 200],
      [await inject('/verify/NONE'), 404],
    ] as const) {
      expect(answer.statusCode).toBe(code);
      expect(answer.headers).toMatchObject({
        'x-content-type-options': 'nosniff',
        'referrer-policy': 'no-referrer',
        'strict-transport-security': 'max-age=31536000',
        'content-security-policy': expect.stringContaining("default-src 'none'"),
      });
      expect(answer.headers['access-control-allow-origin']).toBeUndefined();
    }
    expect((await inject('/api/v1/programmes', `Bearer ${admin}`)).headers['cache-control']).toBe('no-store');
  } finally {
    await world.house.close();
  }
});

test('TRACE, and methods that nobody has heard of, do nothing', async () => {
  const { app, kept } = await start();
  for (const method of ['TRACE', 'OPTIONS', 'PUT', 'DELETE'] as const) {
    const answer = await app.inject({
      method: method as 'GET',
      url: '/webhooks/whatsapp',
      headers: { 'x-mine': 'echo' },
    });
    expect([404, 405], method).toContain(answer.statusCode);
    expect(answer.body).not.toContain('echo');
  }
  expect(kept.messages).toEqual([]);
});

describe('limits by address', () => {
  const checks = async (forwarded: (n: number) => string, trusted?: readonly string[]) => {
    const { app } = await start({ verify: async () => null, ...(trusted ? { trustedProxies: trusted } : {}) });
    const codes = [];
    for (let n = 0; n < 40; n++)
      codes.push((await app.inject({ url: '/verify/X', headers: { 'x-forwarded-for': forwarded(n) } })).statusCode);
    return codes.filter((code) => code === 429).length;
  };

  test('a caller cannot pass for many by a header of its own', async () => {
    expect(await checks((n) => `10.0.0.${n}`)).toBe(10);
    await it?.app.close();
    // Nor through our proxy, which puts the true address last.
    expect(await checks((n) => `10.0.0.${n}, 192.0.2.7`, ['127.0.0.1'])).toBe(10);
  });

  test('behind our own proxy each caller has a limit of its own', async () => {
    expect(await checks((n) => `192.0.2.${n}`, ['127.0.0.1'])).toBe(0);
  });

  test('forgeries through the same proxy do not shut out the provider', async () => {
    const { app } = await start({ trustedProxies: ['127.0.0.1'] });
    const from = { 'x-forwarded-for': '192.0.2.1' };
    const body = metaBody([metaText('A', 'hola')]);
    for (let n = 0; n < 40; n++) await postMeta(app, body, { ...from, 'x-hub-signature-256': 'no' });
    expect((await postMeta(app, body, from)).statusCode).toBe(200);
  });
});

test('a refused token and a scope that is missing are lines in the log, without the token', async () => {
  const lines: string[] = [];
  const { pino } = await import('pino');
  const { logSettings } = await import('../../src/server/logging.ts');
  const world = await openWorld(pino(logSettings('warn'), { write: (line: string) => void lines.push(line) }));
  try {
    const reader = await newToken(world.house, '--scope programmes:read');
    const ask = (token: string) =>
      world.house.app.server.inject({ url: '/api/v1/audit', headers: { authorization: `Bearer ${token}` } });
    expect((await ask(`${reader}0`)).statusCode).toBe(401);
    expect((await ask(reader)).statusCode).toBe(403);
    expect(lines.join('')).toContain('a token was refused');
    expect(lines.join('')).toContain('a token asked for more than it may');
    expect(lines.join('')).not.toContain(reader.split('_')[2]!);
  } finally {
    await world.house.close();
  }
});
