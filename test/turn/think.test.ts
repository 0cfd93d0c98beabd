import { expect, test } from 'vitest';
import { CONVERSATION_VERSION, EMPTY_CONVERSATION } from '../../src/conversation/state.ts';
import type { ClaimedItem, LoadedLane } from '../../src/store/port.ts';
import { MONDAY, PACK } from './pack.ts';
import { thinkOver } from './phone.ts';

const LANE: LoadedLane = {
  laneId: 'lane',
  workspace: 'main',
  state: '{}',
  addresses: [
    {
      id: 'a',
      channel: 'twilio-sms',
      our_number: '+52',
      raw: '+521',
      opted_out_at: null,
      opted_out_by: null,
      last_inbound_at: 1,
      dead_at: null,
      doubt_at: null,
      by_sms_since: null,
      simulated: 0,
    },
  ],
  persons: [],
};
const ANA = {
  id: 'ana',
  name: 'Ana',
  language: null,
  person_values: '{}',
  profile: '{}',
  conversation: null,
  schema: 0,
  address_ids: ['a'],
  facts: {},
};

const message = (text: string): ClaimedItem => ({
  from: 'inbox',
  id: '1',
  addressId: 'a',
  arrivedAt: MONDAY,
  inbound: {
    our: { channel: 'twilio-sms', number: '+52' },
    providerId: 'm1',
    sender: { raw: '+521' },
    sentAt: MONDAY,
    sentBy: 'arrival',
    content: { kind: 'text', text },
  },
});

test('thought twice, it is the same thought; another row or seed draws other ids', () => {
  const think = thinkOver(PACK);
  const once = think(LANE, message('MITIERRA'), { now: MONDAY, seed: 's' });
  expect(think(LANE, message('MITIERRA'), { now: MONDAY, seed: 's' })).toEqual(once);
  expect(once.rows.map((row) => row.table)).toContain('outbox');
  const ids = (seed: string, id: string) =>
    think(LANE, { ...message('MITIERRA'), id } as ClaimedItem, { now: MONDAY, seed }).rows.map((row) =>
      'values' in row ? row.values['id'] : undefined,
    );
  expect(ids('s', '2')).not.toEqual(ids('s', '1'));
  expect(ids('t', '1')).not.toEqual(ids('s', '1'));
});

const anchored = (request: object): ClaimedItem => ({
  from: 'timer',
  id: 't1',
  personId: 'ana',
  key: 'k',
  request: JSON.stringify({ key: 'k', anchor: { question: 'q1' }, ...request }),
  phase: 'anchor',
  anchoredAt: MONDAY,
  dueAt: MONDAY,
});

test('a timer whose anchor is known is read in the zone of her programme, and no conversation is touched', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [{ ...ANA, conversation: JSON.stringify(EMPTY_CONVERSATION), schema: 1 }] };
  const thought = think(lane, anchored({ rule: { days: 1, at: '18:00' }, purpose: 'due' }), {
    now: MONDAY + 5,
    seed: 's',
  });
  expect(thought).toMatchObject({ did: 'anchored', conversations: [] });
  expect(thought.rows).toMatchObject([
    {
      op: 'upsert',
      table: 'timer',
      key: ['person_id', 'key'],
      values: { phase: 'due', state: 0, anchored_at: MONDAY, due_at: Date.parse('2026-03-04T00:00:00Z') },
    },
  ]);
});

test('a reminder that would come before its question does not come', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [ANA] };
  const thought = think(lane, anchored({ rule: { days: 0, at: '08:00' }, purpose: 'remind' }), {
    now: MONDAY,
    seed: 's',
  });
  expect(thought).toEqual({ conversations: [], rows: [], did: 'past' });
});

test('timers that wait for the same anchor are read in one turn, each by its own rule', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [ANA] };
  const other = (key: string, request: object) => ({
    key,
    request: JSON.stringify({ key, anchor: { question: 'q1' }, ...request }),
    anchoredAt: MONDAY,
  });
  const thought = think(
    lane,
    {
      ...anchored({ rule: { after: 60_000 }, purpose: 'due' }),
      beside: [
        other('late', { rule: { days: 0, at: '08:00' }, purpose: 'remind' }),
        other('next', { rule: { after: 120_000 }, purpose: 'due' }),
      ],
    } as ClaimedItem,
    { now: MONDAY + 5, seed: 's' },
  );
  expect(thought).toMatchObject({
    did: 'anchored',
    rows: [
      { op: 'upsert', values: { key: 'k', phase: 'due', due_at: MONDAY + 60_000 } },
      { op: 'update', key: { person_id: 'ana', key: 'late' }, set: { state: 1, did: 'past' } },
      { op: 'upsert', values: { key: 'next', phase: 'due', due_at: MONDAY + 120_000 } },
    ],
  });
});

test('a conversation of a newer shape is not guessed at, neither by a message nor by a timer', () => {
  const think = thinkOver(PACK);
  const newer = { ...ANA, conversation: JSON.stringify(EMPTY_CONVERSATION), schema: CONVERSATION_VERSION + 1 };
  const lane = { ...LANE, persons: [newer] };
  const refused = expect.objectContaining({ code: 'CONVERSATION_VERSION' });
  const timer = anchored({ rule: { after: 1 }, purpose: 'due' });
  for (const item of [message('hola'), timer, { ...timer, phase: 'due' } as ClaimedItem])
    expect(() => think(lane, item, { now: MONDAY, seed: 's' })).toThrow(refused);
});

test('a photo from a phone that two share is fetched though nobody knows yet whose it is', () => {
  const think = thinkOver(PACK);
  const lane = { ...LANE, persons: [ANA, { ...ANA, id: 'luz', name: 'Luz' }] };
  const item = message('') as Extract<ClaimedItem, { from: 'inbox' }>;
  const content = {
    kind: 'media',
    media: [
      { kind: 'photo', url: 'https://x/1' },
      { kind: 'sticker', url: 'https://x/2' },
    ],
  } as const;
  const thought = think(lane, { ...item, inbound: { ...item.inbound, content } }, { now: MONDAY, seed: 's' });
  expect(thought.rows.filter((row) => row.table === 'media')).toMatchObject([
    { values: { person_id: null, nth: 0, kind: 'photo', inbox_seq: 1 } },
  ]);
});
