import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { ReportAsked, ReportContext } from '../report.ts';
import { boughtSql } from './state.ts';

/** What an enterprise was given. Money is hundredths of `currency`. */
export interface Account {
  readonly id: string;
  readonly name: string;
  readonly currency: string;
  readonly approved: number;
  readonly spent: number;
  readonly things: number;
  readonly delivered: number;
  readonly confirmed: number;
  readonly missing: number;
  readonly transferred: number;
}

type Scope = Pick<ReportAsked, 'programme' | 'audience' | 'from' | 'to'>;

/** Enterprises in which somebody of the audience works, and the days asked for. */
function scopeOf({ programme, audience, from, to }: Scope, at: Pick<ReportContext, 'sight' | 'now'>) {
  const who = whoQuery({ audience: everEnrolled(audience) }, at);
  return {
    sql: `who as materialized (${who.sql.sqlite}),
      mine as materialized (select distinct b.id, b.name from who join enterprise_member m on m.person_id = who.person_id
        join enterprise b on b.id = m.enterprise_id and b.programme = @led_programme)`,
    days: (column: string) =>
      `(@led_from is null or ${column} >= @led_from) and (@led_to is null or ${column} <= @led_to)`,
    params: { ...who.params, led_programme: programme.programme, led_from: from ?? null, led_to: to ?? null },
  };
}

/** Of each of them; approvals and purchases of those days, and where the purchases stand now. */
export function accountsQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const { sql, days, params } = scopeOf(asked, at);
  return {
    sql: {
      sqlite: `with ${sql},
          paid as (select e.enterprise_id, max(e.currency) as currency,
            sum(e.amount) filter (where e.kind = 'approval') as approved, sum(e.amount) filter (where e.kind = 'purchase') as spent
            from input_live e where e.kind in ('approval', 'purchase') and e.enterprise_id in (select id from mine)
              and ${days('e.happened_on')} group by e.enterprise_id),
          bought as (${boughtSql(`e.enterprise_id in (select id from mine) and ${days('e.happened_on')}`)}),
          stood as (select enterprise_id, count(*) as things, count(*) filter (where delivered = quantity) as delivered,
            count(*) filter (where delivered = quantity and confirmed = quantity) as confirmed,
            count(*) filter (where missing > 0) as missing, count(*) filter (where transferred_on is not null) as transferred
            from bought group by enterprise_id)
        select mine.id, mine.name, coalesce(p.currency, '') as currency, coalesce(p.approved, 0) as approved,
          coalesce(p.spent, 0) as spent, coalesce(s.things, 0) as things, coalesce(s.delivered, 0) as delivered,
          coalesce(s.confirmed, 0) as confirmed, coalesce(s.missing, 0) as missing, coalesce(s.transferred, 0) as transferred
        from mine left join paid p on p.enterprise_id = mine.id left join stood s on s.enterprise_id = mine.id
        where p.enterprise_id is not null or s.enterprise_id is not null order by mine.name, mine.id`,
    },
    params,
  };
}

export const accountsIn = (rows: readonly SqlRow[]): readonly Account[] => rows as unknown as readonly Account[];

/** Approved by line of financing. */
export function linesQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const { sql, days, params } = scopeOf(asked, at);
  return {
    sql: {
      sqlite: `with ${sql} select e.line, e.currency, count(distinct e.enterprise_id) as enterprises, sum(e.amount) as approved
        from input_live e where e.kind = 'approval' and e.enterprise_id in (select id from mine) and ${days('e.happened_on')}
        group by e.line, e.currency order by e.line, e.currency`,
    },
    params,
  };
}

/** Airtime repaid to people of the audience. */
export function airtimeQuery(asked: Scope, at: Pick<ReportContext, 'sight' | 'now'>): Query {
  const { sql, days, params } = scopeOf(asked, at);
  return {
    sql: {
      sqlite: `with ${sql} select e.currency, count(distinct e.person_id) as people, sum(e.amount) as amount from input_live e
        where e.kind = 'airtime' and e.programme = @led_programme and e.person_id in (select person_id from who)
          and ${days('e.happened_on')} group by e.currency order by e.currency`,
    },
    params,
  };
}
