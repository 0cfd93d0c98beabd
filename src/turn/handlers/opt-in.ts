import type { Handler } from '../../programme/manifest.ts';

export const optIn: Handler<'opt-in'> = ({ addressId }) => [
  { op: 'update', table: 'address', key: { id: addressId }, set: { opted_out_at: null, opted_out_by: null } },
];
