import { MINUTE } from '../../base/clock.ts';
import { ATTENDED_SQL } from '../../domain/attendance.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { audienceQuery } from '../audience.ts';
import { breakdownSql } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, Report, ReportAsked, ReportColumn, ReportContext, ReportKind, ReportTable } from '../report.ts';

/** Activities: events, and sessions that say what they are for. */
const ACTIVITY = `(s.kind = 'event' or s.objectives <> '[]' or s.sdg <> '[]')`;

/** Activities held or to be held in the time asked for, whose people are counted in `who`. */
const WITH = (who: string) => `with who as materialized (${who}),
    held as materialized (select s.* from session s join cohort c on c.id = s.cohort_id
      where c.workspace = @aud_workspace and c.programme = @aud_programme and s.cancelled_at is null and ${ACTIVITY}
        and s.starts_at >= @since and s.starts_at < @until),
    came as materialized (select a.session_id, a.person_id, coalesce(a.minutes, (h.ends_at - h.starts_at) / ${MINUTE}) as minutes
      from held h join attendance a on a.session_id = h.id and a.status in ${ATTENDED_SQL}
        join who on who.person_id = a.person_id)`;

/** Participation over events: each person once, however many she came to; targets with their people and hours; what came of it. */
export const eventsReport: ReportKind = {
  name: 'events',
  summary: 'events: who signed up and came, unique people over all of them, SDG targets with people and hours, outputs',
  async run(asked, at): Promise<Report> {
    const [events, people, targets, outputs] = await Promise.all([
      at.read(eventsQuery(asked, at)),
      at.read(peopleQuery(asked, at)),
      at.read(targetsQuery(asked, at)),
      at.read(outputsQuery(asked, at)),
    ]);
    return {
      name: 'events',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        { id: 'events', apart: true, columns: EVENTS, rows: events.map(eventRow) },
        peopleTable(people, asked),
        {
          id: 'sdg',
          apart: true,
          columns: TARGETS,
          rows: targets.map((row) => cells(row, ['sdg', 'events', 'people', 'participations', 'minutes'])),
        },
        { id: 'outputs', apart: true, columns: OUTPUTS, rows: outputRows(outputs) },
      ],
      notes: [],
    };
  },
};

const EVENTS: readonly ReportColumn[] = [
  { id: 'event', type: 'text', means: 'its title' },
  { id: 'cohort', type: 'text', means: 'whose it is; others may have been asked too' },
  { id: 'starts', type: 'moment', means: 'when it begins' },
  { id: 'place', type: 'text', means: 'where' },
  { id: 'host', type: 'text', means: 'who receives' },
  { id: 'language', type: 'text', means: 'in which it is held' },
  { id: 'capacity', type: 'count', things: true, means: 'seats; empty: as many as come' },
  { id: 'waiting', type: 'count', means: 'who wanted to come and got no seat' },
  {
    id: 'came',
    type: 'share',
    means: 'who came, of those who were expected; missing: an event of which nothing was recorded yet',
  },
  { id: 'others', type: 'count', means: 'who came without having been expected' },
];
const TARGETS: readonly ReportColumn[] = [
  { id: 'sdg', type: 'text', means: 'target of the Sustainable Development Goals' },
  { id: 'events', type: 'count', things: true, means: 'events that carry it' },
  { id: 'people', type: 'count', means: 'people who came to at least one of them, each once' },
  { id: 'participations', type: 'count', means: 'attendances at them' },
  { id: 'minutes', type: 'minutes', means: 'people times the time that each was there' },
];
const OUTPUTS: readonly ReportColumn[] = [
  { id: 'event', type: 'text', means: 'its title' },
  { id: 'objective', type: 'text', means: 'what was agreed at its opening; empty: an output that answers none' },
  { id: 'output', type: 'text', means: 'what came of it; empty: nothing yet' },
  { id: 'link', type: 'text', means: 'where it can be seen' },
];

type Asked = ReportAsked;

function counted({ programme, audience, since, until }: Asked, { sight, now }: ReportContext) {
  const who = audienceQuery(everEnrolled({ ...audience, programme: programme.programme }), sight, now, {
    erased: true,
  });
  return { who: WITH(who.sql.sqlite), params: { ...who.params, since, until } };
}

function eventsQuery(asked: Asked, at: ReportContext): Query {
  const { who, params } = counted(asked, at);
  return {
    sql: {
      sqlite: `${who}, expects as materialized (select x.session_id, x.person_id from held h join expected x on x.session_id = h.id
          join who on who.person_id = x.person_id)
        select h.title, c.name as cohort, h.starts_at, h.place, h.host, h.language, h.capacity,
          (select count(*) from sign_up u join who on who.person_id = u.person_id where u.session_id = h.id and u.state = 'waiting') as waiting,
          (select count(*) from expects e where e.session_id = h.id) as expected,
          (select count(*) from came a where a.session_id = h.id
            and exists (select 1 from expects e where e.session_id = h.id and e.person_id = a.person_id)) as came,
          (select count(*) from came a where a.session_id = h.id) as everybody,
          exists (select 1 from attendance a where a.session_id = h.id) as recorded
        from held h join cohort c on c.id = h.cohort_id order by h.starts_at, h.id`,
    },
    params,
  };
}

function eventRow(row: SqlRow): Cell[] {
  const came = Number(row['came']);
  const of = Number(row['expected']);
  return [
    ...cells(row, ['title', 'cohort', 'starts_at', 'place', 'host', 'language', 'capacity', 'waiting']),
    { n: came, of, ...(row['recorded'] === 1 ? {} : { missing: of }) },
    Number(row['everybody']) - came,
  ];
}

function peopleQuery(asked: Asked, at: ReportContext): Query {
  const { who, params } = counted(asked, at);
  return {
    sql: {
      sqlite: `${who}
        select ${breakdownSql(asked.by)} as value, count(*) as participations, count(distinct came.person_id) as people,
          count(distinct came.session_id) as events, sum(came.minutes) as minutes
        from came join who on who.person_id = came.person_id group by value order by value`,
    },
    params,
  };
}

/** Nobody who came to three events counts three times. */
function peopleTable(rows: readonly SqlRow[], { by }: Asked): ReportTable {
  const value: ReportColumn[] = by === undefined ? [] : [{ id: by, type: 'text', means: 'empty: not known' }];
  const figures = ['events', 'participations', 'people', 'minutes'];
  const found =
    rows.length === 0 && by === undefined ? [{ events: 0, participations: 0, people: 0, minutes: 0 }] : rows;
  return {
    id: 'unique',
    columns: [
      ...value,
      { id: 'events', type: 'count', things: true, means: 'events to which somebody of them came' },
      { id: 'participations', type: 'count', means: 'attendances, over all events' },
      { id: 'people', type: 'count', means: 'unique people: each once, however many events she came to' },
      { id: 'minutes', type: 'minutes', means: 'people times the time that each was there' },
    ],
    rows: found.map((row) => cells(row, by === undefined ? figures : ['value', ...figures])),
  };
}

function targetsQuery(asked: Asked, at: ReportContext): Query {
  const { who, params } = counted(asked, at);
  return {
    sql: {
      sqlite: `${who}
        select t.value as sdg, count(distinct h.id) as events, count(distinct came.person_id) as people,
          count(came.person_id) as participations, coalesce(sum(came.minutes), 0) as minutes
        from held h join json_each(h.sdg) t left join came on came.session_id = h.id
        group by t.value order by cast(t.value as real), t.value`,
    },
    params,
  };
}

function outputsQuery(asked: Asked, at: ReportContext): Query {
  const { who, params } = counted(asked, at);
  return {
    sql: {
      sqlite: `${who} select h.title, h.objectives, h.outputs from held h
        where h.objectives <> '[]' or h.outputs <> '[]' order by h.starts_at, h.id`,
    },
    params,
  };
}

interface Output {
  readonly text: string;
  readonly link?: string;
  readonly objective?: number;
}

/** Each objective with what came of it; what answers none of them stands at the end. */
function outputRows(rows: readonly SqlRow[]): Cell[][] {
  return rows.flatMap((row) => {
    const title = String(row['title']);
    const objectives = JSON.parse(String(row['objectives'])) as readonly string[];
    const outputs = JSON.parse(String(row['outputs'])) as readonly Output[];
    // One objective needs no number.
    const of = (one: Output) => one.objective ?? (objectives.length === 1 ? 1 : 0);
    const line = (objective: string | null, one?: Output): Cell[] => [
      title,
      objective,
      one?.text ?? null,
      one?.link ?? null,
    ];
    return [
      ...objectives.flatMap((objective, i) => {
        const made = outputs.filter((one) => of(one) === i + 1);
        return made.length === 0 ? [line(objective)] : made.map((one) => line(objective, one));
      }),
      ...outputs.filter((one) => of(one) < 1 || of(one) > objectives.length).map((one) => line(null, one)),
    ];
  });
}

function cells(row: SqlRow, columns: readonly string[]): Cell[] {
  return columns.map((column) => row[column] ?? null);
}
