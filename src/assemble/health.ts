import { type Clock, MINUTE } from '../base/clock.ts';
import type { Outbox } from '../outbox/outbox.ts';
import type { HealthCheck } from '../server/deps.ts';
import type { Queues } from '../store/aside.ts';

/** A message that waits longer than this says that the inbox no longer drains. */
const INBOX_STUCK = 2 * MINUTE;

/** Readiness: the store, the inbox, each channel that is on, and each that is off though messages wait for it. */
export async function checkHealth(deps: {
  readonly look: () => Promise<Queues>;
  readonly outbox: Pick<Outbox, 'health'>;
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
  const { waiting, oldest, channels: toSend } = queues;
  const stuck = oldest !== null && deps.clock.now() - oldest > INBOX_STUCK;
  return [
    { name: 'store', ok: true, says: 'open and migrated' },
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

/** Kept and never sent: nobody would notice until someone asks why she got no answer. */
function off(channel: string, count: number): HealthCheck {
  return {
    name: channel,
    ok: false,
    says: `waiting for ${channel}, which is off: ${count} to send`,
    next: 'Fill in the settings of this channel (docs/operations.md) and start again; what waits is sent then.',
  };
}
