import type { Handler } from '../../programme/manifest.ts';
import type { RowWrite } from '../../store/port.ts';

/** The number is open again, and she who came back is written to; others on it are not. */
export const optIn: Handler<'opt-in'> = ({ addressId, personId }) => {
  const number: RowWrite = {
    op: 'update',
    table: 'address',
    key: { id: addressId },
    set: { opted_out_at: null, opted_out_by: null },
  };
  if (personId === undefined) return [number];
  const key = { person_id: personId, address_id: addressId };
  return [number, { op: 'update', table: 'person_address', key, set: { silent_since: null } }];
};
