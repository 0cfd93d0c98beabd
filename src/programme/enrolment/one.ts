import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS } from '../../domain/channel.ts';
import type { Operation } from '../../store/port.ts';
import { mayStartHere } from '../may-start.ts';
import { BUILT_IN_CONSENT, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { enrolAll } from './all.ts';
import { by, type EnrolOutcome, enrolRow, phone } from './input.ts';
import { enrolReads } from './reads.ts';

const input = z.strictObject({
  programme: z.string().min(1),
  /** Its name; without one she takes part on her own. */
  cohort: z.string().optional(),
  name: z.string().trim().min(1).max(80),
  phone,
  /** Where we would write to her first, and from which number of ours. */
  channel: z.enum(CHANNELS),
  ourNumber: z.string().min(1),
  language: z.string().optional(),
  paper: enrolRow.shape.paper,
  by: by.default({ kind: 'shell', id: 'shell' }),
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

export interface Enrolled {
  readonly personId: string;
  /** She was not known before. */
  readonly created: boolean;
  readonly did: Exclude<EnrolOutcome['did'], 'refused'>;
  /** Her number on the cohort's roster, hers for as long as the cohort lasts. */
  readonly number?: number;
}

const listOf = ({ name, phone: at, channel, ourNumber, language, cohort, paper }: Input) => ({
  name,
  phone: at,
  channel,
  ourNumber,
  ...(language === undefined ? {} : { language }),
  ...(cohort === undefined ? {} : { cohort }),
  ...(paper === undefined ? {} : { paper }),
});

/**
 * `enrol.many` for one, as a shell and the API ask it. Throws COHORT_UNKNOWN, ENROL_SAID_NO, ENROL_WRONG_NUMBER, ENROL_ERASED,
 * CONTACT_MISSING.
 */
export const enrol: Operation<Input, Enrolled> = {
  name: 'enrol',
  input: input as z.ZodType<Input>,
  reads: {
    ...Object.fromEntries(
      Object.entries(enrolReads).map(([name, make]) => [name, (one: Input) => make({ ...one, rows: [listOf(one)] })]),
    ),
    pack: ({ programme }) => packFactsQuery(programme),
  },
  decide(loaded, one, at) {
    const { channel, ourNumber, programme, cohort, workspace } = one;
    const given = { programme, rows: [listOf(one)], place: { channel, ourNumber }, by: one.by, workspace };
    const [pack] = packFactsIn(loaded['pack']);
    mayStartHere(programme, pack);
    const about = { wording: pack?.consent ?? BUILT_IN_CONSENT, inviter: '' };
    const { outcomes, statements } = enrolAll(loaded, given, about, at);
    const done = outcomes[0]!;
    if (done.did === 'refused') {
      if (done.why === 'said-no') throw new RecadoError('ENROL_SAID_NO', { programme });
      if (done.why === 'erased') throw new RecadoError('ENROL_ERASED', {});
      if (done.why === 'wrong-number') throw new RecadoError('ENROL_WRONG_NUMBER', {});
      throw new RecadoError('COHORT_UNKNOWN', { name: cohort ?? '', programme });
    }
    const { person, created, did, number } = done;
    return {
      rows: [],
      statements,
      output: { personId: person, created, did, ...(number === undefined ? {} : { number }) },
    };
  },
};
