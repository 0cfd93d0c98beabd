import { z } from 'zod';
import type { Query, SqlRow } from '../../store/port.ts';

/** One visit to an applicant, however it was entered. */
export const applicantVisit = z.strictObject({
  at: z.number().int(),
  minutes: z.number().int().nullable(),
  by: z.string().describe('first name of who went; else token or shell'),
  notes: z
    .string()
    .nullable()
    .describe('of the form: profile, feasibility, household, each in its line; null: not for this reader'),
  files: z.number().int().describe('photos that came with it'),
});
export type ApplicantVisit = z.output<typeof applicantVisit>;

const BY = `case v.by_kind when 'staff' then coalesce((select substr(name, 1, instr(name || ' ', ' ') - 1) from person where id = v.by_id), '')
  else v.by_kind end`;

/** Visits to one applicant, the oldest first. */
export function visitsQuery(person: string, programme: string): Query {
  return {
    sql: {
      sqlite: `select v.happened_at as at, v.minutes, ${BY} as by, v.notes, '{}' as form, '' as topic, 0 as files, v.entered_at
          from application_visit v where v.person_id = @person and v.programme = @programme
        union all
        select v.happened_at, v.minutes, ${BY}, '', v.notes, v.topic,
            (select count(*) from visit_file f where f.visit_id = v.id), v.entered_at
          from visit_person p join visit v on v.id = p.visit_id
          where p.person_id = @person and p.applicant = 1 and v.programme = @programme and v.state = 'done' and v.undone_at is null
        order by at, entered_at`,
    },
    params: { person, programme },
  };
}

/** What was seen at her door is the team's; nobody else reads it. */
export function visitShown(row: SqlRow, isTeam: boolean): ApplicantVisit {
  const form = JSON.parse(String(row['form'])) as Readonly<Record<string, string>>;
  const { notes = '', ...parts } = form;
  const lines = [
    row['topic'],
    row['notes'],
    notes,
    ...Object.entries(parts).map(([part, words]) => `${part}: ${words}`),
  ];
  return {
    at: Number(row['at']),
    minutes: row['minutes'] as number | null,
    by: String(row['by']),
    notes: isTeam ? lines.filter((line) => line !== '' && line !== null).join('\n') : null,
    files: Number(row['files']),
  };
}
