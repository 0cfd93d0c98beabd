import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { HandClock, HOUR, SECOND } from '../../../src/base/clock.ts';
import { seededRandom } from '../../../src/base/random.ts';
import { createEmulator, type Emulator } from '../../../src/workshop/emulator/index.ts';
import type { Delivery } from '../../../src/workshop/emulator/types.ts';

const START = 1_772_467_200_000;
const meta = {
  phoneNumberId: '9001',
  displayPhone: '528341110000',
  accessToken: 'token',
  appSecret: 'secret',
  templates: [{ name: 'leccion', language: 'es_MX', parameters: 1 }],
};
const twilio = { accountSid: 'AC1', authToken: 'auth', smsFrom: '+528341110001', whatsappFrom: '+528341110002' };
const gateway = { username: 'user', password: 'pass', number: '+528341110003', webhookSecret: 'hook' };
const LUZ = '5218341234567';

function make(seed = 'seed'): { clock: HandClock; emulator: Emulator } {
  const clock = new HandClock(START);
  return {
    clock,
    emulator: createEmulator({
      clock,
      random: seededRandom(seed),
      meta,
      twilio,
      gateway,
      publicUrl: 'https://recado.example.org',
    }),
  };
}

async function graph(
  emulator: Emulator,
  body: object,
  token = 'token',
): Promise<{ status: number; code?: number; id?: string }> {
  const base = {
    messaging_product: 'whatsapp',
    recipient_type: 'individual',
    to: LUZ,
    type: 'text',
    text: { body: 'Hola' },
  };
  const response = await emulator.fetch('https://graph.facebook.com/v23.0/9001/messages', {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
    body: JSON.stringify({ ...base, ...body }),
  });
  const answer = (await response.json()) as { error?: { code: number }; messages?: { id: string }[] };
  return {
    status: response.status,
    ...(answer.error && { code: answer.error.code }),
    ...(answer.messages && { id: answer.messages[0]!.id }),
  };
}

async function sms(
  emulator: Emulator,
  fields: Record<string, string>,
  password = 'auth',
): Promise<{ status: number; code?: number; sid?: string }> {
  const response = await emulator.fetch('https://api.twilio.com/2010-04-01/Accounts/AC1/Messages.json', {
    method: 'POST',
    headers: { authorization: `Basic ${Buffer.from(`AC1:${password}`).toString('base64')}` },
    body: new URLSearchParams({ To: `+${LUZ}`, From: twilio.smsFrom, Body: 'Hola', ...fields }),
  });
  const { code, sid } = (await response.json()) as { code?: number; sid?: string };
  return { status: response.status, ...(code && { code }), ...(sid && { sid }) };
}

const take = (emulator: Emulator): Delivery[] => emulator.takeDue(Number.MAX_SAFE_INTEGER);
const changes = (d: Delivery) =>
  (
    JSON.parse(d.body) as { entry: { changes: { value: Record<string, { status: string; errors?: unknown }[]> }[] }[] }
  ).entry.flatMap((e) => e.changes);
const ladder = (all: readonly Delivery[]) =>
  all
    .flatMap(changes)
    .flatMap((c) => c.value['statuses'] ?? [])
    .map((s) => s.status);

const buttons = (titles: readonly string[]) => ({
  type: 'interactive',
  text: undefined,
  interactive: {
    type: 'button',
    body: { text: '¿Ya?' },
    action: { buttons: titles.map((title, i) => ({ type: 'reply', reply: { id: `q.a.${i}`, title } })) },
  },
});

describe('Graph API', () => {
  it.each<[string, object, number]>([
    ['an unknown parameter', { colour: 'red' }, 100],
    ['a text of 4097', { text: { body: 'a'.repeat(4097) } }, 100],
    ['no recipient', { to: undefined }, 100],
    ['a button title of 21', buttons(['a'.repeat(21)]), 100],
    ['four buttons', buttons(['a', 'b', 'c', 'd']), 100],
    ['two titles alike', buttons(['a', 'a']), 100],
    ['callback data of 513', { biz_opaque_callback_data: 'x'.repeat(513) }, 100],
    ['a file that is not there', { type: 'image', text: undefined, image: { id: '404' } }, 131009],
    [
      'a template that is not approved',
      { type: 'template', text: undefined, template: { name: 'otra', language: { code: 'es_MX' } } },
      132001,
    ],
    [
      'too few parameters',
      { type: 'template', text: undefined, template: { name: 'leccion', language: { code: 'es_MX' } } },
      132000,
    ],
  ])('refuses %s', async (_, body, code) => {
    const { emulator } = make();
    const answer = await graph(emulator, body);
    expect(answer.code).toBe(code);
    expect(emulator.received).toEqual([]);
    expect(take(emulator)).toEqual([]);
  });

  it('refuses a wrong token and an expired one', async () => {
    const { emulator } = make();
    expect(await graph(emulator, {}, 'other')).toMatchObject({ status: 401, code: 190 });
    emulator.knobs.tokenExpired = true;
    expect(await graph(emulator, {})).toMatchObject({ status: 401, code: 190 });
  });

  it('climbs the ladder and shows the message on her phone', async () => {
    const { emulator } = make();
    const luz = emulator.phone(LUZ, 'whatsapp-cloud');
    luz.sends('hola');
    take(emulator);
    await graph(emulator, buttons(['Sí', 'No']));
    expect(luz.last).toMatchObject({ type: 'buttons', text: '¿Ya?', choices: [{ title: 'Sí' }, { title: 'No' }] });
    expect(ladder(take(emulator))).toEqual(['sent', 'delivered', 'read']);
    luz.sends({ tap: 'No' });
    expect(take(emulator)[0]!.body).toContain('"button_reply":{"id":"q.a.1","title":"No"}');
    expect(() => luz.sends({ tap: 'Tal vez' })).toThrow('Tal vez');
  });

  it('closes the window after 24 hours, by its own clock', async () => {
    const { emulator, clock } = make();
    emulator.phone(LUZ, 'whatsapp-cloud').sends('hola');
    take(emulator);
    clock.advance(24 * HOUR - 1);
    await graph(emulator, {});
    expect(ladder(take(emulator))).toContain('delivered');
    clock.advance(1);
    await graph(emulator, {});
    const failed = take(emulator);
    expect(ladder(failed)).toEqual(['failed']);
    expect(failed[0]!.body).toContain('131047');
    await graph(emulator, {
      type: 'template',
      text: undefined,
      template: {
        name: 'leccion',
        language: { code: 'es_MX' },
        components: [{ type: 'body', parameters: [{ type: 'text', text: 'Luz' }] }],
      },
    });
    expect(ladder(take(emulator))).toContain('delivered');
  });

  it('limits a pair to 45 at once and one in six seconds', async () => {
    const { emulator, clock } = make();
    for (let i = 0; i < 45; i++) expect((await graph(emulator, {})).status).toBe(200);
    expect(await graph(emulator, {})).toMatchObject({ status: 400, code: 131056 });
    expect((await graph(emulator, { to: '34600000000' })).status).toBe(200);
    clock.advance(6 * SECOND);
    expect((await graph(emulator, {})).status).toBe(200);
    expect(await graph(emulator, {})).toMatchObject({ code: 131056 });
  });

  it('signs escaped bytes', () => {
    const { emulator } = make();
    emulator.phone(LUZ, 'whatsapp-cloud', { name: 'Luz María' }).sends('Ñandú 👵🏽');
    const [delivery] = take(emulator);
    expect(delivery!.body).toMatch(/^[\0-\x7f]*$/);
    expect(delivery!.body).toContain('\\u00d1and\\u00fa \\ud83d\\udc75');
    const expected = createHmac('sha256', 'secret').update(Buffer.from(delivery!.body)).digest('hex');
    expect(delivery!.headers['x-hub-signature-256']).toBe(`sha256=${expected}`);
  });

  it('gathers several messages into one POST, and comes back until it is answered', () => {
    const { emulator, clock } = make();
    emulator.together(() => {
      emulator.phone(LUZ, 'whatsapp-cloud').sends('uno');
      emulator.phone('34600000000', 'whatsapp-cloud').sends('dos');
    });
    const [delivery, ...rest] = take(emulator);
    expect(rest).toEqual([]);
    expect(changes(delivery!)).toHaveLength(2);
    emulator.answered(delivery!, 500);
    expect(emulator.nextDue()).toBe(clock.now() + SECOND);
    const [again] = take(emulator);
    expect(again!.body).toBe(delivery!.body);
    emulator.answered(again!, 200);
    expect(emulator.nextDue()).toBeNull();
  });
});

describe('Twilio', () => {
  it.each<[string, Record<string, string>, number]>([
    ['an unknown parameter', { Colour: 'red' }, 20001],
    ['a body of 1601', { Body: 'a'.repeat(1601) }, 21617],
    ['no body', { Body: '' }, 21602],
    ['no sender', { From: '' }, 21603],
    ['a sender that is not ours', { From: '+15005550006' }, 21606],
    ['a recipient that is no number', { To: 'Luz' }, 21211],
    ['a channel of two minds', { To: `whatsapp:+${LUZ}` }, 63007],
    ['a callback without an address', { StatusCallback: 'nowhere' }, 21609],
    ['a callback with an underscore', { StatusCallback: 'https://a_b.org/' }, 21609],
  ])('refuses %s', async (_, fields, code) => {
    const { emulator } = make();
    expect(await sms(emulator, fields)).toMatchObject({ status: 400, code });
    expect(emulator.received).toEqual([]);
  });

  it('refuses a wrong password', async () => {
    expect(await sms(make().emulator, {}, 'other')).toMatchObject({ status: 401, code: 20003 });
  });

  it('blocks whoever wrote STOP until she writes START, on SMS only', async () => {
    const { emulator } = make();
    const luz = emulator.phone(LUZ, 'twilio-sms');
    luz.sends('Stop por favor');
    expect(await sms(emulator, {})).toMatchObject({ status: 201 });
    luz.sends(' sToP ');
    expect(await sms(emulator, {})).toMatchObject({ status: 400, code: 21610 });
    luz.sends('START');
    expect(await sms(emulator, {})).toMatchObject({ status: 201 });
  });

  it('reports to the callback it was given', async () => {
    const { emulator } = make();
    await sms(emulator, { StatusCallback: 'https://recado.example.org/webhooks/twilio/status?outbox=o1' });
    const all = take(emulator);
    expect(all.map((d) => new URLSearchParams(d.body).get('MessageStatus'))).toEqual(['sent', 'delivered']);
    expect(all[0]!.url).toBe('/webhooks/twilio/status?outbox=o1');
    expect(emulator.received[0]).toMatchObject({ outboxId: 'o1', segments: 1 });
  });
});

describe("a gateway's phone", () => {
  it('gets no two of her SMS at one moment, and one that comes again at its own', () => {
    const { clock, emulator } = make();
    const luz = emulator.phone(LUZ, 'sms-gateway');
    for (const id of ['one', 'two', 'one']) luz.sends('AYUDA', { id });
    const received = emulator.takeDue(clock.now()).map(({ body }) => {
      const { payload } = JSON.parse(body) as { payload: { messageId: string; receivedAt: string } };
      return `${payload.messageId} ${Date.parse(payload.receivedAt) - START}`;
    });
    expect(received).toEqual(['one 0', 'two 1', 'one 0']);
  });
});

describe('the air', () => {
  const bodies = (seed: string): string => {
    const { emulator } = make(seed);
    Object.assign(emulator.knobs, { shuffle: 5_000, duplicates: 2, drop: 0.2 });
    const luz = emulator.phone(LUZ, 'whatsapp-cloud');
    for (let i = 0; i < 10; i++) luz.sends(`m${i}`);
    return take(emulator)
      .map((d) => /"body":"(m\d)"/.exec(d.body)![1])
      .join(' ');
  };

  it('shuffles, doubles and loses, the same for the same seed', () => {
    const one = bodies('a');
    expect(bodies('a')).toBe(one);
    expect(bodies('b')).not.toBe(one);
    expect(one.split(' ').length).toBeLessThan(30);
    expect(one.split(' ').length).toBeGreaterThan(10);
    expect(one).not.toBe([...one.split(' ')].sort().join(' '));
  });

  it('delivers what is due, by time', () => {
    const { emulator, clock } = make();
    const luz = emulator.phone(LUZ, 'twilio-sms');
    luz.sends('later', { late: 2_000 });
    luz.sends('now');
    expect(emulator.takeDue(clock.now()).map((d) => new URLSearchParams(d.body).get('Body'))).toEqual(['now']);
    expect(emulator.nextDue()).toBe(START + 2_000);
  });
});
