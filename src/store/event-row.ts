import type { Millis } from '../base/clock.ts';
import type { RowWrite } from './port.ts';

/** News for a person in her lane, which a later batch claims like a message. `payload` is what its name asks for. */
export function eventRow(
  to: { readonly id: string | null; readonly lane: string },
  name: string,
  payload: object,
  { workspace, now }: { readonly workspace: string; readonly now: Millis },
): RowWrite {
  return {
    op: 'insert',
    table: 'event',
    values: { workspace, lane_id: to.lane, person_id: to.id, name, payload: JSON.stringify(payload), at: now },
  };
}
