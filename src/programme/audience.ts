import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import { ATTENDED_SQL } from '../domain/attendance.ts';
import type { Query, Scalar } from '../store/port.ts';
import { tallied } from './held.ts';
import { unitOf } from './in-sight.ts';
import type { Sight } from './sight.ts';

const name = z.string().trim().min(1).max(80);
const share = z.number().min(0).max(1);

/** States of taking part (enrolment.state). */
export const PARTICIPATION = [
  'invited',
  'consenting',
  'registering',
  'applicant',
  'active',
  'paused',
  'completed',
  'dropped',
  'declined',
  'withdrawn',
] as const;

/** Who is meant, as a coordinator says it. Everything given must hold; lists hold where one of them does. */
export const audienceSchema = z.strictObject({
  programme: name,
  /** Names, not ids. */
  cohorts: z.array(name).max(100).optional(),
  groups: z.array(name).max(100).optional(),
  sites: z.array(name).max(200).optional(),
  stages: z.array(name).max(20).optional(),
  partners: z.array(name).max(100).optional(),
  /** BCP 47; `yua` also means `yua-MX`. */
  languages: z.array(name).max(20).optional(),
  /** Absent: those who take part now (active, completed). */
  states: z.array(z.enum(PARTICIPATION)).optional(),
  /** Of those who left or were taken out: only who had said yes before. */
  joined: z.boolean().optional(),
  /** There is a reason to call her (domain/at-risk.ts), as the last look found it. */
  at_risk: z.boolean().optional(),
  tags: z.array(name).max(20).optional(),
  without_tags: z.array(name).max(20).optional(),
  /** Share of the sessions held while she was enrolled. Nobody matches before her first. */
  attendance: z.strictObject({ below: share.optional(), at_least: share.optional() }).optional(),
  /** `missing`: assigned and nothing received yet. */
  homework: z
    .strictObject({ name, state: z.enum(['missing', 'assigned', 'received', 'redo', 'accepted', 'excused']) })
    .optional(),
  lesson: z.strictObject({ name, state: z.enum(['released', 'opened', 'finished', 'unopened']) }).optional(),
  persons: z.array(z.string().min(1)).max(10_000).optional(),
});
export type Audience = z.output<typeof audienceSchema>;

/** As the index `person_gone` has it (migration 0033). */
const GONE = 'blocked_at is not null or erased_at is not null';

const UNITS = { groups: 'group_id', sites: 'site_id', stages: 'stage_id', partners: 'partner_id' } as const;
const KIND = { groups: 'group', sites: 'site', stages: 'stage', partners: 'partner' } as const;

/** So many people after that one, in order of their ids. */
export interface Slice {
  readonly after: string;
  readonly most: number;
}

/**
 * The audience as SQL: `select person_id, cohort_id, group_id, site_id, stage_id, partner_id` over everybody whom the
 * sight reaches and the filter means, each once, learners only (simulated persons, and the empty rows that stand for erased
 * ones in counts, only where asked). Set-based, so that it stands as
 * a CTE before an insert: `with audience as (…)`. Parameters begin with `aud_`. Throws SIGHT_DENIED for a programme that is not hers to see.
 */
export function audienceQuery(
  audience: Audience,
  sight: Sight,
  now: Millis,
  {
    simulated = false,
    erased = false,
    slice,
  }: { readonly simulated?: boolean; readonly erased?: boolean; readonly slice?: Slice } = {},
): Query {
  const { programme } = audience;
  if (sight.programmes !== null && !sight.programmes.includes(programme))
    throw new RecadoError('SIGHT_DENIED', { programme });
  const params: Record<string, Scalar> = { aud_workspace: sight.workspace, aud_programme: programme };
  const list = (key: string, values: readonly string[]) => {
    params[`aud_${key}`] = JSON.stringify(values);
    return `(select value from json_each(@aud_${key}))`;
  };
  // A slice of many is read along the primary key, where the next one begins; a + keeps SQLite from sorting them all anew.
  const along = slice && !audience.cohorts && !audience.persons ? '+' : '';
  if (slice) Object.assign(params, { aud_after: slice.after, aud_most: slice.most });
  const where = [
    `${along}e.workspace = @aud_workspace`,
    `${along}e.programme = @aud_programme`,
    ...(slice ? ['e.person_id > @aud_after'] : []),
    // The few who are left out stand in indexes of their own: nobody else's row is looked at for it.
    ...(simulated ? [] : ['e.person_id not in (select id from person where simulated = 1)']),
    ...(erased ? [] : [`e.person_id not in (select id from person where ${GONE})`]),
    `${along}e.state in ${list('states', audience.states ?? ['active', 'completed'])}`,
  ];
  if (audience.joined)
    where.push(`(e.state not in ('dropped', 'withdrawn') or exists
      (select 1 from consent k where k.person_id = e.person_id and k.given = 1))`);
  if (sight.within !== null) {
    const within = list('within', sight.within);
    const places = ['e.cohort_id', ...Object.values(UNITS).map(unitOf)];
    where.push(`(${places.map((place) => `${place} in ${within}`).join(' or ')})`);
  }
  if (audience.cohorts)
    where.push(`e.cohort_id in (select id from cohort where workspace = @aud_workspace and programme = @aud_programme
      and name in ${list('cohorts', audience.cohorts)})`);
  for (const key of ['groups', 'sites', 'stages', 'partners'] as const) {
    const names = audience[key];
    if (!names) continue;
    where.push(`${unitOf(UNITS[key])} in (select id from unit where workspace = @aud_workspace and programme = @aud_programme
      and kind = '${KIND[key]}' and name in ${list(key, names)})`);
  }
  if (audience.languages)
    where.push(`exists (select 1 from person p, json_each(@aud_languages) l where p.id = e.person_id
      and (p.language = l.value or substr(p.language, 1, length(l.value) + 1) = l.value || '-'))`);
  if (audience.languages) list('languages', audience.languages);
  if (audience.at_risk !== undefined)
    where.push(`${audience.at_risk ? '' : 'not '}exists (select 1 from at_risk k where k.person_id = e.person_id
      and k.programme = e.programme)`);
  if (audience.tags)
    where.push(`not exists (select 1 from json_each(@aud_tags) w where not exists
      (select 1 from tag t where t.person_id = e.person_id and t.tag = w.value))`);
  if (audience.tags) list('tags', audience.tags);
  if (audience.without_tags)
    where.push(`not exists (select 1 from tag t where t.person_id = e.person_id
      and t.tag in ${list('without_tags', audience.without_tags)})`);
  if (audience.homework) {
    params['aud_homework'] = audience.homework.name;
    params['aud_homework_state'] = audience.homework.state === 'missing' ? 'assigned' : audience.homework.state;
    where.push(`exists (select 1 from homework h where h.person_id = e.person_id and h.programme = e.programme
      and h.name = @aud_homework and h.state = @aud_homework_state${
        audience.homework.state === 'missing' ? ' and h.received_at is null' : ''
      })`);
  }
  if (audience.lesson) {
    params['aud_lesson'] = `${programme}/${audience.lesson.name}`;
    where.push(`exists (select 1 from flow_progress f where f.person_id = e.person_id and f.flow = @aud_lesson
      and ${LESSON[audience.lesson.state]})`);
  }
  let among: string | undefined;
  if (audience.attendance) {
    const { below, at_least } = audience.attendance;
    params['aud_now'] = now;
    if (below !== undefined) params['aud_below'] = below;
    if (at_least !== undefined) params['aud_at_least'] = at_least;
    const shares = `a.held > 0 ${below === undefined ? '' : 'and a.attended < @aud_below * a.held'}
      ${at_least === undefined ? '' : 'and a.attended >= @aud_at_least * a.held'}`;
    // A slice ends after a few of them; all are counted together.
    if (slice) where.push(`exists (select 1 from (${ATTENDANCE}) a where ${shares})`);
    else among = shares;
  }
  if (audience.persons) where.push(`e.person_id in ${list('persons', audience.persons)}`);
  const units = (['site_id', 'stage_id', 'partner_id'] as const).map((column) => `${unitOf(column)} as ${column}`);
  const sqlite = `select e.person_id, e.cohort_id, e.group_id, ${units.join(', ')}
      from enrolment e left join cohort c on c.id = e.cohort_id
      where ${where.join('\n      and ')}${slice ? '\n      order by e.person_id limit @aud_most + 0' : ''}`;
  if (among === undefined) return { sql: { sqlite }, params };
  const tally = tallied(['held', 'attended'], { who: 'aud_who', now: '@aud_now', programme: '@aud_programme' });
  return {
    sql: {
      sqlite: `with aud_who as materialized (${sqlite}), ${tally}
      select w.* from aud_who w join tally a on a.person_id = w.person_id where ${among}`,
    },
    params,
  };
}

const LESSON = {
  released: 'f.released_at is not null',
  opened: 'f.opened_at is not null',
  finished: 'f.finished_at is not null',
  unopened: 'f.released_at is not null and f.opened_at is null',
} as const;

/**
 * As `attendance` counts (programme/check-in): sessions of the programme at which she was expected, that ended and of which anything was
 * recorded; excused ones count on neither side. Wants the enrolment as `e` and @aud_now.
 * Rows first and then their sum: for a sum over the view `expected` SQLite would lay out all of it.
 */
export const ATTENDANCE = `with hers as materialized (select a.status
      from expected x left join attendance a on a.session_id = x.session_id and a.person_id = x.person_id
      where x.person_id = e.person_id and x.ends_at <= @aud_now
        and exists (select 1 from attendance o where o.session_id = x.session_id)
        and exists (select 1 from cohort h where h.id = x.cohort_id and h.programme = e.programme))
    select count(*) filter (where coalesce(status, 'absent') <> 'excused') as held,
      count(*) filter (where status in ${ATTENDED_SQL}) as attended
    from hers`;
