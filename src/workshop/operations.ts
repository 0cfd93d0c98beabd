import { z } from 'zod';
import { formOf } from '../domain/channel.ts';
import type { World } from '../domain/world.ts';
import type { PublishedFact } from '../programme/manifest.ts';
import type { LoadedPerson, Operation, Query, RowWrite } from '../store/port.ts';
import { worldOf } from '../turn/world.ts';

const seatInput = z.object({
  channel: z.enum(['whatsapp-cloud', 'twilio-whatsapp', 'twilio-sms', 'sms-gateway']),
  ourNumber: z.string(),
  phone: z.string(),
  /** Those who share the phone; the lesson comes to each. */
  people: z.array(z.object({ id: z.string(), name: z.string(), language: z.string() })).min(1),
  programme: z.string(),
  /** Opened at once, as released at that minute. */
  lesson: z.string().optional(),
  /** The lessons that come before it. */
  finished: z.array(z.string()),
});

/**
 * Seats people as a transcript's header says: enrolled, consented, profile empty, window open, that lesson released at
 * that minute. Only the workshop's throw-away databases ever see it.
 */
export const seat: Operation<z.infer<typeof seatInput>, null> = {
  name: 'workshop.seat',
  input: seatInput,
  reads: {},
  decide(_, { channel, ourNumber, phone, people, programme, lesson, finished }, { now, newId }) {
    const lane = newId();
    const address = newId();
    const raw = formOf(channel) === 'sms' ? `+${phone}` : phone;
    const rows: RowWrite[] = [
      { op: 'insert', table: 'lane', values: { id: lane, created_at: now } },
      {
        op: 'insert',
        table: 'address',
        values: {
          id: address,
          lane_id: lane,
          channel,
          our_number: ourNumber,
          raw,
          phone: `+${phone}`,
          last_inbound_at: now,
          window_at: now,
          created_at: now,
        },
      },
      {
        op: 'insert',
        table: 'address_key',
        values: { channel, our_number: ourNumber, value: `phone:+${phone}`, address_id: address },
      },
    ];
    people.forEach(({ id, name, language }) => {
      const event = (kind: string, payload: object): RowWrite => ({
        op: 'insert',
        table: 'event',
        values: { lane_id: lane, person_id: id, name: kind, payload: JSON.stringify(payload), at: now },
      });
      rows.push(
        { op: 'insert', table: 'person', values: { id, lane_id: lane, name, language, created_at: now } },
        { op: 'insert', table: 'person_address', values: { person_id: id, address_id: address, since: now } },
        { op: 'insert', table: 'enrolment', values: { person_id: id, programme, state: 'active', since: now } },
        event('programme.place', { programme, stage: 'lessons', finished }),
      );
      if (lesson !== undefined) rows.push(event('flow.start', { flow: lesson }));
    });
    return { rows, output: null };
  },
};

/** What conditions see of a person now: for `=` lines. Takes every fact, whether a pack asks for it or not. */
export function worldOperation(
  facts: readonly PublishedFact[],
): Operation<{ phone: string; name: string }, World | null> {
  const person =
    'select p.* from person p join person_address pa on pa.person_id = p.id join address a on a.id = pa.address_id';
  const named = `${person} where a.phone = @phone and (@name = '' or p.name = @name or p.name is null) order by p.created_at, p.id limit 1`;
  const chosen = `(select id from (${named}))`;
  const reads: Record<string, (input: { phone: string; name: string }) => Query> = {
    person: (params) => ({ sql: { sqlite: named }, params }),
    channel: (params) => ({
      sql: {
        sqlite:
          'select channel from address where phone = @phone and @name is not null order by last_inbound_at desc limit 1',
      },
      params,
    }),
  };
  for (const { source } of facts) {
    const sql = source.query.sqlite.replaceAll('@person', chosen);
    reads[`fact ${source.name}`] = (params) => ({ sql: { sqlite: sql }, params });
  }
  return {
    name: 'workshop.world',
    input: z.object({ phone: z.string(), name: z.string() }),
    reads,
    decide(loaded, _, { now }) {
      const row = loaded['person']?.[0] as unknown as LoadedPerson | undefined;
      if (!row) return { rows: [], output: null };
      const own = Object.fromEntries(facts.map(({ source }) => [source.name, loaded[`fact ${source.name}`] ?? []]));
      const form = formOf((loaded['channel']?.[0]?.['channel'] ?? 'twilio-sms') as never);
      const world = worldOf({ ...row, facts: own }, facts, {
        form,
        language: row.language ?? 'es',
        now,
        zone: () => 'UTC',
      });
      return { rows: [], output: JSON.parse(JSON.stringify(world)) as World };
    },
  };
}
