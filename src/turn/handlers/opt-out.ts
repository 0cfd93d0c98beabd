import type { Handler } from '../../programme/manifest.ts';

export const optOut: Handler<'opt-out'> = ({ addressId, by }, at) => [
  {
    op: 'update',
    table: 'address',
    key: { id: addressId },
    set: { opted_out_at: at.now, opted_out_by: by },
  },
];
