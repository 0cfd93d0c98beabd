import { z } from 'zod';
import { RecadoError } from '../../base/errors.ts';
import { CHANNELS } from '../../domain/channel.ts';
import type { Operation, RowWrite } from '../../store/port.ts';
import { ROLES } from '../on-duty.ts';
import { type Known, knownAt, personAt, placeAt } from '../reach.ts';
import { isTombstoned, tombstonesAt } from '../tombstone.ts';
import { waitingCases, wake } from './waiting.ts';

const input = z.strictObject({
  name: z.string().trim().min(1).max(80),
  role: z.enum(ROLES),
  /** Absent: of every programme. */
  programme: z.string().min(1).optional(),
  /** E.164, Mexico's 521 already made 52. */
  phone: z.string().regex(/^\+[1-9]\d{6,14}$/),
  channel: z.enum(CHANNELS),
  ourNumber: z.string().min(1),
  language: z.string().optional(),
  workspace: z.string().default('main'),
});
export type StaffInput = z.output<typeof input>;

export interface StaffAdded {
  readonly personId: string;
  /** She had this role already: nothing was changed. */
  readonly already: boolean;
  /** Open cases that nobody had, and that now look for an owner. */
  readonly waiting: number;
}

/**
 * Puts someone on duty: a person with a role, reached like any other, and no learner (nobody asks for her consent, and no
 * report counts her). Open cases without anybody look for an owner again. Saying it twice changes nothing.
 * Throws ENROL_ERASED.
 */
export const staffAdd: Operation<StaffInput, StaffAdded> = {
  name: 'staff.add',
  input: input as z.ZodType<StaffInput>,
  reads: {
    known: (given) => knownAt(given),
    roles: ({ workspace, phone, role, programme }) => ({
      sql: {
        sqlite: `select s.person_id from staff s join person_address pa on pa.person_id = s.person_id
          join address a on a.id = pa.address_id
          where s.workspace = @workspace and a.phone = @phone and s.role = @role and s.programme = @programme
            and s.until is null`,
      },
      params: { workspace, phone, role, programme: programme ?? '' },
    }),
    waiting: ({ workspace }) => waitingCases(workspace),
    tombs: ({ workspace, phone }) => tombstonesAt({ workspace, phones: [phone] }),
  },
  decide(loaded, given, at) {
    const { role, programme = '', workspace } = given;
    if (isTombstoned(loaded['tombs'], given)) throw new RecadoError('ENROL_ERASED', {});
    const known = (loaded['known'] ?? []) as unknown as readonly Known[];
    const address = placeAt(known, given, at);
    const person = personAt(known, given, address, at);
    if ((loaded['roles'] ?? []).some((row) => row['person_id'] === person.id))
      return { rows: [], output: { personId: person.id, already: true, waiting: 0 } };
    const duty: RowWrite = {
      op: 'upsert',
      table: 'staff',
      key: ['person_id', 'role', 'programme'],
      values: { person_id: person.id, role, programme, workspace, since: at.now, until: null },
    };
    const waiting = wake(loaded['waiting'] ?? [], workspace, at.now);
    return {
      rows: [...address.rows, ...person.rows, duty, ...waiting],
      output: { personId: person.id, already: false, waiting: waiting.length },
    };
  },
};
