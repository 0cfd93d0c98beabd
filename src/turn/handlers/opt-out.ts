import type { Handler } from '../../programme/manifest.ts';
import type { RowWrite } from '../../store/port.ts';

/** Everybody on the number is told nothing more, until a word of her own. */
export const optOut: Handler<'opt-out'> = ({ addressId, by }, at) => {
  const number: RowWrite = {
    op: 'update',
    table: 'address',
    key: { id: addressId },
    set: { opted_out_at: at.now, opted_out_by: by },
  };
  const everybody: RowWrite = {
    op: 'update',
    table: 'person_address',
    key: { address_id: addressId },
    set: { silent_since: at.now },
  };
  return [number, everybody];
};
