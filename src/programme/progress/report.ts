import { DAY } from '../../base/clock.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { whoQuery } from '../breakdown.ts';
import { everEnrolled } from '../denominators.ts';
import type { Cell, ReportAsked, ReportColumn, ReportContext, ReportKind, ReportTable } from '../report.ts';

/** Whoever has begun a lesson and not gone on for so long has stopped there, for now. */
export const STOPPED_DAYS = 7;

export const progressReport: ReportKind = {
  name: 'progress',
  summary: 'lessons released, opened and finished, quiz answers got right, and the steps at which people stopped',
  async run(asked, at) {
    const lessons = lessonsOf(asked);
    const rows = await at.read(reached(asked, at));
    const of = (is: string): readonly SqlRow[] => rows.filter((row) => row['is'] === is);
    return {
      name: 'progress',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        lessonTable(lessons, asked, of('lesson'), await at.read(scored(asked, at))),
        moduleTable(lessons, asked, of('module')),
        stoppedTable(asked, await at.read(stopped(asked, at))),
      ],
      notes: [{ key: 'stopped', vars: { days: STOPPED_DAYS } }],
    };
  },
};

interface Lesson {
  readonly flow: string;
  readonly lesson: string;
  readonly module: string;
}

const lessonsOf = ({ programme }: ReportAsked): readonly Lesson[] =>
  programme.modules.flatMap(({ id, lessons }) =>
    lessons.map((lesson) => ({ flow: `${programme.programme}/${lesson}`, lesson, module: id })),
  );

/** The people it is about, the lessons of the programme as (flow, module), and their parameters. */
function base(asked: ReportAsked, at: ReportContext): { readonly ctes: string; readonly params: Query['params'] } {
  const who = whoQuery({ ...asked, audience: everEnrolled(asked.audience) }, at);
  const { since, until } = asked;
  return {
    ctes: `who as materialized (${who.sql.sqlite}),
      lesson (nr, flow, module) as materialized (select key, json_extract(value, '$.flow'), json_extract(value, '$.module') from json_each(@lessons))`,
    params: { ...who.params, since, until, lessons: JSON.stringify(lessonsOf(asked)) },
  };
}

/** A lesson that was opened was let go, whether or not by a time of ours. */
const RELEASED = 'coalesce(f.released_at, f.opened_at)';
/** 1 let go in these days, 2 opened by their end, 4 finished by their end, 8 opened in these days. */
const FAR = `(coalesce(${RELEASED} >= @since and ${RELEASED} < @until, 0) + 2 * coalesce(f.opened_at < @until, 0)
  + 4 * coalesce(f.finished_at < @until, 0) + 8 * coalesce(f.opened_at >= @since and f.opened_at < @until, 0))`;

/**
 * How far each lesson and each module got. Of each person one list of all her lessons is made (a number for each: which, and how
 * far in these days): most have one of a few lists, so that half a million rows are read once, in their own order, and what is
 * sorted is small. `is`: lesson, module; `of`: its flow, its id.
 */
function reached(asked: ReportAsked, at: ReportContext): Query {
  const { ctes, params } = base(asked, at);
  return {
    sql: {
      sqlite: `with ${ctes},
          hers as materialized (select f.person_id, group_concat(16 * lesson.nr + ${FAR}) as list
            from flow_progress f cross join lesson on lesson.flow = f.flow
            where f.person_id in (select person_id from who) and (${RELEASED} < @until or f.opened_at < @until) group by f.person_id),
          some as materialized (select row_number() over () as id, who.value, hers.list, count(*) as people
            from who join hers on hers.person_id = who.person_id group by who.value, hers.list),
          mark as materialized (select some.id, some.value, some.people, lesson.flow, lesson.module, j.value & 15 as far
            from some cross join json_each('[' || some.list || ']') j cross join lesson on lesson.nr = j.value >> 4)
        select 'lesson' as "is", flow as "of", value, sum(people) as released, sum(people) filter (where far & 2) as opened,
            sum(people) filter (where far & 6 = 6) as finished from mark where far & 1 group by flow, value
        union all
        select 'module', module, value, null, sum(people),
            sum(people) filter (where finished = (select count(*) from lesson l where l.module = done.module))
          from (select value, people, module, count(*) filter (where far & 4) as finished from mark where far & 8 group by id, module) done
          group by module, value`,
    },
    params,
  };
}

function scored(asked: ReportAsked, at: ReportContext): Query {
  const { ctes, params } = base(asked, at);
  return {
    sql: {
      sqlite: `with ${ctes},
          step as (select x.person_id, x.flow, max(x.correct) as solved from answer x indexed by answer_by_person
            where x.person_id in (select person_id from who) and x.correct is not null and +x.flow in (select flow from lesson)
              and x.entered_at >= @since and x.entered_at < @until group by x.person_id, x.flow, x.step)
        select step.flow, who.value, sum(solved) as solved, count(*) as asked from step join who on who.person_id = step.person_id
          group by step.flow, who.value`,
    },
    params,
  };
}

function stopped(asked: ReportAsked, at: ReportContext): Query {
  const { ctes, params } = base(asked, at);
  return {
    sql: {
      sqlite: `with ${ctes},
          open as materialized (select who.person_id, who.value, f.flow from who cross join flow_progress f on f.person_id = who.person_id
            where +f.flow in (select flow from lesson) and f.opened_at >= @since and f.opened_at < @before and f.finished_at is null),
          last as materialized (select open.value, open.flow, (select x.step from answer x where x.person_id = open.person_id
              and x.flow = open.flow and x.entered_at < @until order by x.entered_at desc limit 1) as step,
            (select max(x.entered_at) from answer x where x.person_id = open.person_id and x.flow = open.flow) as at from open)
        select flow, step, value, count(*) as people from last where at is null or at < @before
        group by flow, step, value order by people desc, flow, step limit 200`,
    },
    params: { ...params, before: asked.until - STOPPED_DAYS * DAY },
  };
}

const value = ({ by }: ReportAsked): ReportColumn[] =>
  by === undefined
    ? []
    : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];
const valueCell = ({ by }: ReportAsked, row: SqlRow): Cell[] => (by === undefined ? [] : [String(row['value'])]);

const MODULE: ReportColumn = { id: 'module', type: 'text', means: 'its id in programme.yaml' };
const LESSON: ReportColumn = { id: 'lesson', type: 'text', means: 'name of its file' };

function lessonTable(
  lessons: readonly Lesson[],
  asked: ReportAsked,
  rows: readonly SqlRow[],
  scores: readonly SqlRow[],
): ReportTable {
  const columns: ReportColumn[] = [
    MODULE,
    LESSON,
    ...value(asked),
    { id: 'released', type: 'count', means: 'people to whom it was let go in these days' },
    { id: 'opened', type: 'share', means: 'of those: who opened it by the last day' },
    { id: 'finished', type: 'share', means: 'of those who opened it: who finished it by the last day' },
    {
      id: 'quiz_right',
      type: 'share',
      means: 'quiz questions of these days, each once a person: got right in the end, of all that were answered',
    },
  ];
  return {
    id: 'lessons',
    apart: true,
    columns,
    rows: lessons.flatMap(({ flow, lesson, module }) =>
      rowsOf(rows, flow, asked).map((row) => {
        const score = scores.find((one) => one['flow'] === flow && one['value'] === row['value']);
        const [released, open] = [Number(row['released'] ?? 0), Number(row['opened'] ?? 0)];
        return [
          module,
          lesson,
          ...valueCell(asked, row),
          released,
          { n: open, of: released },
          { n: Number(row['finished'] ?? 0), of: open },
          score ? { n: Number(score['solved']), of: Number(score['asked']) } : null,
        ];
      }),
    ),
  };
}

/** A lesson that nobody has yet is a row too, unless it is broken down. */
function rowsOf(rows: readonly SqlRow[], flow: string, { by }: ReportAsked): readonly SqlRow[] {
  const found = rows.filter((row) => row['of'] === flow);
  return found.length > 0 || by !== undefined ? found : [{ of: flow, value: '' }];
}

function moduleTable(lessons: readonly Lesson[], asked: ReportAsked, rows: readonly SqlRow[]): ReportTable {
  const order = [...new Set(lessons.map(({ module }) => module))];
  return {
    id: 'modules',
    apart: true,
    columns: [
      MODULE,
      ...value(asked),
      { id: 'opened', type: 'count', means: 'people who opened a lesson of it in these days' },
      { id: 'finished', type: 'share', means: 'of those: who finished all its lessons by the last day' },
    ],
    rows: order.flatMap((module) =>
      rows
        .filter((row) => row['of'] === module)
        .map((row) => {
          const of = Number(row['opened']);
          return [module, ...valueCell(asked, row), of, { n: Number(row['finished']), of }];
        }),
    ),
  };
}

function stoppedTable(asked: ReportAsked, rows: readonly SqlRow[]): ReportTable {
  return {
    id: 'stopped',
    columns: [
      LESSON,
      { id: 'last_step', type: 'text', means: 'the last step answered; empty: none of it' },
      ...value(asked),
      {
        id: 'stopped',
        type: 'count',
        means: `people who opened it in these days, have not finished it and have answered nothing of it in the last ${STOPPED_DAYS}`,
      },
    ],
    rows: rows.map((row) => [
      String(row['flow']).slice(asked.programme.programme.length + 1),
      row['step'] ?? null,
      ...valueCell(asked, row),
      Number(row['people']),
    ]),
  };
}
