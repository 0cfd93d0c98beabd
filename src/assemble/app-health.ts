import { type Clock, SECOND } from '../base/clock.ts';
import type { RecadoError } from '../base/errors.ts';
import type { Programme } from '../flow/programme.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Tongue } from '../locale/tongue.ts';
import { spentThisMonth } from '../outbox/operations/spent.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { Policy } from '../outbox/policy.ts';
import { privacyLook } from '../programme/privacy/index.ts';
import { staffList } from '../programme/staff/index.ts';
import type { HealthCheck } from '../server/deps.ts';
import { lookAtQueues, type Queues } from '../store/aside.ts';
import type { Operation } from '../store/port.ts';
import { checkHealth } from './health.ts';
import { checkBudgets } from './health-budget.ts';
import { checkContacts } from './health-contacts.ts';
import { checkRequests } from './health-privacy.ts';
import { checkStaff } from './health-staff.ts';
import type { Templates } from './templates.ts';

/** How long one look at the queues serves those who ask. */
const LOOK_LASTS = 2 * SECOND;

interface HealthDeps {
  readonly operate: <I, O>(operation: Operation<I, O>, input: I) => Promise<O>;
  readonly clock: Clock;
  readonly outbox: Pick<Outbox, 'health'>;
  readonly inbox: Pick<Inbox, 'stuck'>;
  readonly templates: Pick<Templates, 'health'>;
  readonly programmes: () => readonly Programme[];
  readonly policy: () => Policy;
  /** What an error says, and what to do, in that language. */
  readonly tell: (error: RecadoError, tongue: Tongue) => { readonly says: string; readonly next: string };
}

/** Readiness and metrics are open to whoever asks: one look at the queues serves all who ask within a moment. */
export function createHealth({ operate, clock, templates, programmes, policy, tell, ...queued }: HealthDeps) {
  let looked: { readonly at: number; readonly queues: Promise<Queues> } | undefined;
  const look = (): Promise<Queues> => {
    if (!looked || Math.abs(clock.now() - looked.at) >= LOOK_LASTS) {
      const queues = operate(lookAtQueues, {});
      looked = { at: clock.now(), queues };
      queues.catch(() => {
        looked = undefined; // a failure is not remembered
      });
    }
    return looked.queues;
  };
  const health = async (tongue: Tongue = 'en'): Promise<readonly HealthCheck[]> => {
    const checks = await checkHealth({ ...queued, look, clock, tongue, tell: (error) => tell(error, tongue) });
    if (checks.some(({ name, ok }) => name === 'store' && !ok)) return checks;
    const contacts = checkContacts(programmes(), clock.now(), tongue);
    const staff = checkStaff(programmes(), await operate(staffList, {}), tongue);
    const budgets = checkBudgets(await operate(spentThisMonth, { policy: policy() }), tongue);
    const requests = checkRequests(await operate(privacyLook, {}), clock.now(), tongue);
    return [...checks, ...contacts, ...staff, ...budgets, ...requests, ...(await templates.health(tongue))];
  };
  return { look, health };
}
