import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { HOUR } from '../../src/base/clock.ts';
import type { Programme } from '../../src/flow/programme.ts';
import { homeworkReport, missingReport } from '../../src/programme/homework/report.ts';
import type { Report, ReportAsked, ReportKind } from '../../src/programme/report.ts';
import { shellSight } from '../../src/programme/sight.ts';
import { MONDAY, openRecords } from './people-at-large.ts';

let it: Awaited<ReturnType<typeof openRecords>>;
beforeEach(async () => {
  it = await openRecords();
  it.run(
    `insert into cohort (id, programme, name, starts_on, timezone, created_at) values ('c', 'llera', 'grupo-a', '2026-03-02', 'America/Monterrey', 0)`,
  );
  for (const [i, name] of ['Ana', 'Luz', 'Rosa', 'Mari', 'Nena'].entries()) {
    it.run('insert into lane (id, created_at) values (?, 0)', `lane-${i}`);
    it.run(
      'insert into person (id, lane_id, name, language, created_at) values (?, ?, ?, ?, 0)',
      name,
      `lane-${i}`,
      name,
      i < 3 ? 'es-MX' : 'yua',
    );
    it.run(
      `insert into enrolment (person_id, programme, cohort_id, state, since) values (?, 'llera', 'c', 'active', 1)`,
      name,
    );
  }
});
afterEach(() => it.store.close());

const give = (person: string, name: string, state: string, at = MONDAY): string => {
  const id = `${person}-${name}`;
  it.run(
    `insert into homework (id, person_id, programme, name, state, assigned_at, received_at) values (?, ?, 'llera', ?, ?, ?, ?)`,
    id,
    person,
    name,
    state,
    at,
    at + 1,
  );
  return id;
};
const reviewed = (id: string, hours: number, verdict = 'done', undone: number | null = null): void =>
  it.run(
    `insert into review (id, homework_id, submission, by_kind, by_id, opened_at, received_at, decided_at, verdict, undone_at) values (?, ?, 1, 'staff', 'x', 0, ?, ?, ?, ?)`,
    `${id}-${hours}`,
    id,
    MONDAY,
    MONDAY + hours * HOUR,
    verdict,
    undone,
  );

const PROGRAMME = {
  programme: 'llera',
  timezone: 'America/Monterrey',
  homeworks: [{ name: 'botes', title: 'Sus dos botes' }],
} as unknown as Programme;

function run(kind: ReportKind, asked: Partial<ReportAsked> = {}): Promise<Report> {
  return kind.run(
    { programme: PROGRAMME, audience: { programme: 'llera' }, since: 0, until: MONDAY + 100 * HOUR, ...asked },
    { read: (query) => it.store.read(query), sight: shellSight('main'), now: MONDAY + 100 * HOUR },
  );
}

/** Rows by the ids of their columns. */
const rowsOf = ({ tables: [table] }: Report) =>
  table!.rows.map((row) => Object.fromEntries(table!.columns.map(({ id }, i) => [id, row[i]])));

describe('A6: submission and acceptance apart, missing by name', () => {
  test('each share is n of those who were not excused', async () => {
    give('Ana', 'botes', 'accepted');
    give('Luz', 'botes', 'received');
    give('Rosa', 'botes', 'redo');
    give('Mari', 'botes', 'assigned');
    give('Nena', 'botes', 'excused');
    it.run(
      `insert into homework_part (id, homework_id, kind, happened_at, entered_at, late) values ('p', 'Luz-botes', 'text', 0, 0, 1), ('q', 'Luz-botes', 'text', 0, 0, 1)`,
    );
    expect(rowsOf(await run(homeworkReport))).toEqual([
      {
        homework: 'Sus dos botes',
        assigned: 5,
        excused: 1,
        submitted: { n: 3, of: 4 },
        accepted: { n: 1, of: 4 },
        redo: 1,
        late: 1,
        to_review: 1,
        turnaround: null,
      },
    ]);
  });

  test('the median time to review leaves out what was taken back or excused', async () => {
    for (const [person, hours] of [
      ['Ana', 10],
      ['Luz', 20],
      ['Rosa', 60],
      ['Mari', 90],
    ] as const)
      reviewed(give(person, 'botes', 'accepted'), hours);
    reviewed('Ana-botes', 1, 'redo', 5);
    reviewed(give('Nena', 'botes', 'excused'), 2, 'excused');
    expect(rowsOf(await run(homeworkReport))[0]).toMatchObject({ turnaround: 40 * 60 });
    const inTwoDays = { until: MONDAY + 48 * HOUR };
    expect(rowsOf(await run(homeworkReport, inTwoDays))[0]).toMatchObject({ turnaround: 15 * 60 });
  });

  test('broken down, and by the days in which it was assigned', async () => {
    give('Ana', 'botes', 'accepted');
    give('Mari', 'botes', 'assigned');
    give('Ana', 'costos', 'assigned', MONDAY + 200 * HOUR);
    expect(
      rowsOf(await run(homeworkReport, { by: 'language' })).map(({ language, accepted }) => [language, accepted]),
    ).toEqual([
      ['es-MX', { n: 1, of: 1 }],
      ['yua', { n: 0, of: 1 }],
    ]);
    expect(rowsOf(await run(homeworkReport))).toHaveLength(1);
  });

  test('who owes which, and nobody who left, was accepted or excused', async () => {
    give('Ana', 'botes', 'assigned');
    give('Luz', 'botes', 'redo');
    give('Rosa', 'botes', 'accepted');
    give('Mari', 'botes', 'assigned');
    give('Nena', 'botes', 'excused');
    it.run("update enrolment set state = 'dropped' where person_id = 'Mari'");
    expect(rowsOf(await run(missingReport)).map(({ person, homework, state }) => [person, homework, state])).toEqual([
      ['Ana', 'Sus dos botes', 'assigned'],
      ['Luz', 'Sus dos botes', 'redo'],
    ]);
    expect(missingReport.names).toBe(true);
  });
});
