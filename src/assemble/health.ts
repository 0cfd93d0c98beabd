import { type Clock, MINUTE } from '../base/clock.ts';
import { ERRORS, type ErrorCode, RecadoError } from '../base/errors.ts';
import type { Inbox } from '../inbox/inbox.ts';
import type { Tongue } from '../locale/tongue.ts';
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
  readonly tongue?: Tongue;
  /** What an error says to do, in that language. */
  readonly tell: (error: RecadoError) => { readonly next: string };
}): Promise<readonly HealthCheck[]> {
  const { tongue = 'en' } = deps;
  const channels = deps.outbox.health();
  const on = channels.map(
    ({ channel, stopped }): HealthCheck =>
      stopped
        ? {
            name: channel,
            ok: false,
            says: {
              es: `el proveedor lo detuvo (${stopped.code})`,
              en: `stopped by the provider (${stopped.code})`,
            }[tongue],
            next: {
              es: 'Revise el token y la cuenta; lo que espera se guarda.',
              en: 'Check the token and the account; the queue is kept.',
            }[tongue],
          }
        : { name: channel, ok: true, says: { es: 'mandando', en: 'sending' }[tongue] },
  );
  let queues: Queues;
  try {
    queues = await deps.look();
  } catch {
    const says = { es: 'no contesta', en: 'not reachable' }[tongue];
    const next = {
      es: 'Vea el registro, y cuánto espacio queda en su disco.',
      en: 'Look at the log and at the free space of its disk.',
    }[tongue];
    return [{ name: 'store', ok: false, says, next }, ...on];
  }
  const { waiting, channels: toSend } = queues;
  const code = deps.inbox.stuck();
  const drained = queues.waits.filter(({ queue }) => DRAINED.includes(queue));
  const stuck = drained.some(({ oldest }) => oldest !== null && deps.clock.now() - oldest > INBOX_STUCK);
  return [
    code === null
      ? { name: 'store', ok: true, says: { es: 'abierta y al día', en: 'open and migrated' }[tongue] }
      : {
          name: 'store',
          ok: false,
          says: { es: `no recibe nada (${code})`, en: `it takes nothing (${code})` }[tongue],
          next: deps.tell(new RecadoError(code in ERRORS ? (code as ErrorCode) : 'STORE_UNAVAILABLE')).next,
        },
    {
      name: 'inbox',
      ok: !stuck,
      says: { es: `esperan: ${waiting}`, en: `${waiting} waiting` }[tongue],
      ...(stuck
        ? {
            next: {
              es: 'Los mensajes se guardan y no se atienden: busque en el registro qué turnos fallan.',
              en: 'Messages are kept but not worked: look at the log for turns that fail.',
            }[tongue],
          }
        : {}),
    },
    ...on,
    ...Object.entries(toSend)
      .filter(([name]) => !channels.some(({ channel }) => channel === name))
      .map(([name, count]): HealthCheck => off(name, count, tongue)),
  ];
}

/** Kept and never sent: nobody would notice until someone asks why she got no answer. */
function off(channel: string, count: number, tongue: Tongue): HealthCheck {
  return {
    name: channel,
    ok: false,
    says: {
      es: `esperan a ${channel}, que está apagado: ${count} por mandar`,
      en: `waiting for ${channel}, which is off: ${count} to send`,
    }[tongue],
    next: {
      es: 'Llene los ajustes de este canal (docs/operations.md) y eche a andar otra vez; lo que espera sale entonces.',
      en: 'Fill in the settings of this channel (docs/operations.md) and start again; what waits is sent then.',
    }[tongue],
  };
}
