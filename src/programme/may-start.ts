import { RecadoError } from '../base/errors.ts';
import type { Programme } from '../flow/programme.ts';
import type { PackFacts } from './pack-facts.ts';

/**
 * Nobody is led into a programme that listens for calls for help and knows nobody nearby who can help. Throws
 * CONTACT_MISSING.
 */
export function mayStart({ programme, safeguarding }: Pick<Programme, 'programme' | 'safeguarding'>): void {
  if (safeguarding && safeguarding.contacts.length === 0) throw new RecadoError('CONTACT_MISSING', { programme });
}

/** The same for an operation, which runs without the packs. What was never kept of one is not known to lack anything. */
export function mayStartHere(programme: string, pack: PackFacts | undefined): void {
  if (pack?.mayStart === false) throw new RecadoError('CONTACT_MISSING', { programme });
}
