import { DAY, type Millis } from '../base/clock.ts';
import { localMoment } from '../domain/time.ts';
import type { Programme } from '../flow/programme.ts';
import type { Tongue } from '../locale/tongue.ts';
import type { HealthCheck } from '../server/deps.ts';

/** A number that nobody has called for so long may not be answered any more. */
const STALE: Millis = 365 * DAY;

/**
 * Programmes that listen for calls for help need somebody near who helps: without a contact a programme is not ready; one
 * that was not verified for a year is a warning.
 */
export function checkContacts(
  programmes: readonly Programme[],
  now: Millis,
  tongue: Tongue = 'en',
): readonly HealthCheck[] {
  return programmes.flatMap(({ programme, safeguarding, timezone }): HealthCheck[] => {
    if (!safeguarding) return [];
    const name = `contacts ${programme}`;
    const { contacts } = safeguarding;
    if (contacts.length === 0) {
      const says = { es: 'nadie cerca para quien pida auxilio', en: 'no local contact for calls for help' }[tongue];
      const next = {
        es: 'Escriba quién ayuda cerca de cada lugar, bajo `contact:` en el archivo que dice `safeguarding.phrases`.',
        en: 'Write who helps near each site under `contact:` in the file that `safeguarding.phrases` names.',
      }[tongue];
      return [{ name, ok: false, says, next }];
    }
    const old = contacts.filter(({ verifiedOn }) => now - localMoment(verifiedOn, '00:00', timezone) > STALE);
    const count = contacts.length;
    const says = {
      es: `contactos cercanos para quien pida auxilio: ${count}`,
      en: `${count} local contacts for calls for help`,
    }[tongue];
    if (old.length === 0) return [{ name, ok: true, says }];
    const who = old.map((one) => `${one.name} (${one.site})`).join(', ');
    return [
      {
        name,
        ok: true,
        says: { es: `sin verificar desde hace un año: ${who}`, en: `not verified for a year: ${who}` }[tongue],
        next: {
          es: 'Llámeles, y escriba el día en `verified_on`.',
          en: 'Call them, and write the day under `verified_on`.',
        }[tongue],
      },
    ];
  });
}
