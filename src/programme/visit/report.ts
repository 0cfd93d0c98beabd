import { whoQuery } from '../breakdown.ts';
import type { ReportColumn, ReportKind, Share } from '../report.ts';
import { type Counselled, counselledOf, counselledQuery, pending } from './counselling.ts';

/** Of each enterprise, and of each person who works in none: visits made and to be made, and what was agreed (the action plan). */
export const counsellingReport: ReportKind = {
  name: 'counselling',
  summary: 'counselling visits of each enterprise, done and pending, and its action plan',
  names: true,
  async run(asked, at) {
    const { programme } = asked;
    const who = whoQuery({ audience: asked.audience }, at);
    const rows = (await at.read(counselledQuery(who, programme.programme))).map(counselledOf);
    const { individual, group } = programme.counselling ?? {};
    const plans = await at.read({
      sql: {
        sqlite: `with who as materialized (${who.sql.sqlite})
          select c.person_id, b.name, c.text, c.due_on, c.state from who join commitment c on c.person_id = who.person_id
          left join enterprise b on b.id = c.enterprise_id
          where c.programme = @programme and c.undone_at is null and c.entered_at < @until
          order by b.name, c.person_id, c.entered_at, c.id`,
      },
      params: { ...who.params, programme: programme.programme, until: asked.until },
    });
    return {
      name: 'counselling',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        ...(individual === undefined && group === undefined
          ? []
          : [
              {
                id: 'counselling_target',
                columns: TARGETS.filter(({ id }) => (id === 'individual_met' ? individual : group) !== undefined),
                rows: [
                  [
                    ...(individual === undefined ? [] : [met(rows, ({ individual: n }) => n >= individual)]),
                    ...(group === undefined ? [] : [met(rows, ({ group: n }) => n >= group)]),
                  ],
                ],
              },
            ]),
        {
          id: 'counselling',
          columns: COLUMNS,
          rows: rows.map((one) => [
            one.is === 'enterprise' ? one.name : null,
            one.is === 'person' ? one.id : null,
            one.individual,
            pending(one.individual, individual),
            one.group,
            pending(one.group, group),
            one.calls,
          ]),
        },
        {
          id: 'action_plan',
          columns: PLAN,
          rows: plans.map((row) => [
            row['name'] as string | null,
            String(row['person_id']),
            String(row['text']),
            row['due_on'] as string | null,
            String(row['state']),
          ]),
        },
      ],
      notes: [],
    };
  },
};

const met = (rows: readonly Counselled[], is: (one: Counselled) => boolean): Share => ({
  n: rows.filter(is).length,
  of: rows.length,
});

const ENTERPRISE: ReportColumn = { id: 'enterprise', type: 'text', means: 'its name; empty for who works in none' };
const TARGETS: readonly ReportColumn[] = [
  {
    id: 'individual_met',
    type: 'share',
    things: true,
    means: 'enterprises and persons without one that had all visits alone',
  },
  {
    id: 'group_met',
    type: 'share',
    things: true,
    means: 'enterprises and persons without one that had all visits in a group',
  },
];
const COLUMNS: readonly ReportColumn[] = [
  ENTERPRISE,
  { id: 'person', type: 'person', means: 'who works in no enterprise' },
  {
    id: 'individual',
    type: 'count',
    things: true,
    means: 'visits made face to face: at home, at the office, elsewhere',
  },
  {
    id: 'individual_pending',
    type: 'count',
    things: true,
    means: 'to be made up to `counselling.individual` of programme.yaml',
  },
  { id: 'in_group', type: 'count', things: true, means: 'visits in a group at which somebody of it was' },
  { id: 'group_pending', type: 'count', things: true, means: 'to be made up to `counselling.group` of programme.yaml' },
  { id: 'calls', type: 'count', things: true, means: 'calls; they are hours, and count towards no target' },
];
const PLAN: readonly ReportColumn[] = [
  ENTERPRISE,
  { id: 'person', type: 'person', means: 'who means to do it' },
  { id: 'commitment', type: 'text', means: 'what was agreed at a visit' },
  { id: 'due', type: 'day', means: 'until when' },
  { id: 'state', type: 'key', says: 'commitment.state', means: 'open, done, partly, not' },
];
