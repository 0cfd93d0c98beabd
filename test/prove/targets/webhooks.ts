import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { EMULATED } from '../../../src/assemble/emulated.ts';
import { DAY, MINUTE, SECOND } from '../../../src/base/clock.ts';
import type { EmulatedChannel } from '../../../src/workshop/emulator/types.ts';
import { House } from '../../end-to-end/house.ts';
import { broken, bytesOf, type Ground } from '../target.ts';

/** One signed POST of a provider. `body` is bytes; `query` follows the path. */
export interface Post {
  readonly body: string;
  readonly query?: string;
}

/** What a phone's provider POSTs to us, and how much later than what came before. */
export interface Posted {
  readonly after: number;
  readonly posts: readonly Post[];
}

/** How one provider signs, and what of its bodies must have reached the inbox, read without the decoder under test. */
export interface Provider {
  readonly path: string;
  readonly seats: readonly { readonly channel: EmulatedChannel; readonly number: string; readonly lesson?: string }[];
  headers(post: Post & { readonly raw: Buffer }, now: number): Record<string, string>;
  /** Provider ids of messages that any reader of its documents would call well-formed. */
  wellFormed(raw: Buffer, query: string): readonly string[];
}

/** `open0` in an id is the newest question of that phone's, `sent0` the newest message that it got. */
export const PLACES = /(open|sent)([0-9])/g;

/** After so many cases the emulated providers take what we wrote, and tell what became of it. */
const SETTLE_EVERY = 250;
/** Inbox, event and timer rows: waiting is 0, done 1, given up 2. */
const LEFT = ['inbox', 'event']
  .map((table) => `select '${table}' as what, state, did from ${table} where state <> 1`)
  .join(' union all ');

/** The real server, store and conversations, with learners in the middle of lessons. */
export async function openHouse(provider: Provider): Promise<Ground<Posted>> {
  const house = await House.open();
  for (const { channel, number, lesson } of provider.seats) await house.seat(channel, number, lesson ? { lesson } : {});
  const inbox = house.app.workers.find(({ name }) => name === 'inbox')!;
  let cases = 0;
  let ids: { open: readonly string[]; sent: readonly string[] } = { open: [], sent: [] };
  const look = () => {
    const column = (sql: string) => house.rows(sql).map(({ id }) => String(id));
    ids = {
      open: column(`select question_id as id from outbox where question_id is not null order by seq desc limit 10`),
      sent: column(`select provider_id as id from outbox where provider_id is not null order by seq desc limit 10`),
    };
  };
  look();
  const named = (body: string) =>
    body.replace(PLACES, (whole, what: 'open' | 'sent', nth: string) => ids[what][Number(nth)] ?? whole);

  async function holds({ after, posts }: Posted): Promise<void> {
    house.clock.set(house.clock.now() + after);
    const bodies = posts.map((post) => ({ ...post, raw: bytesOf(named(post.body)) }));
    const answers = await Promise.all(
      bodies.map((post) =>
        house.app.server.inject({
          method: 'POST',
          url: provider.path + (post.query ?? ''),
          headers: provider.headers(post, house.clock.now()),
          payload: post.raw,
        }),
      ),
    );
    for (const { statusCode, body } of answers)
      if (statusCode !== 200) broken(`a signed body was answered ${statusCode}`, body);
    while (await inbox.tick());
    const left = house.rows(LEFT);
    if (left.length > 0) broken(`a turn did not work: ${left[0]!['what']} ${left[0]!['did']}`, left);
    for (const id of new Set(bodies.flatMap(({ raw, query = '' }) => provider.wellFormed(raw, query))))
      if (house.rows('select 1 from inbox where provider_id = ?', id).length === 0)
        broken('an acknowledged message is not in the inbox', id);
    if (({} as { polluted?: unknown }).polluted !== undefined) broken('Object.prototype was changed');
    if (++cases % SETTLE_EVERY === 0) await settled();
  }

  async function settled(): Promise<void> {
    await house.settle();
    look();
  }

  return { holds, atEnd: settled, close: () => house.close() };
}

/** Mostly a moment, now and then days. */
export const after: fc.Arbitrary<number> = fc.oneof(
  { weight: 9, arbitrary: fc.integer({ min: 0, max: 20 * SECOND }) },
  fc.constantFrom(10 * MINUTE, DAY, 8 * DAY),
);

const hmac = (hash: string, key: string, ...parts: readonly (string | Buffer)[]) =>
  parts.reduce((sum, part) => sum.update(part), createHmac(hash, key));

export const META: Provider = {
  path: '/webhooks/whatsapp',
  seats: ['dos-botes', 'apartar', 'dos-botes'].map((lesson, i) => ({
    channel: 'whatsapp-cloud',
    number: `521834200000${i}`,
    lesson,
  })),
  headers: ({ raw }) => ({
    'content-type': 'application/json',
    'x-hub-signature-256': `sha256=${hmac('sha256', EMULATED.meta.appSecret, raw).digest('hex')}`,
  }),
  wellFormed: metaTexts,
};

/** Texts of her, as Meta documents them. */
function metaTexts(raw: Buffer): readonly string[] {
  const is = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null;
  const list = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
  const own = (value: unknown, key: string): unknown =>
    is(value) && !Array.isArray(value) && Object.hasOwn(value, key) ? value[key] : undefined;
  let body: unknown;
  try {
    body = JSON.parse(raw.toString('utf8'));
  } catch {
    return [];
  }
  if (own(body, 'object') !== 'whatsapp_business_account') return [];
  return list(own(body, 'entry'))
    .flatMap((entry) => list(own(entry, 'changes')))
    .filter((change) => own(change, 'field') === 'messages')
    .filter((change) => own(own(own(change, 'value'), 'metadata'), 'phone_number_id') === EMULATED.meta.phoneNumberId)
    .flatMap((change) => list(own(own(change, 'value'), 'messages')))
    .filter((message) => own(message, 'type') === 'text' && own(message, 'group_id') === undefined)
    .filter(
      (message) => typeof own(message, 'from') === 'string' && /^[1-9]\d{9,14}$/.test(String(own(message, 'from'))),
    )
    .map((message) => own(message, 'id'))
    .filter((id) => typeof id === 'string')
    .filter((id) => /^[\w.=]{1,200}$/.test(id));
}

export const TWILIO: Provider = {
  path: '/webhooks/twilio',
  seats: [
    { channel: 'twilio-sms', number: '528342000000', lesson: 'dos-botes' },
    { channel: 'twilio-sms', number: '528342000001', lesson: 'apartar' },
    { channel: 'twilio-whatsapp', number: '5218342000002', lesson: 'dos-botes' },
  ],
  headers: ({ raw, query = '' }) => {
    const form = new URLSearchParams(raw.toString('utf8'));
    const names = [...new Set(form.keys())].sort();
    const fields = names.flatMap((name) => [...new Set(form.getAll(name))].sort().map((value) => name + value));
    const url = `${EMULATED.settings.PUBLIC_URL}/webhooks/twilio${query}`;
    return {
      'content-type': 'application/x-www-form-urlencoded',
      'x-twilio-signature': hmac('sha1', EMULATED.twilio.authToken, url, ...fields).digest('base64'),
    };
  },
  wellFormed(raw, query) {
    if (query !== '') return [];
    const form = new URLSearchParams(raw.toString('utf8'));
    const [sid, from, to] = ['MessageSid', 'From', 'To'].map((name) => form.get(name) ?? '');
    const isWell =
      /^SM[0-9a-f]{32}$/.test(sid!) &&
      /^(whatsapp:)?\+52834\d{7}$/.test(from!) &&
      /^(whatsapp:)?\+52834\d{7}$/.test(to!);
    return isWell ? [sid!] : [];
  },
};

export const GATEWAY: Provider = {
  path: '/webhooks/sms-gateway',
  seats: ['dos-botes', 'apartar'].map((lesson, i) => ({ channel: 'sms-gateway', number: `52834300000${i}`, lesson })),
  headers: ({ raw }, now) => {
    const timestamp = String(Math.floor(now / SECOND));
    const signature = hmac('sha256', EMULATED.gateway.webhookSecret, raw, timestamp).digest('hex');
    return { 'content-type': 'application/json', 'x-signature': signature, 'x-timestamp': timestamp };
  },
  // Its messages have no id of their own: the target counts them (gateway.ts).
  wellFormed: () => [],
};
