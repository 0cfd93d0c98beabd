import { RecadoError } from '../base/errors.ts';
import type { Programme } from '../flow/programme.ts';

/**
 * Nobody is led into a programme that listens for calls for help and knows nobody nearby who can help. Throws
 * CONTACT_MISSING.
 */
export function mayStart({ programme, safeguarding }: Pick<Programme, 'programme' | 'safeguarding'>): void {
  if (safeguarding && safeguarding.contacts.length === 0) throw new RecadoError('CONTACT_MISSING', { programme });
}
