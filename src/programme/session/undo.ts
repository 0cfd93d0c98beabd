import { z } from 'zod';
import type { Operation } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { auditedChange, changed } from './change.ts';
import { CONCERNED, foundOf, varsOf } from './named.ts';
import type { Held } from './state.ts';

const input = z.strictObject({ change: z.string().min(1), job: jobSchema });
type Input = z.output<typeof input>;

/** Takes back the last change of a session (DESHACER 4821). Whoever has not heard of it will not; the others are told. */
export const undo: Operation<Input, { readonly id?: string }> = {
  name: 'session.undo',
  input: input as z.ZodType<Input>,
  reads: {
    change: ({ change }) => ({
      sql: {
        sqlite: `select s.*, c.name as cohort, c.programme, coalesce(t.timezone, c.timezone) as timezone,
            ${CONCERNED} as expected, h.kind as did, h.was, h.by_kind, h.by_id, h.told_at,
            (select l.id from session_change l where l.session_id = s.id order by l.at desc, l.id desc limit 1) as last
          from session_change h join session s on s.id = h.session_id join cohort c on c.id = s.cohort_id
            left join unit t on t.id = coalesce(s.site_id, c.site_id)
          where h.id = @change`,
      },
      params: { change },
    }),
  },
  decide(loaded, { change: id, job }, at) {
    const { now } = at;
    const { workspace } = job;
    const row = loaded['change']?.[0];
    if (!row) return { rows: jobDone(job, [], now), output: {} };
    const found = foundOf(row);
    const no = (key: string) => ({ rows: jobDone(job, [{ key, vars: varsOf(found) }], now), output: {} });
    if (row['last'] !== id) return no('sessions.changed-since');
    const was = JSON.parse(String(row['was'])) as Held | null;
    const is: Held = was ?? { ...found, cancelled: true };
    if (row['did'] !== 'corrected' && !is.cancelled && is.starts <= now && !found.cancelled) return no('sessions.past');
    const quietly = row['did'] === 'corrected' || (is.cancelled && found.starts <= now);
    const by = { kind: 'staff' as const, id: job.person ?? String(row['by_id']) };
    const kind = is.cancelled ? 'cancelled' : found.cancelled ? 'restored' : 'moved';
    // No code of its own: what is undone by mistake is done again.
    const again = changed(
      found,
      { kind, was: found, is, quietly },
      { by: { ...by, kind: 'system' }, workspace },
      [],
      at,
    );
    const lines: StaffLine[] = [
      { key: is.cancelled ? 'sessions.undone-none' : 'sessions.undone', vars: varsOf({ ...found, ...is }) },
      ...(row['told_at'] === null || quietly ? [{ key: 'sessions.unheard', vars: {} }] : []),
    ];
    return {
      rows: [
        {
          op: 'update',
          table: 'session',
          key: { id: found.id },
          set: {
            starts_at: is.starts,
            ends_at: is.ends,
            place: is.place,
            cancelled_at: is.cancelled ? now : null,
            ...(quietly ? {} : { word: null, word_at: null }),
          },
        },
        ...again.rows,
        auditedChange('session.undo', found, { by, workspace }, now),
        ...jobDone(job, lines, now),
      ],
      statements: again.statements,
      output: { id: found.id },
    };
  },
};
