import { type Clock, MINUTE } from '../base/clock.ts';
import { ERRORS, type ErrorCode } from '../base/errors.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { HealthCheck } from '../server/deps.ts';
import type { Queues } from '../store/aside.ts';

/** A message that waits longer than this says that the inbox no longer drains. */
const INBOX_STUCK = 2 * MINUTE;

/** What the inbox works the moment it comes: messages, and news that operations leave in somebody's lane. */
const DRAINED = ['inbox', 'events'];

/** Readiness: the store, the inbox, each channel that is on, and each that is off though messages wait for it. */
export async function checkHealth(deps: {
  readonly look: () => Promise<Queues>;
  readonly outbox: Pick<Outbox, 'health'>;
  readonly inbox: Pick<Inbox, 'stuck'>;
  readonly clock: Clock;
}): Promise<readonly HealthCheck[]> {
  const channels = deps.outbox.health();
  const on = channels.map(
    ({ channel, stopped }): HealthCheck =>
      stopped
        ? {
            name: channel,
            ok: false,
            says: `stopped by the provider (${stopped.code})`,
            next: 'Check the token and the account; the queue is kept.',
          }
        : { name: channel, ok: true, says: 'sending' },
  );
  let queues: Queues;
  try {
    queues = await deps.look();
  } catch {
    const next = 'Look at the log and at the free space of its disk.';
    return [{ name: 'store', ok: false, says: 'not reachable', next }, ...on];
  }
  const { waiting, channels: toSend } = queues;
  const code = deps.inbox.stuck();
  const drained = queues.waits.filter(({ queue }) => DRAINED.includes(queue));
  const stuck = drained.some(({ oldest }) => oldest !== null && deps.clock.now() - oldest > INBOX_STUCK);
  return [
    code === null
      ? { name: 'store', ok: true, says: 'open and migrated' }
      : { name: 'store', ok: false, says: `it takes nothing (${code})`, next: nextOf(code) },
    {
      name: 'inbox',
      ok: !stuck,
      says: `${waiting} waiting`,
      ...(stuck ? { next: 'Messages are kept but not worked: look at the log for turns that fail.' } : {}),
    },
    ...on,
    ...Object.entries(toSend)
      .filter(([name]) => !channels.some(({ channel }) => channel === name))
      .map(([name, count]): HealthCheck => off(name, count)),
  ];
}

/** What the catalogue says to do, for a code of it. */
function nextOf(code: string): string {
  return (code in ERRORS ? ERRORS[code as ErrorCode] : ERRORS.STORE_UNAVAILABLE).next;
}

/** Kept and never sent: nobody would notice until someone asks why she got no answer. */
function off(channel: string, count: number): HealthCheck {
  return {
    name: channel,
    ok: false,
    says: `waiting for ${channel}, which is off: ${count} to send`,
    next: 'Fill in the settings of this channel (docs/operations.md) and start again; what waits is sent then.',
  };
}
