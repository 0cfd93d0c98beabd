import { z } from 'zod';
import type { Millis } from '../base/clock.ts';
import type { Json } from '../base/json.ts';
import type { RowWrite } from '../store/port.ts';

/** Who did it: a person of the team, a token of the API, somebody at the shell, or the house itself. */
export interface By {
  readonly kind: 'staff' | 'token' | 'shell' | 'system';
  /** person.id, token id, or a word. */
  readonly id: string;
}

/** The same, as operations take it. */
export const bySchema = z.strictObject({ kind: z.enum(['staff', 'token', 'shell', 'system']), id: z.string() });

/** One line of the audit log. `detail` holds ids, counts and names of fields, never what they contain. */
export function audited(
  by: By,
  action: string,
  about: string | null,
  detail: Readonly<Record<string, Json>>,
  at: { readonly now: Millis; readonly workspace: string },
): RowWrite {
  return {
    op: 'insert',
    table: 'audit',
    values: {
      workspace: at.workspace,
      at: at.now,
      by_kind: by.kind,
      by_id: by.id,
      action,
      about,
      detail: JSON.stringify(detail),
    },
  };
}
