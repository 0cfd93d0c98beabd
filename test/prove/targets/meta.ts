import fc from 'fast-check';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import { SECOND } from '../../../src/base/clock.ts';
import { escaped } from '../../../src/workshop/emulator/meta-webhook.ts';
import { MONDAY } from '../../end-to-end/house.ts';
import { anyJson, anyWords, change, changed } from '../bytes.ts';
import { asBytes, type Target } from '../target.ts';
import { said } from './said.ts';
import { after, META, openHouse, type Posted } from './webhooks.ts';

const often = <T, U>(usual: fc.Arbitrary<T>, odd: fc.Arbitrary<U>, weight = 30) =>
  fc.oneof({ weight, arbitrary: usual }, odd);
const who = fc.oneof(
  { weight: 6, arbitrary: fc.constantFrom(...META.seats.map(({ number }) => number)) },
  fc.constantFrom(
    '5218349990001',
    '573001234567',
    '447700900123',
    '12025550123',
    '12345',
    'MX.15aBcD',
    '',
    '+5218342000000',
  ),
);
const wamid = fc.oneof(
  {
    weight: 9,
    arbitrary: fc
      .string({ unit: fc.constantFrom(...Array.from('0123456789abcdef')), minLength: 8, maxLength: 8 })
      .map((id) => `wamid.${id}`),
  },
  fc.constantFrom('wamid.again', 'sent0', 'sent1', ''),
);
const seconds = fc.oneof(
  { weight: 6, arbitrary: fc.integer({ min: -3600, max: 86_400 }).map((s) => String(Math.floor(MONDAY / SECOND) + s)) },
  fc.constantFrom<unknown>('0', '-1', '99999999999', '1e12', 'ayer', 1772467200, 1772467200.5, ''),
);
const about = fc.oneof(fc.constantFrom('sent0', 'sent1', 'sent5', 'wamid.none'), wamid);
const tapped = fc.oneof(
  { weight: 5, arbitrary: fc.tuple(fc.nat(9), fc.nat(3)).map(([nth, option]) => `q.open${nth}.${option}`) },
  fc.constantFrom('c.seguir', 'c.menu', 'c.constructor', 'q.0.99', 'q..', 'q.toString.0', 't.lesson'),
);
const file = fc.record(
  {
    id: often(fc.constantFrom('123', '456'), anyJson),
    mime_type: anyWords,
    sha256: anyWords,
    caption: said,
    filename: anyWords,
    voice: fc.boolean(),
  },
  { requiredKeys: ['id'] },
);

/** Every kind of message that Meta documents (CHANNELS §1.4), and some that it does not. */
const kinds: Readonly<Record<string, fc.Arbitrary<unknown>>> = {
  text: fc.record({ body: said }),
  button: fc.record({ payload: tapped, text: said }, { requiredKeys: [] }),
  interactive: fc.record(
    {
      type: fc.constantFrom('button_reply', 'list_reply', 'nfm_reply', 'call_permission_reply'),
      button_reply: fc.record({ id: tapped, title: said }),
      list_reply: fc.record({ id: tapped, title: said, description: said }),
      nfm_reply: fc.record({ response_json: anyWords, body: said, name: anyWords }),
    },
    { requiredKeys: ['type'] },
  ),
  image: file,
  video: file,
  document: file,
  audio: file,
  sticker: file,
  location: fc.record(
    { latitude: fc.oneof(fc.double(), anyJson), longitude: fc.oneof(fc.double(), anyJson), name: said, address: said },
    { requiredKeys: ['latitude', 'longitude'] },
  ),
  contacts: fc.array(
    fc.record({
      name: anyJson,
      phones: fc.array(
        fc.record({ phone: fc.oneof(who, anyWords), wa_id: fc.oneof(who, anyJson) }, { requiredKeys: [] }),
        { maxLength: 3 },
      ),
    }),
    { maxLength: 3 },
  ),
  reaction: fc.record({ message_id: about, emoji: anyWords }, { requiredKeys: ['message_id'] }),
  edit: fc.record({
    original_message_id: about,
    message: fc.record({ type: fc.constant('text'), text: fc.record({ body: said }) }),
  }),
  revoke: fc.record({ original_message_id: about }),
  system: fc.record(
    {
      type: fc.constantFrom('user_changed_number', 'user_changed_user_id', 'customer_identity_changed'),
      body: anyWords,
      wa_id: who,
      new_wa_id: who,
      user_id: fc.constantFrom('MX.15aBcD', 'MX.16'),
      previous_user_id: fc.constantFrom('MX.15aBcD', 'MX.16'),
    },
    { requiredKeys: ['type'] },
  ),
  request_welcome: anyJson,
  unsupported: fc.record({ type: anyWords }),
  order: fc.record({ catalog_id: anyWords, product_items: fc.array(anyJson, { maxLength: 3 }) }),
  errors: fc.array(
    fc.record({ code: fc.oneof(fc.integer(), anyJson), title: anyWords, message: anyWords, error_data: anyJson }),
    { maxLength: 3 },
  ),
};

const message = fc
  .constantFrom('text', 'text', 'text', 'text', ...Object.keys(kinds), 'holograma', '__proto__')
  .chain((type) =>
    fc
      .record(
        {
          from: often(who, anyJson),
          id: often(wamid, anyJson),
          timestamp: often(seconds, anyJson),
          type: often(fc.constant(type), anyJson),
          [type === '__proto__' ? 'proto' : type]: often(Object.hasOwn(kinds, type) ? kinds[type]! : anyJson, anyJson),
          context: fc.record({ from: who, id: about, forwarded: fc.boolean() }, { requiredKeys: ['id'] }),
          from_user_id: fc.constantFrom('MX.15aBcD', 'MX.16'),
          group_id: anyWords,
          referral: fc.record({ source_url: anyWords, headline: anyWords, ctwa_clid: anyJson }),
          errors: kinds['errors']!,
          [`extra_${type}`]: anyJson,
        },
        { requiredKeys: ['from', 'id', 'timestamp', 'type', type === '__proto__' ? 'proto' : type] },
      )
      .map(({ context, from_user_id, group_id, referral, errors, ...plain }) => {
        // Rare beside a message, so that most messages are plain ones.
        const rare = { context, from_user_id, group_id, referral, errors };
        const keep = Object.entries(rare).filter(
          ([, value]) => value !== undefined && JSON.stringify(value).length % 5 === 0,
        );
        return { ...plain, ...Object.fromEntries(keep) } as unknown;
      }),
  );

const status = fc.record(
  {
    id: often(about, anyJson),
    status: fc.constantFrom('sent', 'delivered', 'read', 'failed', 'played', 'deleted', 'accepted', 'toString'),
    timestamp: seconds,
    recipient_id: who,
    biz_opaque_callback_data: fc.oneof(anyWords, fc.constant('open0')),
    conversation: anyJson,
    pricing: anyJson,
    errors: kinds['errors']!,
  },
  { requiredKeys: ['id', 'status', 'timestamp'] },
);

const contact = fc.record(
  {
    wa_id: who,
    user_id: fc.constantFrom('MX.15aBcD', 'MX.16'),
    profile: fc.record({ name: anyWords, username: anyWords }),
  },
  { requiredKeys: ['wa_id'] },
);
const value = fc.record(
  {
    messaging_product: fc.constant('whatsapp'),
    metadata: often(
      fc.constant({ display_phone_number: EMULATED.meta.displayPhone, phone_number_id: EMULATED.meta.phoneNumberId }),
      anyJson,
    ),
    contacts: often(fc.array(contact, { maxLength: 3 }), anyJson),
    messages: often(fc.array(often(message, anyJson), { maxLength: 4 }), anyJson),
    statuses: often(fc.array(often(status, anyJson), { maxLength: 3 }), anyJson),
    errors: often(kinds['errors']!, anyJson),
  },
  { requiredKeys: ['messaging_product', 'metadata', 'messages'] },
);

/** News of the account (CHANNELS §2.7): templates, wishes, quality, alerts. */
const news = fc.record(
  {
    event: fc.oneof(fc.constantFrom('APPROVED', 'REJECTED', 'PAUSED', 'DISABLED', 'FLAGGED', 'UNPAUSED'), anyWords),
    message_template_id: fc.oneof(fc.maxSafeNat(), anyJson),
    message_template_name: fc.oneof(fc.constantFrom('llera_leccion', '__proto__'), anyWords),
    message_template_language: fc.oneof(fc.constantFrom('es_MX', 'es-MX'), anyWords),
    reason: anyWords,
    new_quality_score: fc.constantFrom('GREEN', 'RED', 'UNKNOWN'),
    new_category: fc.constantFrom('MARKETING', 'UTILITY'),
    correct_category: fc.constantFrom('MARKETING', 'UTILITY'),
    category_update_timestamp: fc.oneof(fc.integer(), fc.double(), anyJson),
    metadata: fc.constant({ phone_number_id: EMULATED.meta.phoneNumberId }),
    user_preferences: fc.array(
      fc.record(
        {
          wa_id: who,
          user_id: anyWords,
          category: fc.constantFrom('marketing_messages', 'x'),
          value: fc.constantFrom('stop', 'resume', 'x'),
          timestamp: seconds,
        },
        { requiredKeys: [] },
      ),
      { maxLength: 3 },
    ),
    current_limit: anyJson,
    decision: anyJson,
  },
  { requiredKeys: [] },
);
const FIELDS = [
  'message_template_status_update',
  'message_template_quality_update',
  'template_category_update',
  'user_preferences',
  'phone_number_quality_update',
  'account_update',
  'account_alerts',
  'smb_message_echoes',
  'history',
  'calls',
  'toString',
];

const change_ = fc.oneof(
  { weight: 8, arbitrary: fc.record({ field: fc.constant('messages'), value: often(value, anyJson) }) },
  fc.record({ field: often(fc.constantFrom(...FIELDS), anyJson, 8), value: often(news, anyJson, 8) }),
);
const envelope = fc.record({
  object: often(fc.constant('whatsapp_business_account'), anyJson, 60),
  entry: often(
    fc.array(
      often(
        fc.record({
          id: anyJson,
          changes: often(fc.array(often(change_, anyJson), { minLength: 1, maxLength: 3 }), anyJson),
        }),
        anyJson,
      ),
      { minLength: 1, maxLength: 2 },
    ),
    anyJson,
    60,
  ),
});

const body = fc.oneof(
  {
    weight: 7,
    arbitrary: fc
      .tuple(envelope, fc.boolean())
      .map(([one, plain]) => asBytes(plain ? JSON.stringify(one) : escaped(JSON.stringify(one)))),
  },
  {
    weight: 3,
    arbitrary: fc
      .tuple(envelope, fc.array(change, { minLength: 1, maxLength: 4 }))
      .map(([one, changes]) => changed(asBytes(JSON.stringify(one)), changes)),
  },
);

export const meta: Target<Posted> = {
  name: 'meta',
  promise:
    'Whatever Meta sends, signed: answered 200 in under a second, every text of hers is in the inbox, and no turn is given up.',
  cases: fc.record({
    after,
    posts: fc.array(
      body.map((bytes) => ({ body: bytes })),
      { minLength: 1, maxLength: 3 },
    ),
  }),
  short: 120,
  long: 60_000,
  chunk: 400,
  open: () => openHouse(META),
};
