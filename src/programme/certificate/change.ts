import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import type { Operation } from '../../store/port.ts';
import { audited, bySchema } from '../audit.ts';
import { certificateOf, certificateQuery } from './one.ts';
import { uncoded } from './rows.ts';

const workspace = z.string().default('main');
/** Id or number. */
const id = z.string().trim().min(1).max(80);

const revoking = z.strictObject({ id, why: z.string().trim().min(1).max(200), by: bySchema, workspace });
type Revoking = z.output<typeof revoking>;

export interface Changed {
  readonly id: string;
  readonly number: string;
}

/** It does not hold any more, and why: whoever checks its code reads that. Revoked twice, the first stays. Throws CERTIFICATE_UNKNOWN. */
export const certificateRevoke: Operation<Revoking, Changed> = {
  name: 'certificate.revoke',
  input: revoking as z.ZodType<Revoking>,
  reads: { row: ({ id: which }) => certificateQuery(which) },
  decide({ row: rows = [] }, { id: which, why, by: who, workspace: place }, { now }) {
    const [row] = rows;
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: which });
    const { id: key, number, state } = certificateOf(row);
    const output = { id: key, number };
    if (state === 'revoked') return { rows: [], output };
    return {
      rows: [
        { op: 'update', table: 'certificate', key: { id: key }, set: { revoked_at: now, revoked_why: why } },
        audited(who, 'certificate.revoke', key, {}, { now, workspace: place }),
      ],
      output,
    };
  },
};

const reissuing = z.strictObject({ id, name: z.string().trim().min(1).max(80), by: bySchema, workspace });
type Reissuing = z.output<typeof reissuing>;

/**
 * The same certificate on a new page, with another name on it: it keeps its number and gets a new code, and the old code
 * leads to it. She gets the new page. Throws CERTIFICATE_UNKNOWN, CERTIFICATE_REVOKED.
 */
export const certificateReissue: Operation<Reissuing, Changed> = {
  name: 'certificate.reissue',
  input: reissuing as z.ZodType<Reissuing>,
  reads: { row: ({ id: which }) => certificateQuery(which) },
  decide({ row: rows = [] }, { id: which, name, by: who, workspace: place }, { now, newId }) {
    const [row] = rows;
    if (!row) throw new RecadoError('CERTIFICATE_UNKNOWN', { id: which });
    const { id: key, number, code, person, state } = certificateOf(row);
    if (state === 'revoked') throw new RecadoError('CERTIFICATE_REVOKED', { number });
    return {
      rows: [
        { op: 'update', table: 'certificate', key: { id: key }, set: { name, code: uncoded(key), reissued_at: now } },
        ...(code === null
          ? []
          : [
              {
                op: 'insert-new',
                table: 'certificate_code',
                values: { code, certificate_id: key, workspace: place, until: now },
              } as const,
            ]),
        {
          op: 'insert',
          table: 'document',
          values: {
            id: newId(),
            workspace: place,
            person_id: person,
            kind: 'certificate',
            about: key,
            not_before: now,
            created_at: now,
          },
        },
        audited(who, 'certificate.reissue', key, {}, { now, workspace: place }),
      ],
      statements: [
        {
          // What could not be drawn is drawn no more: this page stands in its place.
          sql: { sqlite: 'delete from document where about = @key and state <> 1 and created_at < @now' },
          params: { key, now },
        },
      ],
      output: { id: key, number },
    };
  },
};
