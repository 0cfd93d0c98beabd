import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { refused } from '../refusal.ts';
import { askedLines, openIn } from './commitments.ts';
import { localDateTime } from './day.ts';
import { plannedIn, plannedOf } from './planned.ts';
import { CALLED, foundIn, rangesOf, whomFields, whomReads } from './whom.ts';

const input = z.strictObject(whomFields);
type Input = z.output<typeof input>;

/** `VISITA Ana`: when she was last seen and will be next, and what was agreed, to be asked about. Throws TARGET_UNKNOWN, TARGET_SEVERAL. */
export const open: Operation<Input, null> = {
  name: 'visit.open',
  input: input as unknown as z.ZodType<Input>,
  reads: {
    ...whomReads,
    planned: plannedOf,
    last: ({ who }) => ({
      sql: {
        sqlite: `with ${CALLED} select p.person_id, v.happened_at, v.minutes, v.topic, v.by_id,
            json_extract(v.notes, '$.next') as next
          from visit_person p join visit v on v.id = p.visit_id
          where p.person_id in (select id from called) and v.state = 'done' and v.undone_at is null
          order by v.happened_at desc, v.id desc`,
      },
      params: { ranges: rangesOf(who) },
    }),
    open: ({ who }) => ({
      sql: {
        sqlite: `with ${CALLED} select id, person_id, text, due_on, said from commitment
          where person_id in (select id from called) and undone_at is null and state in ('open', 'partly') order by entered_at, id`,
      },
      params: { ranges: rangesOf(who) },
    }),
  },
  decide(loaded, asked, { now }) {
    const { job, by } = asked;
    const found = foundIn(loaded, asked);
    if ('code' in found) return refused(found, job, null, now);
    const is = (id: unknown) => found.people.some((one) => one.id === id);
    const when = (at: number) => localDateTime(at, found.programme, loaded['packs']);
    const last = (loaded['last'] ?? []).find((row) => is(row['person_id']));
    const next = plannedIn(loaded['planned'], found.people)[0];
    const pending = openIn(loaded['open']).filter(({ person }) => is(person));
    // Notes are for few eyes: what she planned to do next is told to whoever wrote it.
    const step = last?.['by_id'] === by.id ? last['next'] : null;
    const lines: StaffLine[] = [
      last
        ? {
            key: 'visit.last',
            vars: { who: found.label, ...when(Number(last['happened_at'])), minutes: Number(last['minutes']) },
          }
        : { key: 'visit.never', vars: { who: found.label } },
      ...(typeof step === 'string' ? [{ key: 'visit.next-step', vars: { text: step } }] : []),
      ...(next ? [{ key: 'visit.coming', vars: when(next.planned_at) }] : []),
      ...askedLines(found.label, pending),
      ...(pending.length === 0 ? [{ key: 'visit.how', vars: { who: found.label } }] : []),
    ];
    const about = JSON.stringify({ who: found.label, open: pending.map(({ id }) => id) });
    return {
      rows: jobDone(job, lines, now, pending.length === 0 ? {} : { asks: { verb: 'visit', about } }),
      output: null,
    };
  },
};
