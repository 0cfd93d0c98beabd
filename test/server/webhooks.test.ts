import { request } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterEach, describe, expect, test } from 'vitest';
import { RecadoError } from '../../src/base/errors.ts';
import type { ServerDeps } from '../../src/server/deps.ts';
import { metaBody, metaSignature, metaText, postMeta, postTwilio, type TestApp, testApp, twilioSms } from './app.ts';

const TWIML = '<?xml version="1.0" encoding="UTF-8"?><Response/>';
let it: TestApp;
const start = async (changes: Partial<ServerDeps> = {}) => {
  it = await testApp(changes);
  return it;
};
afterEach(() => it.app.close());

const nothingKept = () => expect(it.kept).toEqual({ messages: [], statuses: [], aside: [], notices: [] });

describe('verification by GET', () => {
  const ask = (query: string) => it.app.inject(`/webhooks/whatsapp?${query}`);

  test('the challenge comes back as plain text to who knows the token', async () => {
    await start();
    const answer = await ask('hub.mode=subscribe&hub.verify_token=verify-me&hub.challenge=1158201444');
    expect([answer.statusCode, answer.body]).toEqual([200, '1158201444']);
    expect(answer.headers['content-type']).toBe('text/plain; charset=utf-8');
  });

  test.each([
    'hub.mode=subscribe&hub.verify_token=wrong&hub.challenge=%3Cscript%3E',
    'hub.mode=subscribe&hub.challenge=1',
    'hub.mode=unsubscribe&hub.verify_token=verify-me&hub.challenge=1',
    'hub.mode=subscribe&hub.verify_token=verify-me&hub.verify_token=verify-me&hub.challenge=1',
    'hub[mode]=subscribe&__proto__=1',
    '',
  ])('anything else is 403 and nothing is reflected: %s', async (query) => {
    await start();
    const answer = await ask(query);
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'VERIFY_TOKEN_WRONG']);
    expect(answer.body).not.toContain('<script>');
  });

  test('Twilio has no verification', async () => {
    await start();
    expect((await it.app.inject('/webhooks/twilio')).statusCode).toBe(404);
  });
});

describe('signatures', () => {
  const body = metaBody([metaText('A', 'hola')]);

  test.each<[string, Record<string, string>]>([
    ['missing', { 'x-hub-signature-256': '' }],
    ['of another secret', { 'x-hub-signature-256': metaSignature(body, 'other') }],
    ['of another body', { 'x-hub-signature-256': metaSignature(`${body} `) }],
    ['without its prefix', { 'x-hub-signature-256': metaSignature(body).slice(7) }],
    ['too short', { 'x-hub-signature-256': 'sha256=ab' }],
    ['not hex', { 'x-hub-signature-256': `sha256=${'zz'.repeat(32)}` }],
  ])('Meta, %s: 401 with a code, nothing stored', async (_name, headers) => {
    await start();
    const answer = await postMeta(it.app, body, headers);
    expect([answer.statusCode, answer.json().code]).toEqual([401, 'SIGNATURE_INVALID']);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    nothingKept();
  });

  test.each(['/webhooks/twilio', '/webhooks/twilio/status'])('Twilio at %s: 401 as empty TwiML', async (path) => {
    await start();
    for (const signature of ['', 'bm90IGl0', '\u00ff']) {
      const answer = await postTwilio(it.app, path, twilioSms(), { 'x-twilio-signature': signature });
      expect([answer.statusCode, answer.body]).toEqual([401, TWIML]);
      expect(answer.headers['content-type']).toContain('text/xml');
      expect(answer.headers['x-recado-error']).toBe('SIGNATURE_INVALID');
    }
    nothingKept();
  });

  test('is over the bytes: an escaped and a plain body are both good', async () => {
    await start();
    const plain = metaBody([metaText('A', 'sí, mañana 🌽')]);
    const escaped = plain.replace(/[\u0080-\uffff]/g, (c) => `\\u${c.charCodeAt(0).toString(16).padStart(4, '0')}`);
    expect((await postMeta(it.app, plain)).statusCode).toBe(200);
    expect((await postMeta(it.app, escaped.replaceAll('/', '\\/'))).statusCode).toBe(200);
    expect(it.kept.messages.map((m) => m.content)).toEqual(Array(2).fill({ kind: 'text', text: 'sí, mañana 🌽' }));
  });

  test('a parameter never seen before is under the signature too, and so is the query of the address', async () => {
    await start();
    expect((await postTwilio(it.app, '/webhooks/twilio', twilioSms({ Nuevo: 'x' }))).statusCode).toBe(200);
    const status = { MessageSid: 'SM1', MessageStatus: 'delivered', From: '+528340000000', To: '+528341234567' };
    expect((await postTwilio(it.app, '/webhooks/twilio/status?outbox=01abc', status)).statusCode).toBe(200);
    expect(it.kept.statuses).toMatchObject([{ providerId: 'SM1', outboxId: '01abc', status: 'delivered' }]);
  });

  test('a flood of forgeries is cut short and cannot shut out the provider at the same address', async () => {
    await start();
    const codes = [];
    for (let i = 0; i < 30; i++) codes.push((await postMeta(it.app, body, { 'x-hub-signature-256': 'no' })).statusCode);
    expect(codes.filter((code) => code === 401)).toHaveLength(20);
    expect(codes.at(-1)).toBe(429);
    expect((await postMeta(it.app, body)).statusCode).toBe(200);
    expect(it.log().match(/signature missing or wrong/g)).toHaveLength(20);
  });
});

describe('the answer waits until everything is durable', () => {
  test('messages and statuses, both', async () => {
    const release: (() => void)[] = [];
    const held = () => new Promise<void>((resolve) => release.push(resolve));
    await start({ accept: held, statuses: held });
    const status = { id: 'wamid.X', status: 'sent', timestamp: '1772467200', recipient_id: '5218341234567' };
    let answered = false;
    const answer = postMeta(it.app, metaBody([metaText('A', 'hola')], { statuses: [status] })).then((result) => {
      answered = true;
      return result;
    });
    while (release.length < 2) await new Promise(setImmediate);
    release[0]!();
    for (let i = 0; i < 20; i++) await new Promise(setImmediate);
    expect(answered).toBe(false);
    release[1]!();
    expect((await answer).statusCode).toBe(200);
  });

  const down = async (): Promise<never> => {
    throw new RecadoError('STORE_UNAVAILABLE');
  };

  test('a store that takes nothing: 503, so that Meta delivers again', async () => {
    await start({ accept: down });
    const answer = await postMeta(it.app, metaBody([metaText('A', 'hola')]));
    expect([answer.statusCode, answer.json().code]).toEqual([503, 'STORE_UNAVAILABLE']);
  });

  test('for Twilio too, and never as words that it would send to her', async () => {
    await start({ accept: down, statuses: down });
    const answer = await postTwilio(it.app, '/webhooks/twilio', twilioSms());
    expect([answer.statusCode, answer.body, answer.headers['content-type']]).toEqual([503, TWIML, 'text/xml']);
  });

  test('an unforeseen failure is 503 as well: nothing was acknowledged that was not kept', async () => {
    await start({
      setAside: async () => {
        throw new TypeError('boom hola');
      },
    });
    expect((await postMeta(it.app, 'not json')).statusCode).toBe(503);
    expect(it.log()).not.toContain('boom hola');
  });
});

describe('bad input', () => {
  test.each([
    ['malformed JSON', '{"object":'],
    ['nothing at all', ''],
    ['an array', '[]'],
    ['a number', '7'],
    ['null', 'null'],
    ['NUL bytes', '\u0000\u0000'],
    ['another product', '{"object":"page","entry":[{"messaging":[{}]}]}'],
    ['deep nesting', '['.repeat(50_000) + ']'.repeat(50_000)],
  ])('signed but unreadable, %s: 200, so that it does not come back for days', async (_name, body) => {
    await start();
    expect((await postMeta(it.app, body)).statusCode).toBe(200);
    expect(it.kept.messages).toEqual([]);
  });

  test('malformed JSON is set aside with its reason', async () => {
    await start();
    await postMeta(it.app, '{"object":');
    expect(it.kept.aside).toHaveLength(1);
    expect(it.kept.aside[0]!.why).not.toBe('');
  });

  test('one bad item never spoils the rest', async () => {
    await start();
    const messages = [
      metaText('A', 'uno'),
      null,
      'text',
      { type: 'text' },
      metaText('B', 'dos\u0000tres'),
      metaText('C', 'x', { type: 'holograma', holograma: { a: 1 } }),
      metaText('D', 'cuatro', { nuevo_campo: { __proto__: null, a: [1, 2, 3] } }),
    ];
    expect((await postMeta(it.app, metaBody(messages))).statusCode).toBe(200);
    const ids = it.kept.messages.map((message) => message.providerId);
    expect(ids).toEqual(expect.arrayContaining(['wamid.A', 'wamid.B', 'wamid.D']));
  });

  test('lone surrogates and prototype keys do no harm', async () => {
    await start();
    const lone = metaBody([metaText('A', 'LONE')]).replace('LONE', 'hola \\ud83d');
    const proto = metaBody([metaText('B', 'hola')]).replace(
      '"type"',
      '"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"type"',
    );
    expect((await postMeta(it.app, lone)).statusCode).toBe(200);
    expect((await postMeta(it.app, proto)).statusCode).toBe(200);
    expect(it.kept.messages).toHaveLength(2);
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test('a thousand messages in one POST are handed on at once, in order', async () => {
    let calls = 0;
    await start();
    const messages = Array.from({ length: 1_000 }, (_, i) => metaText(`M${i}`, `hola ${i}`));
    await it.app.close();
    await start({
      accept: async (list) => {
        calls++;
        it.kept.messages.push(...list);
      },
    });
    expect((await postMeta(it.app, metaBody(messages))).statusCode).toBe(200);
    expect(calls).toBe(1);
    expect(it.kept.messages.map((message) => message.providerId)).toEqual(messages.map((message) => message.id));
  });

  test('whatever the content type says, the signature decides', async () => {
    await start();
    const body = metaBody([metaText('A', 'hola')]);
    for (const type of [
      'application/json; charset=utf-8',
      'text/plain',
      'application/x-www-form-urlencoded',
      'nonsense',
      '',
    ]) {
      expect((await postMeta(it.app, body, { 'content-type': type })).statusCode).toBe(200);
    }
  });

  test('a Twilio form without fields is 200 and set aside', async () => {
    await start();
    const answer = await postTwilio(it.app, '/webhooks/twilio', {});
    expect([answer.statusCode, answer.body]).toEqual([200, TWIML]);
    expect(it.kept.aside).toHaveLength(1);
  });

  test('a decoder that throws keeps the body whole', async () => {
    const broken = {
      path: '/webhooks/broken',
      contentType: 'json' as const,
      verify: () => true,
      decode: () => {
        throw new Error('bug');
      },
      ok: { contentType: 'text/plain', body: 'ok' },
    };
    await start({ webhooks: [broken] });
    expect((await it.app.inject({ method: 'POST', url: '/webhooks/broken', payload: 'hola' })).statusCode).toBe(200);
    expect(it.kept.aside).toEqual([{ why: 'decoder failed', item: 'hola' }]);
  });
});

describe('size', () => {
  test('Meta may send nearly 4 MB', async () => {
    await start();
    const body = metaBody([metaText('A', 'hola', { filler: 'x'.repeat(3_900_000) })]);
    expect((await postMeta(it.app, body)).statusCode).toBe(200);
    expect(it.kept.messages).toHaveLength(1);
  });

  test('more is 413, and for Twilio empty TwiML', async () => {
    await start();
    const meta = await postMeta(it.app, 'x'.repeat(4 * 1024 * 1024 + 1));
    expect([meta.statusCode, meta.json().code]).toEqual([413, 'BODY_TOO_LARGE']);
    const twilio = await postTwilio(it.app, '/webhooks/twilio', twilioSms({ Body: 'x'.repeat(256 * 1024) }));
    expect([twilio.statusCode, twilio.body]).toEqual([413, TWIML]);
    nothingKept();
  });

  test('a body that never says how long it is gets cut off and the server lives', async () => {
    await start();
    await it.app.listen({ port: 0, host: '127.0.0.1' });
    const { port } = it.app.server.address() as AddressInfo;
    const status = await new Promise<number | string>((resolve) => {
      const stream = request({ port, host: '127.0.0.1', method: 'POST', path: '/webhooks/whatsapp' }, (answer) => {
        answer.resume();
        resolve(answer.statusCode ?? 0);
      });
      stream.on('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? 'error'));
      const chunk = Buffer.alloc(256 * 1024, 120);
      for (let i = 0; i < 20; i++) stream.write(chunk);
      stream.end();
    });
    expect([413, 'ECONNRESET', 'EPIPE']).toContain(status);
    expect((await it.app.inject('/health/live')).statusCode).toBe(200);
    nothingKept();
  });
});
