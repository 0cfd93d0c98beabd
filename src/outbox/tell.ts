import type { Millis } from '../base/clock.ts';
import type { Query, SqlRow } from '../store/port.ts';

export interface Told {
  /** '' tells the coordinators of every programme. */
  readonly programme: string;
  /** A system text. */
  readonly key: string;
  readonly vars: Readonly<Record<string, string | number>>;
  readonly now: Millis;
  /** Nobody is told where this mark of the month's budget was passed before … */
  readonly once?: { readonly month: string; readonly percent: number };
  /** … or where this setting was written since then. */
  readonly unless?: { readonly setting: string; readonly since: Millis };
}

/**
 * The coordinators of a programme read a system text on their own phones; where it has none, whoever runs the
 * installation does.
 */
export function tellCoordinators({ programme, key, vars, now, once, unless }: Told): Query {
  const payload = JSON.stringify({ key, vars });
  const known = once
    ? 'select 1 from budget_told where month = @month and programme = @programme and percent >= @percent'
    : 'select 1 from setting where name = @setting and updated_at > @since';
  return {
    sql: {
      sqlite: `with duty as (
          select p.workspace, p.lane_id, p.id, max(s.role = 'coordinator') as coordinates
          from staff s join person p on p.id = s.person_id
          where s.until is null and s.role in ('coordinator', 'admin') and (s.programme in ('', @programme) or @programme = '')
          group by p.id)
        insert into event (workspace, lane_id, person_id, name, payload, at)
        select workspace, lane_id, id, 'say', @payload, @now from duty
        where coordinates = (select max(coordinates) from duty) and not exists (${known}) order by id`,
    },
    params: { programme, now, payload, ...((once ?? unless) as SqlRow) },
  };
}
