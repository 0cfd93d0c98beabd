import { z } from 'zod';
import { countryOf, regionOf } from '../../domain/country.ts';
import type { Decision, Operation } from '../../store/port.ts';
import { jobDone, jobRow, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { sightOf, sightQuery } from '../sight.ts';
import { STEERS } from '../target.ts';
import { type ListedRow, listed } from './listed.ts';
import { type Seat, seatSaid, seatsIn, seatsQuery, strangePlace } from './where.ts';
import { readList } from './written.ts';

const input = z.strictObject({ words: z.string().max(8_000), job: jobSchema });
type Input = z.output<typeof input>;

/** What one message brings: more is a file to be imported. */
const MOST = 40;

/** `INSCRIBIR grupo-a …` from a phone of the team: reads the list and where it belongs, and hands it on; or says what is missing. */
export const enrolSaid: Operation<Input, null> = {
  name: 'enrol.said',
  input,
  reads: {
    roles: ({ job }) => sightQuery(job.workspace, job.person ?? ''),
    packs: () => packFactsQuery(),
    seats: ({ job }) => seatsQuery(job.workspace),
    /** Where she writes from, which is where those are written to whom nobody knows. */
    mine: ({ job }) => ({
      sql: {
        sqlite: `select a.channel, a.our_number, a.phone, a.bsuid from person_address pa join address a on a.id = pa.address_id
          where pa.person_id = @person order by a.last_inbound_at desc nulls last limit 1`,
      },
      params: { person: job.person },
    }),
  },
  decide({ roles, packs, seats, mine }, { words, job }, { now, newId }): Decision<null> {
    const say = (key: string, vars: StaffLine['vars'] = {}): Decision<null> => ({
      rows: jobDone(job, [{ key, vars }], now),
      output: null,
    });
    const sight = sightOf(job.workspace, roles ?? []);
    const from = mine?.[0];
    if (!sight?.roles.some((role) => STEERS.includes(role)) || !from || job.person === null)
      return say('inscribe.not-you');
    const all = packFactsIn(packs).filter(({ programme }) => sight.programmes?.includes(programme) ?? true);
    const hers = seatsIn(seats ?? [], sight);
    const found = seatSaid(words, hers);
    const strange = found ? undefined : strangePlace(words);
    const known = [...new Set(hers.map(({ name }) => name))].slice(0, SHOWN).join(', ');
    if (strange !== undefined)
      return say(known === '' ? 'inscribe.no-groups' : 'inscribe.no-place', { name: strange, known });
    const cohorts = hers.filter(({ group }) => group === undefined);
    const seat: Seat | undefined =
      found?.seats[0] ??
      (cohorts.length === 1 ? cohorts[0] : undefined) ??
      (hers.length === 0 && all.length === 1 && sight.within === null
        ? { programme: all[0]!.programme, name: '' }
        : undefined);
    if (found && found.seats.length > 1) return say('inscribe.several', { name: seat!.name });
    if (!seat) return say(known === '' ? 'inscribe.no-groups' : 'inscribe.which', { known });
    const pack = all.find(({ programme }) => programme === seat.programme);
    if (!pack?.mayStart) return say('inscribe.not-yet');
    const country =
      countryOf(from['phone'] as string | null, from['bsuid'] as string | null) ?? regionOf(pack.languages[0]);
    const list = readList(found?.rest ?? words, country);
    if (list.length === 0) return say('inscribe.how', { known: seat.name });
    const rows: ListedRow[] = list.slice(0, MOST).map((one) => ({ ...one }));
    const next = {
      ...(job.lane === null ? {} : { lane: job.lane }),
      person: job.person,
      operation: listed.name,
      input: {
        programme: seat.programme,
        ...(seat.cohort === undefined ? {} : { cohort: seat.cohort }),
        ...(seat.group === undefined ? {} : { group: seat.group }),
        rows: rows.map((row) => ({ ...row })),
        left: list.length - rows.length,
        place: { channel: String(from['channel']), ourNumber: String(from['our_number']) },
      },
      at: now,
      workspace: job.workspace,
    };
    return { rows: [jobRow(next, { now, newId }), ...jobDone(job, [], now)], output: null };
  },
};

/** Names that an answer shows: more is a second SMS. */
const SHOWN = 6;
