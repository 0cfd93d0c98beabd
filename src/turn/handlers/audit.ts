import { audited } from '../../programme/audit.ts';
import type { Handler } from '../../programme/manifest.ts';

export const audit: Handler<'audit'> = ({ personId, action, about, detail }, at) => [
  audited({ kind: 'staff', id: personId }, action, about, detail, at),
];
