import { createHmac } from 'node:crypto';
import type { Query, SqlRow } from '../../store/port.ts';

const SECRET = 'report.secret';
const LETTERS = '0123456789abcdefghjkmnpqrstvwxyz';

/**
 * Names people in files that leave: the same woman has the same name in every file made here for one purpose, and another in
 * those for another, so that two recipients cannot put theirs together. 60 bits: two of a hundred thousand never meet.
 */
export type Pseudonym = (personId: string) => string;

export function pseudonyms(secret: string, purpose: string): Pseudonym {
  const known = new Map<string, string>();
  return (id) => {
    const before = known.get(id);
    if (before !== undefined) return before;
    const bytes = createHmac('sha256', secret).update(`${purpose}\n${id}`).digest();
    const name = [...bytes.subarray(0, 12)].map((byte) => LETTERS[byte % 32]).join('');
    known.set(id, name);
    return name;
  };
}

/** The installation's key of pseudonyms, drawn by migration 0030. Read with `secretIn`. */
export const secretQuery: Query = { sql: { sqlite: `select value from setting where name = '${SECRET}'` }, params: {} };

export function secretIn([row]: readonly SqlRow[]): string {
  const secret = row?.['value'];
  // Names made without it could be undone by trying ids.
  if (typeof secret !== 'string' || secret.length < 32) throw new Error(`The setting ${SECRET} is missing.`);
  return secret;
}
