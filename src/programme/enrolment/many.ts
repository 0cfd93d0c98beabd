import type { z } from 'zod';
import type { Operation, Query } from '../../store/port.ts';
import { mayStartHere } from '../may-start.ts';
import { BUILT_IN_CONSENT, packFactsIn, packFactsQuery } from '../pack-facts.ts';
import { enrolAll, inviterOf } from './all.ts';
import { type EnrolManyInput, type EnrolOutcome, enrolManyInput } from './input.ts';
import { enrolReads } from './reads.ts';

/**
 * Puts the women of a list into a programme: at most ENROL_MOST in one commit, one outcome a row, in the order of the rows.
 * Each gets the invitation and nothing else until she says yes, or goes on to her registration where she has signed on
 * paper. Someone of that name at that phone is she; another name at the same phone shares it. The same list again changes
 * nothing. A row that cannot be done says why and spoils no other. Throws CONTACT_MISSING.
 */
export const enrolMany: Operation<EnrolManyInput, readonly EnrolOutcome[]> = {
  name: 'enrol.many',
  input: enrolManyInput as z.ZodType<EnrolManyInput>,
  reads: {
    ...enrolReads,
    pack: ({ programme }) => packFactsQuery(programme),
    inviter: ({ by }) => inviterQuery(by.kind === 'staff' ? by.id : ''),
  },
  decide(loaded, given, at) {
    const [pack] = packFactsIn(loaded['pack']);
    mayStartHere(given.programme, pack);
    const wording = pack?.consent ?? BUILT_IN_CONSENT;
    const about = { wording, inviter: inviterOf(loaded['inviter']) };
    const { outcomes, statements } = enrolAll(loaded, given, about, at);
    return { rows: [], statements, output: outcomes };
  },
};

export function inviterQuery(person: string): Query {
  return { sql: { sqlite: 'select name from person where id = @inviter' }, params: { inviter: person } };
}
