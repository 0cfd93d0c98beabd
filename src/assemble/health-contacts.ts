import { DAY, type Millis } from '../base/clock.ts';
import { localMoment } from '../domain/time.ts';
import type { Programme } from '../flow/programme.ts';
import type { HealthCheck } from '../server/deps.ts';

/** A number that nobody has called for so long may not be answered any more. */
const STALE: Millis = 365 * DAY;

/**
 * Programmes that listen for calls for help need somebody near who helps: without a contact a programme is not ready; one
 * that was not verified for a year is a warning.
 */
export function checkContacts(programmes: readonly Programme[], now: Millis): readonly HealthCheck[] {
  return programmes.flatMap(({ programme, safeguarding, timezone }): HealthCheck[] => {
    if (!safeguarding) return [];
    const name = `contacts ${programme}`;
    const { contacts } = safeguarding;
    if (contacts.length === 0) {
      const next = 'Write who helps near each site under `contact:` in the file that `safeguarding.phrases` names.';
      return [{ name, ok: false, says: 'no local contact for calls for help', next }];
    }
    const old = contacts.filter(({ verifiedOn }) => now - localMoment(verifiedOn, '00:00', timezone) > STALE);
    if (old.length === 0) return [{ name, ok: true, says: `${contacts.length} local contacts for calls for help` }];
    const says = `not verified for a year: ${old.map((one) => `${one.name} (${one.site})`).join(', ')}`;
    return [{ name, ok: true, says, next: 'Call them, and write the day under `verified_on`.' }];
  });
}
