import { createServer, type RequestListener, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, it } from 'vitest';
import { under } from '../../src/channels/download.ts';
import { openTwilioMedia } from '../../src/channels/twilio/media.ts';
import { openMetaMedia } from '../../src/channels/whatsapp-cloud/media.ts';

const servers: Server[] = [];
async function serve(listener: RequestListener): Promise<string> {
  const server = createServer(listener);
  servers.push(server);
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
}
afterEach(async () => {
  await Promise.all(servers.splice(0).map((s) => new Promise((done) => s.close(done))));
});

const meta = (apiUrl: string) => ({ fetch, apiUrl, apiVersion: 'v23.0', accessToken: 'token' });
const twilio = (apiUrl: string) => ({ fetch, apiUrl, accountSid: 'AC1', authToken: 'secret' });
const photo = (more: object) => ({ kind: 'photo', ...more }) as const;

describe('media of Meta', () => {
  it('come with the same token from the address that the id names', async () => {
    const seen: (string | undefined)[] = [];
    const api: string = await serve((request, response) => {
      seen.push(request.headers.authorization);
      if (request.url === '/v23.0/77') return response.end(JSON.stringify({ url: `${api}/file` }));
      return response.setHeader('content-type', 'image/jpeg').end('bytes');
    });
    const opened = await openMetaMedia(meta(api), photo({ id: '77' }), 100);
    expect(opened).toMatchObject({ ok: true, mime: 'image/jpeg' });
    expect(opened.ok && Buffer.from(opened.bytes).toString()).toBe('bytes');
    expect(seen).toEqual(['Bearer token', 'Bearer token']);
  });

  it('never leave for a host that is not Meta’s', async () => {
    let asked = 0;
    const elsewhere = await serve((_, response) => response.end(String(asked++)));
    for (const url of [
      elsewhere,
      'http://169.254.169.254/latest',
      'https://fbsbx.com.evil.example/x',
      'https://user@fbsbx.com/x',
      'file:///etc/passwd',
      'nonsense',
    ]) {
      const api = await serve((_, response) => response.end(JSON.stringify({ url })));
      expect(await openMetaMedia(meta(api), photo({ id: '77' }), 100)).toMatchObject({ ok: false, retry: false });
      expect(await openMetaMedia(meta(api), photo({ url }), 100)).toMatchObject({ ok: false, retry: false });
    }
    expect(asked).toBe(0);
  });

  it('do not follow redirects with the token', async () => {
    const api = await serve((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await openMetaMedia(meta(api), photo({ id: '77' }), 100)).toMatchObject({ ok: false });
  });

  it('keep their id to one step of the path', async () => {
    const paths: (string | undefined)[] = [];
    const api = await serve((request, response) => {
      paths.push(request.url);
      response.writeHead(400).end();
    });
    await openMetaMedia(meta(api), photo({ id: '../me/accounts?x=1' }), 100);
    expect(paths).toEqual(['/v23.0/..%2Fme%2Faccounts%3Fx%3D1']);
  });

  it.each([
    [400, false],
    [404, false],
    [401, true],
    [429, true],
    [503, true],
  ])('answered %i: again? %s', async (status, retry) => {
    const api = await serve((_, response) => response.writeHead(status).end());
    expect(await openMetaMedia(meta(api), photo({ id: '77' }), 100)).toMatchObject({ ok: false, retry });
  });

  it('stop at the limit, announced or not', async () => {
    for (const announced of [true, false]) {
      const api: string = await serve((request, response) => {
        if (request.url === '/v23.0/77') return response.end(JSON.stringify({ url: `${api}/file` }));
        if (announced) response.setHeader('content-length', 5_000);
        response.write(Buffer.alloc(2_500));
        return response.end(Buffer.alloc(2_500));
      });
      expect(await openMetaMedia(meta(api), photo({ id: '77' }), 4_999)).toMatchObject({
        ok: false,
        retry: false,
        reason: expect.stringContaining('4999'),
      });
      expect(await openMetaMedia(meta(api), photo({ id: '77' }), 5_000)).toMatchObject({ ok: true });
    }
  });

  it('are asked for again when the connection dies', async () => {
    const api = await serve((request) => request.socket.destroy());
    expect(await openMetaMedia(meta(api), photo({ id: '77' }), 100)).toMatchObject({ ok: false, retry: true });
  });
});

describe('media of Twilio', () => {
  it('follow its redirect without the password', async () => {
    const seen: Record<string, string | undefined> = {};
    const api = await serve((request, response) => {
      seen[request.url ?? ''] = request.headers.authorization;
      if (request.url === '/file') return response.writeHead(307, { location: '/stored' }).end();
      return response.end('bytes');
    });
    expect(await openTwilioMedia(twilio(api), photo({ url: `${api}/file` }), 100)).toMatchObject({ ok: true });
    expect(seen).toEqual({ '/file': `Basic ${Buffer.from('AC1:secret').toString('base64')}`, '/stored': undefined });
  });

  it.each([
    'http://169.254.169.254/',
    'http://api.twilio.com/x',
    'https://twilio.com.evil.example/',
    'https://api.twilio.com:8443/',
  ])('never go to %s', async (url) => {
    let asked = false;
    const spy: typeof fetch = async () => {
      asked = true;
      return new Response('x');
    };
    expect(
      await openTwilioMedia({ ...twilio('https://api.twilio.com'), fetch: spy }, photo({ url }), 100),
    ).toMatchObject({ ok: false, retry: false });
    expect(asked).toBe(false);
  });

  it('do not follow a redirect into our own network', async () => {
    const api = await serve((_, response) => response.writeHead(302, { location: 'http://127.0.0.1:1/' }).end());
    expect(await openTwilioMedia(twilio(api), photo({ url: `${api}/file` }), 100)).toMatchObject({
      ok: false,
      retry: false,
    });
  });

  it('give up on a ring of redirects', async () => {
    const api: string = await serve((_, response) => response.writeHead(302, { location: '/again' }).end());
    expect(await openTwilioMedia(twilio(api), photo({ url: `${api}/file` }), 100)).toMatchObject({
      ok: false,
      retry: false,
    });
  });
});

it.each([
  ['https://lookaside.fbsbx.com/a', true],
  ['https://fbsbx.com/a', true],
  ['https://notfbsbx.com/a', false],
  ['http://fbsbx.com/a', false],
  ['https://x@fbsbx.com/a', false],
])('%s is under fbsbx.com: %s', (url, expected) => {
  expect(under(new URL(url), ['fbsbx.com'])).toBe(expected);
});
