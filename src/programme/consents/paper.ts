import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import type { Decision, Operation, RowWrite } from '../../store/port.ts';
import { BUILT_IN_CONSENT, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { by, PARTICIPATING } from './input.ts';
import { lastLine, lineOf } from './line.ts';

const input = z.strictObject({
  person: z.string().min(1),
  programme: z.string().min(1),
  purpose: z.string().min(1).default(PARTICIPATING),
  /** The day on the sheet, yyyy-mm-dd. */
  on: z.iso.date(),
  /** The sheet's own mark: hoja-12. */
  proof: z.string().trim().min(1).max(80),
  /** Who saw it. */
  by,
  workspace: z.string().default('main'),
});
export type PaperInput = z.output<typeof input>;

export type PaperDone = 'consented' | 'already';

/** The same sheet entered twice, or a signature of a day to come. */
export const paperReads = {
  last: lastLine,
  pack: ({ programme }: { readonly programme: string }) => packFactsQuery(programme),
  enrolment: ({ person, programme }: { readonly person: string; readonly programme: string }) => ({
    sql: {
      sqlite: `select e.state, p.lane_id from enrolment e join person p on p.id = e.person_id
        where e.person_id = @person and e.programme = @programme`,
    },
    params: { person, programme },
  }),
};

/**
 * She has signed on paper, on that day, and somebody saw it. Of taking part: she goes on to her registration without being
 * asked again for what she signed. The same sheet twice is one line. Throws NOT_ENROLLED, CONSENT_FUTURE, PURPOSE_UNKNOWN.
 */
export const consentPaper: Operation<PaperInput, { readonly id: string | null; readonly did: PaperDone }> = {
  name: 'consent.paper',
  input: input as z.ZodType<PaperInput>,
  reads: paperReads,
  decide: (loaded, given, at) => onPaper(loaded, given, at),
};

const BEFORE = ['invited', 'consenting', 'declined', 'withdrawn'];

export function onPaper(
  loaded: Readonly<Record<string, readonly Readonly<Record<string, string | number | null>>[]>>,
  given: PaperInput,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Decision<{ readonly id: string | null; readonly did: PaperDone }> {
  const { person, programme, purpose, on, proof, workspace } = given;
  const pack = packFactsIn(loaded['pack'])[0];
  const enrolled = loaded['enrolment']?.[0];
  const last = loaded['last']?.[0];
  if (!enrolled) throw new RecadoError('NOT_ENROLLED', { missing: 1, programme });
  if (purpose !== PARTICIPATING && pack && !pack.purposes.includes(purpose))
    throw new RecadoError('PURPOSE_UNKNOWN', { purpose, known: [PARTICIPATING, ...pack.purposes].join(', ') });
  if (on > localDate(now, pack?.timezone ?? 'UTC')) throw new RecadoError('CONSENT_FUTURE', { on });
  if (last?.['given'] === 1 && last['proof'] === proof) return { rows: [], output: { id: null, did: 'already' } };
  const id = newId();
  const rows: RowWrite[] = [
    lineOf({
      id,
      person,
      programme,
      purpose,
      wording: purpose === PARTICIPATING ? (pack?.consent ?? BUILT_IN_CONSENT) : purpose,
      language: null,
      channel: 'paper',
      given: true,
      withdraws: null,
      by: given.by,
      proof,
      happenedAt: localMoment(on, '12:00', pack?.timezone ?? 'UTC'),
      enteredAt: now,
      workspace,
    }),
  ];
  if (purpose !== PARTICIPATING || !BEFORE.includes(String(enrolled['state'])))
    return { rows, output: { id, did: 'consented' } };
  rows.push(
    {
      op: 'update',
      table: 'enrolment',
      key: { person_id: person, programme },
      set: { state: 'registering', since: now, reason: null },
    },
    {
      op: 'insert',
      table: 'event',
      values: {
        workspace,
        lane_id: String(enrolled['lane_id']),
        person_id: person,
        name: 'programme.consented',
        payload: JSON.stringify({ programme }),
        at: now,
      },
    },
  );
  // She is back on the roll that her enrolment names.
  const seat = {
    sql: {
      sqlite: `update roster set until = null where person_id = @person
        and cohort_id = (select cohort_id from enrolment where person_id = @person and programme = @programme)`,
    },
    params: { person, programme },
  };
  return { rows, statements: [seat], output: { id, did: 'consented' } };
}
