import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { providerFetch } from '../../src/assemble/requests.ts';
import { type Fetch, networkFailure } from '../../src/channels/network.ts';

let server: Server;
let url: string;

beforeAll(async () => {
  server = createServer((request, response) => {
    const parts: Buffer[] = [];
    request.on('data', (part: Buffer) => parts.push(part));
    request.on('end', () => {
      const { method, headers } = request;
      if (request.url === '/cut') return request.socket.destroy();
      if (request.url === '/silent') return;
      if (request.url === '/nothing') return response.writeHead(204).end();
      if (request.url === '/elsewhere') return response.writeHead(307, { location: '/' }).end('elsewhere');
      const { authorization, 'content-type': type } = headers;
      response.writeHead(method === 'POST' ? 201 : 200, { 'content-type': 'application/json', 'x-twice': ['a', 'b'] });
      return response.end(JSON.stringify({ method, authorization, type, body: Buffer.concat(parts).toString() }));
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

const post = (path: string, more: RequestInit = {}): Parameters<Fetch> => [
  url + path,
  {
    method: 'POST',
    headers: { authorization: 'Bearer x', 'Content-Type': 'application/json' },
    body: '{"á":1}',
    ...more,
  },
];

async function told(response: Response) {
  const { status, ok, headers } = response;
  return { status, ok, type: headers.get('content-type'), twice: headers.get('x-twice'), body: await response.text() };
}

describe.each<[string, Fetch]>([
  ['the platform’s', fetch],
  ['ours', providerFetch],
])('%s fetch', (_, ask) => {
  test('sends what it was given and tells all of the answer', async () => {
    const { body, ...rest } = await told(await ask(...post('/')));
    expect(rest).toEqual({ status: 201, ok: true, type: 'application/json', twice: 'a, b' });
    expect(JSON.parse(body)).toEqual({
      method: 'POST',
      authorization: 'Bearer x',
      type: 'application/json',
      body: '{"á":1}',
    });
  });

  test('an answer without a body', async () => {
    expect(await told(await ask(...post('/nothing')))).toMatchObject({ status: 204, body: '' });
  });

  test('a redirect that is to be told, not followed', async () => {
    expect(await told(await ask(...post('/elsewhere', { redirect: 'manual' })))).toMatchObject({ status: 307 });
  });

  test('GET, and a body that is no text', async () => {
    expect(await (await ask(url)).json()).toMatchObject({ method: 'GET' });
    const form = new URLSearchParams({ To: '+52' });
    expect(await (await ask(url, { method: 'POST', body: form })).json()).toMatchObject({ body: 'To=%2B52' });
  });

  test('nobody there: sent again; cut off or silent after the request: unknown', async () => {
    const failed = (asked: Parameters<Fetch>) => ask(...asked).then(() => 'answered', networkFailure);
    const gone = createServer().listen(0, '127.0.0.1');
    await new Promise((resolve) => gone.once('listening', resolve));
    const { port } = gone.address() as AddressInfo;
    await new Promise((resolve) => gone.close(resolve));
    expect(await failed([`http://127.0.0.1:${port}/`, post('/')[1]])).toMatchObject({
      outcome: 'refused',
      reaction: 'retry',
      code: 'ECONNREFUSED',
    });
    expect(await failed(post('/cut'))).toMatchObject({ outcome: 'unknown' });
    expect(await failed(post('/silent', { signal: AbortSignal.timeout(50) }))).toMatchObject({ outcome: 'unknown' });
  });
});
