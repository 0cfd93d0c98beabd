import { jobRow } from '../job.ts';
import type { Handler } from '../manifest.ts';

declare module '../../domain/effect.ts' {
  interface EffectMap {
    /** Whoever writes from a number in doubt is she. */
    'address.trust': { readonly personId: string; readonly addressId: string };
    /** A number of hers is somebody else's now. */
    'address.lost': { readonly personId: string; readonly addressId: string };
  }
}

export const addressTrust: Handler<'address.trust'> = ({ addressId }) => [
  { op: 'update', table: 'address', key: { id: addressId }, set: { doubt_at: null } },
];

/**
 * She is not reached there any more, what waits to be sent to her there goes, and somebody of the team looks for her. What
 * nothing connects is parted between batches.
 */
export const addressLost: Handler<'address.lost'> = ({ personId, addressId }, at) => [
  { op: 'delete', table: 'person_address', key: { person_id: personId, address_id: addressId } },
  {
    op: 'update',
    table: 'address',
    key: { id: addressId },
    set: { doubt_at: null, opted_out_at: null, opted_out_by: null },
  },
  {
    op: 'update',
    table: 'outbox',
    key: { person_id: personId, address_id: addressId, state: 'pending' },
    set: { state: 'dropped', why: 'bad-address', ended_at: at.now },
  },
  {
    op: 'insert-new',
    table: 'task',
    values: {
      id: at.newId(),
      workspace: at.workspace,
      person_id: personId,
      topic: 'new-number',
      why: 'number-gone',
      state: 'open',
      opened_at: at.now,
    },
  },
  jobRow({ operation: 'lane.split', input: { lane: at.laneId }, at: at.now, workspace: at.workspace }, at),
];
