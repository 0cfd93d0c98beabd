import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { bySchema } from '../audit.ts';
import { firstName } from '../on-duty.ts';
import { opened } from './open.ts';
import { holder, submissionOf, submissionQueries } from './submission.ts';

const input = z.strictObject({
  homework: z.string().min(1),
  by: bySchema,
  workspace: z.string().default('main'),
});
type Input = z.output<typeof input>;

/** Somebody has a submission before her on a screen: for HELD_FOR nobody else decides it. Throws HOMEWORK_UNKNOWN, REVIEW_HELD, REVIEW_NOTHING. */
export const take: Operation<Input, { readonly id: string }> = {
  name: 'review.take',
  input: input as z.ZodType<Input>,
  reads: {
    homework: (given, now) => submissionQueries(given, now).homework,
    parts: (given, now) => submissionQueries(given, now).parts,
    reviews: (given, now) => submissionQueries(given, now).reviews,
  },
  decide(loaded, { by, workspace }, { now, newId }) {
    const of = submissionOf(loaded);
    if (!of) throw new RecadoError('HOMEWORK_UNKNOWN');
    if (of.state !== 'received') throw new RecadoError('REVIEW_NOTHING');
    const other = holder(of, by.id, now);
    if (other) throw new RecadoError('REVIEW_HELD', { who: of.who, by: firstName(other['by_name']) || '-' });
    const { id, row } = opened(of, by, { now, newId, workspace });
    return { rows: [row], output: { id } };
  },
};
