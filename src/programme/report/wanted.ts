import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Audience } from '../audience.ts';
import { mayBreakDown } from '../breakdown.ts';
import { mustStand, PLACES, placesOf } from '../places.ts';
import { BREAKDOWNS, type ReportAsked } from '../report.ts';
import type { Sight } from '../sight.ts';

const name = z.string().trim().min(1).max(80);
const flag = z.union([z.boolean(), z.enum(['true', 'false']).transform((text) => text === 'true')]);

/** What every report may be asked for, at the shell and in the API. */
export const wantedFields = {
  programme: name,
  cohort: name.optional(),
  group: name.optional(),
  site: name.optional(),
  stage: name.optional(),
  partner: name.optional(),
  language: name.optional(),
  from: z.iso.date().optional().describe('first local day; without it from the beginning'),
  to: z.iso.date().optional().describe('last local day; without it until now'),
  by: z.enum(BREAKDOWNS).optional().describe('each figure once more for each of these'),
  shared: flag.optional().describe('as it may leave the team: no names, cells under 5 hidden'),
};
export type Wanted = z.output<z.ZodObject<typeof wantedFields>>;

/** What the reports are asked, of what somebody typed. Throws REPORT_PERIOD, UNIT_UNKNOWN, FIELD_CLOSED. */
export async function askedOf(
  wanted: Wanted,
  programme: Programme,
  { read, sight, now }: { readonly read: (query: Query) => Promise<readonly SqlRow[]>; sight: Sight; now: number },
): Promise<ReportAsked & { readonly day: string }> {
  const { from, to, by } = wanted;
  if (from !== undefined && to !== undefined && from > to) throw new RecadoError('REPORT_PERIOD', { from, to });
  mayBreakDown(by, programme, sight);
  await mustStand(placesOf(wanted), programme.programme, read, sight.workspace);
  const zone = programme.timezone;
  const today = localDate(now, zone);
  const past = to !== undefined && to < today;
  return {
    programme,
    audience: audienceOf(wanted),
    ...(from === undefined ? {} : { from }),
    ...(to === undefined ? {} : { to }),
    since: from === undefined ? 0 : localMoment(from, '00:00', zone),
    // What happens at this very moment is in.
    until: past ? localMoment(addDays(to, 1), '00:00', zone) : now + 1,
    ...(by === undefined ? {} : { by }),
    day: past ? to : today,
  };
}

function audienceOf(wanted: Wanted): Audience {
  return {
    programme: wanted.programme,
    ...Object.fromEntries(placesOf(wanted).map(({ kind, name: one }) => [PLACES[kind], [one]])),
    ...(wanted.language === undefined ? {} : { languages: [wanted.language] }),
  };
}
