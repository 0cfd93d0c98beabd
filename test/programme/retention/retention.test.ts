import { expect, test } from 'vitest';
import { DAY, HOUR } from '../../../src/base/clock.ts';
import { RULES, retentionStart } from '../../../src/programme/retention/index.ts';
import { House, MONDAY } from '../../end-to-end/house.ts';

const DAYS = { messages: 365, traces: 90 };
const OLD = MONDAY - 400 * DAY;
const YOUNG = MONDAY - 10 * DAY;

/** Of every table that the rules name, an old row and a young one; and an old one that must stay. */
const ROWS = `
  insert into lane (id, created_at) values ('l', 1);
  insert into address (id, lane_id, channel, our_number, raw, created_at) values ('a', 'l', 'twilio-sms', '1', 'x', 1);
  insert into person (id, lane_id, name, created_at) values ('p', 'l', 'Ana', 1);
  insert into token (id, name, secret_sha256, scopes, created_at) values ('t', 'x', 'y', '[]', 1);
  insert into link_claim (id, person_id, state, asked_at, until) values ('open', 'p', 'open', 1, 1), ('done', 'p', 'done', 1, 1);
  with at (n, at) as (values ('old', ${OLD}), ('young', ${YOUNG}))
    insert into inbox (channel, our_number, provider_id, address_id, inbound, sent_at, arrived_at, state)
    select 'c', '1', n, 'a', '{"content":{"text":"hola"}}', at, at, 1 from at union all select 'c', '1', 'waits', 'a', '{"x":1}', ${OLD}, ${OLD}, 2 from at where n = 'old';
  with at (n, at) as (values ('old', ${OLD}), ('young', ${YOUNG}))
    insert into outbox (id, lane_id, person_id, address_id, channel, our_number, group_id, part, kind, priority, message, state, next_at, created_at)
    select n, 'l', 'p', 'a', 'none', '1', n, 0, 'reply', 0, '{"text":"hola"}', 'read', at, at from at
    union all select 'unsent', 'l', 'p', 'a', 'none', '1', 'u', 0, 'reply', 0, '{"text":"hola"}', 'pending', ${MONDAY + 900 * DAY}, ${OLD};
  with at (n, at) as (values ('old', ${OLD}), ('young', ${YOUNG}))
    insert into event (lane_id, person_id, name, at, state) select 'l', 'p', n, at, 1 from at;
  insert into timer (id, person_id, key, request, phase, due_at, state, created_at) values
    ('old', 'p', 'old', '{}', 'due', 1, 1, ${OLD}), ('young', 'p', 'young', '{}', 'due', 1, 1, ${YOUNG}),
    ('asleep', 'p', 'asleep', '{}', 'due', 1, 3, ${OLD});
  insert into job (id, operation, input, not_before, state, created_at) values
    ('old', 'x', '{}', 1, 1, ${OLD}), ('young', 'x', '{}', 1, 1, ${YOUNG}), ('step', 'privacy.retain', '{}', 1, 1, ${YOUNG}),
    ('waits', 'x', '{}', ${MONDAY + 900 * DAY}, 0, ${OLD});
  insert into set_aside (source, why, item, at) values ('s', 'old', '{}', ${OLD}), ('s', 'young', '{}', ${YOUNG});
  insert into stray_status (channel, our_number, provider_id, status, at, seen_at) values ('c', '1', 'old', 'sent', 1, ${OLD}), ('c', '1', 'young', 'sent', 1, ${YOUNG});
  insert into link_code (claim_id, person_id, proof, by_phone, asked_at) values ('done', 'p', 'x', 1, ${OLD}), ('open', 'p', 'x', 1, ${OLD});
  insert into numbered (person_id, list, n, about, programme, at) values ('p', 'calls', 1, 'x', 'llera', ${OLD}), ('p', 'calls', 2, 'x', 'llera', ${YOUNG});
  insert into undoable (id, by_id, code, operation, input, made_at) values ('old', 'p', 1, 'x', '{}', ${OLD}), ('young', 'p', 2, 'x', '{}', ${YOUNG});
  insert into idempotency_key (token_id, key, nth, request, answer, at) values ('t', 'old', 0, '', '', ${YOUNG}), ('t', 'young', 0, '', '', ${MONDAY});
  insert into tombstone (proof, kind, bucket, at) values ('old', 'phone', 1, ${MONDAY - 6 * 365 * DAY}), ('young', 'phone', 1, ${OLD});`;

/** Statement after statement. */
function exec(house: House, sql: string): void {
  for (const one of sql.split(/;\s*$/m)) if (one.trim() !== '') house.run(one);
}

const left = (house: House): Readonly<Record<string, unknown>> => ({
  in: house.rows('select provider_id as id, inbound from inbox order by seq'),
  out: house.rows("select id, message ->> '$.text' as text from outbox where channel = 'none' order by seq"),
  ...Object.fromEntries(
    (
      [
        ['event', 'name', 'true'],
        ['timer', 'id', "id in ('old', 'young', 'asleep')"],
        ['job', 'id', "id in ('old', 'young', 'step', 'waits')"],
        ['set_aside', 'why', 'true'],
        ['stray_status', 'provider_id', 'true'],
        ['link_code', 'claim_id', 'true'],
        ['numbered', 'n', 'true'],
        ['undoable', 'id', 'true'],
        ['idempotency_key', 'key', 'true'],
        ['tombstone', 'proof', 'true'],
      ] as const
    ).map(([table, column, where]) => [
      table,
      house.rows(`select ${column} as x from ${table} where ${where} order by 1`).map(({ x }) => x),
    ]),
  ),
});

test('every night what is old enough goes, what waits and what is young stays, and the audit log has the counts', async () => {
  const house = await House.open();
  try {
    exec(house, ROWS);
    const said = await house.shell('retention --dry-run');
    for (const { id } of RULES)
      expect(said, id).toMatch(
        new RegExp(`^${id.replace('.', '\\.')} .*, 0 to|^${id.replace('.', '\\.')} .*, 1 to`, 'm'),
      );
    expect(left(house)['tombstone']).toEqual(['old', 'young']);
    await house.app.operate(retentionStart, { days: DAYS, at: MONDAY + HOUR, workspace: 'main' });
    expect(await house.shell('retention --dry-run')).toContain(
      'words of messages received: kept 365 days, 2 to be emptied',
    );
    await house.time.until(MONDAY + 2 * HOUR);
    expect(left(house)).toEqual({
      in: [
        { id: 'old', inbound: '{}' },
        { id: 'young', inbound: '{"content":{"text":"hola"}}' },
        { id: 'waits', inbound: '{}' },
      ],
      out: [
        { id: 'old', text: null },
        { id: 'young', text: 'hola' },
        { id: 'unsent', text: 'hola' },
      ],
      event: ['young'],
      timer: ['asleep', 'young'],
      job: ['waits', 'young'],
      set_aside: ['young'],
      stray_status: ['young'],
      link_code: ['open'],
      numbered: [2],
      undoable: ['young'],
      idempotency_key: ['young'],
      tombstone: ['young'],
    });
    const [line] = house.rows("select by_id, detail from audit where action = 'retention'");
    expect(line!['by_id']).toBe('retention');
    expect(JSON.parse(String(line!['detail']))).toEqual(
      Object.fromEntries(RULES.map(({ id }) => [id, id === 'messages.in' ? 2 : 1])),
    );
    expect(house.rows('select name from person where id = ?', 'p')).toEqual([{ name: 'Ana' }]);
  } finally {
    await house.close();
  }
});

test('the nights go on by themselves, many rows go in many small commits, and 0 keeps for ever', async () => {
  const house = await House.open();
  try {
    exec(
      house,
      `insert into lane (id, created_at) values ('l', 1);
      with recursive n (n) as (select 1 union all select n + 1 from n where n < 5000)
      insert into event (lane_id, name, at, state) select 'l', 'x', ${OLD} + n, 1 from n;`,
    );
    await house.app.operate(retentionStart, { days: { messages: 0, traces: 90 }, at: MONDAY, workspace: 'main' });
    await house.time.until(MONDAY + 3 * DAY);
    expect(house.rows("select count(*) as n from event where name = 'x'")).toEqual([{ n: 0 }]);
    const nights = house
      .rows("select detail from audit where action = 'retention' order by seq")
      .map(({ detail }) => JSON.parse(String(detail)));
    expect(nights.length).toBeGreaterThanOrEqual(3);
    expect(nights[0]).toEqual({ events: 5_000 });
    expect(nights[1]).toMatchObject({ 'jobs.nightly': expect.any(Number) });
    // The nights leave no heap of their own behind.
    expect(
      Number(house.rows("select count(*) as n from job where operation = 'retention.step'")[0]!['n']),
    ).toBeLessThan(60);
    expect(await house.shell('retention --dry-run')).toContain('words of messages sent: kept for ever');
  } finally {
    await house.close();
  }
});
