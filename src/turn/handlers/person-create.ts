import type { Handler } from '../../programme/manifest.ts';
import type { RowWrite } from '../../store/port.ts';

/** A new person on an address that is already known. Her conversation is written by the store with the turn. */
export const personCreate: Handler<'person.create'> = ({ personId, addressId, language, name }, at) => {
  const person: RowWrite = {
    op: 'insert',
    table: 'person',
    values: {
      id: personId,
      workspace: at.workspace,
      lane_id: at.laneId,
      name: name ?? null,
      language,
      simulated: at.address(addressId)?.simulated ?? 0,
      created_at: at.now,
    },
  };
  const reached: RowWrite = {
    op: 'insert',
    table: 'person_address',
    values: { person_id: personId, address_id: addressId, workspace: at.workspace, since: at.now },
  };
  return [person, reached];
};
