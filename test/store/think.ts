import { idsFrom } from '../../src/base/ids.ts';
import type { ClaimedItem, FactSource, LoadedLane, RowWrite, Think, Thought } from '../../src/store/port.ts';

/** What the test turn keeps of a conversation: everything it heard, in order, and the facts it last saw. */
export interface Kept {
  readonly heard: readonly string[];
  readonly facts: Readonly<Record<string, unknown>>;
}

export const facts: readonly FactSource[] = [
  { name: 'tags', query: { sqlite: 'select tag from tag where person_id = @person order by tag' } },
];

/**
 * A small pure turn. Her words say what it does: `throw`, `hang`, `die`, `stale`, `big N` (N kilobytes out), `column`
 * (a row that does not exist), `timer KEY` (sleeps on question KEY), `tell NAME` (an event for her lane); all else is
 * heard and answered.
 */
export const think: Think = (lane, item, at) => {
  const said = words(item);
  const ids = idsFrom(at.now, at.seed);
  const rows: RowWrite[] = [];
  const person = lane.persons[0]?.id ?? newPerson(lane, item, ids(), at.now, rows);
  const [verb, argument = ''] = said.split(' ');
  if (verb === 'throw') throw new TypeError(`her words: ${said}`);
  if (verb === 'hang') for (;;);
  if (verb === 'die') process.exit(9);
  if (verb === 'stale')
    rows.push({ op: 'update', table: 'person', key: { id: person }, set: { name: 'x' }, expect: { name: 'nobody' } });
  if (verb === 'column') rows.push({ op: 'insert', table: 'person', values: { id: 'p', nonsense: 1 } });
  if (verb === 'timer') rows.push(timer(person, ids(), argument, at.now));
  if (verb === 'timers') for (const key of argument.split(',')) rows.push(timer(person, ids(), key, at.now, 'q'));
  if (verb === 'tell')
    rows.push({
      op: 'insert',
      table: 'event',
      values: { lane_id: lane.laneId, person_id: person, name: argument, at: at.now },
    });
  if (item.from === 'timer' && item.phase === 'anchor') {
    for (const { key, anchoredAt } of [item, ...(item.beside ?? [])]) {
      if (key.startsWith('broken')) throw new Error(`no such rule: ${key}`);
      rows.push({
        op: 'upsert',
        table: 'timer',
        key: ['person_id', 'key'],
        values: { ...timerRow(person, ids(), key, at.now), phase: 'due', due_at: (anchoredAt ?? 0) + 1000 },
      });
    }
  }
  const address = item.from === 'inbox' ? lane.addresses.find((a) => a.id === item.addressId) : undefined;
  if (address && item.from === 'inbox') {
    const text = verb === 'big' ? 'x'.repeat(Number(argument) * 1024) : `you said ${said}`;
    rows.push({
      op: 'insert',
      table: 'outbox',
      values: {
        id: ids(),
        lane_id: lane.laneId,
        person_id: person,
        address_id: address.id,
        channel: address.channel,
        our_number: address.our_number,
        group_id: ids(),
        part: 0,
        kind: 'reply',
        priority: 0,
        message: JSON.stringify({ text, sms: text }),
        question_id: `q-${said}`,
        cause: Number(item.id),
        next_at: at.now,
        created_at: at.now,
      },
    });
  }
  return { rows, ...remember(lane, person, said), did: item.from === 'inbox' ? `heard ${verb}` : said };
};

function words(item: ClaimedItem): string {
  if (item.from === 'event') return `event ${item.name}`;
  if (item.from === 'timer') return `timer-${item.phase} ${item.key}`;
  const text = item.inbound.content.kind === 'text' ? item.inbound.content.text : item.inbound.content.kind;
  return item.quoted ? `${text} (quoting ${item.quoted.question_id})` : text;
}

function newPerson(lane: LoadedLane, item: ClaimedItem, id: string, now: number, rows: RowWrite[]): string {
  rows.push({ op: 'insert', table: 'person', values: { id, lane_id: lane.laneId, created_at: now } });
  if (item.from === 'inbox')
    rows.push({
      op: 'insert',
      table: 'person_address',
      values: { person_id: id, address_id: item.addressId, since: now },
    });
  return id;
}

function timerRow(person: string, id: string, key: string, now: number, question = key) {
  return { id, person_id: person, key, request: '{}', anchor_question: question, created_at: now };
}

function timer(person: string, id: string, key: string, now: number, question?: string): RowWrite {
  return {
    op: 'upsert',
    table: 'timer',
    key: ['person_id', 'key'],
    values: { ...timerRow(person, id, key, now, question), phase: 'anchor', due_at: null },
  };
}

function remember(lane: LoadedLane, person: string, said: string): Pick<Thought, 'conversations' | 'laneState'> {
  const before = lane.persons.find((p) => p.id === person);
  const kept = JSON.parse(before?.conversation ?? '{"heard":[]}') as Kept;
  const state: Kept = { heard: [...kept.heard, said], facts: before?.facts ?? {} };
  return {
    conversations: [{ personId: person, state: JSON.stringify(state), schema: 1 }],
    laneState: JSON.stringify({ last: said }),
  };
}
