import { z } from 'zod';
import type { NewId } from '../../base/ids.ts';
import type { Json } from '../../base/json.ts';
import { eventRow } from '../../store/event-row.ts';
import type { RowWrite, SqlRow } from '../../store/port.ts';
import type { By } from '../audit.ts';
import type { PublishedFact, StaffLine } from '../manifest.ts';
import type { Visited } from './whom.ts';

export const commitmentSchema = z.strictObject({
  text: z.string().trim().min(1).max(200),
  /** Local day; without one she is not reminded, and the next visit asks all the same. */
  due: z.iso.date().optional(),
});
export type Commitment = z.output<typeof commitmentSchema>;

/** One that the next visit asks about. */
export interface Open {
  readonly id: string;
  readonly person: string;
  readonly text: string;
  readonly due: string | null;
  /** What she answered to the reminder. */
  readonly said: string | null;
}

/** Each of them means to do it: kept, and her conversation plans the reminder. */
export function agreed(
  people: readonly Visited[],
  commitments: readonly Commitment[],
  of: { readonly visit: string; readonly programme: string; readonly by: By; readonly workspace: string },
  { now, newId }: { readonly now: number; readonly newId: NewId },
): readonly RowWrite[] {
  return people.flatMap((person) =>
    commitments.flatMap(({ text, due }): RowWrite[] => {
      const id = newId();
      const values = {
        id,
        workspace: of.workspace,
        programme: of.programme,
        visit_id: of.visit,
        person_id: person.id,
        enterprise_id: person.enterprise,
        text,
        due_on: due ?? null,
        by_kind: of.by.kind,
        by_id: of.by.id,
        entered_at: now,
      };
      const told =
        due === undefined ? [] : [eventRow(person, 'commitment.made', { commitment: id, due }, { ...of, now })];
      return [{ op: 'insert', table: 'commitment', values }, ...told];
    }),
  );
}

export const openIn = (rows: readonly SqlRow[] | undefined): readonly Open[] =>
  (rows ?? []).map((row) => ({
    id: String(row['id']),
    person: String(row['person_id']),
    text: String(row['text']),
    due: row['due_on'] as string | null,
    said: row['said'] as string | null,
  }));

/** So many are asked at once: one digit each, and two SMS. */
export const ASKED_AT_ONCE = 4;

/** "Quedó pendiente: A separar los botes (viernes 6 de marzo). ¿Cómo va?" */
export function askedLines(who: string, open: readonly Open[]): readonly StaffLine[] {
  const shown = open.slice(0, ASKED_AT_ONCE);
  if (shown.length === 0) return [];
  return [
    { key: 'visit.pending', vars: { who } },
    ...shown.map(({ text, due, said }, i): StaffLine => {
      const vars = { letter: 'ABCD'[i]!, text, ...(due === null ? {} : { day: due }) };
      return { key: `visit.pending-${due === null ? 'one' : 'day'}${said === 'done' ? '-said' : ''}`, vars };
    }),
    { key: shown.length === 1 ? 'visit.how-went' : 'visit.how-went-each', vars: { n: shown.length } },
  ];
}

export const COMMITMENTS = 'commitments';

/** One that she is still to do, as her conversation knows it. */
export interface Agreed {
  readonly id: string;
  readonly text: string;
  /** Local day. */
  readonly due: string;
}

/** The fact `commitments`; none where it was not loaded. */
export const agreedIn = (facts: Readonly<Record<string, Json>>): readonly Agreed[] =>
  (facts[COMMITMENTS] ?? []) as unknown as readonly Agreed[];

/** The fact `commitments`: what she agreed to at visits and has not done yet. */
export const commitmentsFact: PublishedFact = {
  source: {
    name: COMMITMENTS,
    query: {
      sqlite: `select c.id, c.text, c.due_on from commitment c where c.person_id = @person and c.undone_at is null
        and c.state = 'open' and c.due_on is not null order by c.due_on, c.id`,
    },
  },
  type: 'list',
  value: (rows) =>
    rows.map((row) => ({ id: String(row['id']), text: String(row['text']), due: String(row['due_on']) })),
};
