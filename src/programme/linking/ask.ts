import { z } from 'zod';
import type { NewId } from '../../base/ids.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { calledSo, FOLDED_NAME, firstNameRange } from '../folded-name.ts';
import { jobDone, jobSchema } from '../job.ts';
import { firstName, type Role, withRole } from '../on-duty.ts';
import { ASKED_MOST, CANDIDATES_MOST, drawCode, proofOf } from './code.ts';
import { LASTS } from './lasts.ts';
import { numberTask } from './number-task.ts';

const input = z.strictObject({
  name: z.string().trim().min(1).max(80),
  /** The old number is at hand: the code goes there. */
  has: z.boolean(),
  /** Somebody of the team on a number that is in doubt: she proves that she is herself. */
  self: z.boolean().default(false),
  job: jobSchema,
});
type Input = z.output<typeof input>;

/** Who may be meant, as the reads give her. */
interface Candidate {
  readonly id: string;
  readonly lane: string;
  readonly name: string;
  /** Where she is on a roster, for somebody of the team: `grupo-a 4`. */
  readonly place: string;
  readonly programme: string;
  readonly within: readonly string[];
  /** Of hers, can still be written to. */
  readonly alive: boolean;
  /** Codes about her lately. */
  readonly asked: number;
}

const PERSON = `select p.id, p.lane_id, p.name, e.programme, e.cohort_id, e.group_id, e.site_id, c.name as cohort, r.number,
    (e.state is null or e.state not in ('invited', 'declined', 'dropped', 'withdrawn')
      or exists (select 1 from staff s where s.person_id = p.id and s.until is null))
    and exists (select 1 from person_address pa join address a on a.id = pa.address_id where pa.person_id = p.id
      and a.opted_out_at is null and a.dead_at is null and a.doubt_at is null and pa.silent_since is null) as alive,
    (select count(*) from link_code k where k.person_id = p.id and k.asked_at > @since) as asked
  from person p left join enrolment e on e.person_id = p.id
  left join cohort c on c.id = e.cohort_id left join roster r on r.cohort_id = e.cohort_id and r.person_id = p.id`;

/**
 * Somebody on a new number says her name. Whoever may be meant gets a code of her own, to her old number or through
 * somebody of the team; which of them is written from the new number says whose it is. Nobody learns from the answer
 * whether a name is known. Where nobody can be told, it becomes a task.
 */
export const linkAsk: Operation<Input, { readonly codes: number }> = {
  name: 'link.ask',
  input: input as z.ZodType<Input>,
  reads: {
    me: ({ job }, now) => ({
      sql: {
        sqlite: `select p.simulated, (select count(*) from link_claim c where c.person_id = p.id and c.asked_at > @since) as asked
          from person p where p.id = @me`,
      },
      params: { me: job.person, since: now - ASKED_MOST.within },
    }),
    people: ({ name, self, job }, now) => ({
      sql: {
        sqlite: self
          ? `${PERSON} where p.id = @me and @head <> @tail`
          : `${PERSON} where p.id in (select id from person where name is not null and ${FOLDED_NAME} >= @head and ${FOLDED_NAME} < @tail)
              and p.id <> @me and p.blocked_at is null and p.workspace = @workspace and p.simulated = (select simulated from person where id = @me)
              and (e.state not in ('declined') or exists (select 1 from staff s where s.person_id = p.id and s.until is null))
              order by p.id`,
      },
      params: { ...firstNameRange(name), me: job.person, workspace: job.workspace, since: now - ASKED_MOST.within },
    }),
    staff: ({ job }) => ({
      sql: {
        sqlite: `select s.person_id as id, p.lane_id as lane, coalesce(p.name, '') as name, s.role, s.programme,
            (select json_group_array(of_id) from staff_scope where person_id = s.person_id) as within
          from staff s join person p on p.id = s.person_id
          where s.workspace = @workspace and s.until is null and exists (select 1 from person_address pa
            join address a on a.id = pa.address_id where pa.person_id = p.id
              and a.opted_out_at is null and a.dead_at is null and a.doubt_at is null)
          order by s.since, s.person_id`,
      },
      params: { workspace: job.workspace },
    }),
  },
  decide(loaded, { name, has, self, job }, { now, newId }) {
    const me = loaded['me']?.[0];
    if (!me || job.person === null) return { rows: jobDone(job, [], now), output: { codes: 0 } };
    const known = candidatesOf(loaded['people'] ?? []);
    const meant = self ? known : calledSo(known, (one) => one.name, name);
    const mayAsk = Number(me['asked']) < ASKED_MOST.times;
    const few = meant.filter(({ asked }) => asked < ASKED_MOST.times);
    const asked = mayAsk && meant.length <= CANDIDATES_MOST ? few : [];
    const claim = newId();
    const told = asked.flatMap((one) =>
      tell(one, loaded['staff'] ?? [], { claim, has, self, me: job.person!, workspace: job.workspace, now, newId }),
    );
    const rows: RowWrite[] = [
      {
        op: 'insert',
        table: 'link_claim',
        values: {
          id: claim,
          workspace: job.workspace,
          person_id: job.person,
          asked_at: now,
          until: now + (has ? LASTS.phone : LASTS.team),
        },
      },
      ...told.flat(),
      ...(told.length === 0 ? [numberTask(job.person, job.workspace, now, newId())] : []),
      ...jobDone(job, [], now),
    ];
    return { rows, output: { codes: told.length } };
  },
};

function candidatesOf(rows: readonly SqlRow[]): readonly Candidate[] {
  const byId = new Map<string, Candidate>();
  for (const row of rows) {
    const before = byId.get(String(row['id']));
    const units = ['cohort_id', 'group_id', 'site_id'].flatMap((column) =>
      row[column] === null ? [] : [String(row[column])],
    );
    byId.set(String(row['id']), {
      id: String(row['id']),
      lane: String(row['lane_id']),
      name: String(row['name'] ?? ''),
      place: before?.place || [row['cohort'], row['number']].filter((part) => part !== null).join(' '),
      programme: before?.programme ?? String(row['programme'] ?? ''),
      within: [...(before?.within ?? []), ...units],
      alive: row['alive'] === 1,
      asked: Number(row['asked']),
    });
  }
  return [...byId.values()];
}

interface Telling {
  readonly claim: string;
  readonly has: boolean;
  readonly self: boolean;
  readonly me: string;
  readonly workspace: string;
  readonly now: number;
  readonly newId: NewId;
}

/** One candidate's code on its way; nothing where nobody can be told. */
function tell(one: Candidate, staff: readonly SqlRow[], at: Telling): readonly RowWrite[][] {
  const { claim, has, self, me, workspace, now, newId } = at;
  const byPhone = has && one.alive && !self;
  const helper = byPhone ? undefined : helperFor(one, staff, me);
  if (!byPhone && !helper) return [];
  const code = drawCode(newId);
  const kept: RowWrite = {
    op: 'insert',
    table: 'link_code',
    values: {
      claim_id: claim,
      person_id: one.id,
      workspace,
      proof: proofOf(claim, code),
      by_phone: byPhone ? 1 : 0,
      asked_at: now,
    },
  };
  const to = helper ? { lane: helper.lane, id: helper.id } : { lane: one.lane, id: one.id };
  const name = [firstName(one.name), one.place && `(${one.place})`].filter(Boolean).join(' ');
  const words = { key: self ? 'link.staff-self' : 'link.staff-code', vars: { name, code } };
  return [[kept, eventRow(to, helper ? 'say' : 'link.code', helper ? words : { code }, { workspace, now })]];
}

const HELPERS = ['facilitator', 'coordinator', 'deputy', 'admin'] as const satisfies readonly Role[];

/** Who knows her: a facilitator of her group, else a coordinator; never she herself. */
function helperFor(one: Candidate, staff: readonly SqlRow[], me: string) {
  const able = staff
    .filter((row) => {
      const within = JSON.parse(String(row['within'])) as string[];
      return within.length === 0 || row['role'] === 'admin' || within.some((unit) => one.within.includes(unit));
    })
    .map((row) => ({
      id: String(row['id']),
      lane: String(row['lane']),
      name: String(row['name']),
      role: row['role'] as Role,
      programme: String(row['programme']),
    }))
    .filter(({ id }) => id !== one.id && id !== me);
  const here = withRole(able, HELPERS, one.programme);
  // Somebody of the team itself may be known in no programme: whoever coordinates any.
  return (
    here[0] ?? (one.programme === '' ? able.find(({ role }) => HELPERS.some((helper) => helper === role)) : undefined)
  );
}
