import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { localDate, localMoment } from '../../domain/time.ts';
import { eventRow } from '../../store/event-row.ts';
import type { Decision, Operation, RowWrite, SqlRow } from '../../store/port.ts';
import { audited } from '../audit.ts';
import { jobDone, jobSchema } from '../job.ts';
import type { StaffLine } from '../manifest.ts';
import { firstName } from '../on-duty.ts';
import { BUILT_IN_CONSENT, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { UNDONE } from '../undone.ts';
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
  job: jobSchema.optional(),
});
export type PaperInput = z.output<typeof input>;

export interface PaperDone {
  readonly id: string | null;
  readonly did: 'consented' | 'already';
}

const reads = {
  last: lastLine,
  pack: ({ programme }: { readonly programme: string }) => packFactsQuery(programme),
  enrolment: ({ person, programme }: { readonly person: string; readonly programme: string }) => ({
    sql: {
      sqlite: `select e.state, e.reason, p.lane_id, p.name,
          exists (select 1 from person_address where person_id = p.id) as reached from enrolment e join person p on p.id = e.person_id
        where e.person_id = @person and e.programme = @programme`,
    },
    params: { person, programme },
  }),
};

/**
 * She has signed on paper, on that day, and somebody saw it. Of taking part: she goes on to her registration without being
 * asked again for what she signed. The same sheet twice is one line. Throws NOT_ENROLLED, CONSENT_FUTURE, PURPOSE_UNKNOWN.
 */
export const consentPaper: Operation<PaperInput, PaperDone> = {
  name: 'consent.paper',
  input: input as z.ZodType<PaperInput>,
  reads,
  decide(loaded, given, at) {
    const { job } = given;
    if (!job) return onPaper(loaded, given, at);
    const name = firstName(loaded['enrolment']?.[0]?.['name']);
    const { proof, on } = given;
    const line = (key: string): StaffLine => ({ key, vars: { name, proof, on } });
    try {
      const done = onPaper(loaded, given, at);
      const said = line(done.output.did === 'already' ? 'paper.already' : 'paper.done');
      return { ...done, rows: [...done.rows, ...jobDone(job, [said], at.now)] };
    } catch (error) {
      if (!(error instanceof RecadoError) || error.code !== 'CONSENT_FUTURE') throw error;
      return { rows: jobDone(job, [line('paper.future')], at.now), output: { id: null, did: 'already' } };
    }
  },
};

const BEFORE = ['invited', 'consenting', 'declined', 'withdrawn'];

function onPaper(
  loaded: Readonly<Record<string, readonly SqlRow[]>>,
  given: PaperInput,
  { now, newId }: { readonly now: number; readonly newId: () => string },
): Decision<PaperDone> {
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
    ...(given.job ? [audited(given.by, 'consent.paper', person, { purpose }, { now, workspace })] : []),
  ];
  const before = BEFORE.includes(String(enrolled['state'])) || enrolled['reason'] === UNDONE;
  if (purpose !== PARTICIPATING || !before) return { rows, output: { id, did: 'consented' } };
  // Without a phone there is nothing to register by: she takes part on paper.
  const state = enrolled['reached'] === 1 ? 'registering' : 'active';
  rows.push({
    op: 'update',
    table: 'enrolment',
    key: { person_id: person, programme },
    set: { state, since: now, reason: null },
  });
  if (state === 'registering')
    rows.push(
      eventRow(
        { id: person, lane: String(enrolled['lane_id']) },
        'programme.consented',
        { programme },
        { workspace, now },
      ),
    );
  return { rows, output: { id, did: 'consented' } };
}
