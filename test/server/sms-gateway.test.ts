import fc from 'fast-check';
import { afterEach, expect, test } from 'vitest';
import { MINUTE } from '../../src/base/clock.ts';
import { RecadoError } from '../../src/base/errors.ts';
import type { ServerDeps } from '../../src/server/deps.ts';
import { NOW, postGateway, type TestApp, testApp } from './app.ts';

let it: TestApp;
const start = async (changes: Partial<ServerDeps> = {}) => {
  it = await testApp(changes);
  return it;
};
afterEach(() => it.app.close());

const SMS = JSON.stringify({
  event: 'sms:received',
  id: 'e1',
  deviceId: 'd1',
  webhookId: 'w1',
  payload: { messageId: 'a1', sender: '+528341234567', message: 'hola', receivedAt: new Date(NOW).toISOString() },
});

test('a signed SMS is kept, then answered', async () => {
  await start();
  const answer = await postGateway(it.app, SMS);
  expect([answer.statusCode, answer.body]).toEqual([200, '{}']);
  expect(it.kept.messages).toMatchObject([{ content: { kind: 'text', text: 'hola' } }]);
});

test.each<[string, Parameters<typeof postGateway>[2]]>([
  ['of another key', { key: 'other' }],
  ['an hour old', { at: NOW - 60 * MINUTE }],
  ['from the future', { at: NOW + 60 * MINUTE }],
  ['missing', { headers: { 'x-signature': '' } }],
  ['without its time', { headers: { 'x-timestamp': '' } }],
  ['with another time', { headers: { 'x-timestamp': String(NOW / 1_000 + 1) } }],
])('a signature %s: 401 with a code, nothing kept', async (_, how) => {
  await start();
  const answer = await postGateway(it.app, SMS, how);
  expect([answer.statusCode, answer.json().code]).toEqual([401, 'SIGNATURE_INVALID']);
  expect(it.kept).toEqual({ messages: [], statuses: [], aside: [], notices: [] });
  expect(it.log()).not.toContain('528341234567');
});

test('while the store cannot take it: 503, so that the phone comes back', async () => {
  await start({
    accept: async () => {
      throw new RecadoError('STORE_UNAVAILABLE', {});
    },
  });
  expect((await postGateway(it.app, SMS)).statusCode).toBe(503);
});

test('whatever a signed body holds it is answered 200: the phone would bring a 500 for two days', async () => {
  await start();
  const bodies = fc.oneof(
    fc.uint8Array().map((bytes) => Buffer.from(bytes)),
    fc.jsonValue().map((value) => Buffer.from(JSON.stringify(value))),
    fc
      .record({ event: fc.constantFrom('sms:received', 'sms:failed', 'system:ping'), payload: fc.jsonValue() })
      .map((event) => Buffer.from(JSON.stringify(event))),
  );
  await fc.assert(
    fc.asyncProperty(bodies, async (body) => {
      expect((await postGateway(it.app, body)).statusCode).toBe(200);
    }),
    { numRuns: 150 },
  );
});
