import type { FastifyReply, FastifyRequest } from 'fastify';
import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';

/** One field that was not understood. */
const fieldSchema = z.strictObject({
  at: z.string().describe('where it stands: `body.phone`, `query.limit`'),
  says: z.string(),
});
export type Field = z.output<typeof fieldSchema>;

/** RFC 9457 problem details, as every error of the API is answered. */
export const problemSchema = z.strictObject({
  type: z.string().describe('where the code is explained'),
  title: z.string(),
  status: z.number().int(),
  detail: z.string().describe('what happened'),
  instance: z.string().describe('this request, as the log names it'),
  code: z.string().describe('stable; never used again for anything else'),
  next: z.string().describe('what to do'),
  errors: z.array(fieldSchema).optional().describe('every field that was not understood'),
});

/** Input that does not fit its schema, with every field that does not. */
export class InputInvalid extends RecadoError {
  readonly fields: readonly Field[];
  constructor(fields: readonly Field[]) {
    // Fields of other people's making may be long; all of them stand in `errors`.
    const named = fields.slice(0, 5).map(({ at, says }) => `${at}: ${says}`);
    super('INPUT_INVALID', { count: fields.length, problems: named.join('; ') });
    this.fields = fields;
  }
}

/** What happened and what to do, in some language. */
export type Tell = (error: RecadoError) => { readonly says: string; readonly next: string };

/** Words are for people; `code`, `status` and the names of fields are the same in every language. */
export function sendProblem(
  error: RecadoError,
  request: FastifyRequest,
  reply: FastifyReply,
  spanish?: Tell,
): FastifyReply {
  const { code, status } = error;
  const inSpanish = spanish !== undefined && wantsSpanish(request.headers['accept-language']);
  const { says, next } = inSpanish ? spanish(error) : { says: error.message, next: error.next };
  reply.header('content-language', inSpanish ? 'es' : 'en');
  if (status === 401) reply.header('www-authenticate', 'Bearer realm="recado"');
  const seconds = error.details['seconds'];
  if (status === 429 && seconds !== undefined) reply.header('retry-after', String(seconds));
  return reply
    .code(status)
    .header('cache-control', 'no-store')
    .type('application/problem+json')
    .send({
      type: `/api/docs#${code}`,
      title: titleOf(code),
      status,
      detail: says,
      instance: `urn:recado:request:${request.id}`,
      code,
      next,
      ...(error instanceof InputInvalid ? { errors: [...error.fields] } : {}),
    } satisfies z.output<typeof problemSchema>);
}

/** Spanish stands before English, or alone: browsers list what they like best first. */
const wantsSpanish = (accepted = ''): boolean => /^(es|en)\b|,\s*(es|en)\b/i.exec(accepted)?.[0].slice(-2) === 'es';

/** COHORT_EXISTS → Cohort exists. */
export const titleOf = (code: string): string => code[0] + code.slice(1).toLowerCase().replaceAll('_', ' ');
