import { whoQuery } from '../breakdown.ts';
import { denominatorParams, everEnrolled, IS } from '../denominators.ts';
import type { Cell, Report, ReportColumn, ReportKind } from '../report.ts';

/** Where those without a certificate stopped: enrolled, started, active, completed and certified stand at its head as in every report. */
export const certificatesReport: ReportKind = {
  name: 'certificates',
  summary:
    'of how many were certified, and where the others stopped: the last lesson they finished, what the rule still asks',
  async run(asked, { read, sight, now }): Promise<Report> {
    const { programme, by, until } = asked;
    const lessons = programme.modules.flatMap((module) => module.lessons);
    const who = whoQuery({ audience: everEnrolled(asked.audience), ...(by ? { by } : {}) }, { sight, now });
    const without = `with who as materialized (${who.sql.sqlite}),
      without as materialized (select who.person_id, who.value from who where not ${IS.certified})`;
    const params = { ...who.params, ...denominatorParams(asked) };
    const total = 'select value, count(*) as n from without group by value';
    const count = (sqlite: string) => read({ sql: { sqlite }, params });
    const [of, stopped, lacking, given] = await Promise.all([
      count(`${without} ${total}`),
      count(`${without} select value, last, count(*) as n from (
            select w.value, coalesce((select max(l.key) from json_each(@den_lessons) l join flow_progress f
              on f.flow = l.value and f.person_id = w.person_id and f.finished_at < @den_until), -1) as last
            from without w) group by value, last order by value, last`),
      count(`${without} select w.value, j.value as part, count(*) as n from without w
            join certificate_lack k on k.person_id = w.person_id and k.programme = @den_programme, json_each(k.lacks) j
            group by w.value, part order by w.value, n desc, part`),
      count(`with who as materialized (${who.sql.sqlite})
            select who.value, k.year, count(*) as n, count(*) filter (where k.revoked_at is not null) as revoked,
              count(*) filter (where k.reissued_at is not null) as reissued
            from who join certificate k on k.person_id = who.person_id and k.programme = @den_programme and k.issued_at < @den_until
            group by who.value, k.year order by who.value, k.year`),
    ]);
    const all = new Map(of.map((row) => [String(row['value']), Number(row['n'])]));
    const value = (row: { readonly [key: string]: unknown }): Cell[] =>
      by === undefined ? [] : [String(row['value'])];
    const share = (row: { readonly [key: string]: unknown }): Cell => ({
      n: Number(row['n']),
      of: all.get(String(row['value'])) ?? 0,
    });
    const says = new Map(
      programme.certificate?.parts.flatMap(({ when, says: words }) => (words ? [[when, words]] : [])),
    );
    const column: ReportColumn[] =
      by === undefined
        ? []
        : [{ id: by, type: 'text', means: 'what the people of this row have in common; empty: not known' }];
    return {
      name: 'certificates',
      from: asked.from ?? null,
      to: asked.to ?? '',
      tables: [
        {
          id: 'uncertified',
          columns: [
            ...column,
            LAST,
            { ...SHARE, means: 'of those without a certificate: who got so far and no further' },
          ],
          rows: stopped.map((row) => [...value(row), lessons[Number(row['last'])] ?? null, share(row)]),
        },
        {
          id: 'lacking',
          columns: [...column, PART, { ...SHARE, means: 'of those without a certificate: of whom this does not hold' }],
          rows: lacking.map((row) => [...value(row), says.get(String(row['part'])) ?? String(row['part']), share(row)]),
        },
        {
          id: 'certificates',
          columns: [...column, ...GIVEN],
          rows: given.map((row) => [
            ...value(row),
            String(row['year']),
            Number(row['n']),
            Number(row['revoked']),
            Number(row['reissued']),
          ]),
        },
      ],
      notes: [{ key: 'certificates-looked', vars: { until: String(until) } }],
    };
  },
};

const SHARE: ReportColumn = { id: 'share', type: 'share', means: '' };
const LAST: ReportColumn = {
  id: 'last_lesson',
  type: 'text',
  means: 'the last lesson of the programme that she finished by the last day; empty: none',
};
const PART: ReportColumn = {
  id: 'part',
  type: 'text',
  means:
    'a part of the rule that did not hold when she was last looked at (by a run, or by her own asking); one person may lack several',
};
const GIVEN: readonly ReportColumn[] = [
  { id: 'year', type: 'text', means: 'of the programme, in which they were given' },
  { id: 'certificates', type: 'count', means: 'certificates given by the last day' },
  { id: 'revoked', type: 'count', means: 'of them: do not hold any more' },
  { id: 'reissued', type: 'count', means: 'of them: printed again with another name' },
];
