import type { Programme } from '../flow/programme.ts';
import { COMPLAINT, firstFor, PERSON, SAFEGUARDING_TOPIC } from '../programme/handoff/owner.ts';
import type { Listed } from '../programme/staff/index.ts';
import type { HealthCheck } from '../server/deps.ts';

const WARNED = [
  { topic: PERSON, says: 'nobody receives cases' },
  { topic: COMPLAINT, says: 'nobody receives complaints' },
  { topic: SAFEGUARDING_TOPIC, says: 'nobody receives calls for help' },
] as const;

/**
 * A warning for each programme in which a learner who asks for a person reaches nobody. It can do all else, so readiness
 * does not fail of it.
 */
export function checkStaff(programmes: readonly Programme[], listed: readonly Listed[]): readonly HealthCheck[] {
  const staff = listed
    .filter(({ reachable }) => reachable)
    .map(({ name, role, programme }, i) => ({ id: String(i), lane: '', name, role, programme }));
  return programmes.map(({ programme }): HealthCheck => {
    const missing = WARNED.filter(({ topic }) => firstFor(staff, { topic, programme, person: '' }).length === 0);
    if (missing.length === 0) return { name: `staff ${programme}`, ok: true, says: 'somebody receives cases' };
    return {
      name: `staff ${programme}`,
      ok: true,
      says: missing.map(({ says }) => says).join(', '),
      next: 'Put someone on duty: recado staff add <name> --role coordinator --phone +52…',
    };
  });
}
