import { z } from 'zod';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import { localDate, localTime } from '../../domain/time.ts';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { foundOf, isAt, namedFields, namedReads, seenIn, sessionIn, varsOf } from './named.ts';
import type { ChangeKind } from './state.ts';

const input = z.strictObject(namedFields);
type Input = z.output<typeof input>;

/** `SESION s4`: what is known of one session. */
export const show: Operation<Input, null> = {
  name: 'session.show',
  input: input as z.ZodType<Input>,
  reads: {
    ...namedReads,
    counts: ({ session, workspace }) => ({
      sql: {
        sqlite: `select s.id, (select count(*) from expected x where x.session_id = s.id) as expected,
            (select count(*) from attendance a where a.session_id = s.id and a.status in ${ATTENDED_SQL}) as came,
            exists (select 1 from attendance a where a.session_id = s.id) as recorded,
            (select count(*) from sign_up u where u.session_id = s.id and u.state = 'waiting') as waiting,
            (select count(*) from session_intention i where i.session_id = s.id and i.says = 'yes'
              and i.id = (select l.id from session_intention l where l.session_id = s.id and l.person_id = i.person_id
                order by l.entered_at desc, l.id desc limit 1)) as coming,
            (select json_object('kind', h.kind, 'at', h.at, 'why', h.why) from session_change h where h.session_id = s.id
              order by h.at desc, h.id desc limit 1) as last
          from session s where s.workspace = @workspace and (s.id = @session or s.plan_id = @plan)`,
      },
      params: { workspace, session, plan: session.toLowerCase() },
    }),
  },
  decide(loaded, asked, { now }) {
    const { job } = asked;
    const found = sessionIn(loaded, asked, now);
    if ('line' in found) return refused(found, job, null, now);
    const row = (loaded['counts'] ?? []).find(({ id }) => id === found.id) ?? {};
    const vars = {
      ...varsOf(found),
      expected: Number(row['expected']),
      came: Number(row['came']),
      waiting: Number(row['waiting']),
      coming: Number(row['coming']),
      capacity: found.capacity ?? '',
      word: found.word ?? '',
      agenda: String(found.row['agenda'] ?? ''),
    };
    const last =
      row['last'] === null || row['last'] === undefined ? undefined : (JSON.parse(String(row['last'])) as Last);
    const line = (key: string): StaffLine => ({ key: `sessions.show-${key}`, vars });
    const lines = [
      line(found.cancelled ? 'cancelled' : found.place ? 'at' : 'when'),
      ...(found.cancelled ? [] : [line(found.kind === 'event' ? (found.capacity ? 'seats' : 'signed') : 'expected')]),
      ...(found.kind === 'event' && vars.waiting > 0 ? [line('waiting')] : []),
      ...(found.kind === 'session' && found.starts > now && vars.coming > 0 ? [line('coming')] : []),
      ...(found.starts <= now && row['recorded'] === 1 ? [line('came')] : []),
      ...(found.word !== null && found.row['word_at'] !== null && found.ends > now ? [line('word')] : []),
      ...(vars.agenda === '' ? [] : [line('agenda')]),
      ...(last && !found.cancelled ? [lastLine(last, found.timezone)] : []),
    ];
    return { rows: jobDone(job, lines, now), output: null };
  },
};

interface Last {
  readonly kind: ChangeKind;
  readonly at: number;
  readonly why: string | null;
}

function lastLine({ kind, at }: Last, zone: string): StaffLine {
  return { key: `sessions.last-${kind}`, vars: { day: localDate(at, zone), hour: localTime(at, zone) } };
}

const listInput = z.strictObject({
  where: namedFields.where,
  by: namedFields.by,
  workspace: namedFields.workspace,
  job: namedFields.job,
});
type ListInput = z.output<typeof listInput>;

/** A message of SMS holds so many lines of them. */
const SHOWN = 6;

/** `SESIONES`, `SESIONES grupo-a`: those that come next. */
export const listComing: Operation<ListInput, null> = {
  name: 'session.coming',
  input: listInput as z.ZodType<ListInput>,
  reads: {
    sight: namedReads.sight,
    sessions: ({ workspace }, now) => ({
      sql: {
        sqlite: `select s.*, c.name as cohort, c.programme, c.site_id as c_site, c.stage_id as c_stage, c.partner_id as c_partner,
            g.name as group_name, t.name as site_name, coalesce(t.timezone, c.timezone) as timezone
          from session s join cohort c on c.id = s.cohort_id left join unit g on g.id = s.group_id
            left join unit t on t.id = coalesce(s.site_id, c.site_id)
          where s.workspace = @workspace and s.ends_at > @now and s.cancelled_at is null order by s.starts_at, s.id`,
      },
      params: { workspace, now },
    }),
  },
  decide(loaded, asked, { now }) {
    const { job, where } = asked;
    const seen = seenIn(loaded, asked);
    const all = where === undefined ? seen : seen.filter((row) => isAt(row, where));
    const found = all.map(foundOf);
    const many = new Set(all.map((row) => row['group_name'] ?? row['cohort'])).size > 1;
    const lines: StaffLine[] = found.slice(0, SHOWN).map((one, i) => ({
      key: many ? 'sessions.line-of' : 'sessions.line',
      vars: { ...varsOf(one), cohort: String(all[i]!['group_name'] ?? one.cohort) },
    }));
    const more = found.length - lines.length;
    const end: StaffLine[] =
      found.length === 0
        ? [{ key: 'sessions.none', vars: {} }]
        : more > 0
          ? [{ key: 'sessions.more', vars: { n: more } }]
          : [];
    return { rows: jobDone(job, [...lines, ...end], now), output: null };
  },
};
