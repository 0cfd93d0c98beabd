import { describe, expect, it } from 'vitest';
import { HOUR } from '../../../src/base/clock.ts';
import { smsGateway } from '../../../src/channels/sms-gateway/index.ts';
import { againId, messageId, rowOf } from '../../../src/channels/sms-gateway/message-id.ts';
import { bench, LUZ, to } from '../harness.ts';

const HOLA = { text: 'Hola', sms: 'Hola' };
const about = (outboxId: string, attempt = 1) => ({ outboxId, attempt });

describe('each of our ids is taken once', () => {
  it('by another process after a crash too: nothing is said twice', async () => {
    const air = bench();
    const luz = air.emulator.phone(LUZ, 'sms-gateway');
    const sent = await air.channel('sms-gateway').send(to('sms-gateway'), HOLA, about('row1'));
    air.arrive();
    const settings = {
      url: 'https://api.sms-gate.app/3rdparty/v1',
      username: 'gateway-user',
      password: 'gateway-password',
    };
    const next = smsGateway({ ...settings, messagesPerSecond: 1 }, { fetch: air.emulator.fetch, clock: air.clock });
    expect(await next.send(to('sms-gateway'), HOLA, about('row1', 2))).toEqual(sent);
    expect(luz.inbox).toHaveLength(1);
  });

  it('unless the phone could not send it: then it goes under a new one, however often', async () => {
    const air = bench();
    const luz = air.emulator.phone(LUZ, 'sms-gateway');
    const channel = air.channel('sms-gateway');
    const ids: string[] = [];
    for (const attempt of [1, 2, 3]) {
      if (attempt < 3) air.emulator.failNext({ kind: 'undelivered', code: 0 });
      const sent = await channel.send(to('sms-gateway'), HOLA, about('row1', attempt));
      if (sent.outcome === 'accepted') ids.push(sent.providerId);
      const { statuses } = air.arrive();
      expect(statuses[0]).toMatchObject({
        outboxId: 'row1',
        providerId: ids.at(-1),
        ...(attempt < 3
          ? { status: 'failed', reaction: 'throttle', code: 'RESULT_ERROR_NO_SERVICE' }
          : { status: 'sent' }),
      });
    }
    expect(ids).toEqual(['row1', 'row1-r1', 'row1-r2']);
    expect(luz.inbox).toHaveLength(1);
  });

  it('ids stay below the 36 characters that the gateway takes, and lead back to their row', () => {
    const row = '0'.repeat(20); // as long as ours are
    const longest = againId(messageId(row, { last: false, place: 99 }), 40);
    expect(longest.length).toBeLessThanOrEqual(36);
    expect(rowOf(longest)).toEqual({ outboxId: row, last: false, failures: 40 });
    expect(rowOf(againId(messageId(row, { last: true, place: 3 }), 7))).toEqual({
      outboxId: row,
      last: true,
      failures: 7,
    });
    expect(rowOf('PyDm-QZZXY_yxMwED8Fzy')).toEqual({ outboxId: 'PyDm-QZZXY_yxMwED8Fzy', last: true, failures: 0 });
  });
});

describe('answers', () => {
  const answering = (...answers: (Response | Error)[]) => {
    const asked: string[] = [];
    const fetch = (async (url: URL | string, init?: RequestInit) => {
      asked.push(`${init?.method ?? 'GET'} ${new URL(url).pathname}`);
      const answer = answers.shift() ?? new Response('{}', { status: 404 });
      if (answer instanceof Error) throw answer;
      return answer;
    }) as typeof globalThis.fetch;
    const settings = { url: 'http://phone:8080', username: 'u', password: 'p', messagesPerSecond: 1 };
    const channel = smsGateway(settings, { fetch, clock: bench().clock });
    return { asked, channel, sent: () => channel.send(to('sms-gateway'), HOLA, about('row1')) };
  };
  const said = (status: number, message: string, headers: Record<string, string> = {}) =>
    Response.json({ message }, { status, headers });
  const lost = () => Object.assign(new TypeError('fetch failed'), { cause: { code: 'ECONNRESET' } });

  it.each([
    [400, "can't use phone in row 1: invalid phone number", 'bad-address'],
    [400, 'failed to select device: no devices', 'stop-channel'],
    [400, 'phoneNumbers is empty', 'ours'],
    [401, 'Unauthorized', 'stop-channel'],
    [403, 'Forbidden', 'stop-channel'],
    [404, 'Not Found', 'stop-channel'],
    [429, 'Too Many Requests', 'throttle'],
    [503, 'Queue limits exceeded; ensure device is online', 'throttle'],
    [503, 'no words', 'retry'],
    [301, 'elsewhere', 'stop-channel'],
  ])('%i "%s" asks for %s', async (status, message, reaction) => {
    const { sent, asked } = answering(said(status, message));
    expect(await sent()).toMatchObject({ outcome: 'refused', reaction, code: `HTTP_${status}` });
    expect(asked).toEqual(['POST /messages']);
  });

  it('asks what came of a message whose answer was lost, and believes it', async () => {
    for (const state of ['Pending', 'Processed', 'Sent', 'Delivered']) {
      const { sent, asked } = answering(lost(), Response.json({ id: 'row1', state }));
      expect(await sent()).toMatchObject({ outcome: 'accepted', providerId: 'row1', segments: 1 });
      expect(asked).toEqual(['POST /messages', 'GET /messages/row1']);
    }
    expect(await answering(lost(), said(404, 'not found')).sent()).toMatchObject({
      outcome: 'refused',
      reaction: 'retry',
    });
    expect(await answering(lost(), lost()).sent()).toMatchObject({ outcome: 'unknown' });
    expect(await answering(lost(), said(500, 'x')).sent()).toMatchObject({ outcome: 'unknown' });
  });

  it('asks also after a 500: older apps say so of an id used before', async () => {
    expect(await answering(said(500, 'x'), Response.json({ state: 'Sent' })).sent()).toMatchObject({
      outcome: 'accepted',
    });
    expect(await answering(said(500, 'x'), said(404, 'x')).sent()).toMatchObject({
      reaction: 'retry',
      code: 'HTTP_500',
    });
  });

  it('does not take a hotspot for the gateway', async () => {
    const { sent } = answering(
      new Response('<html>Log in</html>', { status: 200 }),
      new Response('<html>', { status: 200 }),
    );
    expect(await sent()).toMatchObject({ outcome: 'unknown' });
  });

  it('says to doctor what is missing', async () => {
    const url = 'https://x.org/webhooks/sms-gateway?a=1';
    const hooks = ['sms:received', 'sms:sent'].map((event) => ({ id: event, url, event }));
    const now = bench().clock.now();
    const seen = Response.json([{ lastSeen: new Date(now - 3 * HOUR).toISOString() }, { lastSeen: 'never' }]);
    expect(await answering(Response.json(hooks), seen).channel.probe()).toEqual({
      ok: true,
      says:
        'the SMS gateway answers; no webhook for sms:delivered, sms:failed is registered to /webhooks/sms-gateway; ' +
        'the phone was last seen 180 minutes ago',
    });
    expect(await answering(said(401, 'x')).channel.probe()).toMatchObject({ ok: false, next: expect.any(String) });
    expect(await answering(lost()).channel.probe()).toMatchObject({ ok: false });
    const whole = [...hooks, { event: 'sms:delivered', url }, { event: 'sms:failed', url }];
    expect(await answering(Response.json(whole), said(404, 'x')).channel.probe()).toEqual({
      ok: true,
      says: 'the SMS gateway answers',
    });
  });
});

it('counts segments itself: the gateway does not say', async () => {
  const air = bench();
  const long = 'a'.repeat(161);
  const sent = await air.channel('sms-gateway').send(to('sms-gateway'), { text: long, sms: long }, about('row1'));
  expect(sent).toMatchObject({ outcome: 'accepted', segments: 2 });
  // Each part is reported as delivered by itself.
  expect(air.arrive().statuses.map((s) => s.status)).toEqual(['sent', 'delivered', 'delivered']);
});
