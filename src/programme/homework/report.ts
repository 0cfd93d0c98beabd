import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportColumn, ReportContext, ReportKind } from '../report.ts';

/** Rows of the list of who owes what: more than anybody goes after. */
const MOST = 10_000;

const HOMEWORK: ReportColumn = { id: 'homework', type: 'text', means: 'its title' };
const OF = 'of those to whom it was assigned in these days and who were not excused';
const COLUMNS: readonly ReportColumn[] = [
  { id: 'assigned', type: 'count', means: 'people to whom it was assigned in these days, those who were excused too' },
  { id: 'excused', type: 'count', means: 'of those: who need not do it; they count on neither side of the shares' },
  { id: 'submitted', type: 'share', means: `${OF}: from whom something has come` },
  { id: 'accepted', type: 'share', means: `${OF}: whose homework a reviewer has accepted` },
  { id: 'redo', type: 'count', means: `${OF}: who were asked to do it again and have not sent it again` },
  { id: 'late', type: 'count', means: `${OF}: of whom a part came after its day` },
  { id: 'to_review', type: 'count', means: `${OF}: whose homework waits for a reviewer` },
  {
    id: 'turnaround',
    type: 'minutes',
    means: 'median time from the first part of a submission to what a reviewer decided, of those decided in these days',
  },
];

/** How far homework has come: handed in and accepted apart, each as n of N. */
export const homeworkReport: ReportKind = {
  name: 'homework',
  summary: 'homework: who handed in and whose was accepted, each as n of N, excused, late, and how long reviewers take',
  async run(asked, at): Promise<Report> {
    const [rows, times] = await Promise.all([at.read(states(asked, at)), at.read(turnaround(asked, at))]);
    const titles = new Map(asked.programme.homeworks.map(({ name, title }) => [name, title]));
    const { by } = asked;
    const value: ReportColumn[] =
      by === undefined
        ? []
        : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];
    return {
      name: 'homework',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'homework',
          apart: true,
          columns: [HOMEWORK, ...value, ...COLUMNS],
          rows: rows.map((row) => cells(row, titles, by !== undefined, times)),
        },
      ],
      notes: [],
    };
  },
};

function cells(row: SqlRow, titles: ReadonlyMap<string, string>, broken: boolean, times: readonly SqlRow[]): Cell[] {
  const n = (column: string): number => Number(row[column]);
  const of = n('assigned') - n('excused');
  const time = times.find((one) => one['name'] === row['name'] && one['value'] === row['value']);
  return [
    titles.get(String(row['name'])) ?? String(row['name']),
    ...(broken ? [String(row['value'])] : []),
    n('assigned'),
    n('excused'),
    { n: n('submitted'), of },
    { n: n('accepted'), of },
    n('redo'),
    n('late'),
    n('received'),
    time ? Math.round(Number(time['median']) / 60_000) : null,
  ];
}

function base(asked: ReportAsked, at: ReportContext): { readonly who: string; readonly params: Query['params'] } {
  const who = whoQuery({ ...asked, audience: everEnrolled(asked.audience) }, at);
  const { since, until, programme } = asked;
  return { who: who.sql.sqlite, params: { ...who.params, since, until, programme: programme.programme } };
}

function states(asked: ReportAsked, at: ReportContext): Query {
  const { who, params } = base(asked, at);
  return {
    sql: {
      sqlite: `with who as materialized (${who}),
          late as materialized (select distinct homework_id from homework_part where late = 1)
        select h.name, who.value, count(*) as assigned,
          count(*) filter (where h.state = 'excused') as excused,
          count(*) filter (where h.state in ('received', 'redo', 'accepted')) as submitted,
          count(*) filter (where h.state = 'accepted') as accepted,
          count(*) filter (where h.state = 'redo') as redo,
          count(*) filter (where h.state = 'received') as received,
          count(late.homework_id) filter (where h.state <> 'excused') as late
        from who join homework h on h.person_id = who.person_id and h.programme = @programme
        left join late on late.homework_id = h.id
        where h.assigned_at >= @since and h.assigned_at < @until
        group by h.name, who.value order by min(h.assigned_at), h.name, who.value`,
    },
    params,
  };
}

/** Both middle ones where they are even. */
function turnaround(asked: ReportAsked, at: ReportContext): Query {
  const { who, params } = base(asked, at);
  return {
    sql: {
      sqlite: `with who as materialized (${who}),
          took as (select h.name, who.value, r.decided_at - r.received_at as took
            from who join homework h on h.person_id = who.person_id and h.programme = @programme
            join review r on r.homework_id = h.id
            where r.decided_at >= @since and r.decided_at < @until and r.undone_at is null and r.verdict <> 'excused'
              and r.received_at is not null),
          placed as (select name, value, took, row_number() over (partition by name, value order by took) as nth,
            count(*) over (partition by name, value) as n from took)
        select name, value, avg(took) as median from placed where nth in ((n + 1) / 2, (n + 2) / 2) group by name, value`,
    },
    params,
  };
}

const MISSING: readonly ReportColumn[] = [
  { id: 'person', type: 'person', means: 'of whom nothing has come, or not again since she was asked to' },
  { id: 'cohort', type: 'text', means: 'her cohort' },
  HOMEWORK,
  {
    id: 'state',
    type: 'key',
    says: 'report.homework',
    means: 'assigned: nothing has come; redo: it is to be done again',
  },
  { id: 'since', type: 'moment', means: 'when it was assigned, or last asked for again' },
  { id: 'due', type: 'moment', means: 'when the day it was due had come; empty: not yet' },
];

/** Who owes which homework, by name. */
export const missingReport: ReportKind = {
  name: 'homework-missing',
  summary: 'who has not handed in which homework, by name',
  names: true,
  async run(asked, at): Promise<Report> {
    const { who, params } = base({ ...asked, audience: asked.audience }, at);
    const titles = new Map(asked.programme.homeworks.map(({ name, title }) => [name, title]));
    const rows = await at.read({
      sql: {
        sqlite: `with who as materialized (${who})
          select h.person_id, c.name as cohort, h.name, h.state,
            case h.state when 'redo' then h.reviewed_at else h.assigned_at end as since, h.due_at
          from who join homework h on h.person_id = who.person_id and h.programme = @programme
          join enrolment e on e.person_id = who.person_id and e.programme = @programme and e.state in ('active', 'completed')
          join person p on p.id = who.person_id and p.erased_at is null and p.blocked_at is null
          left join cohort c on c.id = who.cohort_id
          where h.state in ('assigned', 'redo') and h.assigned_at >= @since and h.assigned_at < @until
          order by cohort, p.name, p.id, h.assigned_at limit ${MOST}`,
      },
      params,
    });
    return {
      name: 'homework-missing',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'people',
          columns: MISSING,
          rows: rows.map((row) => [
            String(row['person_id']),
            row['cohort'] ?? null,
            titles.get(String(row['name'])) ?? String(row['name']),
            String(row['state']),
            row['since'] ?? null,
            row['due_at'] ?? null,
          ]),
        },
      ],
      notes: [],
    };
  },
};
