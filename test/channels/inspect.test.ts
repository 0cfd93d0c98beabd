import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { HOUR, systemClock } from '../../src/base/clock.ts';
import { type FindingKinds, wordsOf } from '../../src/channels/finding.ts';
import { REACH_KINDS, reach } from '../../src/channels/reach.ts';
import { type ChannelSettings, createChannels } from '../../src/channels/registry.ts';
import { GATEWAY_KINDS } from '../../src/channels/sms-gateway/findings.ts';
import { TWILIO_KINDS } from '../../src/channels/twilio/findings.ts';
import { META_KINDS } from '../../src/channels/whatsapp-cloud/findings.ts';
import type { ChannelId } from '../../src/domain/channel.ts';
import { type ServedEmulator, serveEmulator } from '../../src/workshop/emulator/serve.ts';
import { goodStanding, type Standing } from '../../src/workshop/emulator/standing.ts';
import { GATEWAY, META, SETTINGS, TWILIO } from './harness.ts';

/** The providers over real HTTP on loopback; the product itself is not there, so its own address never answers. */
const PUBLIC_URL = 'http://127.0.0.1:9';
const WABA = '800000000000001';
const SERVICE = `MG${'0'.repeat(32)}`;
let providers: ServedEmulator;

beforeAll(async () => {
  providers = await serveEmulator({
    meta: { ...META, businessAccountId: WABA },
    twilio: { ...TWILIO, messagingServiceSid: SERVICE },
    gateway: GATEWAY,
    publicUrl: PUBLIC_URL,
    seed: 'inspect',
    host: '127.0.0.1',
    port: 0,
  });
});
afterAll(() => providers.close());
beforeEach(() => {
  Object.assign(providers.emulator.standing, goodStanding({ publicUrl: PUBLIC_URL }));
  providers.emulator.knobs.tokenExpired = false;
});

const standing = () => providers.emulator.standing;

async function look(channel: string, changed: Partial<ChannelSettings> = {}) {
  const set = createChannels(
    {
      ...SETTINGS,
      PUBLIC_URL,
      WHATSAPP_BUSINESS_ACCOUNT_ID: WABA,
      WHATSAPP_API_URL: providers.url,
      TWILIO_API_URL: providers.url,
      SMS_GATEWAY_URL: `${providers.url}/3rdparty/v1`,
      ...changed,
    },
    {
      fetch: globalThis.fetch,
      clock: systemClock,
      newId: () => 'x',
      packMedia: { link: async () => undefined, read: async () => undefined } as never,
    },
  );
  return (await set.channels.find(({ id }) => id === (channel as ChannelId))!.inspect!()) ?? [];
}
const codes = async (...of: Parameters<typeof look>) =>
  (await look(...of)).filter(({ kind }) => kind.grade !== 'good').map(({ code }) => code);

/** A fault as the provider tells it, and the finding that names it; `of` are settings that are wrong on our side. */
type Fault = readonly [name: string, code: string, does: (on: Standing) => unknown, of?: Partial<ChannelSettings>];

const META_FAULTS: readonly Fault[] = [
  ['a token that ends soon', 'META_TOKEN_EXPIRES', ({ meta }) => (meta.expiresAt = Date.now() / 1000 + 5 * 86_400)],
  ['a permission that lacks', 'META_TOKEN_SCOPE', ({ meta }) => meta.scopes.pop()],
  ['a secret of another app', 'META_SECRET_WRONG', () => {}, { WHATSAPP_APP_SECRET: ['of another app'] }],
  ['no webhook', 'META_WEBHOOK_NONE', ({ meta }) => (meta.webhook = null)],
  ['a webhook elsewhere', 'META_WEBHOOK_ELSEWHERE', ({ meta }) => (meta.webhook!.url = 'https://old.example/hook')],
  ['a webhook switched off', 'META_WEBHOOK_OFF', ({ meta }) => (meta.webhook!.active = false)],
  ['no messages', 'META_FIELD_MESSAGES', ({ meta }) => meta.webhook!.fields.splice(0, 1)],
  ['no news of templates', 'META_FIELDS', ({ meta }) => (meta.webhook!.fields = ['messages'])],
  ['an account not subscribed', 'META_NOT_SUBSCRIBED', ({ meta }) => (meta.subscribed = false)],
  [
    'another address of the account',
    'META_WEBHOOK_OVERRIDDEN',
    ({ meta }) => (meta.accountCallback = 'https://x.example'),
  ],
  [
    'another address of the number',
    'META_WEBHOOK_OVERRIDDEN',
    ({ meta }) => (meta.numberCallback = 'https://x.example'),
  ],
  ['an account nobody named', 'META_ACCOUNT_UNSET', () => {}, { WHATSAPP_BUSINESS_ACCOUNT_ID: undefined }],
  ['another number', 'META_NUMBER_UNKNOWN', () => {}, { WHATSAPP_PHONE_NUMBER_ID: '1' }],
  [
    'a number not registered',
    'META_NUMBER_UNREGISTERED',
    ({ meta }) => Object.assign(meta, { status: 'PENDING', platform: 'NOT_APPLICABLE' }),
  ],
  ['a number that is banned', 'META_NUMBER_STOPPED', ({ meta }) => (meta.status = 'BANNED')],
  ['a number that is flagged', 'META_NUMBER_SLOWED', ({ meta }) => (meta.status = 'FLAGGED')],
  ['low quality', 'META_QUALITY_LOW', ({ meta }) => (meta.quality = 'RED')],
  ['middling quality', 'META_QUALITY_MIDDLING', ({ meta }) => (meta.quality = 'YELLOW')],
  ['a name that was declined', 'META_NAME_DECLINED', ({ meta }) => (meta.nameStatus = 'DECLINED')],
  ['a name under review', 'META_NAME_WAITS', ({ meta }) => (meta.nameStatus = 'PENDING_REVIEW')],
  ['no PIN', 'META_PIN_OFF', ({ meta }) => (meta.pin = false)],
  ['a small limit', 'META_LIMIT_SMALL', ({ meta }) => (meta.limit = 'TIER_250')],
  [
    'no card',
    'META_BLOCKED',
    ({ meta }) => meta.blocked.push({ entity: 'WABA', state: 'BLOCKED', code: 141006, why: 'Add a payment method.' }),
  ],
  [
    'half a review',
    'META_LIMITED',
    ({ meta }) =>
      meta.blocked.push({ entity: 'BUSINESS', state: 'LIMITED', code: 141010, why: 'Verify the business.' }),
  ],
];

const SMS_FAULTS: readonly Fault[] = [
  ['a suspended account', 'TWILIO_ACCOUNT_STOPPED', ({ twilio }) => (twilio.status = 'suspended')],
  ['a trial', 'TWILIO_TRIAL', ({ twilio }) => (twilio.type = 'Trial')],
  ['no balance', 'TWILIO_BALANCE_NONE', ({ twilio }) => (twilio.balance = '-0.12')],
  ['little balance', 'TWILIO_BALANCE_LOW', ({ twilio }) => (twilio.balance = '3.10')],
  ['another account’s number', 'TWILIO_NUMBER_UNKNOWN', ({ twilio }) => (twilio.sms = null)],
  ['a number for calls', 'TWILIO_NUMBER_NO_SMS', ({ twilio }) => (twilio.sms!.can = false)],
  ['no webhook', 'TWILIO_WEBHOOK_NONE', ({ twilio }) => (twilio.sms!.url = '')],
  [
    'the demo webhook',
    'TWILIO_WEBHOOK_ELSEWHERE',
    ({ twilio }) => (twilio.sms!.url = 'https://demo.twilio.com/welcome/sms/reply'),
  ],
  ['a webhook by GET', 'TWILIO_WEBHOOK_GET', ({ twilio }) => (twilio.sms!.method = 'GET')],
  ['a TwiML application', 'TWILIO_WEBHOOK_APPLICATION', ({ twilio }) => (twilio.sms!.application = 'AP1')],
  ['no second try', 'TWILIO_WEBHOOK_NO_RETRY', ({ twilio }) => (twilio.sms!.url = twilio.sms!.url.replace(/#.*/, ''))],
  [
    'requests that failed',
    'TWILIO_FAILED',
    ({ twilio }) => twilio.failed.push({ code: '11200', url: `${PUBLIC_URL}/webhooks/twilio/status?outbox=o1` }),
  ],
  ['another service', 'TWILIO_SERVICE_UNKNOWN', () => {}, { TWILIO_MESSAGING_SERVICE_SID: 'MGother' }],
  [
    'a service without the number',
    'TWILIO_SERVICE_WITHOUT_NUMBER',
    ({ twilio }) => (twilio.service.holds = false),
    { TWILIO_MESSAGING_SERVICE_SID: SERVICE },
  ],
  [
    'a service that drops messages',
    'TWILIO_WEBHOOK_NONE',
    ({ twilio }) => (twilio.service.byNumber = false),
    { TWILIO_MESSAGING_SERVICE_SID: SERVICE },
  ],
];

const SENDER_FAULTS: readonly Fault[] = [
  ['no such sender', 'TWILIO_SENDER_UNKNOWN', ({ twilio }) => (twilio.whatsapp = null)],
  [
    'a sender off line',
    'TWILIO_SENDER_STOPPED',
    ({ twilio }) => Object.assign(twilio.whatsapp!, { status: 'OFFLINE', reason: 'Not verified' }),
  ],
  ['a sender that people block', 'TWILIO_SENDER_QUALITY', ({ twilio }) => (twilio.whatsapp!.quality = 'LOW')],
  [
    'a sender heard elsewhere',
    'TWILIO_WEBHOOK_ELSEWHERE',
    ({ twilio }) => (twilio.whatsapp!.url = 'https://timberwolf.example/hook'),
  ],
];

const GATEWAY_FAULTS: readonly Fault[] = [
  ['an event nobody registered', 'GATEWAY_WEBHOOK_NONE', ({ gateway }) => delete gateway.webhooks['sms:failed']],
  [
    'an event registered elsewhere',
    'GATEWAY_WEBHOOK_ELSEWHERE',
    ({ gateway }) => (gateway.webhooks['sms:received'] = 'https://old.example/hook'),
  ],
  ['a phone that is off', 'GATEWAY_PHONE_SILENT', ({ gateway }) => (gateway.silentFor = 3 * HOUR)],
];

const ALL: Readonly<Record<string, readonly Fault[]>> = {
  'whatsapp-cloud': META_FAULTS,
  'twilio-sms': SMS_FAULTS,
  'twilio-whatsapp': SENDER_FAULTS,
  'sms-gateway': GATEWAY_FAULTS,
};
const told = new Set<string>();

describe.each(Object.entries(ALL))('%s', (channel, faults) => {
  test('is well but for our own address, which does not answer here', async () => {
    const found = await look(channel);
    for (const { code } of found) told.add(code);
    expect(found.flatMap(({ kind, code }) => (kind.grade === 'good' ? [] : [code]))).toEqual(['PUBLIC_UNREACHABLE']);
  });

  test.each(faults.map((fault) => ({ name: fault[0], fault })))('$name', async ({ fault: [, code, does, of] }) => {
    const well = (await look(channel, of)).map((one) => one.code);
    does(standing());
    const found = await look(channel, of);
    for (const one of found) told.add(one.code);
    // The fault is told, with what to do; nothing else is told that was not there before.
    const bad = found.filter(({ kind }) => kind.grade !== 'good');
    expect(bad.map((one) => one.code)).toContain(code);
    if (!of) expect(bad.flatMap((one) => (well.includes(one.code) ? [] : [one.code]))).toEqual([code]);
    for (const one of bad)
      for (const tongue of ['es', 'en'] as const) {
        const { says, next } = wordsOf({ ...one, vars: {} }, tongue);
        const holes = [...`${one.kind[tongue].says} ${one.kind[tongue].next}`.matchAll(/\{(\w+)\}/g)].map(
          ([, name]) => name!,
        );
        expect(
          holes.filter((name) => !one.vars[name]),
          `${one.code} ${tongue}: ${says}`,
        ).toEqual([]);
        expect(next, one.code).toBeTruthy();
      }
  });

  test('a provider that lets nobody in, and one that nobody reaches', async () => {
    providers.emulator.knobs.tokenExpired = true;
    const [refused, ...more] = await look(channel);
    expect([refused!.code, more]).toEqual([expect.stringMatching(/TOKEN_REFUSED|GATEWAY_REFUSED/), []]);
    const nowhere = 'http://127.0.0.1:9';
    const [silent] = await look(channel, {
      WHATSAPP_API_URL: nowhere,
      TWILIO_API_URL: nowhere,
      SMS_GATEWAY_URL: nowhere,
    });
    expect(silent!.code).toMatch(/UNREACHABLE/);
    for (const one of [refused, silent]) told.add(one!.code);
  });
});

test('an address that is not ours, not https, or not said', async () => {
  const elsewhere = createServer((_request, answer) => answer.writeHead(200).end('<html>')).listen(0, '127.0.0.1');
  await once(elsewhere, 'listening');
  const url = `http://127.0.0.1:${(elsewhere.address() as AddressInfo).port}`;
  try {
    expect(await codes('sms-gateway', { PUBLIC_URL: url })).toContain('PUBLIC_ELSEWHERE');
    expect(await codes('whatsapp-cloud', { PUBLIC_URL: url })).toContain('PUBLIC_ELSEWHERE');
    expect(await codes('whatsapp-cloud', { PUBLIC_URL: undefined })).toContain('PUBLIC_URL_UNSET');
    const path = '/webhooks/whatsapp';
    const [plain] = [await reach(fetch, { publicUrl: url, path, apiUrl: 'https://graph.facebook.com' })];
    expect(plain.code).toBe('PUBLIC_NOT_HTTPS');
  } finally {
    elsewhere.close();
  }
});

test('every finding has words in both languages, and what to do unless all is well', () => {
  const kinds: FindingKinds = { ...META_KINDS, ...TWILIO_KINDS, ...GATEWAY_KINDS, ...REACH_KINDS };
  for (const [code, { grade, es, en }] of Object.entries(kinds)) {
    const holes = (text: string) => [...new Set(text.match(/\{\w+\}/g))].sort();
    expect(holes(es.says + es.next), code).toEqual(holes(en.says + en.next));
    expect([es.next !== undefined, en.next !== undefined], code).toEqual([grade !== 'good', grade !== 'good']);
  }
  // Told by no fault above: what a provider refuses without a reason, and what needs the product itself on the line.
  const untold = Object.keys(kinds).filter((code) => !told.has(code));
  expect(untold.sort()).toEqual([
    'GATEWAY_PHONE_NONE',
    'META_REFUSED',
    'PUBLIC_CERTIFICATE',
    'PUBLIC_ELSEWHERE',
    'PUBLIC_GOOD',
    'PUBLIC_NOT_HTTPS',
    'PUBLIC_URL_UNSET',
    'PUBLIC_VERIFY_TOKEN',
    'TWILIO_REFUSED',
  ]);
});
