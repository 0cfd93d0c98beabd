import type { RecadoError } from '../../base/errors.ts';
import type { StaffLine } from '../manifest.ts';

const LINES: Readonly<Partial<Record<RecadoError['code'], string>>> = {
  BROADCAST_EMPTY: 'staff.broadcast-empty',
  BROADCAST_LONG: 'staff.broadcast-long',
  BROADCAST_PLACE: 'staff.broadcast-place',
  BROADCAST_PAST: 'staff.broadcast-past',
  BROADCAST_REPEATED: 'staff.broadcast-repeated',
  BROADCAST_EXPIRED: 'staff.broadcast-expired',
  BROADCAST_TRY_FIRST: 'staff.broadcast-try-first',
};

/** What went wrong, on a phone. What has no line there is thrown on: the job fails and says its code. */
export function errorLine(error: RecadoError, vars: Readonly<Record<string, string | number>> = {}): StaffLine {
  const key = LINES[error.code];
  if (key === undefined) throw error;
  return { key, vars: { ...error.details, ...vars } };
}
