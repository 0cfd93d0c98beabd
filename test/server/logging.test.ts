import { afterEach, expect, test } from 'vitest';
import { RecadoError } from '../../src/base/errors.ts';
import { scrubText } from '../../src/server/logging.ts';
import { metaBody, metaText, postMeta, postTwilio, type TestApp, testApp, twilioSms } from './app.ts';

let it: TestApp;
afterEach(() => it?.app.close());

test('after a run with every kind of trouble, no words, numbers or query strings stand in the log', async () => {
  let fail = false;
  it = await testApp({
    accept: async () => {
      if (fail) throw new SyntaxError('Unexpected token in "mi secreto" from +528341234567');
    },
  });
  await postMeta(it.app, metaBody([metaText('A', 'mi secreto')]));
  await postMeta(it.app, '{"text":"mi secreto" 5218341234567');
  await postMeta(it.app, metaBody([metaText('A', 'mi secreto')]), { 'x-hub-signature-256': 'sha256=nada' });
  await postTwilio(it.app, '/webhooks/twilio', twilioSms({ Body: 'mi secreto' }));
  fail = true;
  await postMeta(it.app, metaBody([metaText('B', 'mi secreto')]));
  await it.app.inject('/webhooks/whatsapp?hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=987');
  await it.app.inject('/simulator?form=5218341234567');
  await it.app.inject('/nada/%zz?x=mi%20secreto');
  const log = it.log();
  expect(log).toContain('/webhooks/whatsapp'); // it does say what happened
  expect(log).toContain('SyntaxError');
  for (const secret of ['secreto', '8341234567', '+52834', 'hub.', 'verify-me', '127.0.0.1', 'sha256='])
    expect(log).not.toContain(secret);
});

test('a reference in the answer finds its line in the log', async () => {
  it = await testApp({
    health: () => {
      throw new Error('not even a promise');
    },
  });
  const answer = await it.app.inject('/health/ready');
  expect([answer.statusCode, answer.json().code]).toEqual([500, 'INTERNAL']);
  const reference = /Reference (\w+)\./.exec(answer.json().says)?.[1];
  expect(it.log()).toContain(`"reference":"${reference}"`);
});

test('private fields are kept out at any depth, our own errors keep their words', async () => {
  it = await testApp();
  it.app.log.info(
    { a: { b: [{ phone: '+528341234567', count: 3 }] }, text: 'hola', err: new RecadoError('NOT_FOUND') },
    'sent to +52 834 123 4567',
  );
  const line = JSON.parse(it.log().trim().split('\n').at(-1)!);
  expect(line.a.b).toEqual([{ phone: '[kept out]', count: 3 }]);
  expect(line.text).toBe('[kept out]');
  expect(line.err).toMatchObject({ code: 'NOT_FOUND', says: 'There is nothing at this address.' });
  expect(line.msg).toBe('sent to [kept out]');
  it.app.log.error(new Error('bare hola'));
  it.app.log.error({ err: new Error('alone hola') });
  expect(it.log()).not.toMatch(/bare|alone/);
});

test.each([
  ['https://api.twilio.com/x?To=+528341234567 failed', 'https://api.twilio.com/x?… failed'],
  ['wa 5218341234567.', 'wa [kept out].'],
  ['2026-03-02 16:00:05 took 1200 ms', '2026-03-02 16:00:05 took 1200 ms'],
  ['id 01jq2k3m4000123456789abc', 'id 01jq2k3m4000123456789abc'],
])('scrubText(%s)', (text, clean) => expect(scrubText(text)).toBe(clean));
