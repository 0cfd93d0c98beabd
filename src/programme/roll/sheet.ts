import type { Sheet } from '../../domain/sheet.ts';
import type { Query, SqlRow } from '../../store/port.ts';
import { enrolmentInSight } from '../in-sight.ts';
import type { Sight } from '../sight.ts';

type Words = (key: string, vars: Readonly<Record<string, string | number>>) => string;

/** A cohort with its numbers, for the wall and for villages without signal. */
export interface Roster {
  readonly cohort: string;
  readonly programme: string;
  readonly people: readonly { readonly number: number; readonly name: string }[];
  /** Each with its day as people write it. */
  readonly sessions: readonly { readonly label: string; readonly day: string }[];
}

/** Who stands on the roster of a cohort, under her number. */
export function rosterOf(cohort: string, sight: Sight): Query {
  const seen = enrolmentInSight(sight);
  return {
    sql: {
      sqlite: `select r.number, r.person_id, p.name from roster r join person p on p.id = r.person_id
          join cohort n on n.id = r.cohort_id
          join enrolment e on e.person_id = r.person_id and e.programme = n.programme left join cohort c on c.id = e.cohort_id
        where r.cohort_id = @cohort and r.until is null and p.blocked_at is null and p.erased_at is null and ${seen.sql}
        order by r.number`,
    },
    params: { ...seen.params, cohort },
  };
}

/** Columns to mark that one page holds beside whole names. */
const SESSIONS_MOST = 6;
/** Points: what a page has for rows, and the rows that a hand can write in. Groups of 30 fit on one. */
const ROOM = 545;
const HEIGHT = { least: 18, most: 24 };
const heightOf = (rows: number): number =>
  Math.min(HEIGHT.most, Math.max(HEIGHT.least, Math.floor(ROOM / Math.max(1, rows))));
/** A place to mark. */
const BOX = '[\u00a0\u00a0\u00a0\u00a0]';

/** The numbered names with an empty column for each session: what a facilitator marks by hand, to send it from wherever there is signal. */
export function rosterSheet({ programme, cohort, people, sessions }: Roster, language: string, words: Words): Sheet {
  const marked = sessions.slice(0, SESSIONS_MOST);
  const columns = [
    { title: words('roll.sheet-number', {}), align: 'right' as const, share: 0.7 },
    { title: words('roll.sheet-name', {}), share: 5 },
    ...marked.map(({ label, day }) => ({ title: `${label}\n${day}`, share: 1.1 })),
    ...(marked.length === 0 ? [{ title: words('roll.sheet-signature', {}), share: 6 }] : []),
  ];
  const empty = columns.slice(2).map(() => (marked.length === 0 ? '' : BOX));
  const rows = people.map(({ number, name }) => [String(number), name, ...empty]);
  return {
    title: words('roll.sheet-title', { cohort }),
    language,
    layout: 'page',
    blocks: [
      { is: 'heading', text: words('roll.sheet-title', { cohort }) },
      { is: 'text', text: words('roll.sheet-how', { cohort, label: marked[0]?.label ?? 's1' }), size: 'small' },
      { is: 'table', columns, rows, height: heightOf(people.length), dense: true },
    ],
    foot: programme,
  };
}

export const peopleOf = (rows: readonly SqlRow[]) =>
  rows.map((row) => ({ number: Number(row['number']), name: String(row['name'] ?? '-') }));
