import type { Duplicate } from '../programme/linking/index.ts';
import type { HealthCheck } from '../server/deps.ts';

/** Phones that stand twice: whoever has one is two persons to us, and is answered from the wrong place. */
export function checkPhones(twice: readonly Duplicate[]): HealthCheck {
  if (twice.length === 0) return { name: 'phones', ok: true, says: 'none stands twice' };
  const says = `${twice.length} ${twice.length === 1 ? 'phone stands' : 'phones stand'} twice`;
  return { name: 'phones', ok: false, says, next: 'Look with `recado person duplicates`, then add `--merge`.' };
}
