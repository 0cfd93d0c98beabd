import type { Programme } from '../flow/programme.ts';
import type { Tongue } from '../locale/tongue.ts';
import { COMPLAINT, firstFor, PERSON, SAFEGUARDING_TOPIC } from '../programme/handoff/owner.ts';
import type { Listed } from '../programme/staff/index.ts';
import type { HealthCheck } from '../server/deps.ts';

const WARNED = [
  { topic: PERSON, says: { es: 'nadie recibe los casos', en: 'nobody receives cases' } },
  { topic: COMPLAINT, says: { es: 'nadie recibe las quejas', en: 'nobody receives complaints' } },
  {
    topic: SAFEGUARDING_TOPIC,
    says: { es: 'nadie recibe a quien pide auxilio', en: 'nobody receives calls for help' },
  },
] as const;

/**
 * A warning for each programme in which a learner who asks for a person reaches nobody. It can do all else, so readiness
 * does not fail of it.
 */
export function checkStaff(
  programmes: readonly Programme[],
  listed: readonly Listed[],
  tongue: Tongue = 'en',
): readonly HealthCheck[] {
  const staff = listed
    .filter(({ reachable }) => reachable)
    .map(({ name, role, programme }, i) => ({ id: String(i), lane: '', name, role, programme }));
  return programmes.map(({ programme }): HealthCheck => {
    const missing = WARNED.filter(({ topic }) => firstFor(staff, { topic, programme, person: '' }).length === 0);
    const good = { es: 'alguien recibe los casos', en: 'somebody receives cases' }[tongue];
    if (missing.length === 0) return { name: `staff ${programme}`, ok: true, says: good };
    return {
      name: `staff ${programme}`,
      ok: true,
      says: missing.map(({ says }) => says[tongue]).join(', '),
      next: {
        es: 'Ponga a alguien: recado staff add <nombre> --role coordinator --phone +52…',
        en: 'Put someone on duty: recado staff add <name> --role coordinator --phone +52…',
      }[tongue],
    };
  });
}
