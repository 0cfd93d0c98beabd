import type { Handler } from '../../programme/manifest.ts';

/** The number is open again, and she who came back is written to; others on it are not. */
export const optIn: Handler<'opt-in'> = ({ addressId, personId }) => [
  { op: 'update', table: 'address', key: { id: addressId }, set: { opted_out_at: null, opted_out_by: null } },
  ...(personId === undefined
    ? []
    : [
        {
          op: 'update',
          table: 'person_address',
          key: { person_id: personId, address_id: addressId },
          set: { silent_since: null },
        } as const,
      ]),
];
