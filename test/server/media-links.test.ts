import { afterEach, expect, test } from 'vitest';
import type { MediaFile } from '../../src/server/media-file.ts';
import { type TestApp, testApp } from './app.ts';

const LINK = '/media/abcdefghijklmnop0123';
let it: TestApp;
afterEach(() => it.app.close());

/** Hands each token out once, as the promise of `mediaByToken` says. */
async function serving(file: MediaFile): Promise<string[]> {
  const asked: string[] = [];
  it = await testApp({
    mediaByToken: async (token) => (asked.push(token) === 1 ? file : null),
  });
  return asked;
}

test('a link works once and the browser can run nothing of it', async () => {
  await serving({ bytes: new TextEncoder().encode('OggS'), mime: 'audio/ogg; codecs=opus' });
  const first = await it.app.inject(LINK);
  expect([first.statusCode, first.body, first.headers['content-type']]).toEqual([
    200,
    'OggS',
    'audio/ogg; codecs=opus',
  ]);
  expect(first.headers).toMatchObject({
    'cache-control': 'private, no-store',
    'content-disposition': 'attachment',
    'x-content-type-options': 'nosniff',
    'content-security-policy': "default-src 'none'; sandbox",
  });
  const second = await it.app.inject(LINK);
  expect([second.statusCode, second.json().code]).toEqual([404, 'MEDIA_LINK_SPENT']);
});

test('HEAD does not spend it', async () => {
  const asked = await serving({ bytes: Buffer.from('x'), mime: 'image/png' });
  expect((await it.app.inject({ method: 'HEAD', url: LINK })).statusCode).toBe(404);
  expect(asked).toEqual([]);
});

test.each(['text/html', 'image/svg+xml', 'application/javascript', 'image/png\r\nx: y', ''])(
  '%s leaves as plain bytes',
  async (mime) => {
    await serving({ bytes: Buffer.from('<script>'), mime });
    expect((await it.app.inject(LINK)).headers['content-type']).toBe('application/octet-stream');
  },
);

test.each(['/media/short', '/media/..%2f..%2fetc%2fpasswd', `/media/${'a'.repeat(200)}`, '/media/abcdefghijklmnop%00'])(
  '%s is never even looked up',
  async (url) => {
    const asked = await serving({ bytes: Buffer.from('x'), mime: 'image/png' });
    expect((await it.app.inject(url)).statusCode).toBeGreaterThanOrEqual(400);
    expect(asked).toEqual([]);
  },
);
