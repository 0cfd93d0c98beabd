import type { Millis } from '../../base/clock.ts';
import type { Query } from '../../store/port.ts';
import { unitOf } from '../in-sight.ts';
import type { Role } from '../on-duty.ts';
import { HELD_FOR, SKIPPED_FOR, STILL_COMING } from './limits.ts';

export const REVIEWERS: readonly Role[] = ['reviewer', 'facilitator', 'coordinator', 'admin', 'deputy'];

const ROLES_SQL = `(${REVIEWERS.map((role) => `'${role}'`).join(', ')})`;

/** What a person of the team may review: her roles, her programmes, those in her care. Wants `homework h`, `enrolment e`, `cohort c`, @me. */
export const SEEN = `exists (select 1 from staff s where s.person_id = @me and s.until is null and s.workspace = h.workspace
    and s.role in ${ROLES_SQL} and s.programme in ('', h.programme))
  and (not exists (select 1 from staff_scope w where w.person_id = @me)
    or exists (select 1 from staff s where s.person_id = @me and s.until is null and s.role = 'admin')
    or exists (select 1 from staff_scope w where w.person_id = @me
      and w.of_id in (e.cohort_id, ${(['group_id', 'site_id', 'stage_id', 'partner_id'] as const).map(unitOf).join(', ')})))`;

const FROM = `homework h join person p on p.id = h.person_id
  left join enrolment e on e.person_id = h.person_id and e.programme = h.programme
  left join cohort c on c.id = e.cohort_id`;

/** Nobody else has it open, and she did not leave it to others. */
const FREE = `not exists (select 1 from review r where r.homework_id = h.id and r.submission = h.submission
    and r.decided_at is null and ((r.by_id <> @me and r.undone_at is null and r.opened_at > @held)
      or (r.by_id = @me and r.undone_at > @skipped)))
  and (h.handed_in_at is not null
    or not exists (select 1 from homework_part x where x.homework_id = h.id and x.entered_at > @coming))`;

const WAITS = `h.workspace = @workspace and h.state = 'received' and p.blocked_at is null and p.erased_at is null`;

/** All homework that a person of the team may work on. Wants @workspace, @me. */
export const REVIEWERS_SEE = `${FROM} where h.workspace = @workspace and p.blocked_at is null and p.erased_at is null and ${SEEN}`;

interface For {
  readonly workspace: string;
  readonly me: string;
}

const at = ({ workspace, me }: For, now: Millis) => ({
  workspace,
  me,
  held: now - HELD_FOR,
  skipped: now - SKIPPED_FOR,
  coming: now - STILL_COMING,
});

const OLDEST = `select h.id from ${FROM} where ${WAITS} and ${SEEN} and ${FREE} order by h.received_at, h.id limit 1`;

/** How many wait for a person of the team, the oldest too. */
export const waitingFor = (who: For, now: Millis): Query => ({
  sql: { sqlite: `select count(*) as n from ${FROM} where ${WAITS} and ${SEEN} and ${FREE}` },
  params: at(who, now),
});

/** The row, parts, history and holders of one submission: named, of a review, or the oldest for her. */
export function submissionReads(
  of: { readonly homework: string } | { readonly review: string } | For,
  now: Millis,
): { readonly id: string; readonly params: Query['params'] } {
  if ('homework' in of) return { id: '@homework', params: { homework: of.homework } };
  if ('review' in of)
    return { id: '(select homework_id from review where id = @review)', params: { review: of.review } };
  return { id: `(${OLDEST})`, params: at(of, now) };
}
