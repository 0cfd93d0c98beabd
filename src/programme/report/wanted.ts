import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { addDays, localDate, localMoment } from '../../domain/time.ts';
import type { Programme } from '../../flow/programme.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import type { Audience } from '../audience.ts';
import { mayBreakDown } from '../breakdown.ts';
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
  await mustStand(wanted, programme.programme, read, sight.workspace);
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

const PLACES = { cohort: 'cohorts', group: 'groups', site: 'sites', stage: 'stages', partner: 'partners' } as const;

function audienceOf(wanted: Wanted): Audience {
  const places = Object.entries(PLACES).flatMap(([one, many]) => {
    const said = wanted[one as keyof typeof PLACES];
    return said === undefined ? [] : [[many, [said]] as const];
  });
  return {
    programme: wanted.programme,
    ...Object.fromEntries(places),
    ...(wanted.language === undefined ? {} : { languages: [wanted.language] }),
  };
}

/** A misspelt name would be an empty report, which reads like nobody came. */
async function mustStand(
  wanted: Wanted,
  programme: string,
  read: (query: Query) => Promise<readonly SqlRow[]>,
  workspace: string,
): Promise<void> {
  const said = Object.keys(PLACES).flatMap((kind) => {
    const title = wanted[kind as keyof typeof PLACES];
    return title === undefined ? [] : [{ kind, name: title }];
  });
  if (said.length === 0) return;
  const [missing] = await read({
    sql: {
      sqlite: `select json_extract(w.value, '$.name') as name from json_each(@said) w where not exists
          (select 1 from cohort c where c.workspace = @workspace and c.programme = @programme
            and json_extract(w.value, '$.kind') = 'cohort' and c.name = json_extract(w.value, '$.name'))
        and not exists (select 1 from unit u where u.workspace = @workspace and u.programme = @programme
            and u.kind = json_extract(w.value, '$.kind') and u.name = json_extract(w.value, '$.name'))`,
    },
    params: { said: JSON.stringify(said), workspace, programme },
  });
  if (missing) throw new RecadoError('UNIT_UNKNOWN', { name: String(missing['name']) });
}
