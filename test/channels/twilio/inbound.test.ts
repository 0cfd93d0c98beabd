import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { twilioWebhooks } from '../../../src/channels/twilio/webhook.ts';
import type { Inbound } from '../../../src/domain/inbound.ts';

const NOW = 1_772_467_200_000;
const [inbound, statuses] = twilioWebhooks({ authTokens: ['t'], publicUrl: 'https://bot.example.org' });
type Fields = Readonly<Record<string, string | undefined>>;

const body = (fields: Fields) =>
  new URLSearchParams(Object.entries(fields).filter((f): f is [string, string] => f[1] !== undefined)).toString();
const decode = (webhook: typeof inbound, text: string, url = '/webhooks/twilio') =>
  webhook!.decode({ body: Buffer.from(text), url, header: () => undefined }, NOW);

const SMS: Fields = { MessageSid: 'SM1', From: '+528341234567', To: '+528341110001', Body: 'Hola', NumMedia: '0' };
const WHATSAPP: Fields = {
  ...SMS,
  From: 'whatsapp:+5218341234567',
  To: 'whatsapp:+528341110002',
  WaId: '5218341234567',
  ProfileName: 'Luz',
};
function sms(fields: Fields, base: Fields = SMS): Inbound {
  const decoded = decode(inbound, body({ ...base, ...fields }));
  if (decoded.messages.length !== 1) throw new Error(JSON.stringify(decoded));
  return decoded.messages[0]!;
}
const whatsapp = (fields: Fields) => sms(fields, WHATSAPP);

describe('an SMS', () => {
  it('is a text from a number, at its arrival', () => {
    expect(sms({ Body: '¿Cuánto? ñ 👩🏽‍🌾' })).toEqual({
      our: { channel: 'twilio-sms', number: '+528341110001' },
      providerId: 'SM1',
      sender: { raw: '+528341234567', phone: '+528341234567' },
      sentAt: NOW,
      sentBy: 'arrival',
      content: { kind: 'text', text: '¿Cuánto? ñ 👩🏽‍🌾' },
    });
  });

  it('keeps the number as received for replying', () => {
    expect(sms({ From: '+5218341234567' }).sender).toEqual({ raw: '+5218341234567', phone: '+528341234567' });
  });

  it.each([['32665'], ['TELCEL'], [undefined]])('from %s cannot be answered', (From) => {
    expect(decode(inbound, body({ ...SMS, From }))).toMatchObject({ messages: [], aside: [{}] });
  });

  it('without words is said to be so; NUL bytes are dropped', () => {
    expect(sms({ Body: undefined }).content).toEqual({ kind: 'unsupported', type: 'empty' });
    expect(sms({ Body: 'a\u0000b' }).content).toEqual({ kind: 'text', text: 'ab' });
  });

  it('without a MessageSid is set aside', () => {
    expect(decode(inbound, body({ ...SMS, MessageSid: undefined })).aside).toHaveLength(1);
  });

  it.each([
    ['STOP', 'stop'],
    [' sToP ', 'stop'],
    ['Cancel', 'stop'],
    ['START', 'start'],
    ['yes', 'start'],
    ['HELP', 'help'],
    ['Stop por favor', undefined],
    ['BAJA', undefined],
  ])('%s: Twilio itself did %s', (Body, expected) => {
    expect(sms({ Body }).providerOptOut).toBe(expected);
  });

  it('believes OptOutType in any language', () => {
    expect(sms({ Body: 'Alto', OptOutType: 'STOP' }).providerOptOut).toBe('stop');
  });
});

describe('a WhatsApp message through Twilio', () => {
  it('has an id beside the number', () => {
    expect(whatsapp({ ExternalUserId: 'whatsapp:MX.15', ProfileUsername: 'luz' })).toMatchObject({
      our: { channel: 'twilio-whatsapp', number: '+528341110002' },
      sender: { raw: '+5218341234567', phone: '+528341234567', waId: '5218341234567', bsuid: 'MX.15', username: 'luz' },
      senderName: 'Luz',
    });
  });

  it('may hide the number', () => {
    expect(whatsapp({ From: 'whatsapp:MX.15', WaId: '' }).sender).toEqual({ raw: 'MX.15', bsuid: 'MX.15' });
  });

  it('is known also without its prefix', () => {
    expect(whatsapp({ From: '+5218341234567' }).our.channel).toBe('twilio-whatsapp');
  });

  it('is not under the opt-out words of SMS', () => {
    expect(whatsapp({ Body: 'STOP' }).providerOptOut).toBeUndefined();
  });

  it.each([
    [
      { ButtonPayload: 'c.seguir', ButtonText: 'Seguir', Body: 'Seguir' },
      { kind: 'tap', id: 'c.seguir', title: 'Seguir' },
    ],
    [
      { ListId: 'q.a.1', ListTitle: 'Tela', Body: 'Tela' },
      { kind: 'tap', id: 'q.a.1', title: 'Tela' },
    ],
    [
      { Latitude: '23.7', Longitude: '-99.1', Label: 'Mercado', Body: '' },
      { kind: 'location', latitude: 23.7, longitude: -99.1, name: 'Mercado' },
    ],
    [
      { Body: '', NumMedia: '1', MediaUrl0: 'https://api.twilio.com/x', MediaContentType0: 'audio/ogg' },
      { kind: 'media', media: [{ kind: 'voice', url: 'https://api.twilio.com/x', mime: 'audio/ogg' }] },
    ],
    [
      {
        Body: 'mis botes',
        MediaUrl0: 'https://a',
        MediaContentType0: 'image/jpeg',
        MediaUrl1: 'https://b',
        MediaContentType1: 'application/pdf',
      },
      {
        kind: 'media',
        media: [
          { kind: 'photo', url: 'https://a', mime: 'image/jpeg' },
          { kind: 'document', url: 'https://b', mime: 'application/pdf' },
        ],
        caption: 'mis botes',
      },
    ],
  ])('%j', (fields, expected) => {
    expect(whatsapp(fields).content).toEqual(expected);
  });

  it('says what was quoted', () => {
    expect(whatsapp({ OriginalRepliedMessageSid: 'SM0' }).quoted).toBe('SM0');
  });
});

describe('a status callback', () => {
  const STATUS: Fields = { MessageSid: 'SM9', MessageStatus: 'delivered', From: '+528341110001', To: '+528341234567' };
  const status = (fields: Fields, url = '/webhooks/twilio/status?outbox=01abc') =>
    decode(statuses, body({ ...STATUS, ...fields }), url);

  it('names our outbox row by its address', () => {
    expect(status({}).statuses).toEqual([
      {
        our: { channel: 'twilio-sms', number: '+528341110001' },
        providerId: 'SM9',
        outboxId: '01abc',
        status: 'delivered',
        at: NOW,
      },
    ]);
    expect(status({}, '/webhooks/twilio/status').statuses[0]).not.toHaveProperty('outboxId');
  });

  it.each([
    ['queued', 'accepted'],
    ['sent', 'sent'],
    ['partially_delivered', 'delivered'],
    ['read', 'read'],
    ['undelivered', 'failed'],
    ['canceled', 'failed'],
  ])('%s', (MessageStatus, expected) => {
    expect(status({ MessageStatus, To: undefined }).statuses[0]?.status).toBe(expected);
  });

  it.each([
    ['63016', 'template'],
    ['21610', 'opt-out'],
    ['63018', 'throttle'],
    ['30003', 'retry'],
    ['30005', 'bad-address'],
    ['30007', 'give-up'],
    ['30008', 'retry'],
    ['63024', 'bad-address'],
    ['63032', 'other-channel'],
    ['63049', 'wait-a-day'],
  ])('%s asks for %s', (ErrorCode, reaction) => {
    const [failed] = status({ MessageStatus: 'undelivered', ErrorCode, From: 'whatsapp:+528341110002' }).statuses;
    expect(failed).toMatchObject({
      code: ErrorCode,
      reaction,
      our: { channel: 'twilio-whatsapp', number: '+528341110002' },
    });
  });

  it('that is not known is set aside', () => {
    expect(status({ MessageStatus: 'levitating' })).toMatchObject({ statuses: [], aside: [{}] });
  });
});

describe('decode is total', () => {
  const names = fc.constantFrom(
    'MessageSid',
    'From',
    'To',
    'Body',
    'WaId',
    'NumMedia',
    'MediaUrl0',
    'MessageStatus',
    'ErrorCode',
    '__proto__',
  );
  it('over any form and any bytes', () => {
    fc.assert(
      fc.property(
        fc.dictionary(names, fc.string({ unit: 'binary' })),
        fc.uint8Array(),
        fc.webPath(),
        (fields, bytes, url) => {
          for (const webhook of [inbound, statuses]) {
            for (const text of [body(fields), Buffer.from(bytes).toString('latin1')]) {
              const decoded = decode(webhook, text, `/${url}?outbox=%`);
              expect(decoded.messages.length + decoded.statuses.length + decoded.aside.length).toBe(1);
              expect(JSON.parse(JSON.stringify(decoded.messages))).toEqual(decoded.messages);
            }
          }
        },
      ),
    );
  });

  it('answers TwiML, never text', () => {
    for (const webhook of [inbound, statuses])
      expect(webhook!.ok).toEqual({ contentType: 'text/xml', body: expect.stringMatching(/<Response\/>$/) });
  });
});
