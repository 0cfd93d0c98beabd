import type { Millis } from '../../base/clock.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { ATTENDANCE, type Audience, audienceQuery } from '../audience.ts';
import { mayLeave } from '../classes.ts';
import { type PageInput, paged, type Sort } from '../page.ts';
import type { Sight } from '../sight.ts';
import type { Brief } from './shape.ts';

/** By name; ids decide between two Anas. */
export const BY_NAME: Sort = { by: 'name', id: 'id' };

/** Whom a list is narrowed to, beside the audience. */
export interface Sought {
  /** A part of her name, as typed. */
  readonly name?: string | undefined;
  /** E.164. */
  readonly phone?: string | undefined;
}

/** A page of an audience. What is counted of each person is counted for those on the page alone. */
export function peopleQuery(
  audience: Audience,
  sight: Sight,
  now: Millis,
  page: PageInput,
  { name, phone }: Sought = {},
): Query {
  const who = audienceQuery(audience, sight, now);
  const where = ['1'];
  if (name !== undefined) where.push(`instr(lower(p.name), lower(@name)) > 0`);
  if (phone !== undefined)
    where.push(`exists (select 1 from person_address pa join address a on a.id = pa.address_id
      where pa.person_id = p.id and a.phone = @phone)`);
  const rows = paged(
    {
      sql: {
        sqlite: `select p.id, coalesce(p.name, '') as name, p.language, w.cohort_id, w.group_id, w.site_id, w.stage_id,
            w.partner_id
          from (${who.sql.sqlite}) w join person p on p.id = w.person_id where ${where.join(' and ')}`,
      },
      params: {
        ...who.params,
        aud_now: now,
        ...(name === undefined ? {} : { name }),
        ...(phone === undefined ? {} : { phone }),
      },
    },
    page,
    BY_NAME,
  );
  const unit = (kind: string) => `(select name from unit where id = w.${kind}_id) as ${kind}_name`;
  return {
    sql: {
      sqlite: `select w.*, e.state, (select name from cohort where id = w.cohort_id) as cohort_name,
          ${['group', 'site', 'stage', 'partner'].map(unit).join(', ')},
          (select json_group_array(tag) from (select tag from tag where person_id = w.id order by tag)) as tags,
          (select json_array(count(released_at), count(opened_at), count(finished_at)) from flow_progress
            where person_id = w.id and ${OF_PROGRAMME}) as lessons,
          (select json_array(count(*), count(*) filter (where state in ('received', 'redo', 'accepted')),
              count(*) filter (where state = 'accepted')) from homework
            where person_id = w.id and programme = e.programme and state <> 'excused') as homework,
          (select json_array(attended, held) from (${ATTENDANCE})) as attendance,
          ${sight.classes.includes('team') ? PHONES : 'null'} as phones
        from (${rows.sql.sqlite}) w join enrolment e on e.person_id = w.id and e.programme = @aud_programme
        order by w.name, w.id`,
    },
    params: rows.params,
  };
}

/** Flows are named `<programme>/<name>`. */
export const OF_PROGRAMME = `substr(flow, 1, length(@aud_programme) + 1) = @aud_programme || '/'`;

const PHONES = `(select json_group_array(distinct a.phone) from person_address pa join address a on a.id = pa.address_id
  where pa.person_id = w.id and a.phone is not null)`;

export function briefOf(row: SqlRow, programme: Programme | undefined, sight: Sight): Brief {
  const list = <T>(column: string) => JSON.parse(String(row[column])) as T;
  const [released, opened, finished] = list<[number, number, number]>('lessons');
  const [assigned, received, accepted] = list<[number, number, number]>('homework');
  const [attended, held] = list<[number, number]>('attendance');
  const text = (column: string) => row[column] as string | null;
  return {
    id: String(row['id']),
    name: row['name'] === '' ? null : text('name'),
    language: text('language'),
    state: row['state'] as Brief['state'],
    cohort: text('cohort_name'),
    group: text('group_name'),
    site: text('site_name'),
    stage: text('stage_name'),
    partner: text('partner_name'),
    tags: list<string[]>('tags').filter((tag) => mayLeave(`tag.${tag}`, programme, sight)),
    lessons: { released, opened, finished },
    homework: { assigned, received, accepted },
    attendance: { attended, held },
    ...(row['phones'] === null ? {} : { phones: list<string[]>('phones') }),
  };
}
