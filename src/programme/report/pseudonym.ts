import { createHmac } from 'node:crypto';
import { z } from 'zod';
import type { Operation } from '../../store/port.ts';

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

const input = z.strictObject({ workspace: z.string().default('main') });

/** The installation's key of pseudonyms, drawn when it is first asked for. */
export const reportKey: Operation<z.output<typeof input>, { readonly secret: string }> = {
  name: 'report.key',
  input: input as z.ZodType<z.output<typeof input>>,
  reads: {
    known: () => ({ sql: { sqlite: `select value from setting where name = '${SECRET}'` }, params: {} }),
  },
  decide({ known }, { workspace }, { now, newId }) {
    const before = known?.[0]?.['value'];
    if (typeof before === 'string') return { rows: [], output: { secret: before } };
    // Forty random bits an id.
    const secret = Array.from({ length: 7 }, () => newId().slice(-8)).join('');
    const values = { name: SECRET, workspace, value: secret, updated_at: now };
    return { rows: [{ op: 'insert', table: 'setting', values }], output: { secret } };
  },
};
