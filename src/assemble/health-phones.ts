import type { Tongue } from '../locale/tongue.ts';
import type { Duplicate } from '../programme/linking/index.ts';
import type { HealthCheck } from '../server/deps.ts';

/** Phones that stand twice: whoever has one is two persons to us, and is answered from the wrong place. */
export function checkPhones(twice: readonly Duplicate[], tongue: Tongue = 'en'): HealthCheck {
  const { length } = twice;
  if (length === 0)
    return { name: 'phones', ok: true, says: { es: 'ninguno está dos veces', en: 'none stands twice' }[tongue] };
  return {
    name: 'phones',
    ok: false,
    says: {
      es: length === 1 ? '1 teléfono está dos veces' : `${length} teléfonos están dos veces`,
      en: length === 1 ? '1 phone stands twice' : `${length} phones stand twice`,
    }[tongue],
    next: {
      es: 'Véalos con `recado person duplicates`, y después agregue `--merge`.',
      en: 'Look with `recado person duplicates`, then add `--merge`.',
    }[tongue],
  };
}
