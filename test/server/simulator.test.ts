import { type AddressInfo, connect } from 'node:net';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { RecadoError } from '../../src/base/errors.ts';
import { type TestApp, testApp } from './app.ts';
import { EchoPhone } from './echo-phone.ts';

let it: TestApp;
let phone: EchoPhone;
let cookie: string;
const id = () => cookie.split('=')[1]!;

beforeEach(async () => {
  phone = new EchoPhone();
  it = await testApp({ simulator: phone });
  cookie = String((await it.app.inject('/simulator/phone')).headers['set-cookie']).split(';')[0]!;
});
afterEach(() => it.app.close());

const get = (url: string, headers: Record<string, string> = {}) =>
  it.app.inject({ url, headers: { cookie, ...headers } });
const post = (fields: Record<string, string>, url = '/simulator/phone/send') =>
  it.app.inject({
    method: 'POST',
    url,
    headers: { cookie, 'content-type': 'application/x-www-form-urlencoded' },
    payload: new URLSearchParams(fields).toString(),
  });
const contents = () => phone.sent.map(({ content }) => content);

describe('a phone of her own', () => {
  test('is a random cookie that no script and no other site can use', async () => {
    const answer = await it.app.inject('/simulator/phone');
    expect(answer.headers['set-cookie']).toMatch(
      /^recado_phone=[0-9a-z]{20,40}; Path=\/simulator; Max-Age=\d+; HttpOnly; SameSite=Strict$/,
    );
    expect(answer.headers['cache-control']).toBe('private, no-store');
    expect(answer.body).not.toContain(/=(\w+);/.exec(String(answer.headers['set-cookie']))![1]);
    expect((await get('/simulator/phone')).headers['set-cookie']).toBeUndefined();
  });

  test('«Persona nueva» gives another one', async () => {
    const answer = await post({ form: 'sms', lang: 'en' }, '/simulator/phone/new');
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/simulator/phone?form=sms&lang=en']);
    expect(String(answer.headers['set-cookie'])).not.toContain(id());
  });

  test.each(['recado_phone=../../x', 'recado_phone=', 'other=1', `recado_phone=${'a'.repeat(300)}`])(
    'a made-up cookie (%s) is not taken',
    async (made) => {
      cookie = made;
      expect((await get('/simulator/phone')).headers['set-cookie']).toBeDefined();
      for (const answer of [
        await get('/simulator/phone/messages'),
        await get('/simulator/phone/events'),
        await post({ text: 'hola' }),
      ]) {
        expect([answer.statusCode, answer.json().code]).toEqual([400, 'SIMULATOR_INPUT_INVALID']);
      }
      expect(phone.sent).toEqual([]);
    },
  );
});

describe('what she sends', () => {
  test('a text goes to the phone of its form, and the plain form comes back to the page', async () => {
    const answer = await post({ form: 'sms', lang: 'es', text: ' hola\u0000 ' });
    expect([answer.statusCode, answer.headers.location]).toEqual([303, '/simulator/phone?form=sms&lang=es#text']);
    expect(phone.sent).toEqual([{ phone: { id: id(), form: 'sms' }, content: { kind: 'text', text: 'hola' } }]);
  });

  test('the script gets the conversation in the same answer', async () => {
    const answer = await post({ form: 'whatsapp', text: 'hola', fragment: 'yes' });
    expect(answer.statusCode).toBe(200);
    expect(answer.headers.etag).toMatch(/^W\/"/);
    expect(answer.body).toContain('<li id="m-b1" class="bubble her">');
  });

  test('stand-ins for a photo, a voice note and a place', async () => {
    for (const kind of ['photo', 'voice', 'location']) await post({ form: 'whatsapp', kind });
    expect(contents()).toMatchObject([
      { kind: 'media', media: [{ kind: 'photo' }] },
      { kind: 'media', media: [{ kind: 'voice' }] },
      { kind: 'location', name: 'Plaza de Llera' },
    ]);
  });

  test('a tap carries the title that was shown, a quote what is on the screen', async () => {
    phone.say({ id: id(), form: 'whatsapp' }, { text: '¿Listas?', options: [{ id: 'q.x.0', title: 'Sí' }] });
    await post({ form: 'whatsapp', tap: 'q.x.0' });
    await post({ form: 'whatsapp', text: 'sí', quoted: 'b1' });
    await post({ form: 'whatsapp', text: 'sí', quoted: 'of-somebody-else' });
    expect(phone.sent.map(({ content, quoted }) => [content, quoted])).toEqual([
      [{ kind: 'tap', id: 'q.x.0', title: 'Sí' }, undefined],
      [{ kind: 'text', text: 'sí' }, 'b1'],
      [{ kind: 'text', text: 'sí' }, undefined],
    ]);
  });

  test.each<[string, Record<string, string>]>([
    ['nothing', {}],
    ['only spaces', { text: '   ' }],
    ['too much', { text: 'a'.repeat(4_097) }],
    ['too much for SMS', { form: 'sms', text: 'a'.repeat(1_531) }],
    ['a tap on nothing', { tap: 'q.none.0' }],
    ['a photo by SMS', { form: 'sms', kind: 'photo' }],
    ['an unknown kind', { kind: 'constructor' }],
  ])('%s: refused with a code', async (_name, fields) => {
    const answer = await post(fields);
    expect([answer.statusCode, answer.json().code]).toEqual([400, 'SIMULATOR_INPUT_INVALID']);
    expect(phone.sent).toEqual([]);
  });

  test('other bodies and huge ones are refused', async () => {
    const json = await it.app.inject({
      method: 'POST',
      url: '/simulator/phone/send',
      headers: { cookie },
      payload: { text: 'hola' },
    });
    expect(json.statusCode).toBe(400);
    expect((await post({ text: 'a'.repeat(60_000) })).json().code).toBe('BODY_TOO_LARGE');
  });

  test('a store that takes nothing is said, not hidden', async () => {
    phone.broken = new RecadoError('STORE_UNAVAILABLE');
    expect((await post({ text: 'hola', fragment: 'yes' })).statusCode).toBe(503);
  });

  test('more than 120 a minute are refused', async () => {
    for (let i = 0; i < 120; i++) expect((await post({ text: 'hola' })).statusCode).toBe(303);
    const answer = await post({ text: 'hola' });
    expect([answer.statusCode, answer.json().code]).toEqual([429, 'TOO_MANY_REQUESTS']);
  });
});

describe('what she sees', () => {
  const me = () => ({ id: id(), form: 'whatsapp' as const });

  test('everything is escaped', async () => {
    phone.say(me(), { text: '<i>' });
    phone.say(me(), {
      text: '<b onclick=x>"&',
      quoted: 'b1',
      options: [{ id: '"><script>', title: '<u>' }],
      media: { kind: 'image', name: '<s>' },
    });
    const { body } = await get('/simulator/phone');
    for (const raw of ['<b ', '<i>', '<u>', '<s>', '"><script>']) expect(body).not.toContain(raw);
  });

  test('SMS shows segments and neither buttons nor attachments', async () => {
    phone.say(
      { id: id(), form: 'sms' },
      { text: 'Hola\n1 Si\n2 No', segments: 2, options: [{ id: 'q.x.0', title: 'Si' }] },
    );
    const { body } = await get('/simulator/phone?form=sms');
    expect(body).toContain('2 mensajes SMS');
    expect(body).not.toContain('name="tap"');
    expect(body).not.toContain('id="attach"');
    expect((await get('/simulator/phone?form=whatsapp')).body).not.toContain('Hola');
  });

  test('a picture of the pack is shown, and only what stands on her screen can be fetched', async () => {
    const asked: string[] = [];
    phone.media = async (file) => {
      asked.push(file);
      return { bytes: Buffer.from('png'), mime: 'image/png' };
    };
    await it.app.close();
    it = await testApp({ simulator: phone });
    phone.say(me(), { text: 'Mire', media: { kind: 'image', name: 'llera/media/dos botes.png' } });
    phone.say(me(), { text: 'Oiga', media: { kind: 'audio', name: 'llera/media/a.ogg' } });
    const { body } = await get('/simulator/phone');
    expect(body).toContain('<img src="/simulator/phone/media/llera/media/dos%20botes.png" alt="Imagen"/>');
    expect(body).toContain('<audio controls');
    const picture = await get('/simulator/phone/media/llera/media/dos%20botes.png');
    expect([picture.statusCode, picture.body, picture.headers['content-type']]).toEqual([200, 'png', 'image/png']);
    for (const other of ['llera/media/other.png', '..%2f..%2fetc/passwd', 'llera/programme.yaml']) {
      expect((await get(`/simulator/phone/media/${other}`)).statusCode).toBe(404);
    }
    expect(asked).toEqual(['llera/media/dos botes.png']);
  });

  test('just after midnight is 00:14', async () => {
    phone.at = new Date(2026, 2, 2, 0, 13, 50).getTime();
    phone.say(me(), { text: 'Buenas noches' });
    expect((await get('/simulator/phone')).body).toContain('>00:14</time>');
  });

  test('ticks are words too', async () => {
    phone.say(me(), { text: 'a', ticks: 'read' });
    phone.say(me(), { text: 'b', ticks: 'failed' });
    const { body } = await get('/simulator/phone/messages');
    expect(body).toContain('leído');
    expect(body).toContain('no se pudo enviar');
  });

  test('nothing new is 304 without a body, a change is 200', async () => {
    phone.say(me(), { text: 'uno' });
    const first = await get('/simulator/phone/messages');
    const etag = String(first.headers.etag);
    const same = await get('/simulator/phone/messages', { 'if-none-match': etag });
    expect([same.statusCode, same.body]).toEqual([304, '']);
    phone.say(me(), { text: 'dos' });
    expect((await get('/simulator/phone/messages', { 'if-none-match': etag })).statusCode).toBe(200);
  });

  test('a long conversation keeps its last 80 bubbles on the page', async () => {
    for (let i = 0; i < 200; i++) phone.say(me(), { text: `n${i}.` });
    const { body } = await get('/simulator/phone/messages');
    expect(body.match(/<li/g)).toHaveLength(80);
    expect(body).toContain('n199.');
  });

  test('to reply to a message works without a script', async () => {
    phone.say(me(), { text: '¿Cuánto vendió?' });
    const { body } = await get('/simulator/phone?quote=b1');
    expect(body).toContain('<input type="hidden" name="quoted" id="quoted" value="b1"/>');
    expect((await get('/simulator/phone?quote=nope')).body).toMatch(/id="quoted" value(="")?\/>/);
  });
});

describe('news', () => {
  const listen = async () => {
    await it.app.listen({ port: 0, host: '127.0.0.1' });
    return `http://127.0.0.1:${(it.app.server.address() as AddressInfo).port}`;
  };

  test('a stream says "look again" at once and after every change, with the security headers', async () => {
    const base = await listen();
    const stop = new AbortController();
    const answer = await fetch(`${base}/simulator/phone/events`, { headers: { cookie }, signal: stop.signal });
    expect(answer.headers.get('content-type')).toBe('text/event-stream; charset=utf-8');
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    const reader = answer.body!.pipeThrough(new TextDecoderStream()).getReader();
    let heard = '';
    const until = async (count: number) => {
      while ((heard.match(/event: changed/g) ?? []).length < count) {
        const { value, done } = await reader.read();
        if (done) throw new Error('the stream ended');
        heard += value;
      }
    };
    await until(1);
    phone.say({ id: id(), form: 'whatsapp' }, { text: 'hola' });
    await until(2);
    phone.say({ id: id(), form: 'sms' }, { text: 'of the other form' });
    expect(heard).not.toContain('hola');
    stop.abort();
    await vi.waitUntil(() => phone.watchers === 0);
  });

  test('a graceful stop does not wait for open pages', async () => {
    const base = await listen();
    const answer = await fetch(`${base}/simulator/phone/events`, { headers: { cookie } });
    const rest = answer.text();
    await it.app.close();
    expect(await rest).toContain('event: changed');
    expect(phone.watchers).toBe(0);
  });
});

test('a graceful stop does not wait for a connection that never spoke', async () => {
  await it.app.listen({ port: 0, host: '127.0.0.1' });
  const silent = connect((it.app.server.address() as AddressInfo).port, '127.0.0.1');
  await new Promise((resolve) => it.app.server.once('connection', resolve));
  const closed = new Promise((resolve) => silent.once('close', resolve));
  await it.app.close();
  await closed;
});

test('with a real channel set every address of the simulator is 403 with a code, also as a page', async () => {
  await it.app.close();
  it = await testApp({ simulator: phone, staffOnlySimulator: true });
  for (const answer of [
    await get('/simulator/phone'),
    await get('/simulator/phone/messages'),
    await get('/simulator/phone/events'),
    await post({ text: 'x' }),
  ]) {
    expect([answer.statusCode, answer.json().code]).toEqual([403, 'SIMULATOR_STAFF_ONLY']);
  }
  expect((await get('/simulator/phone', { accept: 'text/html' })).body).toContain('recado chat');
  expect(phone.sent).toEqual([]);
});

test('without a simulator there is nothing at its address', async () => {
  await it.app.close();
  it = await testApp();
  expect((await get('/simulator/phone')).statusCode).toBe(404);
});
