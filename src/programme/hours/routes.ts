import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { personInSight } from '../in-sight.ts';
import { knownProgramme } from '../known-programme.ts';
import { paged, pageInput, pageOf, toPage } from '../page.ts';
import { defineRoute } from '../route.ts';
import { hoursAdd, hoursFields, hoursTakeBack } from './add.ts';
import { HOUR_KINDS } from './query.ts';

const name = z.string().trim().min(1).max(80);

export const hoursList = defineRoute({
  name: 'hours.list',
  method: 'GET',
  path: '/hours',
  scope: 'records:read',
  summary: 'Hours line by line: each session, visit or entry of each person, the oldest first; sums are a report',
  query: z.strictObject({ programme: name, person: z.string().max(64).optional(), ...pageInput }),
  reply: pageOf(
    z.strictObject({
      id: z.string(),
      kind: z.enum(HOUR_KINDS),
      source: z.enum(['session', 'visit', 'entry']),
      source_id: z.string(),
      person: z.string(),
      at: z.number().int(),
      minutes: z.number().int().describe('hers'),
      given: z.number().int().describe('how long it lasted'),
      entered_by: z.string().describe('staff: first name; else token or shell; empty for a session'),
    }),
  ),
  async run({ query }, { read, sight, programmes, now }) {
    knownProgramme(query.programme, programmes, sight);
    const seen = personInSight(sight, 'h.person_id');
    const sort = { by: 'at', id: 'id' };
    const all = {
      sql: {
        sqlite: `select h.source || ':' || h.source_id || ':' || h.person_id as id, h.kind, h.source, h.source_id, h.person_id,
            h.at, h.minutes, h.given, coalesce((select ${BY('v')} from visit v where h.source = 'visit' and v.id = h.source_id),
              (select ${BY('n')} from hours_entry n where h.source = 'entry' and n.id = h.source_id), '') as entered_by
          from hours h where h.programme = @programme and h.ends_at <= @now and (@person is null or h.person_id = @person) and ${seen.sql}`,
      },
      params: { ...seen.params, programme: query.programme, person: query.person ?? null, now },
    };
    return toPage(await read(paged(all, query, sort)), query, sort, (row) => ({
      id: String(row['id']),
      kind: row['kind'] as (typeof HOUR_KINDS)[number],
      source: row['source'] as 'session' | 'visit' | 'entry',
      source_id: String(row['source_id']),
      person: String(row['person_id']),
      at: Number(row['at']),
      minutes: Number(row['minutes']),
      given: Number(row['given']),
      entered_by: String(row['entered_by']),
    }));
  },
});

const BY = (of: string) =>
  `case ${of}.by_kind when 'staff' then coalesce((select substr(name, 1, instr(name || ' ', ' ') - 1) from person where id = ${of}.by_id), '') else ${of}.by_kind end`;

export const hoursCreate = defineRoute({
  name: 'hours.add',
  method: 'POST',
  path: '/hours',
  scope: 'records:write',
  summary: 'Enters hours that are neither a session nor a visit: a fair, a call of a mentor',
  body: z.strictObject(hoursFields),
  reply: z.strictObject({ id: z.string() }),
  async run({ body }, { operate, read, sight, programmes, by }) {
    knownProgramme(body.programme, programmes, sight);
    const seen = personInSight(sight, 'p.id');
    const known = await read({
      sql: {
        sqlite: `select p.id from person p where p.id in (select value from json_each(@people)) and ${seen.sql}`,
      },
      params: { ...seen.params, people: JSON.stringify(body.people) },
    });
    const strange = body.people.find((id) => !known.some((row) => row['id'] === id));
    if (strange !== undefined) throw new RecadoError('RECORD_UNKNOWN', { what: 'person', id: strange });
    return operate(hoursAdd, { ...body, by, workspace: sight.workspace });
  },
});

export const hoursDelete = defineRoute({
  name: 'hours.take-back',
  method: 'DELETE',
  path: '/hours/{id}',
  scope: 'records:write',
  summary: 'Takes back hours entered by hand; the line stays in the records and counts no more',
  params: z.strictObject({ id: z.string().min(1).max(64) }),
  reply: z.strictObject({ id: z.string() }),
  async run({ params: { id } }, { operate, read, sight }) {
    const seen = personInSight(sight, 'x.person_id');
    const found = await read({
      sql: { sqlite: `select x.entry_id from hours_person x where x.entry_id = @id and ${seen.sql} limit 1` },
      params: { ...seen.params, id },
    });
    if (found.length === 0) throw new RecadoError('RECORD_UNKNOWN', { what: 'entry of hours', id });
    return operate(hoursTakeBack, { id, workspace: sight.workspace });
  },
});
