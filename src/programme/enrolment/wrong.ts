import { z } from 'zod';
import { phoneOf } from '../../domain/phone.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { jobDone, jobSchema } from '../job.ts';
import { WRONG_NUMBER } from './all.ts';

const input = z.strictObject({ person: z.string(), address: z.string(), programme: z.string(), job: jobSchema });
type Input = z.output<typeof input>;

/** Whoever answered there is somebody else: she is reached there no more, and no list links her to that phone again. */
export const invitationWrong: Operation<Input, null> = {
  name: 'invitation.wrong',
  input,
  reads: {
    address: ({ address }) => ({
      sql: { sqlite: 'select phone, raw from address where id = @address' },
      params: { address },
    }),
  },
  decide({ address = [] }, given, { now }) {
    const { person, programme, job } = given;
    const phone = address[0]?.['phone'] ?? phoneOf(String(address[0]?.['raw'] ?? ''));
    const mark: RowWrite[] = phone
      ? [
          {
            op: 'insert-new',
            table: 'wrong_number',
            values: { person_id: person, phone, workspace: job.workspace, at: now },
          },
        ]
      : [];
    return {
      rows: [
        ...mark,
        { op: 'delete', table: 'person_address', key: { person_id: person, address_id: given.address } },
        {
          op: 'update',
          table: 'enrolment',
          key: { person_id: person, programme },
          set: { state: 'declined', reason: WRONG_NUMBER, since: now },
        },
        ...jobDone(job, [], now),
      ],
      output: null,
    };
  },
};
