import fc from 'fast-check';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import { anyWords, change, changed } from '../bytes.ts';
import { asBytes, type Target } from '../target.ts';
import { said } from './said.ts';
import { after, openHouse, type Posted, TWILIO } from './webhooks.ts';

const hex32 = fc.string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 32, maxLength: 32 });
const sid = fc.oneof({ weight: 9, arbitrary: hex32.map((id) => `SM${id}`) }, fc.constantFrom('sent0', 'SMagain', ''));
const number = fc.oneof(
  {
    weight: 8,
    arbitrary: fc.constantFrom(
      ...TWILIO.seats.map(({ channel, number }) => (channel === 'twilio-sms' ? `+${number}` : `whatsapp:+${number}`)),
    ),
  },
  fc.constantFrom(
    '+528349990001',
    '+573001234567',
    'whatsapp:+447700900123',
    'whatsapp:MX.15',
    '32665',
    'TELCEL',
    '+',
    '',
  ),
);
const ours = fc.oneof(
  { weight: 9, arbitrary: fc.constantFrom(EMULATED.twilio.smsFrom, `whatsapp:${EMULATED.twilio.whatsappFrom}`) },
  fc.constantFrom('+528340009999', 'whatsapp:', ''),
);
const count = fc.oneof(fc.nat(12).map(String), anyWords);

/** Each parameter that Twilio documents (CHANNELS §3.1, §3.5), and what it may hold. */
const FIELDS: Readonly<Record<string, fc.Arbitrary<string>>> = {
  MessageSid: sid,
  From: number,
  To: ours,
  Body: said,
  AccountSid: fc.constant(EMULATED.twilio.accountSid),
  NumMedia: count,
  NumSegments: count,
  MediaUrl0: fc.oneof(
    hex32.map((id) => `https://api.twilio.com/2010-04-01/Accounts/AC0/Messages/SM1/Media/ME${id}`),
    anyWords,
  ),
  MediaContentType0: fc.oneof(
    fc.constantFrom('image/jpeg', 'audio/ogg', 'video/mp4', 'application/pdf', 'image/webp'),
    anyWords,
  ),
  MediaUrl1: anyWords,
  WaId: fc.oneof(fc.constantFrom('5218342000002'), anyWords),
  ProfileName: anyWords,
  ExternalUserId: fc.oneof(fc.constantFrom('whatsapp:MX.15'), anyWords),
  ButtonPayload: fc.oneof(
    fc.nat(9).map((nth) => `q.open${nth}.1`),
    anyWords,
  ),
  ButtonText: said,
  ListId: fc.nat(9).map((nth) => `q.open${nth}.0`),
  Latitude: fc.oneof(fc.double().map(String), anyWords),
  Longitude: fc.oneof(fc.double().map(String), anyWords),
  OriginalRepliedMessageSid: fc.oneof(fc.constantFrom('sent0', 'sent3'), anyWords),
  OptOutType: fc.oneof(fc.constantFrom('STOP', 'START', 'HELP'), anyWords),
  Forwarded: fc.constantFrom('true', 'false'),
  ReferralHeadline: anyWords,
  MessageStatus: fc.oneof(
    fc.constantFrom('queued', 'sent', 'delivered', 'read', 'undelivered', 'failed', 'canceled'),
    anyWords,
  ),
  ErrorCode: fc.oneof(fc.constantFrom('21610', '30003', '63016', '0'), anyWords),
  __proto__0: anyWords,
};
const usual = ['MessageSid', 'From', 'To', 'Body', 'AccountSid', 'NumMedia'];

const form = fc
  .tuple(
    fc.record(Object.fromEntries(usual.map((name) => [name, FIELDS[name]!]))),
    fc.array(
      fc.constantFrom(...Object.keys(FIELDS)).chain((name) => fc.tuple(fc.constant(name), FIELDS[name]!)),
      { maxLength: 4 },
    ),
    fc.array(fc.tuple(anyWords, anyWords), { maxLength: 1 }),
    fc.subarray(usual),
    fc.nat(20),
  )
  .map(([plain, more, odd, gone, lack]) => {
    const pairs: [string, string][] = Object.entries(plain).filter(([name]) => lack > 0 || !gone.includes(name));
    return asBytes(new URLSearchParams([...pairs, ...more, ...odd]).toString());
  });

const body = fc.oneof(
  { weight: 7, arbitrary: form },
  {
    weight: 3,
    arbitrary: fc
      .tuple(form, fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([one, changes]) => changed(one, changes, 200_000)),
  },
);
const post = fc.record({
  body,
  query: fc.oneof(
    { weight: 8, arbitrary: fc.constantFrom('', '/status?outbox=open0', '/status') },
    fc.webQueryParameters().map(asSent),
  ),
});

/** As a socket carries it: the tool that stands in for one would write some signs otherwise than they were signed. */
function asSent(query: string): string {
  const { pathname, search } = new URL(`http://x/status?${query}`);
  return pathname + search;
}

export const twilio: Target<Posted> = {
  name: 'twilio',
  promise: 'The same of Twilio’s forms, inbound and status callbacks, SMS and WhatsApp.',
  cases: fc.record({ after, posts: fc.array(post, { minLength: 1, maxLength: 3 }) }),
  short: 120,
  long: 50_000,
  chunk: 500,
  open: () => openHouse(TWILIO),
};
