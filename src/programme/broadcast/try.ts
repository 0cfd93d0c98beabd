import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { PRIORITY } from '../../domain/outbound.ts';
import type { Operation, Query, RowWrite, SqlRow } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import type { Sight } from '../sight.ts';
import { type Broadcast, broadcastOf, broadcastQuery, seen } from './row.ts';

/** Where somebody of the team is written to, as she was written to last. */
export const placeQuery = (person: string): Query => ({
  sql: {
    sqlite: `select p.id, p.name, p.workspace, p.lane_id, a.id as address_id, a.channel, a.our_number
      from person p join person_address pa on pa.person_id = p.id join address a on a.id = pa.address_id
      where p.id = @person and exists (select 1 from staff s where s.person_id = p.id and s.until is null)
        and a.opted_out_at is null and a.dead_at is null order by a.last_inbound_at desc, a.id limit 1`,
  },
  params: { person },
});

/** Every text that somebody will get, to one of the team: word for word, with her own name in it. Throws BROADCAST_STATE. */
export function tried(
  b: Broadcast,
  place: SqlRow,
  at: { readonly now: number; readonly newId: () => string },
): RowWrite[] {
  if (b.state !== 'previewed') throw new RecadoError('BROADCAST_STATE', { id: b.id, state: b.state });
  const group = at.newId();
  const used = b.texts.filter((_, i) => Object.keys(b.tally.texts).some((key) => key.startsWith(`${i} `)));
  const name = place['name'] as string | null;
  const fill = (words: string, fallback: string) => words.replaceAll('{{name}}', name ?? fallback);
  const rows = used.map(
    ({ text, sms, fallback }, part): RowWrite => ({
      op: 'insert',
      table: 'outbox',
      values: {
        id: at.newId(),
        workspace: place['workspace']!,
        lane_id: place['lane_id']!,
        person_id: place['id']!,
        address_id: place['address_id']!,
        channel: place['channel']!,
        our_number: place['our_number']!,
        group_id: group,
        part,
        kind: 'staff',
        priority: PRIORITY.staff,
        message: JSON.stringify({
          text: fill(text, fallback),
          sms: fill(sms, fallback),
          ...(b.template ? { template: b.template } : {}),
        }),
        next_at: at.now,
        created_at: at.now,
      },
    }),
  );
  return [...rows, { op: 'update', table: 'broadcast', key: { id: b.id }, set: { tested_at: at.now } }];
}

const input = z.strictObject({
  id: z.string().min(1),
  /** person.id of somebody on duty. */
  person: z.string().min(1),
  by: bySchema,
  sight: z.custom<Sight>(),
});

/** `broadcast.test` by id. Throws BROADCAST_UNKNOWN, BROADCAST_STATE, SIGHT_DENIED, STAFF_UNKNOWN. */
export const tryOut: Operation<z.output<typeof input>, { readonly id: string }> = {
  name: 'broadcast.test',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: { broadcast: ({ id }) => broadcastQuery(id), place: ({ person }) => placeQuery(person) },
  decide({ broadcast, place }, { id, person, by, sight }, at) {
    const row = broadcast?.[0];
    if (!row) throw new RecadoError('BROADCAST_UNKNOWN', { id });
    const b = broadcastOf(row);
    seen(b, sight, by);
    if (!place?.[0]) throw new RecadoError('STAFF_UNKNOWN', { name: person });
    return { rows: tried(b, place[0], at), output: { id } };
  },
};
