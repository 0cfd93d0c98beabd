import { z } from 'zod';
import { seededRandom } from '../../base/random.ts';
import { localDate } from '../../domain/time.ts';
import type { Operation, SqlRow } from '../../store/port.ts';
import { answerTo, jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { isPreparedAt } from '../planned-session.ts';
import { type Caring, caringFor, staffOf } from './in-care.ts';
import { foundOf, varsOf } from './named.ts';
import { drawWord, wordReads } from './words.ts';

const input = z.strictObject({ session: z.string().min(1), workspace: z.string(), job: jobSchema.optional() });
type Input = z.output<typeof input>;

/**
 * An hour before a session its word is drawn, and whoever looks after the group is told it, with the roster. A job of a
 * session that was moved or cancelled does nothing: one that was moved has another.
 */
export const prepare: Operation<Input, { readonly word: string | null; readonly told: number }> = {
  name: 'session.prepare',
  input: input as z.ZodType<Input>,
  reads: {
    session: ({ session }) => ({
      sql: {
        sqlite: `select s.*, c.name as cohort, c.programme, coalesce(t.timezone, c.timezone) as timezone
          from session s join cohort c on c.id = s.cohort_id left join unit t on t.id = coalesce(s.site_id, c.site_id)
          where s.id = @session`,
      },
      params: { session },
    }),
    ...wordReads,
    roster: ({ session }) => ({
      sql: {
        sqlite: `select x.number, p.name, e.cohort_id, e.group_id, coalesce(e.site_id, c.site_id) as site_id,
            coalesce(e.stage_id, c.stage_id) as stage_id, coalesce(e.partner_id, c.partner_id) as partner_id
          from expected x join person p on p.id = x.person_id join cohort c on c.id = x.cohort_id
            left join enrolment e on e.person_id = x.person_id and e.programme = c.programme
          where x.session_id = @session and p.blocked_at is null and p.erased_at is null
          order by x.number is null, x.number, p.name`,
      },
      params: { session },
    }),
    staff: ({ session }) => staffOf(session),
    packs: () => packFactsQuery(),
    pauses: ({ session }) => ({
      sql: {
        sqlite: `select p.from_day, p.to_day from session s join pause p on p.cohort_id = s.cohort_id and p.ended_at is null
          where s.id = @session`,
      },
      params: { session },
    }),
  },
  decide(loaded, { workspace, job }, { now, newId }) {
    const { session, roster = [], staff = [], packs } = loaded;
    const row = session?.[0];
    const nothing = { rows: jobDone(job, [], now), output: { word: null, told: 0 } };
    if (!row) return nothing;
    const found = foundOf(row);
    if (found.cancelled || row['word_at'] !== null || found.ends <= now || !isPreparedAt(found.starts, now))
      return nothing;
    const pack = packFactsIn(packs).find(({ programme }) => programme === found.programme);
    const words = pack?.words ?? [];
    const word = found.word ?? drawWord(words, loaded['atHand'] ?? [], loaded['before'] ?? [], seededRandom(newId()));
    const vars = { ...varsOf(found), word: word ?? '' };
    // While her group rests, or nobody of hers is expected, there is nothing to get ready for.
    const day = localDate(found.starts, found.timezone);
    const team = (loaded['pauses'] ?? []).map((one) => ({ from: String(one['from_day']), to: String(one['to_day']) }));
    const rests = [...(pack?.calendar ?? []), ...team].some(({ from, to }) => from <= day && day <= to);
    const told = rests ? [] : caringFor(staff).filter((one) => roster.some((seat) => isHers(seat, one)));
    const linesFor = (one: Caring): StaffLine[] => [
      { key: word === null ? 'sessions.ready-no-word' : 'sessions.ready', vars },
      rosterLine(roster.filter((seat) => isHers(seat, one))),
      { key: 'sessions.ready-how', vars },
    ];
    return {
      rows: [
        { op: 'update', table: 'session', key: { id: found.id }, set: { word, word_at: now } },
        ...told.flatMap((one) => answerTo({ ...one, workspace }, linesFor(one), now, { notice: found.plan })),
        ...jobDone(job, [], now),
      ],
      output: { word, told: told.length },
    };
  },
};

const PLACES = ['cohort_id', 'group_id', 'site_id', 'stage_id', 'partner_id'];

function isHers(seat: SqlRow, { within }: Caring): boolean {
  return within.length === 0 || PLACES.some((place) => within.includes(String(seat[place])));
}

/** Letters for the names, so that the whole stays within two SMS. */
const NAMES_ROOM = 150;

/** "1 Ana, 2 Luz y 12 más": whoever wants them all asks for the list. */
function rosterLine(roster: readonly SqlRow[]): StaffLine {
  const seats = roster.map((row) => `${row['number'] === null ? '' : `${row['number']} `}${firstName(row['name'])}`);
  let shown = seats.length;
  while (shown > 0 && seats.slice(0, shown).join(', ').length > NAMES_ROOM) shown--;
  const names = seats.slice(0, shown).join(', ');
  const left = seats.length - shown;
  return { key: left > 0 ? 'sessions.ready-more' : 'sessions.ready-all', vars: { names, left } };
}
