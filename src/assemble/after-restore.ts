import { DAY, type HandClock, type Millis } from '../base/clock.ts';
import { RecadoError } from '../base/errors.ts';
import type { Log } from '../base/log.ts';
import type { Inbound } from '../domain/inbound.ts';
import { outboxRestored } from '../outbox/operations/restored.ts';
import { consentWithdraw } from '../programme/consents/index.ts';
import { personErase } from '../programme/privacy/index.ts';
import type { RestoreNote } from '../store/restore-note.ts';
import type { App } from './app.ts';
import { beginAsking, listMissed, seen } from './catch-up.ts';

const RESTORE = { kind: 'system', id: 'restore' } as const;
/** They live the lost time through; sending and fetching wait. */
const LIVES = ['inbox', 'scheduler', 'jobs', 'paperwork'];

/**
 * The first start on a restored database. The one that was lost worked on after its backup was taken: replies went out,
 * timers fired, Twilio's messages were answered. That time is lived through again with the mouth shut, by its own clock, so that
 * every conversation and timer stands where it can go on, and nothing goes out a second time; what could not be settled
 * otherwise is shown as doubtful. `app` was opened mute, on `clock`, which stands at the present. Cut off in the middle, the
 * next start takes it up: nothing was sent.
 */
export async function liveThrough(app: App, note: RestoreNote, clock: HandClock, log: Log): Promise<void> {
  const present = clock.now();
  for (const { person, at } of note.erase) {
    const days = at === null ? 0 : Math.max(0, Math.ceil((at - present) / DAY));
    await wish(log, () => app.operate(personErase, { person, why: '', by: RESTORE, days, workspace: 'main' }));
  }
  for (const taken of note.withdraw) {
    const given = { ...taken, channel: null, by: RESTORE, told: false };
    await wish(log, () => app.operate(consentWithdraw, { ...given, workspace: 'main' }));
  }
  await beginAsking(app, note.takenAt);
  const listed = await listMissed(app, clock, log);
  await relive(
    app,
    listed.flatMap(({ messages }) => messages),
    { from: note.takenAt, to: present, clock },
  );
  for (const one of listed) await seen(app, one);
  await Promise.all(app.workers.map((worker) => worker.stop()));
  let settled = { doubtful: 0, more: true };
  while (settled.more) settled = await app.operate(outboxRestored, { note, doubtful: settled.doubtful });
  log.warn(
    { doubtful: settled.doubtful, erased: note.erase.length, withdrawn: note.withdraw.length },
    'a backup was restored: what may have left since then is not sent again',
  );
}

/** Every timer at its moment and every message at its own: an answer meets the question that was open when she sent it. */
async function relive(
  app: App,
  messages: readonly Inbound[],
  { from, to, clock }: { readonly from: Millis; readonly to: Millis; readonly clock: HandClock },
): Promise<void> {
  const workers = app.workers.filter(({ name }) => LIVES.includes(name));
  const settle = async () => {
    for (let did = true; did; ) {
      app.inbox.wake();
      did = false;
      for (const worker of workers) did = (await worker.tick()) || did;
    }
  };
  const liveTo = async (at: Millis) => {
    for (let due = clock.now(); due <= at; ) {
      clock.set(due);
      await settle();
      const next = await Promise.all(workers.map((worker) => worker.nextDue()));
      due = Math.min(...next.map((one) => (one === null || one <= clock.now() ? Number.POSITIVE_INFINITY : one)));
    }
    clock.set(Math.max(at, clock.now()));
  };
  // Where another start was cut off it goes on, not back.
  const [last] = await app.store.read<{ at: Millis | null }>({
    sql: { sqlite: 'select max(arrived_at) as at from inbox' },
    params: {},
  });
  clock.set(Math.min(to, Math.max(from, last?.at ?? from)));
  for (const message of messages.toSorted((a, b) => a.sentAt - b.sentAt)) {
    await liveTo(Math.min(message.sentAt, to));
    await app.inbox.accept([message]);
  }
  await liveTo(to);
}

/** One wish that cannot be granted must not stand in the way of the start. */
async function wish(log: Log, grant: () => Promise<unknown>): Promise<void> {
  try {
    await grant();
  } catch (error) {
    if (!(error instanceof RecadoError)) throw error;
    log.error({ code: error.code }, 'a wish carried over from the database that was replaced could not be granted');
  }
}
